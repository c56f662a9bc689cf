import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An HTTP server that only this machine can reach, on a port of its own. */
export class LoopbackServer {
  readonly #server: Server;

  private constructor(answer: Answer, failed: (request: IncomingMessage, error: unknown) => void) {
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

  /** `failed` hears what `answer` throws; the connection is cut then. */
  static async start(
    answer: Answer,
    failed: (request: IncomingMessage, error: unknown) => void,
  ): Promise<LoopbackServer> {
    const front = new LoopbackServer(answer, failed);
    front.#server.listen(0, '127.0.0.1');
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
