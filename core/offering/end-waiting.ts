import type { AgentStore } from '../agent/ports';
import type { Clock } from '../clock';
import type { CallCompared } from '../decisions/call-decisions';
import type { DecisionLog } from '../decisions/decision-log';
import { queueName } from '../group/directory';
import type { DirectorySource } from '../group/ports';
import { requestBlend } from '../group/request-blend';
import type { AgentId, CallId } from '../ids';
import type { RebalanceRequests } from '../messages/ports';
import { cancelVoicemail } from '../voicemail/note-voicemail';
import type { VoicemailStore } from '../voicemail/ports';
import { namedBy, waitedSeconds } from './call';
import type { CallRecord, OfferPlanRecord } from './call-record';
import type { CallStore } from './ports';

export interface EndWaitingPorts {
  readonly clock: Clock;
  readonly calls: Pick<CallStore, 'close'>;
  readonly agents: Pick<AgentStore, 'release'>;
  readonly voicemails: VoicemailStore;
  readonly directory: DirectorySource;
  readonly decisions: DecisionLog;
  readonly rebalances: RebalanceRequests;
}

/**
 * The call waits no more: its planned agent is free for others, and a voicemail that was decided but not reached is
 * cancelled when somebody answered. Safe to repeat; `null` when the call had ended already or is none of ours.
 */
export async function endWaiting(
  ports: EndWaitingPorts,
  end: {
    readonly callId: CallId;
    readonly state: 'answered' | 'abandoned' | 'voicemail';
    readonly agentId: AgentId | null;
    readonly source: string;
  },
): Promise<CallRecord | null> {
  const call = await ports.calls.close(end.callId, end.state);
  if (call === null) return null;
  const planned = call.plan?.agentId;
  // Whoever answers is not idle, so that their claim ended when that was seen.
  if (planned && (end.state !== 'answered' || planned !== end.agentId))
    await ports.agents.release(planned, call.callId);
  if (end.state === 'answered' && call.voicemailDecidedAt !== null) await cancelVoicemail(ports, call);
  // An agent may be on the way for this caller, or may go now that nobody waits.
  await requestBlend(ports, call.group);
  if (call.plan?.observed && end.state !== 'voicemail')
    ports.decisions.record(compared(call, call.plan, end, ports.clock.now()));
  if (end.state !== 'voicemail') {
    const waited = waitedSeconds(call, ports.clock.now());
    ports.decisions.record({
      type: end.state === 'answered' ? 'call.answered' : 'call.abandoned',
      callId: call.callId,
      agentId: end.agentId,
      reason: `${end.state} after ${waited.toFixed(1)} s, as ${end.source} tells`,
      inputs: {
        queue: queueName(await ports.directory.read(), call.queueId),
        waitedSeconds: waited,
        tried: call.tried,
      },
    });
  }
  return call;
}

/** What would have been decided, beside what Connect did. Where nobody was named, Connect would have chosen in either case. */
function compared(
  call: CallRecord,
  plan: OfferPlanRecord,
  { state, agentId }: { readonly state: string; readonly agentId: AgentId | null },
  now: number,
): CallCompared {
  const wanted = plan.kind === 'open' || (agentId !== null && mayAnswer(plan, agentId));
  const outcome = state !== 'answered' ? 'abandoned' : wanted ? 'same-agent' : 'other-agent';
  const sentences = {
    'same-agent': 'Connect gave the call to whom we would have given it',
    'other-agent': 'Connect gave the call to somebody else than we would have',
    abandoned: 'the caller left before anybody answered',
  };
  return {
    type: 'call.compared',
    callId: call.callId,
    outcome,
    agentId,
    plannedAgentId: plan.agentId,
    reason: sentences[outcome],
    observed: true,
    inputs: {
      plan: plan.kind,
      named: namedBy(plan),
      waitedSeconds: waitedSeconds(call, now),
      tried: call.tried,
      isOverdue: call.unasked?.isOverdue ?? false,
    },
  };
}

/** An offer is for one; later steps are for whoever is left if that one refuses. */
const mayAnswer = (plan: OfferPlanRecord, agentId: AgentId): boolean =>
  plan.kind === 'offer' ? plan.agentId === agentId : namedBy(plan).includes(agentId);
