import type { ThresholdName, Thresholds } from './thresholds';

/** What a threshold is while it is switched off for a time, whatever Parameter Store says. */
export const whileOff = {
  'offer/enabled': false,
  'blend/enabled': false,
  'rollout/mode': 'observe',
} as const satisfies Partial<Thresholds>;
export type KillSwitch = keyof typeof whileOff & ThresholdName;

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

/** The set as it is in force at `now` (ms): what is switched off for a time is off until that is over, with nobody's help. */
export function inForce<
  Set extends { readonly thresholds: Thresholds; readonly switches?: readonly SwitchWord[] | undefined },
>(snapshot: Set, now: number): Set {
  const off = Object.entries(whileOff).filter(
    ([name]) => (lastWord(snapshot.switches, name as KillSwitch)?.until ?? 0) > now,
  );
  if (off.length === 0) return snapshot;
  return { ...snapshot, thresholds: { ...snapshot.thresholds, ...Object.fromEntries(off) } };
}
