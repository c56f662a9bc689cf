import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Failed, LoopbackServer } from './loopback-server';

/** An address of this machine at which something answers until it is closed. */
export interface Origin {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

/** Gives what a template declares an address by its name. */
export interface Origins {
  /** `goesOn`: where the address outlives its cloud, this answers until another does; it needs nothing that ends with the cloud. */
  serve(name: string, answer: Answer, failed: Failed, options?: { readonly goesOn: boolean }): Promise<Origin>;
}

/** A new address for each. */
export const freshOrigins: Origins = { serve: (_name, answer, failed) => LoopbackServer.start(answer, failed) };

/** Addresses that stay while clouds come and go: browsers find the same name in the next run where it was in the last. */
export class KeptOrigins implements Origins {
  readonly #servers = new Map<string, LoopbackServer>();
  readonly #behind = new Map<string, { readonly answer: Answer; readonly failed: Failed }>();

  /** Rejects with the system's error (EADDRINUSE) when the port cannot be had. Answers `http://127.0.0.1:PORT`. */
  async open(name: string, port = 0): Promise<string> {
    const known = this.#servers.get(name);
    if (known) return known.origin;
    const server = await LoopbackServer.start(
      (request, response) => this.#behind.get(name)?.answer(request, response) ?? unavailable(request, response),
      (request, error) => this.#behind.get(name)?.failed(request, error),
      port,
    );
    this.#servers.set(name, server);
    return server.origin;
  }

  async serve(name: string, answer: Answer, failed: Failed, { goesOn } = { goesOn: false }): Promise<Origin> {
    const origin = await this.open(name);
    const behind = { answer, failed };
    this.#behind.set(name, behind);
    return {
      origin,
      close: async () => {
        if (!goesOn && this.#behind.get(name) === behind) this.#behind.delete(name);
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.close()));
  }
}

/** Between two runs, and before the first. */
async function unavailable(_request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(503, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  response.end(JSON.stringify({ message: 'Service Unavailable' }));
}
