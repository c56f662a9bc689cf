import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import * as z from 'zod';
import { problemsOf, quotedValue } from '../../core/tolerant';
import { asError } from './as-error';
import { customResourceSeconds } from './contract';
import type { FailureLog } from './middleware';

/** A request of CloudFormation's to a custom resource that is a Lambda function. */
export interface CustomResourceRequest {
  readonly RequestType: RequestType;
  /** With Update and Delete. */
  readonly PhysicalResourceId?: string | undefined;
  readonly LogicalResourceId?: string | undefined;
  /** As the template gives them; scalars come as text. */
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  /** With Update: what they were. */
  readonly OldResourceProperties?: Readonly<Record<string, unknown>> | undefined;
}

/** What was made: its physical id, and what templates may read of it (`Fn::GetAtt`). */
export interface CustomResourceResult {
  readonly id: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const requestTypes = ['Create', 'Update', 'Delete'] as const;
type RequestType = (typeof requestTypes)[number];

/** Given back as it came. */
const echoed = z.string().min(1).optional().catch(undefined);

/** Without an address there is nobody to answer; whatever else is missing or odd is answered. */
const answerable = z.object({
  ResponseURL: z.url(),
  RequestType: z.unknown().optional(),
  StackId: echoed,
  RequestId: echoed,
  LogicalResourceId: echoed,
  PhysicalResourceId: echoed,
  ResourceProperties: z.record(z.string(), z.unknown()).catch({}),
  OldResourceProperties: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
type Answerable = z.infer<typeof answerable>;

export const isCustomResourceRequest = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'ResponseURL' in event;

/** Puts a reply where CloudFormation waits for it. */
export type PutReply = (url: string, body: string) => Promise<void>;

export interface CustomResourcePorts {
  readonly putReply: PutReply;
  readonly failures: FailureLog;
  /** Waits that many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/**
 * Pauses before a denied request is made again, seconds: the role is seconds old in a deploy, and what it may do is not
 * known everywhere at once. Together less than the work may take.
 */
export const pausesAfterDenial: readonly number[] = [1, 2, 4, 8, 16];

/** The physical id of a resource that was never made: deleting it, as CloudFormation then does, is nothing to do. */
export const neverMade = 'never-made';

/** CloudFormation takes no longer reply. */
const replyBytes = 4_096;

export class PropertiesUnreadableError extends Error {
  override readonly name = 'PropertiesUnreadableError';
  constructor(readonly problems: readonly string[]) {
    super(`ResourceProperties cannot be read: ${problems.join('; ')}`);
  }
}

/** What a template gave, or PropertiesUnreadableError with every problem. */
export function readProperties<T>(schema: z.ZodType<T>, properties: Readonly<Record<string, unknown>>): T {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new PropertiesUnreadableError(problemsOf(parsed.error));
}

/** Does what a request asks. `madeSoFar` says the id of what is to be deleted again should the work fail after this. */
type Work = (request: CustomResourceRequest, madeSoFar: (id: string) => void) => Promise<CustomResourceResult>;

/**
 * Runs one request and tells CloudFormation how it went. A failure is an answer too, and so is work that hangs: a stack that
 * hears nothing waits for an hour. Throws only when the answer could not be delivered, or the request has no address to
 * answer to.
 */
export async function answerCustomResource(ports: CustomResourcePorts, event: unknown, work: Work): Promise<void> {
  const asked = answerable.parse(event);
  let made = asked.PhysicalResourceId ?? neverMade;
  const outcome = await outcomeOf(asked, (request) =>
    despiteDenials(ports, () =>
      work(request, (id) => {
        made = id;
      }),
    ),
  ).catch((error: unknown) => {
    const what = `${quotedValue(asked.RequestType)} of ${quotedValue(asked.LogicalResourceId)}`;
    const failure = asError(error);
    ports.failures.failed(`${what} failed`, failure);
    return {
      Status: 'FAILED',
      PhysicalResourceId: made,
      Reason: failure.message.trim() || `${what} failed without a word`,
    } as const;
  });
  await ports.putReply(asked.ResponseURL, replyOf(asked, outcome));
}

interface Outcome {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId: string;
  readonly Reason?: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** Every step of the work is safe to repeat, so that it is begun anew. */
async function despiteDenials<T>({ pause }: CustomResourcePorts, work: () => Promise<T>): Promise<T> {
  for (const seconds of pausesAfterDenial) {
    try {
      return await work();
    } catch (error) {
      if (!isDenial(error)) throw error;
    }
    await pause(seconds * 1000);
  }
  return work();
}

/** By its name, as every service spells it. */
const isDenial = (error: unknown): boolean =>
  error instanceof Error && /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/.test(error.name);

async function outcomeOf(
  asked: Answerable,
  work: (request: CustomResourceRequest) => Promise<CustomResourceResult>,
): Promise<Outcome> {
  const { RequestType: type, PhysicalResourceId, LogicalResourceId, ResourceProperties, OldResourceProperties } = asked;
  const RequestType = requestTypes.find((known) => known === type);
  if (RequestType === undefined) {
    throw new RangeError(`RequestType is ${quotedValue(type)}; it must be ${requestTypes.join(', ')}`);
  }
  if (RequestType === 'Delete' && PhysicalResourceId === neverMade) {
    return { Status: 'SUCCESS', PhysicalResourceId };
  }
  const request = { RequestType, PhysicalResourceId, LogicalResourceId, ResourceProperties, OldResourceProperties };
  const { id, attributes } = await inTime(work(request));
  return { Status: 'SUCCESS', PhysicalResourceId: id, ...(attributes ? { Data: attributes } : {}) };
}

/** What is begun goes on if it can; every step of it is safe to repeat. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const sentence = `not done within ${customResourceSeconds.work} s; what it depends on hangs or is very slow`;
    timer = setTimeout(() => reject(new Error(sentence)), customResourceSeconds.work * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The answer in JSON, with as much of the reason as there is room for. */
function replyOf({ StackId, RequestId, LogicalResourceId }: Answerable, outcome: Outcome): string {
  const written = (Reason: string | undefined): string =>
    JSON.stringify({ ...outcome, ...(Reason === undefined ? {} : { Reason }), StackId, RequestId, LogicalResourceId });
  const { Reason } = outcome;
  if (Reason === undefined) return written(undefined);
  const fits = (reason: string): boolean => Buffer.byteLength(written(reason)) <= replyBytes;
  if (fits(Reason)) return written(Reason);
  // Characters take 1 to 6 bytes each, written as JSON: the longest beginning that fits is looked for.
  const characters = [...Reason.slice(0, replyBytes)];
  const cutAt = (length: number): string => `${characters.slice(0, length).join('')}...`;
  let least = 0;
  let most = characters.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(cutAt(middle))) least = middle;
    else most = middle - 1;
  }
  return written(cutAt(least));
}

/** Attempts to deliver an answer; between them it is waited for 0.25 s, then 0.5 s. */
const putAttempts = 3;
const firstPauseMs = 250;
/** Each attempt; three of them and their pauses fit between `customResourceSeconds` of work and of the function. */
const putTimeoutMs = 5_000;

/**
 * PUT over HTTPS, and over HTTP where the URL says so, as it does on loopback. The content type is blank because the
 * presigned URL was signed without one.
 */
export const putReplyOverHttp: PutReply = async (url, body) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await put(new URL(url), body);
    } catch (error) {
      if (attempt === putAttempts) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 2 ** (attempt - 1)));
  }
};

/** Done once the status is there: nobody needs the rest of the answer, which may never come. */
const put = (url: URL, body: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
    const request = send(url, { method: 'PUT', headers, agent: false }, (response) => {
      clearTimeout(timer);
      const status = response.statusCode ?? 0;
      response.on('error', () => {}).resume();
      if (status >= 200 && status < 300) resolve();
      else reject(new Error(`CloudFormation's reply address answered ${status}; a status of 200 was expected`));
      request.destroy();
    });
    const timer = setTimeout(() => {
      request.destroy(new Error(`CloudFormation's reply address did not answer within ${putTimeoutMs / 1000} s`));
    }, putTimeoutMs);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.end(body);
  });
