import type { GroupStore } from '../../group/ports';
import type { GroupId } from '../../ids';
import type { Timer } from '../../messages/messages';
import type { CommandQueue } from '../../messages/ports';
import type { AgentRecord } from '../agent';
import { areTooMany, failedAround, mayBeTooMany, outsideOutages } from '../failed-together';
import type { TetherFailures } from '../ports';
import { unchanged } from './agent-step';
import { rulesOf, type StepPorts, takeStep } from './carry-out';
import { isToBeParked, tethersFailed } from './taken-off';

export interface TakeOffPorts extends StepPorts {
  readonly blend: StepPorts['blend'] & Pick<GroupStore, 'staffed'>;
  readonly tetherFailures: TetherFailures;
  readonly commands: CommandQueue;
}

/** A timer is armed before its step is written, and may come first: then it looks again after a second, so long. */
const notWrittenMs = 10_000;
const lookAgainMs = 1_000;
/** A status that waited longer than this to be set is dropped: reconcile looks at it anew. */
const commandLifeMs = 60_000;

/**
 * A tether of the agent failed. It may be one of many in the group, and then the agent is not at fault; or one too many in a
 * row for the agent. Costs at most 2 requests for the note, 4 where tethers fail together, and a step where the agent is taken
 * off.
 */
export async function weighFailure(
  ports: TakeOffPorts,
  timer: Extract<Timer, { kind: 'tether-failed' }>,
): Promise<void> {
  const { agentId, failedAt } = timer;
  const now = ports.clock.now();
  const agent = await ports.agents.load(agentId, { fresh: true });
  if (agent === null || agent.group === null) return;
  if (isUnderWay(agent, failedAt) && now - failedAt < notWrittenMs) {
    await ports.timers.arm(timer, now + lookAgainMs);
    return;
  }
  await noteForGroup(ports, agent.group, agent, failedAt);
  const rules = await rulesOf(ports, agent);
  const limit = rules?.thresholds['tether/give-up-after'] ?? 0;
  const { tethers } = agent.outbound.unanswered;
  if (rules === null || limit === 0 || tethers.length < limit) return;
  const counted = outsideOutages(tethers, await ports.tetherFailures.outages(agent.group, tethers));
  await takeStep(
    ports,
    agentId,
    `weigh:${agentId}:${failedAt}`,
    // An agent who responded meanwhile has none of them left to count.
    (record) =>
      record.outbound.unanswered.tethers.length < limit
        ? unchanged(record)
        : tethersFailed(record, rules, counted, now),
    { known: agent },
  );
}

/** Whether the attempt is still the one that is to fail. */
function isUnderWay({ outbound }: AgentRecord, failedAt: number): boolean {
  const { tether, unanswered } = outbound;
  if (tether === null || tether.state === 'failed' || unanswered.tethers.includes(failedAt)) return false;
  return tether.requestedAt <= failedAt;
}

async function noteForGroup(ports: TakeOffPorts, group: GroupId, agent: AgentRecord, failedAt: number): Promise<void> {
  const { agentId, outbound } = agent;
  const near = await ports.tetherFailures.note(group, { agentId, at: failedAt, side: outbound.side });
  const failed = failedAround(near, failedAt);
  if (!mayBeTooMany(failed)) return;
  const [staffed, ledger] = [await ports.blend.staffed(group), await ports.blend.ledger(group)];
  const goingOut = ledger?.moves.filter((move) => move.to === 'outbound' && !failed.agents.has(move.agentId)) ?? [];
  const cameBack = [...failed.agents.values()].filter(({ side }) => side === 'inbound');
  const tethers = staffed.outbound + goingOut.length + cameBack.length;
  if (!areTooMany(failed, tethers)) return;
  if ((await ports.tetherFailures.together(group, failed.end)) === 'goes-on') return;
  const count = failed.agents.size;
  ports.decisions.record({
    type: 'tethers.failed-together',
    at: failed.end,
    group,
    failed: count,
    tethers,
    reason: `${count} of ${tethers} tethers of ${group} failed within two minutes: it is not their agents, and nobody is taken off for it`,
    inputs: { failed: count, tethers },
  });
}

/**
 * An agent who was taken off gets the status that says so in Connect, too: reports do not count them as available, and they see
 * why no call comes.
 */
export async function showTakenOff(ports: TakeOffPorts, timer: Extract<Timer, { kind: 'taken-off' }>): Promise<void> {
  const { agentId, takenOffAt } = timer;
  const now = ports.clock.now();
  const agent = await ports.agents.load(agentId, { fresh: true });
  if (agent === null) return;
  if (agent.outbound.takenOff === null && now - takenOffAt < notWrittenMs) {
    await ports.timers.arm(timer, now + lookAgainMs);
    return;
  }
  if (!isToBeParked(agent)) return;
  const deadline = now + commandLifeMs;
  const commandId = `taken-off:${agentId}:${takenOffAt}:${now}`;
  await ports.commands.send({ kind: 'set-missed-call', commandId, deadline, agentId }, 'urgent');
}
