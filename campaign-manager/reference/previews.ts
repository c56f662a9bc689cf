/**
 * Contacts shown to agents before they are dialled. The application shows them, counts down and decides; here a preview
 * is offered, kept for as long as the agent is reserved for it, and ended exactly once: by the application's decision, or
 * by being withdrawn. Whatever comes second is told what came first.
 */

import type { Scheduled, Scheduler } from '../../clock/scheduler';
import type { CampaignCommandOf } from '../../core/campaign-contract/commands';
import type { PreviewDecider, PreviewOutcome } from '../../core/campaign-contract/identifiers';
import type { AgentId, PreviewId } from '../../core/ids';
import type { AgentConnection, AgentConnections, Tell } from './agent-connections';
import type { CampaignRun, Dial } from './campaign-run';
import type { Answer } from './command-gate';
import { cardOf } from './contact-card';
import type { Observe } from './facts';
import { LookedAt } from './looked-at';
import type { PreviewPacing } from './pacing';
import { previewOver, shown } from './session-work';

/** From one contact an agent does not take to the next: who rejects without looking would go round a list in no time. */
const leastGapMs = 1000;

/** How long a decision that was made while the link was down may take to come once it is up. */
const afterDownMs = 5_000;
/** How long it is remembered how a preview ended; a decision comes within seconds or not at all. */
const rememberedMs = 600_000;

interface Preview {
  readonly id: string;
  readonly dial: Dial;
  readonly connection: AgentConnection;
  /** ms since the epoch. */
  readonly offeredAt: number;
  /** Ends it, if nobody decides. */
  reservation: Scheduled;
  /** Its reservation was over while the link was down. */
  heldBack: boolean;
}

/** What contacts are shown with. */
export interface PreviewParts {
  readonly scheduler: Scheduler;
  readonly connections: AgentConnections;
  readonly tell: Tell;
  readonly observe: Observe;
  /** Dials the contact of a preview for the agent who saw it. */
  readonly dial: (dial: Dial, connection: AgentConnection) => void;
  readonly wake: () => void;
  /** Whether commands are refused and events held back. */
  readonly linkDown: () => boolean;
}

/**
 * Contacts that are shown to agents before they are dialled: each is decided once, by the agent, by its time, or by being
 * withdrawn.
 */
export class Previews {
  /** By id. */
  readonly #open = new Map<PreviewId, Preview>();
  readonly #ended = new Map<PreviewId, { readonly outcome: PreviewOutcome; readonly at: number }>();
  /** How many there were of each contact; contacts of two campaigns that have one name are counted together. */
  readonly #counts = new Map<string, number>();
  /** By agent: when they were shown the last one, if it was not dialled for them. */
  readonly #notTakenFrom = new Map<AgentId, number>();

  readonly #lookedAt = new LookedAt();

  constructor(private readonly parts: PreviewParts) {}

  /** Goes on counting where an earlier run ended. */
  remember(previews: Readonly<Record<string, number>>): void {
    for (const [contact, count] of Object.entries(previews)) {
      this.#counts.set(contact, Math.max(count, this.#counts.get(contact) ?? 0));
    }
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** When an agent may be shown the next contact, ms since the epoch; past: now. */
  nextAt = (agentId: AgentId): number => (this.#notTakenFrom.get(agentId) ?? Number.NEGATIVE_INFINITY) + leastGapMs;

  /** Contacts of a campaign the agent is not to be shown now; see `LookedAt`. */
  heldBackFrom(agentId: AgentId, run: CampaignRun, others: (contact: string) => boolean): ReadonlySet<string> {
    return this.#lookedAt.heldBack(agentId, run.name, this.parts.scheduler.now(), others);
  }

  /** Shows a chosen contact to the agent it was chosen for. */
  offer(dial: Dial, connection: AgentConnection, pacing: PreviewPacing): void {
    const { scheduler, connections, tell, observe } = this.parts;
    const { run, contact } = dial;
    const count = (this.#counts.get(contact) ?? 0) + 1;
    run.remember({ what: 'previewed', contact, count });
    this.#counts.set(contact, count);
    const id = `${contact}/${count}`;
    dial.phase = 'preview';
    const { seconds, reservationSeconds, onTimeout } = pacing;
    const why = `nobody decided within ${reservationSeconds} s`;
    const offeredAt = scheduler.now();
    const reservation = scheduler.after(reservationSeconds * 1000, () => this.#runsOut(id, why));
    this.#open.set(id, { id, dial, connection, offeredAt, reservation, heldBack: false });
    observe({ type: 'preview.offered', ...this.#about(id, dial, connection), seconds });
    connections.change(connection, shown(connection.session));
    const { agentId, tetherId } = connection;
    const limits = { seconds, reservationSeconds, onTimeout };
    const card = cardOf(run, contact);
    tell({ type: 'PreviewOffered', agentId, tetherId, previewId: id, campaign: run.name, contact, ...limits, card });
  }

  /** The application's decision: acted on once, and answered as before when it comes again. */
  decide({ agentId, tetherId, previewId, outcome, by }: CampaignCommandOf<'PreviewDecided'>): Answer {
    const preview = this.#open.get(previewId);
    if (!preview) return this.#decideAgain(previewId, outcome);
    if (preview.connection.agentId !== agentId || preview.connection.tetherId !== tetherId) {
      const message = `preview ${previewId} is not shown to agent ${agentId} on tether ${tetherId}`;
      return { result: 'refused', reason: 'unknown-preview', message };
    }
    const { dial, connection } = preview;
    const { contact } = dial;
    if (outcome === 'accept') {
      if (dial.run.heldBack(dial)) return this.#mayNotBeDialled(preview);
      this.#end(preview, outcome, by);
      dial.phase = 'reserved';
      this.parts.dial(dial, connection);
      return { result: 'accepted', message: `${contact} is dialled for ${connection.username}` };
    }
    this.#notTakenFrom.set(agentId, preview.offeredAt);
    if (outcome !== 'withdrawn') this.#notTaken(preview);
    this.#end(preview, outcome, by);
    dial.run.previewEnded(dial, outcome);
    this.parts.connections.change(connection, previewOver(connection.session));
    this.parts.wake();
    return { result: 'accepted', message: `${contact} is not dialled for ${connection.username}: ${outcome}` };
  }

  /** What was decided while nobody could tell us is on its way: the reservation ends once it had time to come. */
  #runsOut(id: string, why: string): void {
    const preview = this.#open.get(id);
    if (!preview) return;
    const { scheduler, linkDown } = this.parts;
    if (!preview.heldBack && !linkDown()) {
      this.withdraw(preview.dial, 'campaign-manager', why);
      return;
    }
    preview.heldBack = linkDown();
    preview.reservation = scheduler.after(afterDownMs, () => this.#runsOut(id, why));
  }

  #notTaken({ dial: { run, contact }, connection: { agentId } }: Preview): void {
    const { scheduler, wake } = this.parts;
    const { pacing } = run.script;
    const restMs = pacing.mode === 'preview' ? pacing.rescheduleSeconds * 1000 : 0;
    const about = { campaign: run.name, contact };
    for (const at of this.#lookedAt.notTaken(agentId, about, scheduler.now(), restMs)) scheduler.at(at, wake);
  }

  /** Takes a preview back and tells so; the contact is as if it had never been shown. Harmless when it is over. */
  withdraw(dial: Dial, by: PreviewDecider, why: string): void {
    const preview = [...this.#open.values()].find((open) => open.dial === dial);
    if (!preview) return;
    this.#end(preview, 'withdrawn', by);
    dial.run.previewEnded(dial, 'withdrawn');
    this.#told(preview, why);
  }

  /** Takes all previews of a campaign back. */
  withdrawAll(run: CampaignRun, why: string): void {
    for (const { dial } of [...this.#open.values()]) if (dial.run === run) this.withdraw(dial, 'campaign-manager', why);
  }

  #mayNotBeDialled(preview: Preview): Answer {
    const why = 'the contact may not be called any more';
    this.#end(preview, 'withdrawn', 'campaign-manager');
    this.#told(preview, why);
    return { result: 'refused', reason: 'withdrawn', message: why };
  }

  /** The application learns of it, and the agent is free again, unless they are gone from it already. */
  #told({ id, dial, connection }: Preview, why: string): void {
    const { connections, tell, wake } = this.parts;
    tell({ type: 'PreviewWithdrawn', agentId: connection.agentId, tetherId: connection.tetherId, previewId: id, why });
    if (dial.connection) connections.change(connection, previewOver(connection.session));
    wake();
  }

  #decideAgain(previewId: PreviewId, outcome: PreviewOutcome): Answer {
    const before = this.#ended.get(previewId)?.outcome;
    if (before === undefined) {
      return { result: 'refused', reason: 'unknown-preview', message: `there is no preview ${previewId}` };
    }
    if (before === outcome) return { result: 'accepted', message: `preview ${previewId} has ended so` };
    const message = `preview ${previewId} has ended by ${before}`;
    return before === 'withdrawn'
      ? { result: 'refused', reason: 'withdrawn', message }
      : { result: 'ignored', message };
  }

  #end({ id, dial, connection, reservation }: Preview, outcome: PreviewOutcome, by: PreviewDecider): void {
    const at = this.parts.scheduler.now();
    reservation.cancel();
    this.#open.delete(id);
    for (const [ended, { at: endedAt }] of this.#ended) {
      if (endedAt + rememberedMs > at) break;
      this.#ended.delete(ended);
    }
    this.#ended.set(id, { outcome, at });
    this.parts.observe({ type: 'preview.decided', ...this.#about(id, dial, connection), outcome, by });
  }

  #about = (preview: string, { run, contact }: Dial, { agentId, username }: AgentConnection) => ({
    at: this.parts.scheduler.now(),
    preview,
    agentId,
    username,
    campaign: run.name,
    contact,
  });
}
