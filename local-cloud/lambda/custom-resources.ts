import * as z from 'zod';
import type { Declared } from '../aws/declared';
import { hex, uuidFor } from '../aws/identity';
import { errorOf, type LambdaFunction } from './functions';

const responseSchema = z.looseObject({
  Status: z.literal(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().min(1),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  Data: z.record(z.string(), z.unknown()).optional(),
});

/** CloudFormation takes no longer reply (user guide, "custom resource response objects"). */
const replyBytes = 4_096;

const pathPrefix = '/cloudformation-response/';

/** CloudFormation's side of custom resources: asks a function to create, and takes its answer on loopback. */
export class CustomResources {
  readonly #answers = new Map<string, string | null>();
  #endpoint = '';

  setEndpoint(endpoint: string): void {
    this.#endpoint = endpoint;
  }

  /** Takes what a function puts to its ResponseURL; false when no such answer is awaited. */
  take(path: string, body: string): boolean {
    if (!this.#answers.has(path)) return false;
    this.#answers.set(path, body);
    return true;
  }

  /** Throws a sentence with the function's own reason when the resource could not be made. */
  async create(
    target: LambdaFunction,
    serviceToken: string,
    declared: Declared,
    properties: Readonly<Record<string, unknown>>,
  ): Promise<{ physicalResourceId: string; data: Readonly<Record<string, unknown>> }> {
    const requestId = uuidFor(`${declared.stackName}/${declared.logicalId}/create`);
    const path = `${pathPrefix}${hex(requestId, 32)}`;
    this.#answers.set(path, null);
    const { name } = target.settings;
    const outcome = await target.invoke({
      RequestType: 'Create',
      ServiceToken: serviceToken,
      ResponseURL: `${this.#endpoint}${path}`,
      StackId: declared.stackId,
      RequestId: requestId,
      LogicalResourceId: declared.logicalId,
      ResourceType: declared.type,
      ResourceProperties: asTexts({ ServiceToken: serviceToken, ...properties }),
    });
    const body = this.#answers.get(path) ?? null;
    this.#answers.delete(path);
    if (outcome.kind !== 'answered' && body === null) {
      const { errorType, errorMessage } = errorOf(outcome);
      throw new Error(`function ${name} failed without answering CloudFormation: ${errorType}: ${errorMessage}`);
    }
    if (body === null) throw new Error(`function ${name} ended without answering CloudFormation at its ResponseURL`);
    const bytes = Buffer.byteLength(body);
    if (bytes > replyBytes)
      throw new Error(`function ${name} answered CloudFormation in ${bytes} bytes; it takes ${replyBytes} at most`);
    const parsed = responseSchema.safeParse(JSON.parse(body));
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
      throw new Error(`function ${name} answered CloudFormation wrongly: ${problems.join('; ')}`);
    }
    const { Status, Reason, PhysicalResourceId, Data, LogicalResourceId, RequestId } = parsed.data;
    if (LogicalResourceId !== declared.logicalId || RequestId !== requestId)
      throw new Error(`function ${name} answered CloudFormation for another request`);
    if (Status === 'FAILED') throw new Error(`function ${name} answered FAILED: ${Reason ?? 'no reason given'}`);
    return { physicalResourceId: PhysicalResourceId, data: Data ?? {} };
  }
}

/** CloudFormation hands every scalar of a custom resource's properties over as text. */
function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asTexts(one)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
