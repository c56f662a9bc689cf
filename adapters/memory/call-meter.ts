import type { CallMeter } from '../../core/agent/ports';
import { heldPlace, isHeld, nextInTurn } from '../held-places';

export class MemoryCallMeter implements CallMeter {
  private readonly contacts = new Set<string>();
  private readonly places = new Set<string>();
  private listed = '';

  async started(contactId: string): Promise<void> {
    this.contacts.add(contactId);
  }

  async ended(contactId: string): Promise<void> {
    this.contacts.delete(contactId);
  }

  async hold(tetherIds: readonly string[], until: number): Promise<void> {
    for (const tetherId of tetherIds) this.places.add(heldPlace(tetherId, until));
  }

  async letGo(tetherId: string, until: number): Promise<void> {
    this.places.delete(heldPlace(tetherId, until));
  }

  async inProgress(now: number): Promise<number> {
    for (const place of this.places) if (!isHeld(place, now)) this.places.delete(place);
    return this.contacts.size + this.places.size;
  }

  async list(limit: number): Promise<readonly string[]> {
    const found = nextInTurn([...this.contacts], limit, this.listed);
    this.listed = found.at(-1) ?? '';
    return found;
  }
}
