import type { TetherId } from '../core/ids';
/**
 * Tethers on their way, as entries of a set beside the voice contacts in progress. The entry bears its own time, so that
 * whoever reads the set can leave out what is over, and whoever gives a place back needs no read.
 */
export const heldPlace = (tetherId: TetherId, until: number): string => `tether:${until}:${tetherId}`;

/** Whether the place is still taken at `now` (ms). */
export const isHeld = (place: string, now: number): boolean => Number(place.split(':', 2)[1]) > now;

/**
 * At most `limit` of the ids, in their order from the one behind `after` on and then from the start, so that each one's turn
 * comes.
 */
export function nextInTurn(ids: readonly string[], limit: number, after: string): readonly string[] {
  const sorted = [...ids].sort();
  return [...sorted.filter((id) => id > after), ...sorted.filter((id) => id <= after)].slice(0, Math.max(0, limit));
}
