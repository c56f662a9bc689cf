/** A document whose shape is not yet known: what has the wrong one reads as empty, for others to report. */

export type RawRecord = Readonly<Record<string, unknown>>;

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const isRecord = (value: unknown): value is RawRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const record = (value: unknown): RawRecord => (isRecord(value) ? value : {});
