import type { CallRecord } from '../domain/call';
import { waitedSeconds } from '../domain/call';
import { queueName } from '../domain/directory';
import type {
  AgentStore,
  CallStore,
  Clock,
  DecisionLog,
  DirectorySource,
  RebalanceQueue,
  VoicemailStore,
} from '../ports';
import { askForBlend } from './ask-for-blend';
import { cancelVoicemail } from './note-voicemail';

export interface EndWaitingPorts {
  readonly clock: Clock;
  readonly calls: Pick<CallStore, 'close'>;
  readonly agents: Pick<AgentStore, 'release'>;
  readonly voicemails: VoicemailStore;
  readonly directory: DirectorySource;
  readonly decisions: DecisionLog;
  readonly rebalances: RebalanceQueue;
}

/**
 * The call waits no more: its planned agent is free for others, and a voicemail that was decided but not reached is
 * cancelled when somebody answered. Safe to repeat; `null` when the call had ended already or is none of ours.
 */
export async function endWaiting(
  ports: EndWaitingPorts,
  end: {
    readonly callId: string;
    readonly state: 'answered' | 'abandoned' | 'voicemail';
    readonly agentId: string | null;
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
  await askForBlend(ports, call.group);
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
