/**
 * Predictive: how many customers are dialled for the idle agents, knowing how often somebody answers and how soon an agent
 * comes free (docs/theory.md#the-closed-loop). Pure.
 *
 * The pace is the largest ratio of dials to idle agents whose long run stays within the limit (closed-loop.ts). Dials
 * beyond the idle agents are started only while those already abandoned and those at risk stay within it too.
 */
import { type Judgement, plannedRate } from './abandon-ledger';
import { dialsFor, largestRatio } from './closed-loop';
import type { Rates } from './learnt-figures';

/** What a campaign that dials ahead keeps to. */
export interface PredictiveLimits {
  /** Dials for an idle agent at least, 1 or more; the law comes first. */
  readonly minLines: number;
  /** At most, `minLines` or more. */
  readonly maxLines: number;
  /** Abandoned of live answers, 0 to 1; with 0 no idle agent ever has more than one line. */
  readonly maxAbandonRate: number;
}

/** The team of a campaign and what is known of its customers, at one moment. */
export interface PredictiveView {
  /** Idle, or with lines open and nobody on them yet; asked for by nobody. */
  readonly freeAgents: number;
  /** With a customer or in wrap-up, who will be back. */
  readonly busyAgents: number;
  /** At work for the campaign and asked for: they will not be back. */
  readonly agentsAskedFor: number;
  /** Dials chosen, ringing, or answered and with nobody yet, less those only an agent asked for may have. */
  readonly dialsInFlight: number;
  /** `null`: nothing is known yet. */
  readonly rates: Rates | null;
  readonly judgement: Judgement;
}

/** How many dials to have in flight, and why. */
export interface LinesDecision {
  /** Dials to have in flight. */
  readonly lines: number;
  readonly reason: string;
}

/** With fewer agents nobody comes free in time often enough (so one dial for each idle agent below 5 agents). */
export const leastAgents = 5;

/**
 * As many dials as may be answered without leaving more customers without an agent than the limit allows; one for each idle
 * agent while too little is known (docs/theory.md#pacing-in-other-dialers).
 */
export function predictiveLines(limits: PredictiveLimits, view: PredictiveView): LinesDecision {
  const { freeAgents, busyAgents, agentsAskedFor, rates, judgement } = view;
  const agents = freeAgents + busyAgents;
  const oneEach = (why: string): LinesDecision => ({ lines: freeAgents, reason: `one line for each, ${why}` });
  if (limits.maxAbandonRate === 0) return oneEach('since nobody may be abandoned');
  if (agents < leastAgents) return oneEach(`with ${agents} agents, fewer than ${leastAgents}`);
  if (rates === null || judgement.standing === 'trial') {
    return oneEach(`with ${judgement.live} live answers in ${judgement.window}`);
  }
  if (judgement.standing === 'stopped') return oneEach(`since ${figuresOf(judgement)} leaves no room`);

  const ratio = ratioFor(limits, agents, rates, judgement.rate);
  // Dialling slows before an agent who is asked for is waited for: as many idle ones get no more than their one line.
  const wanted = Math.max(freeAgents, dialsFor(ratio, Math.max(0, freeAgents - agentsAskedFor)));
  const risk = { answerRate: rates.answerRate, handleInRings: rates.handleMs / rates.ringMs, freeAgents, busyAgents };
  const lines = withinHeadroom(wanted, risk, judgement.headroom);
  const cut = lines < wanted ? `, cut to ${lines} lines` : '';
  const asked = agentsAskedFor > 0 ? `, ${agentsAskedFor} asked for` : '';
  return { lines, reason: `${ratio} lines for each of ${agents} agents idle${asked}${cut}, ${figuresOf(judgement)}` };
}

/** What the law counted, in words. */
export const figuresOf = ({ abandoned, live, window }: Judgement): string =>
  `${abandoned} of ${live} abandoned in ${window}`;

/** Lines for an idle agent: what the long run allows, within the campaign's own limits. */
export function ratioFor(
  { minLines, maxLines, maxAbandonRate }: PredictiveLimits,
  agents: number,
  { answerRate, ringMs, handleMs }: Rates,
  rate: number,
): number {
  const setting = {
    agents: agents <= countedExactly ? agents : Math.round(stepped(agents)),
    answerRate: Math.min(1, stepped(answerRate)),
    handleInRings: stepped(handleMs / ringMs),
  };
  const allowed = remembered(setting, maxLines, plannedRate(maxAbandonRate, rate));
  return Math.max(minLines, allowed);
}

const countedExactly = 25;

/** The nearest step of a ladder of 5 %: a figure that moves a little does not move the pace. */
const stepped = (figure: number): number => 1.05 ** Math.round(Math.log(figure) / Math.log(1.05));

const solved = new Map<string, number>();
const solvedAtMost = 5000;

/** A ratio takes milliseconds to find and is asked for at every dial. */
function remembered(setting: Parameters<typeof largestRatio>[0], maxLines: number, rate: number): number {
  const key = [setting.agents, setting.answerRate, setting.handleInRings, maxLines, rate].join(' ');
  const known = solved.get(key);
  if (known !== undefined) return known;
  if (solved.size >= solvedAtMost) solved.clear();
  const ratio = largestRatio(setting, maxLines, rate);
  solved.set(key, ratio);
  return ratio;
}

/** What the chance of one answer too many depends on; rates and figures as in PredictiveView. */
export interface RiskSetting {
  readonly answerRate: number;
  readonly handleInRings: number;
  readonly freeAgents: number;
  readonly busyAgents: number;
}

/** Standard deviations: one chance in thirty thousand of more. With three, one run in sixty went over a limit of 3 %. */
const certainty = 4;

/**
 * How many of so many dials in flight may have to be abandoned: the answers, less the idle agents and those who come free
 * while the phones ring, four standard deviations on the wrong side; never more than the dials beyond the idle agents.
 */
export function dialsAtRisk(dials: number, setting: RiskSetting): number {
  const { answerRate, handleInRings, freeAgents, busyAgents } = setting;
  const freed = busyAgents / handleInRings;
  const mean = dials * answerRate - freeAgents - freed;
  const deviation = Math.sqrt(dials * answerRate * (1 - answerRate) + freed);
  return Math.min(Math.max(0, dials - freeAgents), Math.max(0, mean + certainty * deviation));
}

/** The most dials in flight, from one for each idle agent up to `wanted`, whose risk stays within the headroom. */
export function withinHeadroom(wanted: number, setting: RiskSetting, headroom: number): number {
  let lines = wanted;
  while (lines > setting.freeAgents && dialsAtRisk(lines, setting) > headroom) lines -= 1;
  return lines;
}
