/** What an agent may be used for at the moment, and the row that fails when it is not kept to. */
import type { CampaignEventOf } from '../../../core/campaign-contract/events';
import type { Arrival, EventRecord } from './event-record';
import type { Findings } from './findings';
import type { RowId } from './rows';
import { patience, type Time } from './time';

type Work = CampaignEventOf<'AgentWork'>;

/** From `at` on nobody but `contact` may be called for the agent. */
interface Closing {
  readonly row: RowId;
  readonly at: number;
  readonly contact: string | null;
}

/** Watches that one agent is used for nothing they are not free for: what comes from then on, whoever tells it, fails a row. */
export class AgentLimits {
  #wasReady = false;
  #closing: Closing | null = null;
  /** Contacts nobody may dial for this agent, by the row that fails. */
  readonly #notToBeDialled = new Map<string, RowId>();
  /** The row that fails when a contact is dialled that was offered and not decided on. */
  undecidedRow: RowId = 'preview-waits';

  constructor(
    private readonly parts: { readonly time: Time; readonly record: EventRecord; readonly findings: Findings },
  ) {}

  newTether(): void {
    this.#wasReady = false;
    this.#closing = null;
  }

  ready(): void {
    this.#wasReady = true;
    this.reopen();
  }

  reopen(): void {
    this.#closing = null;
  }

  /** From now on nobody new may be called for the agent, or the row fails. What they are at may go on. */
  close(row: RowId, work: Work | null): void {
    const contact = work && work.state !== 'idle' ? contactOf(work) : null;
    this.#closing = { row, at: this.parts.time.now(), contact };
  }

  /** The contact of a preview may not be dialled for this agent until it is offered anew. */
  forbid(contact: string, row: RowId): void {
    this.#notToBeDialled.set(contact, row);
  }

  allow(contact: string): void {
    this.#notToBeDialled.delete(contact);
  }

  /** Judges what is told of the agent's tether. */
  judge(arrival: Arrival<Work | CampaignEventOf<'PreviewOffered'>>): void {
    const { event } = arrival;
    if (event.type === 'PreviewOffered') {
      this.forbid(event.contact, this.undecidedRow);
      this.#mayBeUsed(arrival, contactOf(event), 'a preview was offered');
      return;
    }
    const { state, contact } = event;
    if (state === 'idle' || state === 'wrap-up') return;
    this.#mayBeUsed(arrival, contactOf(event), `AgentWork said ${state}`);
    const dialled = state === 'dialling' || state === 'talking';
    const row = dialled ? this.#notToBeDialled.get(contact ?? '') : undefined;
    if (row) this.parts.findings.fails(row, `AgentWork said ${state} with ${contact}, which was not accepted`);
  }

  #mayBeUsed(arrival: Arrival, contact: string | null, what: string): void {
    const { findings, record } = this.parts;
    if (!this.#wasReady) findings.fails('before-ready', `${what} before ready was told`);
    const closing = this.#closing;
    if (!closing || (contact !== null && contact === closing.contact)) return;
    const lateMs = record.happenedAt(arrival) - closing.at;
    if (lateMs > patience.onTheWayMs) {
      findings.fails(closing.row, `${what} ${(lateMs / 1000).toFixed(1)} s after nobody new was to be called`);
    }
  }
}

const contactOf = ({
  campaign,
  contact,
}: {
  readonly campaign?: string | null | undefined;
  readonly contact?: string | null | undefined;
}): string | null => (contact ? `${campaign ?? ''}/${contact}` : null);
