/** What became of the page's connections over a shift, to be attached to a ticket. Without personal data. */
export const logCodes = [
  'opened',
  'leading',
  'watching',
  'elsewhere',
  'server-back',
  'server-lost',
  'signed-out',
  'softphone-ready',
  'softphone-lost',
  'softphone-login',
  'slept',
  'tether-accepted',
  'tether-ended',
  'softphone-refused',
] as const;
export type LogCode = (typeof logCodes)[number];

export interface LogEntry {
  /** ms since 1970. */
  readonly at: number;
  readonly code: LogCode;
  /** Seconds it slept, or the act the softphone refused. */
  readonly detail?: string | number;
}

/** A shift of bad network has a few hundred; older ones go first. */
const mostEntries = 2_000;

export const withEntry = (log: readonly LogEntry[], entry: LogEntry): readonly LogEntry[] =>
  [...log, entry].slice(-mostEntries);
