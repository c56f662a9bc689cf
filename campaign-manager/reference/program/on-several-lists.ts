/** People whom several campaigns of a file would call: told, since each campaign knows only its own list. Pure. */
import { numbersOf, type Person } from '../lists/contact';

/** The list of one campaign, with where each of its people stands. */
export interface LoadedList {
  readonly campaign: string;
  /** As the campaigns file names it. */
  readonly path: string;
  /** As people know it. */
  readonly shown: string;
  readonly people: readonly Person[];
  /** By the id of each person. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Lines that are named; of more only the number is told. */
const mostLines = 20;

/** A sentence for each pair of campaigns that share somebody. */
export function onSeveralLists(lists: readonly LoadedList[]): readonly string[] {
  const whose = new Map<string, { readonly list: LoadedList; readonly line: number }>();
  const shared = new Map<string, { readonly first: LoadedList; readonly next: LoadedList; readonly lines: string[] }>();
  for (const list of lists) {
    for (const person of list.people) {
      const line = list.lines.get(person.id) ?? 0;
      for (const number of numbersOf(person)) {
        const known = whose.get(number);
        if (!known) {
          whose.set(number, { list, line });
          continue;
        }
        const key = `${known.list.campaign}/${list.campaign}`;
        const pair = shared.get(key) ?? { first: known.list, next: list, lines: [] };
        pair.lines.push(`${line} (line ${known.line} there)`);
        shared.set(key, pair);
        break;
      }
    }
  }
  return [...shared.values()].map(({ first, next, lines }) => {
    const right = 'take them off one of the lists if they are to be called for one only';
    if (first.path === next.path)
      return `${next.shown}: campaigns ${first.campaign} and ${next.campaign} have the same list and both call everybody on it`;
    const more = lines.length > mostLines ? ` and ${lines.length - mostLines} more` : '';
    const where = `line${lines.length === 1 ? '' : 's'} ${lines.slice(0, mostLines).join(', ')}${more}`;
    return `${next.shown}: ${where}: campaign ${first.campaign} calls the same number from ${first.shown}; ${right}`;
  });
}
