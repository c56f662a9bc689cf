/** Write units a second of items that hold sets: each change writes the whole item, of 1 kB a unit. */
import { aSecond } from './busy-second';
import type { Load } from './plan';

/** A contact id and its place in a set, bytes; a held place has a time and a name besides. */
const bytes = { contact: 37, held: 70, failure: 60 } as const;
const kilobytes = (count: number, each: number): number => Math.max(1, Math.ceil((count * each) / 1024));

/** Of one of the 256 items with the contacts in progress: a contact comes and goes, and each is a write of the whole item. */
export const contactUnits = (inProgress: number, contactsPerHour: number): number =>
  ((aSecond(contactsPerHour) * 2) / 256) * kilobytes(inProgress / 256, bytes.contact);

/** Of one of the 7 items with the tethers on their way, each for 15 s as a rule. */
export function heldUnits({ tethersPerHour }: Load): number {
  const perSecond = aSecond(tethersPerHour);
  return ((perSecond * 2) / 7) * kilobytes((perSecond * 15) / 7, bytes.held);
}

/** Of one of the 16 items with the failed tethers of a group. All of them fail within the two minutes an item stands for; on average it is half full. */
export const failureUnits = (tethers: number): number =>
  (tethers / 120 / 16) * kilobytes(tethers / 2 / 16, bytes.failure);
