import type { CallMeter } from '../agent/ports';
import type { CampaignStore } from '../campaign-contract/ports';
import { watchLink } from '../campaign-link/watch-link';
import type { Directory } from '../group/directory';
import type { CallId } from '../ids';
import { inTurn } from '../in-turn';
import type { CallStore } from '../offering/ports';
import { countMarks, markedIn } from './marks';
import { type MendCallsPorts, mendCalls, mendMeter } from './mend-ended-contacts';
import { type ReadAgentsPorts, readOn, stepLeaseMs } from './read-agents';
import { beginRound, contactsSeen, type Round, type RoundFindings, roundIdOf } from './reading-round';

export interface ReconcilePorts extends ReadAgentsPorts, MendCallsPorts {
  readonly agents: ReadAgentsPorts['agents'];
  readonly calls: CallStore;
  readonly centre: ReadAgentsPorts['centre'] & MendCallsPorts['centre'];
  readonly campaigns: CampaignStore;
  readonly meter: CallMeter;
}

/** What one run came to. `found`: of the round of agents that ended in it; `null`: none did. */
export interface ReconcileResult {
  readonly callsMended: number;
  /** What a round came to that was over within this minute's own invocation; `null`: it goes on by messages, or one was under way. */
  readonly found: RoundFindings | null;
}

/**
 * Once a minute: a round begins that reads every agent from Connect and compares them with our records (lost events, agents
 * logged in before the first deployment), unless one is under way; callers whose lease ran out are looked up, which waits
 * for no round. Every repair is recorded with its evidence.
 */
export async function reconcile(ports: ReconcilePorts): Promise<ReconcileResult> {
  const directory = await ports.directory.read();
  const now = ports.clock.now();
  const place = await ports.rounds.begin({ id: roundIdOf(now), startedAt: now }, now, now + stepLeaseMs);
  if (!place.begun) tellUnderWay(ports, now, place.startedAt);
  const over = place.begun ? await readOn(ports, beginRound(directory, await ports.rounds.readings(), now)) : null;
  const { mended: callsMended, waiting } = await mendCalls(ports, inTurn(directory.groups, 1, now));
  if (directory.tether !== null) await watchLink(ports);
  return { callsMended, found: over && (await finish(ports, directory, over, waiting)) };
}

/** A message brings a round back. Answers what it came to; `null` when it goes on, or this step was somebody else's. */
export async function continueRound(ports: ReconcilePorts, round: Round): Promise<RoundFindings | null> {
  const now = ports.clock.now();
  if (!(await ports.rounds.take(round, now, now + stepLeaseMs))) return null;
  const over = await readOn(ports, round);
  if (over === null) return null;
  const directory = await ports.directory.read();
  const waiting: CallId[] = [];
  for (const { name } of directory.groups) {
    for (const call of await ports.calls.waiting(name, 100)) waiting.push(call.callId);
  }
  return finish(ports, directory, over, waiting);
}

/** Every group was read. `waiting`: callers who are on no softphone, and there. */
async function finish(
  ports: ReconcilePorts,
  directory: Directory,
  round: Round,
  waiting: readonly CallId[],
): Promise<RoundFindings> {
  const marks = contactsSeen(round, waiting);
  const alive = { count: countMarks(marks), includes: markedIn(marks, round.id) };
  const ended = directory.tether === null ? 0 : await mendMeter(ports, alive);
  const found = { ...round.found, outboundMended: round.found.outboundMended + ended };
  const seconds = (ports.clock.now() - round.startedAt) / 1000;
  ports.decisions.record({
    type: 'reconcile.done',
    reason: `${found.agentsSeen} agents were read in ${found.pages} pages`,
    inputs: { ...found, seconds },
  });
  await ports.rounds.end(round.id);
  return found;
}

/** Connect throttles, or there are more agents than its quota reads in a minute. */
function tellUnderWay(ports: ReconcilePorts, now: number, startedAt: number): void {
  const seconds = Math.round((now - startedAt) / 1000);
  ports.decisions.record({
    type: 'reconcile.under-way',
    reason: `the round that began ${seconds} s ago still reads agents; the next one begins after it`,
    inputs: { seconds },
  });
}
