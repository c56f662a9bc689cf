import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';

/* What the functions behind the HTTP API of the pages have in common. */

/** A request as an HTTP API hands it over (payload format 2.0). One without verified claims is no request of ours: it fails. */
export const pageRequestSchema = z.object({
  routeKey: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({ authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }) }),
});
export type PageRequest = z.infer<typeof pageRequestSchema>;

export type PageAnswer = APIGatewayProxyStructuredResultV2;

const listed = (words: readonly string[]): string => words.map((word) => JSON.stringify(word)).join(' or ');

/** One of some words, or the sentence that says which. */
export const oneOfWords = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: () => `must be ${listed(words)}` });

export const bodyOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape, { error: () => 'must be a JSON object' });

export const reply = (
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): PageAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});

/** Every problem of a body, a sentence each. */
export const sentencesOf = ({ issues }: z.ZodError): readonly string[] =>
  issues.map(({ path, message }) => `${path.length > 0 ? path.join('.') : 'the body'} ${message}`);

/** The JSON of a body, or `undefined`, which no schema here takes. */
export function jsonOf({ body, isBase64Encoded }: Pick<PageRequest, 'body' | 'isBase64Encoded'>): unknown {
  try {
    return JSON.parse(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString('utf8'));
  } catch {
    return undefined;
  }
}
