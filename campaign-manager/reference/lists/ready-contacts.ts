/** Open contacts in the order they are dialled: everybody's by time zone, and those promised to one agent. */
import type { AgentId } from '../../../core/ids';
import { type CallingWindows, mayCall, nextAllowed, nextBarred } from './calling-windows';
import type { Contact } from './contact';
import { Ordered } from './turn-order';

interface Place {
  readonly name: string;
  /** Lower first: promised call-backs, then priority, then dialled least often. */
  readonly rank: number;
  readonly turn: number;
}

/** Contacts whose clocks are the same: they may be called at the same moments. */
interface Zone {
  readonly timeZone: string;
  /** Also holds places that were left since. */
  readonly order: Ordered<Place>;
  /** Anybody's contacts. */
  general: number;
  personal: number;
  /** Whether the window is open from `fromMs` until `untilMs`. */
  open: boolean;
  fromMs: number;
  untilMs: number;
}

const placeOf = ({ name, turn, callBack, attempts }: Contact, priority: number): Place => ({
  name,
  rank: (callBack ? 0 : 1e9) + priority * 1e5 + Math.min(attempts, 99_999),
  turn,
});

const before = (a: Place, b: Place): boolean => a.rank < b.rank || (a.rank === b.rank && a.turn < b.turn);

const nobody: ReadonlySet<string> = new Set();

/** What is known of contacts: when they may be called, and what ranks them. */
export interface ReadyParts {
  /** `null`: at any time. */
  readonly windows: CallingWindows | null;
  readonly contact: (name: string) => Contact;
  readonly about: (name: string) => { readonly timeZone: string; readonly priority: number };
}

/**
 * Open contacts in the order in which they are dialled; whose window is shut is passed over. Times are milliseconds since the
 * epoch.
 */
export class ReadyContacts {
  readonly #zones = new Map<string, Zone>();
  /** Names by the agent they were promised. */
  readonly #personal = new Map<AgentId, Set<string>>();

  constructor(private readonly parts: ReadyParts) {}

  add(contact: Contact): void {
    const { timeZone, priority } = this.parts.about(contact.name);
    const zone = this.#zone(timeZone);
    const agentId = contact.callBack?.agentId ?? null;
    if (agentId === null) {
      zone.general += 1;
      zone.order.put(placeOf(contact, priority));
      return;
    }
    zone.personal += 1;
    this.#personal.set(agentId, (this.#personal.get(agentId) ?? new Set<string>()).add(contact.name));
  }

  /** The contact as it was when it was added. */
  remove(contact: Contact): void {
    const zone = this.#zone(this.parts.about(contact.name).timeZone);
    const agentId = contact.callBack?.agentId ?? null;
    if (agentId === null) {
      zone.general -= 1;
      return;
    }
    zone.personal -= 1;
    const own = this.#personal.get(agentId);
    own?.delete(contact.name);
    if (own?.size === 0) this.#personal.delete(agentId);
  }

  /** Anybody's contacts that may be called at a moment. */
  count(nowMs: number): number {
    let count = 0;
    for (const zone of this.#zones.values()) if (zone.general > 0 && this.#isOpen(zone, nowMs)) count += zone.general;
    return count;
  }

  /** Whether there is any contact that was promised to one agent. */
  hasPersonal(): boolean {
    return this.#personal.size > 0;
  }

  /** How many contacts promised to an agent may be called at a moment, but for those left out. */
  countFor(agentId: AgentId, nowMs: number, leftOut: ReadonlySet<string> = nobody): number {
    return this.#promisedTo(agentId, nowMs, leftOut).length;
  }

  /** The first that may be called at a moment, but for those left out: one promised to the agent, else anybody's. */
  first(agentId: AgentId | null, nowMs: number, leftOut: ReadonlySet<string> = nobody): string | null {
    const own = agentId === null ? [] : this.#promisedTo(agentId, nowMs, leftOut);
    let best: Place | null = null;
    for (const name of own) {
      const place = placeOf(this.parts.contact(name), this.parts.about(name).priority);
      if (best === null || before(place, best)) best = place;
    }
    if (best) return best.name;
    for (const zone of this.#zones.values()) {
      if (zone.general === 0 || !this.#isOpen(zone, nowMs)) continue;
      const place = this.#firstOf(zone, leftOut);
      if (place && (best === null || before(place, best))) best = place;
    }
    return best?.name ?? null;
  }

  /** When a window that matters next opens or closes, after `nowMs`; `null` when none does. */
  nextChange(nowMs: number): number | null {
    let next = Number.POSITIVE_INFINITY;
    for (const zone of this.#zones.values()) {
      if (zone.general + zone.personal === 0) continue;
      this.#isOpen(zone, nowMs);
      next = Math.min(next, zone.untilMs);
    }
    return Number.isFinite(next) ? next : null;
  }

  isOpen(name: string, nowMs: number): boolean {
    return this.#isOpen(this.#zone(this.parts.about(name).timeZone), nowMs);
  }

  #promisedTo(agentId: AgentId, nowMs: number, leftOut: ReadonlySet<string>): readonly string[] {
    return [...(this.#personal.get(agentId) ?? [])].filter((name) => !leftOut.has(name) && this.isOpen(name, nowMs));
  }

  #firstOf({ order }: Zone, leftOut: ReadonlySet<string>): Place | null {
    const aside: Place[] = [];
    let found: Place | null = null;
    for (let place = order.first(); place; place = order.first()) {
      const { state, turn, callBack } = this.parts.contact(place.name);
      const isThere = state === 'open' && turn === place.turn && (callBack?.agentId ?? null) === null;
      if (isThere && !leftOut.has(place.name)) {
        found = place;
        break;
      }
      order.takeFirst();
      if (isThere) aside.push(place);
    }
    for (const place of aside) order.put(place);
    return found;
  }

  #zone(timeZone: string): Zone {
    let zone = this.#zones.get(timeZone);
    if (!zone) {
      const order = new Ordered(before);
      zone = { timeZone, order, general: 0, personal: 0, open: false, fromMs: 0, untilMs: 0 };
      this.#zones.set(timeZone, zone);
    }
    return zone;
  }

  #isOpen(zone: Zone, nowMs: number): boolean {
    const { windows } = this.parts;
    if (windows === null) {
      zone.untilMs = Number.POSITIVE_INFINITY;
      return true;
    }
    if (nowMs < zone.fromMs || nowMs >= zone.untilMs) {
      const { timeZone } = zone;
      zone.fromMs = nowMs;
      zone.open = mayCall(windows, timeZone, nowMs);
      zone.untilMs = zone.open
        ? (nextBarred(windows, timeZone, nowMs) ?? Number.POSITIVE_INFINITY)
        : nextAllowed(windows, timeZone, nowMs);
    }
    return zone.open;
  }
}
