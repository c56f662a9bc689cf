import type { ThresholdName, Thresholds } from './thresholds';

/** What a threshold is while it is switched off for a time, whatever Parameter Store says. */
export const whileOff = {
  'offer/enabled': false,
  'blend/enabled': false,
  'rollout/mode': 'observe',
} as const satisfies Partial<Thresholds>;
export type KillSwitch = keyof typeof whileOff & ThresholdName;

/** All of them, in the order people are shown them. */
export const killSwitches = Object.keys(whileOff) as [KillSwitch, ...KillSwitch[]];

/** So many words of a group are kept. */
export const mostSwitchWords = 10;

/** What an operator said of a switch. The newest word about it counts. */
export interface SwitchWord {
  readonly requestId: string;
  readonly switch: KillSwitch;
  /** Off until then, ms; by itself it is on again. Not after `at`: on. */
  readonly until: number;
  readonly at: number;
  /** The person, as the issuer names them. */
  readonly by: string;
  readonly why: string;
}

/** The newest word about a switch; `words`: the newest first. */
export const lastWord = (words: readonly SwitchWord[] | undefined, name: KillSwitch): SwitchWord | undefined =>
  words?.find((word) => word.switch === name);

/** Until when a switch is off for a time, ms; `null`: it is not, at `now`. */
export function offUntil(words: readonly SwitchWord[] | undefined, name: KillSwitch, now: number): number | null {
  const until = lastWord(words, name)?.until ?? 0;
  return until > now ? until : null;
}

/** The set as it is in force at `now` (ms): what is switched off for a time is off until that is over, with nobody's help. */
export function inForce<
  Set extends { readonly thresholds: Thresholds; readonly switches?: readonly SwitchWord[] | undefined },
>(snapshot: Set, now: number): Set {
  const off = killSwitches.filter((name) => offUntil(snapshot.switches, name, now) !== null);
  if (off.length === 0) return snapshot;
  const values = Object.fromEntries(off.map((name) => [name, whileOff[name]]));
  return { ...snapshot, thresholds: { ...snapshot.thresholds, ...values } };
}
