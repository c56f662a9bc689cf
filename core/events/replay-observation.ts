import { type AgentRecord, refusedContact } from '../agent/agent';
import type { Effect } from '../agent/effect';
import { carryOutAgain, issuedFor, type StepPorts } from '../agent/steps/carry-out';
import type { Directory } from '../group/directory';
import { requestBlend } from '../group/request-blend';
import { ringOf, ringsThatEnded, vanishedRings } from '../offering/judge-rings';
import { reissue } from '../offering/plan-and-write';
import { isCausedBy } from '../offering/plan-cause';
import { type ReactToRingsPorts, reactToRings } from './react-to-rings';

export interface ReplayObservationPorts extends ReactToRingsPorts, StepPorts {
  readonly agents: ReactToRingsPorts['agents'] & StepPorts['agents'];
  readonly centre: ReactToRingsPorts['centre'] & StepPorts['centre'];
}

/** How many waiting calls a repeated observation is held against. */
const waitingPage = 100;

/**
 * An observation that was applied already: what followed from it may have been half done. What was known before it is gone with
 * the write; the records of the waiting calls still tell which agents they plan for and which are being rung.
 */
export async function replayObservation(
  ports: ReplayObservationPorts,
  record: AgentRecord,
  directory: Directory,
  cause: string,
): Promise<void> {
  // First, since it is what nothing else tells: the rest is found in what is on record, by us or by reconcile. A tether that
  // is wanted is told by the agent's state, remembered or not.
  const effects: readonly Effect[] = [...(issuedFor(record, cause) ?? []), { kind: 'start-tether' }];
  const meanwhile = () => reactAgain(ports, record, directory, cause);
  await carryOutAgain(ports, { agent: record, effects }, { cause, seen: 'by-event', meanwhile });
  if (record.group !== null) await requestBlend(ports, record.group);
}

/** What the waiting calls tell of the agent is judged by the state alone. */
async function reactAgain(
  ports: ReplayObservationPorts,
  record: AgentRecord,
  directory: Directory,
  cause: string,
): Promise<void> {
  const waiting = record.group === null ? [] : await ports.calls.waiting(record.group, waitingPage);
  for (const call of waiting) {
    if (!isCausedBy(call.plan, cause)) continue;
    await reissue(ports, call, refusedContact(record, call.callId)?.since ?? null);
  }
  const contacts = waiting.flatMap((call) => (call.ringing?.agentId === record.agentId ? [ringOf(call)] : []));
  const over = await ringsThatEnded(ports, { contacts }, record, directory);
  const vanished = vanishedRings({ contacts }, record, directory);
  await reactToRings(ports, { before: null, record, claim: record.claim, over, vanished, waiting, directory, cause });
}
