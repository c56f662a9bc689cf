/** When each contact next needs looking at. */
import { Ordered } from './turn-order';

interface Due {
  readonly name: string;
  readonly at: number;
}

/** Contacts by the time at which something is to happen to them, each at one time or at none. */
export class DueTimes {
  readonly #at = new Map<string, number>();
  /** Also holds times that were changed since; the map knows. */
  readonly #order = new Ordered<Due>((a, b) => a.at < b.at || (a.at === b.at && a.name < b.name));

  /** `null`: never. */
  set(name: string, at: number | null): void {
    if (at === null) this.#at.delete(name);
    else if (this.#at.get(name) !== at) {
      this.#at.set(name, at);
      this.#order.put({ name, at });
    }
  }

  /** The earliest time of all, ms since the epoch. */
  next(): number | null {
    return this.#first()?.at ?? null;
  }

  /** Whose time comes first, if it is `nowMs` or earlier. It stays until it is set anew: who fails to act loses nobody. */
  reached(nowMs: number): string | null {
    const first = this.#first();
    return first && first.at <= nowMs ? first.name : null;
  }

  #first(): Due | null {
    for (let first = this.#order.first(); first; first = this.#order.first()) {
      if (this.#at.get(first.name) === first.at) return first;
      this.#order.takeFirst();
    }
    return null;
  }
}
