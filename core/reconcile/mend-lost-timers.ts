import type { AgentRecord } from '../agent/agent';
import { overdueSince } from '../agent/steps/preview';
import { isToBeParked } from '../agent/steps/taken-off';
import { tetherLeftovers } from '../agent/steps/tether-on-softphone';
import type { Clock } from '../clock';
import type { DecisionLog } from '../decisions/decision-log';
import { overdueMs, repaired } from '../decisions/state-repaired';
import type { Directory } from '../group/directory';
import type { TimerQueue } from '../messages/ports';
import type { ThresholdReader } from '../thresholds/ports';

export interface MendLostTimersPorts {
  readonly timers: TimerQueue;
  readonly thresholds: ThresholdReader;
  readonly clock: Clock;
  readonly decisions: DecisionLog;
}

/** Taken off, and Connect still takes them for Available: the command came to nothing. Failures that were never weighed are now. */
export async function mendTakenOff(ports: MendLostTimersPorts, agent: AgentRecord): Promise<boolean> {
  const now = ports.clock.now();
  const { agentId, username, outbound } = agent;
  const { takenOff, unanswered } = outbound;
  if (takenOff === null) {
    const failedAt = unanswered.tethers.at(-1);
    if (failedAt === undefined || now - failedAt <= overdueMs || agent.group === null) return false;
    const { thresholds } = await ports.thresholds.current(agent.group);
    const limit = thresholds['tether/give-up-after'];
    if (limit === 0 || unanswered.tethers.length < limit) return false;
    await ports.timers.arm({ kind: 'tether-failed', agentId, failedAt }, now);
    return false;
  }
  if (!isToBeParked(agent) || now - takenOff.at <= overdueMs) return false;
  await ports.timers.arm({ kind: 'taken-off', agentId, takenOffAt: takenOff.at }, now);
  const reason = `${username} was taken off campaigns, and is Available in Connect`;
  repaired(ports, 'agent', agentId, reason, { takenOffAt: takenOff.at });
  return true;
}

/** A preview whose timer was lost: it is decided, or told, by another. */
export async function mendPreview(ports: MendLostTimersPorts, agent: AgentRecord): Promise<boolean> {
  const now = ports.clock.now();
  const since = overdueSince(agent);
  const { preview } = agent.outbound;
  if (preview === null || since === null || now - since <= overdueMs) return false;
  const { previewId, decided } = preview;
  await ports.timers.arm({ kind: 'preview', agentId: agent.agentId, previewId }, now);
  const why = decided === null ? 'is past its time' : 'is decided, and the Campaign Manager does not know';
  repaired(ports, 'preview', previewId, `the preview of ${agent.username} ${why}`, {
    outcome: decided?.outcome ?? null,
  });
  return true;
}

/** An ended or missed tether that is still on the softphone: the timer that had it cleared was lost, or came to nothing. */
export async function clearLeftovers(
  ports: MendLostTimersPorts,
  agent: AgentRecord,
  directory: Directory,
): Promise<number> {
  const now = ports.clock.now();
  const left = tetherLeftovers(agent, directory).filter(({ since }) => now - since > overdueMs);
  for (const { contactId, state } of left) {
    await ports.timers.arm({ kind: 'tether-contact', agentId: agent.agentId, contactId }, now);
    const reason = `the softphone of ${agent.username} still shows a tether that is over`;
    repaired(ports, 'tether', agent.agentId, reason, { contact: contactId, state });
  }
  return left.length;
}
