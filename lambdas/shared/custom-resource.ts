import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import * as z from 'zod';
import { asError, type FailureLog } from './middleware';

/** A request of CloudFormation's to a custom resource that is a Lambda function. */
export const customResourceRequest = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.record(z.string(), z.unknown()),
});
export type CustomResourceRequest = z.infer<typeof customResourceRequest>;

export const isCustomResourceRequest = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'RequestType' in event && 'ResponseURL' in event;

/** Puts a reply where CloudFormation waits for it. */
export type PutReply = (url: string, body: string) => Promise<void>;

export interface CustomResourcePorts {
  readonly putReply: PutReply;
  readonly failures: FailureLog;
}

/** The physical id of a resource that was never made: deleting it, as CloudFormation then does, is nothing to do. */
export const neverMade = 'never-made';

/** CloudFormation takes a reply of 4,096 bytes, and shows the reason to whoever deploys. */
const reasonCharacters = 1_000;

/**
 * Runs one request and tells CloudFormation how it went; `work` answers the physical id. A failure is an answer too: a
 * stack that hears nothing waits for an hour. Throws only when the answer could not be delivered, or nobody can read the
 * request.
 */
export async function answerCustomResource(
  ports: CustomResourcePorts,
  event: unknown,
  work: (request: CustomResourceRequest) => Promise<string>,
): Promise<void> {
  const request = customResourceRequest.parse(event);
  const deletesNothing = request.RequestType === 'Delete' && request.PhysicalResourceId === neverMade;
  const outcome = deletesNothing
    ? { Status: 'SUCCESS', PhysicalResourceId: neverMade }
    : await work(request).then(
        (id) => ({ Status: 'SUCCESS', PhysicalResourceId: id }),
        (error: unknown) => {
          ports.failures.failed(`${request.RequestType} of ${request.LogicalResourceId} failed`, error);
          return {
            Status: 'FAILED',
            PhysicalResourceId: request.PhysicalResourceId ?? neverMade,
            Reason: asError(error).message.slice(0, reasonCharacters),
          };
        },
      );
  const { StackId, RequestId, LogicalResourceId } = request;
  await ports.putReply(request.ResponseURL, JSON.stringify({ ...outcome, StackId, RequestId, LogicalResourceId }));
}

const putAttempts = 3;

/**
 * PUT over HTTPS, and over HTTP where the URL says so, as it does on loopback. The content type is blank because the
 * presigned URL was signed without one. Three attempts at once: what fails here is a connection, not a busy server.
 */
export const putReplyOverHttp: PutReply = async (url, body) => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await put(new URL(url), body);
    } catch (error) {
      if (attempt === putAttempts) throw error;
    }
  }
};

const put = (url: URL, body: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
    const request = send(url, { method: 'PUT', headers }, (response) => {
      const status = response.statusCode ?? 0;
      response.resume();
      response.on('end', () =>
        status >= 200 && status < 300
          ? resolve()
          : reject(new Error(`CloudFormation's reply address answered ${status}; a status of 200 was expected`)),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
