import type { Decision } from '../../core/decisions/decision';
import type { GroupId } from '../../core/ids';
import type { CallTrack } from './call-events';
import type { KnownCalls } from './known-calls';
import type { ScenarioNames } from './names';
import type { OutboundEvents } from './outbound-events';
import type { PreviewDecisions, ToldPreview } from './preview-decisions';
import { ThresholdVersions } from './threshold-versions';
import type { TraceWriter } from './trace-writer';

/** What the lines of decisions are made with. */
interface Tools {
  readonly names: ScenarioNames;
  readonly calls: KnownCalls;
  readonly outbound: OutboundEvents;
  readonly previews: PreviewDecisions;
  readonly writer: TraceWriter;
  /** A time in milliseconds since the epoch as seconds since t = 0, to the millisecond. */
  seconds(timeMs: number): number;
  /** Writes what became known of a preview. */
  previewed(told: ToldPreview): void;
}

/** Writes what the application decided as lines of the trace, and as notes what has a reader but no line. */
export class DecisionLines {
  readonly #versions = new ThresholdVersions();

  constructor(private readonly tools: Tools) {}

  /** What applies to the group now is its version 1. Once, before the opening lines. */
  begin(group: GroupId): void {
    this.#versions.begin(group);
  }

  /** A decision that was carried out, made at `atMs`; one that says itself when the thing happened stands there. */
  decided(decision: Decision, atMs: number): void {
    const { names, calls, outbound, previews, writer } = this.tools;
    const t = this.tools.seconds('at' in decision ? decision.at : atMs);
    switch (decision.type) {
      case 'offer.planned':
        calls.whenKnown(decision.callId, (track) => this.#planned(t, decision, track));
        break;
      case 'offer.open':
      case 'offer.restricted':
      case 'offer.held':
        calls.whenKnown(decision.callId, (track) => {
          track.plan = null;
          this.#note(t, decision, track.call, null);
        });
        break;
      case 'voicemail.decided':
        calls.whenKnown(decision.callId, (track) => {
          track.voicemailReason = decision.why;
        });
        break;
      case 'offer.repeated':
      case 'agent.parked':
        calls.whenKnown(decision.callId, (track) => this.#note(t, decision, track.call, names.agent(decision.agentId)));
        break;
      case 'thresholds.applied':
        if (this.#versions.isNews(decision.group, decision.version) && writer.begun) {
          writer.write(t, {
            type: 'threshold.applied',
            group: decision.group,
            version: this.#versions.of(decision.group),
          });
        }
        break;
      case 'thresholds.rejected':
        if (writer.begun) {
          const { group, problems } = decision;
          writer.write(t, {
            type: 'threshold.rejected',
            group,
            version: this.#versions.of(group),
            problems,
          });
        }
        break;
      case 'move.decided':
      case 'move.completed':
      case 'move.failed':
      case 'move.cancelled':
      case 'tether.requested':
      case 'tether.connected':
      case 'tether.unmapped':
      case 'tether.failed':
      case 'tether.ended':
      case 'agent.taken-off':
      case 'agent.side':
      case 'indicator': {
        const line = outbound.decided(decision, Math.max(0, t));
        if (line !== null) writer.write(line.t, line);
        break;
      }
      case 'preview.offered':
        for (const told of previews.shown(decision)) this.tools.previewed(told);
        break;
      case 'preview.decided':
        // Its line is the Campaign Manager's fact: only there it is certain which of two outcomes holds.
        previews.decided(decision);
        break;
      case 'tether.held':
      case 'supervisor.asked':
      case 'move.refused':
        this.#note(t, decision, null, names.agent(decision.agentId));
        break;
      case 'campaign.replied':
        if (decision.result === 'refused' || decision.result === 'unreachable') {
          this.#note(t, decision, null, decision.agentId === null ? null : names.agent(decision.agentId));
        }
        break;
      case 'command.dropped':
      case 'criteria.late':
      case 'criteria.by-api':
      case 'entry.mistaken':
      case 'tethers.failed-together':
      case 'state.repaired':
      case 'campaign-link.lost':
      case 'campaign-link.restored':
        this.#note(t, decision, null, null);
        break;
      case 'call.answered':
      case 'call.abandoned':
      case 'call.taken-in':
      case 'call.past-max-wait':
      case 'call.compared':
      case 'voicemail.delivered':
      case 'criteria.in-flow':
      case 'tether.mapped':
      case 'tether.token-refused':
      case 'reconcile.done':
      case 'reconcile.under-way':
      case 'input.ignored':
      case 'operator.switched':
      case 'customer.end-asked':
      case 'customer.finish-asked':
        // The facts of the world say the first ones themselves; the others are the application's own affair.
        break;
      default:
        unknownDecision(decision);
    }
  }

  #planned(t: number, decision: Extract<Decision, { type: 'offer.planned' }>, track: CallTrack): void {
    const { names, writer } = this.tools;
    const agent = names.agent(decision.agentId);
    const slotEnds = this.tools.seconds(decision.slotEndsAt);
    const candidates = decision.candidates.map((agentId) => names.agent(agentId));
    const text = JSON.stringify([agent, slotEnds, candidates]);
    // A function that is run again after dying says the same once more: one fact, one line.
    if (track.plan?.text === text) return;
    track.plan = { agent, slotEnds, text };
    const availableSince = this.tools.seconds(decision.availableSince);
    const reason = names.inText(decision.reason);
    writer.write(t, {
      type: 'offer.planned',
      call: track.call,
      agent,
      slotEnds,
      candidates,
      availableSince,
      reason,
    });
  }

  #note(t: number, decision: Decision, call: string | null, agent: string | null): void {
    this.tools.writer.tell({ t, kind: decision.type, call, agent, reason: this.tools.outbound.reason(decision) });
  }
}

function unknownDecision(decision: never): never {
  throw new Error(`the trace does not know the decision ${JSON.stringify(decision)}`);
}
