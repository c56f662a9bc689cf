/** People as an earlier version kept them, by what is known today. Pure. */
import type { Person } from './contact';
import type { Listed } from './journal';
import { readNumber } from './phone-number';
import { timeZoneProblem } from './time-zone-names';

/** Names that are listed in a sentence. */
const mostNamed = 5;

/**
 * Numbers are read anew, so that a trunk zero that was kept bars nobody from being barred. A time zone that is no place's is taken
 * from the person's row in today's list. Throws an Error with a sentence when there is none: nobody knows when they may be called.
 */
export function readAnew(listed: readonly Listed[], people: readonly Person[]): readonly Listed[] {
  const rows = new Map(people.map((person) => [person.id, person]));
  const lost = new Map<string, string[]>();
  const anew = listed.map((one): Listed => {
    const { person } = one;
    const number = numberAnew(person.number);
    const otherNumbers = person.otherNumbers.map(numberAnew);
    const problem = timeZoneProblem(person.timeZone);
    const timeZone = problem === null ? person.timeZone : rows.get(person.id)?.timeZone;
    if (problem !== null && timeZone === undefined) lost.set(problem, [...(lost.get(problem) ?? []), person.id]);
    const same =
      number === person.number && timeZone === person.timeZone && otherNumbers.join() === person.otherNumbers.join();
    return same ? one : { ...one, person: { ...person, number, otherNumbers, timeZone: timeZone ?? person.timeZone } };
  });
  if (lost.size === 0) return anew.some((one, index) => one !== listed[index]) ? anew : listed;
  const sentences = [...lost].map(([problem, ids]) => {
    const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : '';
    return `${ids.slice(0, mostNamed).join(', ')}${more}: kept with a time zone that is none: ${problem}`;
  });
  throw new Error(`${sentences.join('; ')}; put them on the list again with a right one, under the same id`);
}

/** The number as it is read today; what cannot be read any more stays as it was. */
export function numberAnew(number: string): string {
  const reading = readNumber(number);
  return 'number' in reading ? reading.number : number;
}
