/** The few figures of the wall view, each with its target and what to do about it. Pure. */
import type { WallboardSnapshot } from '../../core/wallboard/snapshot';

export const wallFigures = ['waiting', 'oldest', 'service', 'free', 'campaigns', 'calls'] as const;
export type WallFigureName = (typeof wallFigures)[number];

export interface WallFigure {
  readonly name: WallFigureName;
  /** Whole; seconds for `oldest`, percent for `service`. `null`: not known. */
  readonly value: number | null;
  /** What it is held against, for its sentence. */
  readonly target: Readonly<Record<string, number>>;
  readonly ok: boolean;
}

/** `now`: ms, by the server's clock. */
export function wallFiguresOf(snapshot: WallboardSnapshot, now: number): readonly WallFigure[] {
  const { queues, counts, campaigns, thresholds, serviceLevel } = snapshot;
  const { percent, target: aim, windowMinutes } = serviceLevel;
  const limit = thresholds.values['blend-to-inbound/wait-seconds'];
  const enough = thresholds.values['campaigns/release-below-calls'];
  const waiting = sum(queues.map((queue) => queue.waiting));
  const since = queues.flatMap(({ oldestSince }) => oldestSince ?? []);
  const oldest = since.length === 0 ? 0 : Math.max(0, Math.floor((now - Math.min(...since)) / 1000));
  const free = counts.inbound.available ?? 0;
  const out = sum(Object.values(counts.outbound));
  const told = campaigns.flatMap(({ work }) => work ?? []);
  const needed = sum(told.map(({ agentsNeeded }) => agentsNeeded));
  const calls = told.length === 0 ? null : sum(told.map(({ callsAvailable }) => callsAvailable));
  const all: Readonly<Record<WallFigureName, Omit<WallFigure, 'name'>>> = {
    waiting: { value: waiting, target: {}, ok: waiting === 0 },
    oldest: { value: oldest, target: { seconds: limit }, ok: oldest < limit },
    service: {
      value: percent,
      target: { ...aim, minutes: windowMinutes },
      ok: percent === null || percent >= aim.percent,
    },
    free: { value: free, target: {}, ok: free > 0 },
    campaigns: { value: out, target: { needed }, ok: out >= needed },
    calls: { value: calls, target: { calls: enough }, ok: calls === null || calls >= enough },
  };
  return wallFigures.map((name) => ({ name, ...all[name] }));
}

const sum = (figures: readonly number[]): number => figures.reduce((all, figure) => all + figure, 0);
