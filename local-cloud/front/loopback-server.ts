import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
/** Hears what an answer throws; the connection is cut then. */
export type Failed = (request: IncomingMessage, error: unknown) => void;

/** An HTTP server that only this machine can reach, on a port of its own. */
export class LoopbackServer {
  readonly #server: Server;

  private constructor(answer: Answer, failed: Failed) {
    this.#server = createServer((request, response) => {
      // The clients compare this header with their clock, which is the event clock.
      response.sendDate = false;
      answer(request, response).catch((error: unknown) => {
        failed(request, error);
        response.destroy();
      });
    });
    // Clients keep connections for a whole run; one that is closed under a request would make them try again.
    this.#server.keepAliveTimeout = 0;
  }

  /** `port` 0: any that is free. Rejects with the system's error (EADDRINUSE) when the port cannot be had. */
  static async start(answer: Answer, failed: Failed, port = 0): Promise<LoopbackServer> {
    const front = new LoopbackServer(answer, failed);
    front.#server.listen(port, '127.0.0.1');
    await once(front.#server, 'listening');
    return front;
  }

  /** `http://127.0.0.1:PORT` */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
