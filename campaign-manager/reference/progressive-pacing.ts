/**
 * Progressive with several lines for each idle agent: never more than the limit on abandoned customers leaves room for, by
 * the ledger that predictive goes by (abandon-ledger.ts). Pure.
 */
import { plannedRate } from './abandon-ledger';
import { dialsFor } from './closed-loop';
import { figuresOf, type LinesDecision, type PredictiveView, ratioFor, withinHeadroom } from './predictive-pacing';

/** What a campaign keeps to that dials a fixed number of lines for each idle agent. */
export interface ProgressiveLimits {
  /** Dials for an idle agent, 1 or more. */
  readonly linesPerAgent: number;
  /** Abandoned of live answers, 0 to 1; only with more than one line can anybody be abandoned for want of an agent. */
  readonly maxAbandonRate: number;
}

/**
 * Lines to have in flight. One for each idle agent, never none, until enough customers have answered to judge by, and while one
 * more abandoned customer would pass the limit. Otherwise as many as are set, less where the long run of it would pass the
 * limit, and never more than may all go wrong.
 */
export function progressiveLines(limits: ProgressiveLimits, view: PredictiveView): LinesDecision {
  const { linesPerAgent, maxAbandonRate } = limits;
  const { freeAgents, busyAgents, agentsAskedFor, rates, judgement } = view;
  const oneEach = (why: string): LinesDecision => ({ lines: freeAgents, reason: `one line for each, ${why}` });
  if (maxAbandonRate === 0) return oneEach('since nobody may be abandoned');
  if (judgement.standing === 'trial') return oneEach(`with ${judgement.live} live answers in ${judgement.window}`);
  if (judgement.standing === 'stopped') return oneEach(`since ${figuresOf(judgement)} leaves no room`);

  const agents = Math.max(1, freeAgents + busyAgents);
  const share = plannedRate(maxAbandonRate, judgement.rate) / maxAbandonRate;
  const ratio =
    rates === null
      ? 1 + (linesPerAgent - 1) * share
      : ratioFor({ minLines: 1, maxLines: linesPerAgent, maxAbandonRate }, agents, rates, judgement.rate);
  // Dialling slows before an agent who is asked for is waited for: as many idle ones get no more than their one line.
  const wanted = Math.max(freeAgents, dialsFor(ratio, Math.max(0, freeAgents - agentsAskedFor)));
  // Of customers nothing is known of, all may answer, and nobody may come free meanwhile.
  const { answerRate, handleInRings } =
    rates === null
      ? { answerRate: 1, handleInRings: Number.POSITIVE_INFINITY }
      : { answerRate: rates.answerRate, handleInRings: rates.handleMs / rates.ringMs };
  const lines = withinHeadroom(wanted, { answerRate, handleInRings, freeAgents, busyAgents }, judgement.headroom);
  const cut = lines < freeAgents * linesPerAgent ? `, cut to ${lines} lines` : '';
  return { lines, reason: `${linesPerAgent} lines for each agent idle${cut}, ${figuresOf(judgement)}` };
}
