import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestTarget } from '../../campaign-manager/reference/request-target';
import type { Conditions } from '../../simulator/platform/conditions';
import { messageOf, type ReportFailure } from '../aws/failure';
import { ServiceError } from '../aws/service-error';
import type { Access } from '../iam/access';
import type { Functions } from '../lambda/functions';
import type { LambdaWorker } from '../lambda/lambda-worker';
import { LoopbackServer } from './loopback-server';
import type { RequestCounts } from './request-counts';
import {
  type HttpCall,
  type Reply,
  type ServiceCall,
  type ServiceFront,
  UnsupportedOperationError,
} from './service-front';

/** What the front hands requests to. Services by the name their clients sign with: dynamodb, sqs, secretsmanager and so on. */
export interface Behind {
  readonly services: Readonly<Record<string, ServiceFront>>;
  readonly functions: Functions;
  readonly access: Access;
  readonly conditions: Conditions;
  readonly counts: RequestCounts;
  readonly report: ReportFailure;
  /** Takes what is put to a custom resource's response URL; false if the address is none. */
  customResourceResponse(path: string, body: string): boolean;
}

const throttlingCodes = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling']);

/** The one HTTP server on loopback that all SDK clients of all functions talk to. */
export class HttpFront {
  private constructor(
    private readonly behind: () => Behind,
    private readonly server: LoopbackServer,
  ) {}

  static async start(behind: () => Behind): Promise<HttpFront> {
    const front: HttpFront = new HttpFront(
      behind,
      await LoopbackServer.start(
        (request, response) => front.#answer(request, response),
        ({ method, url }, error) =>
          behind().report({ kind: 'unsupported-call', message: `${method} ${url}: ${messageOf(error)}` }),
      ),
    );
    return front;
  }

  /** `http://127.0.0.1:PORT` */
  get endpoint(): string {
    return this.server.origin;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const http = await read(request);
    const behind = this.behind();
    const signature = /Credential=([^/]+)\/[^/]+\/[^/]+\/([^/]+)\//.exec(http.headers['authorization'] ?? '');
    if (!signature) {
      const taken = http.method === 'PUT' && behind.customResourceResponse(http.path, http.body.toString());
      return write(response, { status: taken ? 200 : 403, headers: {}, body: '' });
    }
    const [, accessKeyId = '', serviceName = ''] = signature;
    const worker = behind.functions.workerOf(accessKeyId);
    // A worker that was killed may have sent one more request before it noticed.
    if (!worker) return void response.destroy();
    const service = behind.services[serviceName];
    if (!service) {
      const error = new UnsupportedOperationError(`the service ${serviceName}`);
      this.#unsupported(worker, error);
      return write(response, { status: error.status, headers: {}, body: error.message });
    }
    const kill = { due: null as 'before' | 'after' | null };
    const reply = await this.#serve(worker, serviceName, service, http, kill);
    if (kill.due === null) return write(response, reply);
    worker.kill();
    response.destroy();
  }

  async #serve(
    worker: LambdaWorker,
    serviceName: string,
    service: ServiceFront,
    http: HttpCall,
    kill: { due: 'before' | 'after' | null },
  ): Promise<Reply> {
    const behind = this.behind();
    const caller = worker.settings;
    try {
      const { operation, input } = service.read(http);
      const call: ServiceCall = { operation, input, http, caller };
      behind.counts.add(caller.name, `${serviceName}:${operation}`);
      worker.invocation?.requests.push(`${serviceName}:${operation}`);
      kill.due = behind.conditions.kill(caller.name);
      if (kill.due === 'before') return service.refuse(new ServiceError('Killed', 'killed before the call'));
      for (const needed of service.needs(call)) {
        const refusal = behind.access.refusalForRole(caller.roleArn, `function ${caller.name}`, needed);
        if (refusal === null) continue;
        if (worker.invocation) worker.invocation.refused = true;
        throw new ServiceError('AccessDeniedException', refusal);
      }
      return await service.perform(call);
    } catch (error) {
      if (error instanceof UnsupportedOperationError) this.#unsupported(worker, error);
      if (error instanceof ServiceError) {
        if (throttlingCodes.has(error.code) && worker.invocation) worker.invocation.throttled = true;
        return service.refuse(error);
      }
      behind.report({
        kind: 'unsupported-call',
        message: `function ${caller.name}, ${serviceName}: ${messageOf(error)}`,
      });
      return service.refuse(new ServiceError('InternalFailure', messageOf(error)));
    }
  }

  #unsupported(worker: LambdaWorker, error: UnsupportedOperationError): void {
    const message = `function ${worker.settings.name} made a call the local cloud cannot answer: ${error.message}`;
    this.behind().report({ kind: 'unsupported-call', message });
  }
}

async function read(request: IncomingMessage): Promise<HttpCall> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { path, query } = requestTarget(request.url);
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers,
    body: Buffer.concat(parts),
  };
}

function write(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}
