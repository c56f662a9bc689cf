/** The list of one campaign at work: told of the time that passes, and every change of a contact is told on. */

import type { Scheduled, Scheduler } from '../../clock/scheduler';
import type { PreviewOutcome } from '../../core/campaign-contract/identifiers';
import type { AgentId } from '../../core/ids';
import type { CampaignScript } from './campaign-script';
import { type AfterTalk, type Contact, type ContactChange, ContactList, type DialOutcome } from './contact-list';
import type { Observe } from './facts';
import type { CallBackRequest } from './lists/call-backs';
import type { Person } from './lists/contact';

/** What the list of a campaign is told, and tells. */
export interface CampaignListParts {
  readonly scheduler: Scheduler;
  readonly observe: Observe;
  /** What could be dialled has changed: by time alone, or by what somebody said. */
  readonly changed: () => void;
}

/** Names are those of the list's contacts; every step tells of the contacts whose state it changed. */
export class CampaignList {
  readonly #list: ContactList;
  /** When time alone changes the list next. */
  #tick: { readonly at: number; readonly task: Scheduled } | null = null;

  constructor(
    private readonly script: CampaignScript,
    private readonly parts: CampaignListParts,
  ) {
    this.#list = new ContactList(script.name, script.contacts, script, parts.scheduler.now());
  }

  /** All of them, in the order of the list. */
  contacts(): readonly Contact[] {
    return this.#list.contacts();
  }

  has(name: string): boolean {
    return this.#list.has(name);
  }

  /** Why the number of a contact is on the do-not-call list; `null`: it is not. */
  barredBecause(name: string): string | null {
    return this.#list.barredBecause(name);
  }

  /** `person`: `null` for a list that is only a number of contacts. */
  contact(name: string): { readonly contact: Contact; readonly person: Person | null } {
    return { contact: this.#list.contact(name), person: this.#list.person(name) };
  }

  available(): number {
    return this.#list.availableAt(this.#now());
  }

  /** Whether any open contact was promised to an agent. */
  hasPromised(): boolean {
    return this.#list.hasPromised();
  }

  /** Whether only this agent is to call the contact. */
  isPromisedTo(agentId: AgentId, name: string): boolean {
    return this.#list.contact(name).callBack?.agentId === agentId;
  }

  /** Call-backs promised to an agent that could be made now. */
  promisedTo(agentId: AgentId, leftOut?: ReadonlySet<string>): number {
    return this.#list.promisedTo(agentId, this.#now(), leftOut);
  }

  /** After a restart: what becomes of those who were being dialled. */
  recover(): void {
    this.#tellAll(this.#list.recover(this.#now()));
  }

  /** The next contact but for those left out, one promised to the agent first; `null` when there is none. */
  take(agentId: AgentId | null, reason: string, leftOut?: ReadonlySet<string>): Contact | null {
    const contact = this.#list.take(this.#now(), agentId, leftOut);
    if (contact) this.#tell(contact, reason);
    return contact;
  }

  /** Whether a chosen contact must not be dialled any more; then it is not chosen any more. */
  heldBack(name: string): boolean {
    const change = this.#list.heldBack(name, this.#now());
    if (change) this.#tell(change.contact, change.reason);
    return change !== null;
  }

  /** The number is dialled; answers how many times it was. */
  placed(name: string): number {
    return this.#list.placed(name).attempts;
  }

  /** A chosen contact is not dialled after all. */
  withdrawn(name: string, reason: string): void {
    this.#tell(this.#list.withdrawn(name), reason);
  }

  /** A preview ended without a dial. */
  previewEnded(name: string, outcome: Exclude<PreviewOutcome, 'accept'>): void {
    const { contact, reason } = this.#afterPreview(name, outcome);
    this.#tell(contact, reason);
  }

  /** `agentId`: who talked to them. `asks`: what the customer asks for at the end, if anything, is promised to them. */
  ended(name: string, outcome: DialOutcome, agentId: AgentId | null, asks: boolean): void {
    const callBack = outcome === 'completed' && asks ? this.#wish(name, agentId) : null;
    const { contact, reason } = this.#list.ended(name, outcome, this.#now(), callBack);
    this.#tell(contact, reason);
    // Barred during the call, which was not cut off.
    this.#tellAll(this.#list.closeBarred([contact]));
  }

  /** What an agent says of somebody they have talked to. */
  afterTalk(name: string, said: AfterTalk): Contact {
    const before = this.#list.contact(name);
    const { contact, reason } = this.#list.afterTalk(name, said, this.#now());
    if (contact.state !== before.state || contact.retryAt !== before.retryAt) this.#tell(contact, reason);
    this.parts.changed();
    return contact;
  }

  /** A call-back is promised to somebody who is not being called. */
  promise(name: string, request: CallBackRequest): Contact {
    const { contact, reason } = this.#list.promise(name, request, this.#now());
    this.#tell(contact, reason);
    this.parts.changed();
    return contact;
  }

  /** A number is never dialled again; answers who was closed for it. */
  bar(number: string, why: string): readonly Contact[] {
    const changes = this.#list.bar(number, why, this.#now());
    this.#tellAll(changes);
    this.parts.changed();
    return changes.map(({ contact }) => contact);
  }

  /** Tells what time has made of contacts, and comes back when it next makes something of one. */
  catchUp(): void {
    const { scheduler, changed } = this.parts;
    this.#tellAll(this.#list.advance(this.#now()));
    const at = this.#list.nextChangeAt(this.#now());
    if (at === (this.#tick?.at ?? null)) return;
    this.#tick?.task.cancel();
    const due = () => {
      this.#tick = null;
      changed();
    };
    this.#tick = at === null ? null : { at, task: scheduler.at(at, due) };
  }

  #now = (): number => this.parts.scheduler.now();

  /** Who was just called back as promised asks for no further call. */
  #wish(name: string, agentId: AgentId | null): CallBackRequest | null {
    const asked = this.#list.contact(name).callBack === null ? this.script.callBackWish?.(name) : null;
    if (!asked) return null;
    return { agentId: asked.personal ? agentId : null, atMs: this.#now() + asked.afterSeconds * 1000 };
  }

  #afterPreview(name: string, outcome: Exclude<PreviewOutcome, 'accept'>) {
    const { pacing } = this.script;
    const putOffSeconds = pacing.mode === 'preview' ? pacing.rescheduleSeconds : 0;
    switch (outcome) {
      case 'reject':
        return this.#list.rejected(name);
      case 'close':
      case 'reject-and-close':
        return this.#list.closed(name, 'closed in a preview');
      case 'reject-and-reschedule':
        return this.#list.rescheduled(name, this.#now() + putOffSeconds * 1000, 'put off in a preview');
      case 'withdrawn':
        return { contact: this.#list.withdrawn(name), reason: 'its preview was withdrawn' };
    }
  }

  #tellAll(changes: readonly ContactChange[]): void {
    for (const { contact, reason } of changes) this.#tell(contact, reason);
  }

  #tell({ name, state }: Contact, reason: string): void {
    const about = { at: this.#now(), campaign: this.script.name, contact: name };
    this.parts.observe({ type: 'contact.state', ...about, state, reason });
  }
}
