import { messageOf } from '../aws/failure';
import type { Origin } from '../front/origins';
import { Site, type SiteSettings, type SiteSurroundings } from './site';

/** A policy of headers, as distributions name it by its id. */
export type HeaderPolicy = SiteSettings['headers'];

/** The sites of the template, each at an address of its own. */
export class Sites {
  readonly headerPolicies = new Map<string, HeaderPolicy>();
  readonly #byComment = new Map<string, Origin>();

  constructor(private readonly surroundings: SiteSurroundings) {}

  /** Answers where the site can be reached: `http://127.0.0.1:PORT`. */
  async add(settings: SiteSettings): Promise<string> {
    const site = new Site(settings, this.surroundings);
    const { origins, report } = this.surroundings;
    const served = await origins.serve(
      settings.comment,
      (request, response) => site.answer(request, response),
      ({ method, url }, error) =>
        report({
          kind: 'unsupported-call',
          message: `site ${settings.comment}, ${method} ${url}: ${messageOf(error)}`,
        }),
      // Files are files: a page that is opened between two runs waits for the next.
      { goesOn: true },
    );
    this.#byComment.set(settings.comment, served);
    return served.origin;
  }

  /** The address of the site with this comment. Throws a sentence that says which there are. */
  origin(comment: string): string {
    const found = this.#byComment.get(comment);
    if (found) return found.origin;
    const known = [...this.#byComment.keys()].join(', ') || 'none';
    throw new Error(`there is no site ${comment} in the template; it has ${known}`);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#byComment.values()].map((site) => site.close()));
  }
}
