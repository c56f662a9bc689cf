import type { CallMeter } from '../../core/agent/ports';
import type { ContactId, TetherId } from '../../core/ids';
import { heldPlace, isHeld, nextInTurn } from '../held-places';

export class MemoryCallMeter implements CallMeter {
  private readonly contacts = new Set<ContactId>();
  private readonly places = new Set<string>();
  private listed = '';

  async started(contactId: ContactId): Promise<void> {
    this.contacts.add(contactId);
  }

  async ended(contactId: ContactId): Promise<void> {
    this.contacts.delete(contactId);
  }

  async hold(tetherIds: readonly TetherId[], until: number): Promise<void> {
    for (const tetherId of tetherIds) this.places.add(heldPlace(tetherId, until));
  }

  async letGo(tetherId: TetherId, until: number): Promise<void> {
    this.places.delete(heldPlace(tetherId, until));
  }

  async inProgress(now: number): Promise<number> {
    for (const place of this.places) if (!isHeld(place, now)) this.places.delete(place);
    return this.contacts.size + this.places.size;
  }

  async list(limit: number): Promise<readonly ContactId[]> {
    const found = nextInTurn([...this.contacts], limit, this.listed);
    this.listed = found.at(-1) ?? '';
    return found;
  }
}
