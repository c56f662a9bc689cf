import type { AgentRecord } from '../agent/agent';
import { tell, tellMs, unchanged } from '../agent/steps/agent-step';
import { type StepPorts, takeStep } from '../agent/steps/carry-out';
import { askAgain } from './mend-tethers';

/** The Campaign Manager's last word on an agent is this old before it is asked again, when something waits for the work to end. */
const awaitedMs = 60_000;
/** Otherwise it is asked at every fifth minute of one and the same work: the message of its end may have been lost. */
const doubtedEveryMinutes = 5;

/** An agent who is at work by the Campaign Manager's last word, which is old: it is asked how they are. Most of them work still. */
export async function askAboutWork(ports: StepPorts, agent: AgentRecord): Promise<void> {
  const now = ports.clock.now();
  if (!isDoubtful(agent, now)) return;
  await takeStep(ports, agent.agentId, `reconcile:${agent.agentId}:${now}`, (record) => {
    const { tether, giveBack, move } = record.outbound;
    if (!isDoubtful(record, now) || tether === null) return unchanged(record);
    if (giveBack !== null || move?.phase === 'after-work') return askAgain(record, now);
    return tell(record, { type: 'ReportAgentWork', tetherId: tether.tetherId, deadline: now + tellMs });
  });
}

function isDoubtful({ outbound: { tether, work, giveBack, move } }: AgentRecord, now: number): boolean {
  if (tether?.state !== 'ready' || work?.tetherId !== tether.tetherId || work.state === 'idle') return false;
  const awaited = giveBack?.since ?? (move?.phase === 'after-work' ? move.decidedAt : null);
  if (awaited !== null) return now - Math.max(work.at, awaited) > awaitedMs;
  const minutes = Math.floor((now - work.at) / 60_000);
  return minutes > 0 && minutes % doubtedEveryMinutes === 0;
}
