import type { LineOf, TraceLine } from './lines';

/** A call rang an agent whom it had rung before. */
export interface RepeatedOffer {
  readonly first: LineOf<'offer.ringing'>;
  readonly again: LineOf<'offer.ringing'>;
}

/** Every ring of a call to an agent it has rung before. */
export function repeatedOffers(lines: readonly TraceLine[]): readonly RepeatedOffer[] {
  const rung = new Map<string, LineOf<'offer.ringing'>>();
  const repeats: RepeatedOffer[] = [];
  for (const line of lines) {
    if (line.type !== 'offer.ringing') continue;
    const key = `${line.call} ${line.agent}`;
    const first = rung.get(key);
    if (first === undefined) rung.set(key, line);
    else repeats.push({ first, again: line });
  }
  return repeats;
}
