import type { ContactId } from '../../core/ids';
import type { WorldFact } from '../connect/world-facts';

/** Which contacts are tethers: calls to a number that nobody but the Campaign Manager dials. They are no callers. */
export class TetherContacts {
  readonly #numbers = new Set<string>();
  readonly #contacts = new Set<ContactId>();

  numberIs(e164: string): void {
    this.#numbers.add(e164);
  }

  /** Whether the fact is about a tether's contact, whichever segment. */
  isAbout(fact: WorldFact): boolean {
    if (fact.type === 'contact.arrived' && this.#numbers.has(fact.to)) this.#contacts.add(fact.contactId);
    if (!('contactId' in fact)) return false;
    const tether =
      this.#contacts.has(fact.contactId) || ('initialContactId' in fact && this.#contacts.has(fact.initialContactId));
    if (tether && fact.type === 'contact.dequeued') this.#contacts.add(fact.newContactId);
    return tether;
  }
}
