import type { Thresholds } from '../thresholds/thresholds';
import type { MovableAgent } from './blend-view';

const hourMs = 3_600_000;

/** Until when an agent is left alone by every rule; -Infinity: not at all. */
export const leftAloneUntil = ({ leftAloneUntil: alone, heldUntil }: MovableAgent): number =>
  Math.max(alone ?? Number.NEGATIVE_INFINITY, heldUntil ?? Number.NEGATIVE_INFINITY);

/**
 * From when on rules other than a waiting caller's may move the agent: dwell over, below the hourly cap, not left alone.
 * In the past: they may now.
 */
export const movableFrom = (agent: MovableAgent, thresholds: Thresholds, now: number): number =>
  Math.max(dwellEndsAt(agent, thresholds), capEndsAt(agent, thresholds, now), leftAloneUntil(agent));

/** When the agent has been on this side for as long as they are left there. */
export const dwellEndsAt = ({ sideSince }: Pick<MovableAgent, 'sideSince'>, thresholds: Thresholds): number =>
  sideSince + thresholds['side/dwell-seconds'] * 1000;

/** When so many moves are more than an hour old that one more is within the cap. */
export function capEndsAt(agent: Pick<MovableAgent, 'movedAt'>, thresholds: Thresholds, now: number): number {
  const cap = thresholds['side/max-moves-per-agent-hour'];
  const recent = movesInHour(agent, now);
  const oldestThatBinds = recent[recent.length - cap];
  return oldestThatBinds === undefined ? Number.NEGATIVE_INFINITY : oldestThatBinds + hourMs;
}

const movesInHour = (agent: Pick<MovableAgent, 'movedAt'>, now: number): readonly number[] =>
  agent.movedAt.filter((at) => now - at < hourMs);

/** The figures of dwell and cap, for a move's inputs. */
export const antiFlapInputs = (agent: MovableAgent, thresholds: Thresholds, now: number) => ({
  secondsOnSide: inSeconds(now - agent.sideSince),
  'side/dwell-seconds': thresholds['side/dwell-seconds'],
  movesInHour: movesInHour(agent, now).length,
  'side/max-moves-per-agent-hour': thresholds['side/max-moves-per-agent-hour'],
});

/** As they are said in a reason. */
export const inWholeSeconds = (ms: number): number => Math.round(ms / 1000);

/** To one decimal: as exact as anybody reads it, and never below a whole threshold that was reached. */
export const inSeconds = (ms: number): number => Math.round(ms / 100) / 10;
