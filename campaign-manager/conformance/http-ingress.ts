/** The kit's ingress on a port. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { maxBodyBytes } from '../../adapters/campaign-manager/signature';
import { requestTarget } from '../reference/request-target';
import type { EventRequest, IngressAnswer } from './kit/ingress';

/** An ingress that listens until it is closed. */
export interface HttpIngress {
  readonly port: number;
  close(): Promise<void>;
}

/** Rejects when the port cannot be had. */
export async function serveIngress(
  receive: (request: EventRequest) => IngressAnswer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HttpIngress> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, receive).then(
      (given) => write(outgoing, given),
      (error: unknown) => write(outgoing, { status: 500, headers: {}, body: { problem: String(error) } }),
    );
  });
  server.keepAliveTimeout = 0;
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  incoming: IncomingMessage,
  receive: (request: EventRequest) => IngressAnswer,
): Promise<IngressAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of incoming) {
    bytes += (part as Buffer).length;
    if (bytes <= maxBodyBytes) parts.push(part as Buffer);
  }
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = Array.isArray(value) ? value[0] : value;
  return receive({
    method: incoming.method ?? '',
    path: requestTarget(incoming.url).path,
    headers,
    body: bytes > maxBodyBytes ? null : Buffer.concat(parts),
  });
}

function write(outgoing: ServerResponse, { status, headers, body }: IngressAnswer): void {
  outgoing.writeHead(status, headers);
  outgoing.end(JSON.stringify(body));
}
