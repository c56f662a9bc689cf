import type { Origin } from '../front/origins';
import { startApiOrigin } from './api-origin';
import { type ApiSurroundings, HttpApi, type HttpApiSettings } from './http-api';

/** The HTTP APIs of the template, each at an address of its own. */
export class HttpApis {
  readonly #byId = new Map<string, { readonly api: HttpApi; readonly origin: Origin }>();

  constructor(private readonly surroundings: ApiSurroundings) {}

  /** Answers where the API can be reached: `http://127.0.0.1:PORT`. */
  async add(settings: HttpApiSettings): Promise<string> {
    const api = new HttpApi(settings, this.surroundings);
    const origin = await startApiOrigin(settings.name, (request) => api.answer(request), this.surroundings);
    this.#byId.set(settings.id, { api, origin });
    return origin.origin;
  }

  /** Throws a sentence when there is no API of this id. */
  get(id: string): HttpApi {
    const found = this.#byId.get(id);
    if (found) return found.api;
    throw new Error(`there is no HTTP API ${id} in the template`);
  }

  /** The address of the API some name fits. Throws a sentence that says which there are. */
  origin(fits: (name: string) => boolean, wanted: string): string {
    const all = [...this.#byId.values()];
    const found = all.find(({ api }) => fits(api.settings.name));
    if (found) return found.origin.origin;
    const known = all.map(({ api }) => api.settings.name).join(', ') || 'none';
    throw new Error(`there is no HTTP API ${wanted} in the template; it has ${known}`);
  }

  /** Reports what would make requests fail. */
  check(): void {
    for (const { api } of this.#byId.values()) api.check();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#byId.values()].map(({ origin }) => origin.close()));
  }
}
