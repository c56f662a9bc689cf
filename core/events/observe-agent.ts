import { type AgentObservation, type AgentRecord, isRinging } from '../agent/agent';
import { applyObservation, judgeObservation } from '../agent/apply-observation';
import { type Step, unchanged } from '../agent/steps/agent-step';
import { armTimers, carryOut, rulesOf, toWrite } from '../agent/steps/carry-out';
import { followTether, tetherLeftovers } from '../agent/steps/tether-on-softphone';
import type { Directory } from '../group/directory';
import { requestBlend } from '../group/request-blend';
import { customerContacts, isAnswered, ringsThatEnded, vanishedRings } from '../offering/judge-rings';
import { retryOnConflict } from '../retry-on-conflict';
import { reactToRings, rememberLateRefusals } from './react-to-rings';
import { type ReplayObservationPorts, replayObservation } from './replay-observation';

export type ObserveAgentPorts = ReplayObservationPorts;

/**
 * Takes in what is known of an agent now. The record is written first (a get, saved when this environment remembers,
 * and one conditional write); what follows from it is repeated when the same observation comes again, so a function
 * that died in between is healed by the redelivery.
 */
export async function observeAgent(
  ports: ObserveAgentPorts,
  observation: AgentObservation,
): Promise<'applied' | 'stale'> {
  const directory = await ports.directory.read();
  const { agentId, observedAt, sequence } = observation;
  const cause = `agent:${agentId}:${observedAt}:${sequence}`;
  const attempt = async (count: number): Promise<'applied' | 'stale' | 'conflict'> => {
    const known = await ports.agents.load(agentId, { fresh: count > 0 });
    const judged = judgeObservation(known, observation);
    if (judged === 'stale') {
      // What this environment remembers may be newer than the store only by its own writes, so stale is stale.
      ports.decisions.record({
        type: 'input.ignored',
        why: 'stale',
        reason: 'a newer observation of the agent was applied already',
        inputs: { agent: agentId, observedAt, known: known?.observedAt ?? null },
      });
      await rememberLateRefusals(ports, observation, directory, cause);
      return 'stale';
    }
    if (judged === 'duplicate' && known) {
      ports.decisions.record({
        type: 'input.ignored',
        why: 'duplicate',
        reason: 'the observation was applied already; only what follows from it is seen to once more',
        inputs: { agent: agentId, observedAt },
      });
      const record = (await ports.agents.load(agentId, { fresh: true })) ?? known;
      await replayObservation(ports, record, directory, cause);
      return 'applied';
    }
    return apply(ports, known, observation, directory, cause);
  };
  return retryOnConflict<'applied' | 'stale'>(4, attempt, () => {
    throw new Error(
      `agent ${agentId} was changed by others several times in a row; the event is to be delivered again`,
    );
  });
}

/** Writes the record with the observation in it, and does what follows. */
async function apply(
  ports: ObserveAgentPorts,
  known: AgentRecord | null,
  observation: AgentObservation,
  directory: Directory,
  cause: string,
): Promise<'applied' | 'conflict'> {
  const over = await ringsThatEnded(ports, known, observation, directory);
  const vanished = vanishedRings(known, observation, directory);
  const ends = [...over.values()];
  const talked = ends.some(({ facts }) => isAnswered(facts) && facts.agentId === observation.agentId);
  // A ring that went unseen while its call still waits was missed like any other.
  const missedUnseen = vanished.some(({ contactId }) => !over.has(contactId));
  const before = known && (talked || missedUnseen) ? { ...known, placeLost: true } : known;
  const callerGone = !talked && ends.some((end) => !end.refusedFirst);
  const applied = applyObservation(before, observation, directory, callerGone);
  const step = await follow(ports, known, applied, directory);
  const written = toWrite(known, step.agent, step.effects, cause, observation.observedAt);
  const record = written.agent;
  // An agent who is not idle and is not rung cannot take the call they were planned for; if they are rung, it may be that
  // call.
  const dropClaim = !record.idle && !record.contacts.some((contact) => isRinging(contact) && !contact.ownCall);
  await armTimers(ports, written.effects);
  const saved = await ports.agents.save(record, known?.version ?? null, { dropClaim });
  if (!saved.saved) return 'conflict';
  const { claim } = saved;
  await carryOut(ports, known, written, {
    cause,
    seen: 'by-event',
    meanwhile: () =>
      reactToRings(ports, { before: known, record, claim, over, vanished, waiting: [], directory, cause }),
  });
  const changed = known?.idle !== record.idle || ringsChanged(known, record, directory);
  if (changed && record.group !== null) await requestBlend(ports, record.group);
  return 'applied';
}

/** A caller is rung, or is not any more: whether an agent has to be fetched for them is another question then. */
function ringsChanged(before: AgentRecord | null, after: AgentRecord, directory: Directory): boolean {
  const rings = (agent: AgentRecord | null) =>
    customerContacts(agent?.contacts ?? [], directory)
      .filter(isRinging)
      .map(({ contactId }) => contactId)
      .join();
  return rings(before) !== rings(after);
}

/** What the observation means for the agent's tether and move; nothing to look up for those who have neither. */
async function follow(
  ports: ObserveAgentPorts,
  before: AgentRecord | null,
  agent: AgentRecord,
  directory: Directory,
): Promise<Step> {
  const { side, move, tether } = agent.outbound;
  const never = side === 'inbound' && move === null && tether === null;
  if (never && tetherLeftovers(agent, directory).length === 0) return unchanged(agent);
  const rules = await rulesOf(ports, agent);
  return rules === null ? unchanged(agent) : followTether(before, agent, rules);
}
