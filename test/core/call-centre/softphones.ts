import { type AgentContact, type AgentObservation, isIdle } from '../../../core/agent/agent';

export type Profile = 'blended-in' | 'blended-out' | 'outbound' | 'inbound-only' | 'out';

export interface Softphone {
  profile: Profile;
  status: AgentObservation['status'];
  next: string | null;
  contacts: AgentContact[];
  proficiencies: AgentObservation['proficiencies'];
  /** Ours accepts the tether it expects and clears what is over; `closed` does nothing. */
  page: 'ours' | 'closed';
}

const freeSlots = ({ contacts }: Pick<Softphone, 'contacts'>): number =>
  contacts.some(({ channel }) => channel === 'VOICE') ? 0 : 1;

/** What agents' softphones show, as Connect has it. Every change is told to `changed`. */
export class Softphones {
  readonly #phones = new Map<string, Softphone>();
  #sequence = 0;

  constructor(
    private readonly clock: { readonly now: number },
    private readonly changed: (agentId: string) => void,
  ) {}

  of(agentId: string): Softphone {
    const phone = this.#phones.get(agentId);
    if (phone === undefined) throw new Error(`${agentId} has no softphone`);
    return phone;
  }

  agents(): readonly string[] {
    return [...this.#phones.keys()];
  }

  login(agentId: string, profile: Profile, page: Softphone['page']): void {
    const status = { name: 'Available', type: 'ROUTABLE', since: this.clock.now } as const;
    this.#phones.set(agentId, { profile, status, next: null, contacts: [], proficiencies: [], page });
    this.changed(agentId);
  }

  /** Answers the contacts that are left without a softphone. */
  logout(agentId: string): readonly string[] {
    const phone = this.of(agentId);
    phone.status = { name: 'Offline', type: 'OFFLINE', since: this.clock.now };
    phone.next = null;
    const contacts = phone.contacts.map(({ contactId }) => contactId);
    phone.contacts = [];
    this.changed(agentId);
    return contacts;
  }

  /** With a contact on the softphone a status is the next one, and Available takes that back. */
  choose(agentId: string, name: 'Available' | 'Break' | 'Offline' | 'Missed call'): void {
    const phone = this.of(agentId);
    if (phone.contacts.length > 0) phone.next = name === 'Available' ? null : name;
    else this.#setStatus(phone, name);
    this.changed(agentId);
  }

  /** A contact in this state; `null` takes it off. */
  shows(
    agentId: string,
    contactId: string,
    queueId: string | null,
    state: AgentContact['state'] | null,
    kind: Partial<Pick<AgentContact, 'channel' | 'ownCall'>> = {},
  ): void {
    const phone = this.of(agentId);
    const others = phone.contacts.filter((contact) => contact.contactId !== contactId);
    if (state === null && others.length === phone.contacts.length) return;
    phone.contacts = state === null ? others : [...others, { ...this.#listed(contactId, queueId, state), ...kind }];
    if (phone.contacts.length === 0 && phone.next !== null) {
      this.#setStatus(phone, phone.next);
      phone.next = null;
    }
    this.changed(agentId);
  }

  isIdle(agentId: string): boolean {
    const phone = this.of(agentId);
    return isIdle({ ...phone, nextStatus: phone.next, voiceSlotsAvailable: freeSlots(phone) });
  }

  observation(agentId: string): AgentObservation {
    const { profile, status, next, contacts, proficiencies } = this.of(agentId);
    return {
      agentId,
      username: agentId,
      observedAt: this.clock.now,
      sequence: String(++this.#sequence).padStart(9, '0'),
      status,
      nextStatus: next,
      routingProfileId: profile,
      queueIds: profile === 'outbound' || profile === 'out' ? ['tether'] : ['q2', 'tether'],
      proficiencies,
      voiceSlotsAvailable: freeSlots({ contacts }),
      contacts,
    };
  }

  #setStatus(phone: Softphone, name: string): void {
    const type = name === 'Available' ? 'ROUTABLE' : name === 'Offline' ? 'OFFLINE' : 'CUSTOM';
    if (phone.status.name !== name) phone.status = { name, type, since: this.clock.now };
  }

  #listed(contactId: string, queueId: string | null, state: AgentContact['state']): AgentContact {
    const { now } = this.clock;
    return {
      contactId,
      initialContactId: null,
      channel: 'VOICE',
      state,
      since: now,
      ownCall: false,
      queueId,
      queuedAt: now,
    };
  }
}
