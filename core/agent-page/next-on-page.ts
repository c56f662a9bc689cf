import type { AgentRecord } from '../agent/agent';
import { shownSide } from '../agent/outbound';
import type { Thresholds } from '../thresholds/thresholds';
import type { Side } from '../vocabulary';
import { whatComesNext } from '../wallboard/agent-rows';

type At = { readonly at: number };
type Seconds = { readonly seconds: number };
type Nothing = Record<never, never>;

/** By code, the figures of what may happen to an agent next. `at`: ms since the epoch, by our clock; `seconds` are whole. */
interface NextFigures {
  /** To inbound, when the work in hand is over. */
  readonly 'after-work': Nothing;
  readonly 'on-the-way': { readonly to: Side };
  /** The agent's routing profile is of one side: no rule moves them. */
  readonly 'one-side': Nothing;
  /** The group moves nobody: switched off, only observed, or the agent is not in its pilot. */
  readonly 'nobody-moved': Nothing;
  /** Until then the agent stays, whoever waits: a supervisor wants it so, or the last move came to nothing. */
  readonly held: At;
  readonly 'left-alone': At;
  /** Until then no rule moves the agent but a caller who waits: they came only now, or were moved so often within the hour. */
  readonly dwell: At;
  readonly cap: At;
  /** A caller who waits so long fetches an agent from campaigns. */
  readonly fetched: Seconds;
  /** Idle for so long, while nobody waits and campaigns lack agents, the agent goes to campaigns. */
  readonly sent: Seconds;
}

/** A page passes over a code that it does not know: a newer server's. */
export type NextLine = {
  readonly [Code in keyof NextFigures]: { readonly code: Code; readonly figures: NextFigures[Code] };
}[keyof NextFigures];

/** What may happen to the agent next, the soonest first, by the thresholds that apply to them (`thresholdsFor`). */
export function nextOnPage(agent: AgentRecord, thresholds: Thresholds, now: number): readonly NextLine[] {
  const { move, side } = agent.outbound;
  if (move !== null) {
    const moving = shownSide(agent.outbound) === 'moving';
    return [moving ? { code: 'on-the-way', figures: { to: move.to } } : { code: 'after-work', figures: {} }];
  }
  if (agent.kind !== 'blended') return [{ code: 'one-side', figures: {} }];
  if (!thresholds['blend/enabled']) return [{ code: 'nobody-moved', figures: {} }];
  const { movableFrom, until, fetchedAfterSeconds } = whatComesNext(agent, thresholds, now);
  const stays: readonly NextLine[] = until === null ? [] : [{ code: until, figures: { at: movableFrom } }];
  if (fetchedAfterSeconds !== null) return [...stays, { code: 'fetched', figures: { seconds: fetchedAfterSeconds } }];
  if (side !== 'inbound' || agent.outbound.takenOff !== null) return stays;
  return [...stays, { code: 'sent', figures: { seconds: thresholds['blend-to-outbound/idle-seconds'] } }];
}
