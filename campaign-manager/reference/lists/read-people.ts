/** A campaign's list from CSV: the good rows become people, every other row is reported with its line. Pure. */

import { cardLimits } from '../../../core/campaign-contract/events';
import { numbersOf, type Person } from './contact';
import { type CsvRow, readCsv } from './csv';
import { type ColumnNames, type Columns, readColumns } from './list-columns';
import { type Country, listedProblem, readNumber } from './phone-number';
import { quoted } from './quoted';
import { timeZoneProblem } from './time-zone-names';
import { unshowable } from './unshowable';

/** What holds for people whose row does not say otherwise. */
export interface ListDefaults {
  /** People whose row gives no id are called `<campaign>-<row>`, the first row after the header being 1. */
  readonly campaign: string;
  /** IANA name, for rows that give none. */
  readonly timeZone: string;
  /** Of numbers that name none. @default every number has to */
  readonly country?: Country;
  /** What columns are called. @default by the names that are common */
  readonly columns?: ColumnNames;
  /** E.164: nobody is called there. @default none */
  readonly ownNumbers?: ReadonlySet<string>;
  /** 1 to 1000, for rows that give none. @default 100 */
  readonly priority?: number;
  readonly loadedAt: number;
}

/** What is wrong with a row of a list. */
export interface ListProblem {
  /** From 1; where the row begins. */
  readonly line: number;
  /** What is wrong and what would be right, as a sentence without the line. */
  readonly problem: string;
  /** As its column is titled; left out where it is the whole row. */
  readonly column?: string;
}

/** The people of a list, and what was left out. */
export interface PeopleRead {
  readonly people: readonly Person[];
  /** By the id of each person. */
  readonly lines: ReadonlyMap<string, number>;
  /** In order of their lines. A row is loaded unless it is left without a name or a number, or says something else that is wrong. */
  readonly problems: readonly ListProblem[];
  /** The list names its columns, and nobody. */
  readonly onlyHeader: boolean;
}

export const usualPriority = 100;
/** A preview's id is the contact's with a count, 128 characters together (contract). */
const longestId = 120;

/**
 * Reads a list whose first row names its columns: a name and a number must be there; a contact id, more numbers, a time zone (IANA) and
 * a priority (1 is first) may be; all others are free fields. A person with one good number is loaded with it, whatever is wrong with
 * another. A number that was on an earlier line is not loaded again, and both lines are said. A list whose header cannot be
 * used loads nobody.
 */
export function readPeople(text: string, defaults: ListDefaults): PeopleRead {
  const { rows, problems: unreadable } = readCsv(text);
  const problems: ListProblem[] = [...unreadable];
  const [header, ...body] = rows;
  const columns = readColumns(header, defaults.columns);
  const lines = new Map<string, number>();
  if ('problems' in columns) {
    // A header that cannot be read is no empty list.
    const ofColumns = header === undefined && problems.length > 0 ? [] : columns.problems;
    return { people: [], lines, problems: [...ofColumns, ...problems].sort(byLine), onlyHeader: false };
  }
  const unseen = columns.fields.slice(cardLimits.fields).map((place) => columns.titles[place] ?? '');
  if (unseen.length > 0) {
    const shown = `an agent sees the first ${cardLimits.fields} of the ${columns.fields.length} other columns`;
    const which = `${quoted(unseen[0] ?? '')}${unseen.length > 1 ? ` and the ${unseen.length - 1} after it` : ''}`;
    problems.push({ line: header?.line ?? 1, problem: `${shown}, and not ${which}; put first what they need` });
  }
  const people: Person[] = [];
  const numbers = new Map<string, number>();
  // Rows that could not be read count too, so that mending one does not rename those after it.
  const rowNumbers = [...body.map(({ line }) => line), ...unreadable.map(({ line }) => line)].sort((a, b) => a - b);
  const rowNumber = new Map(rowNumbers.map((line, index) => [line, index + 1]));
  for (const row of body) {
    const { line } = row;
    const reading = readPerson(row, columns, `${defaults.campaign}-${rowNumber.get(line)}`, defaults);
    problems.push(...reading.problems.map((problem) => ({ line, ...problem })));
    const { person } = reading;
    if (person === null) continue;
    const already = [
      ...numbersOf(person).map((number) => ({ what: 'the number', first: numbers.get(number) })),
      { what: `contact id ${quoted(person.id)}`, first: lines.get(person.id) },
    ].find(({ first }) => first !== undefined);
    if (already) {
      const { what, first } = already;
      problems.push({
        line,
        problem: `${what} is on line ${first} already; line ${line} is left out, keep one of the two`,
      });
      continue;
    }
    lines.set(person.id, line);
    for (const number of numbersOf(person)) numbers.set(number, line);
    people.push(person);
  }
  return { people, lines, problems: problems.sort(byLine), onlyHeader: rowNumbers.length === 0 };
}

/** `line 7, column "phone": "030 12" has no country; ...` */
export const problemSentence = ({ line, column, problem }: ListProblem): string =>
  `line ${line}${column === undefined ? '' : `, column ${quoted(column)}`}: ${problem}`;

const byLine = (a: ListProblem, b: ListProblem): number => a.line - b.line;

const fieldsOf = (count: number): string => (count === 1 ? '1 field' : `${count} fields`);

type RowProblem = Pick<ListProblem, 'problem' | 'column'>;

/** `person`: `null` when nobody can be loaded. */
function readPerson(
  { fields }: CsvRow,
  columns: Columns,
  ownName: string,
  defaults: ListDefaults,
): { readonly person: Person | null; readonly problems: readonly RowProblem[] } {
  const { titles } = columns;
  const values = fields.map((field) => field.trim());
  const filled = values.findLastIndex((value) => value !== '') + 1;
  // A row of another length has its values in the wrong columns: nothing more is worth saying of it.
  if (values.length < titles.length || filled > titles.length) {
    const problem = `the row has ${fieldsOf(Math.max(filled, Math.min(values.length, titles.length)))} and the header ${titles.length}; put fields with separators in quotes`;
    return { person: null, problems: [{ problem }] };
  }
  const wrong: RowProblem[] = [];
  const at = (place: number | null): string => (place === null ? '' : (values[place] ?? ''));
  const say = (place: number | null, problem: string) => {
    const column = place === null ? undefined : titles[place];
    wrong.push(column === undefined ? { problem } : { problem, column });
  };
  for (const [place, value] of values.entries()) {
    // Address books put marks of direction around numbers, which are read without them.
    const problem = unshowable(columns.number.includes(place) ? value.replace(/\p{Cf}/gu, '') : value);
    if (problem !== null) say(place, problem);
  }
  const tooLong = (place: number | null, value: string, most: number) => {
    if (value.length > most) say(place, `has ${value.length} characters; ${most} is the most`);
  };
  tooLong(columns.id, at(columns.id), longestId);
  const name = columns.name
    .map(at)
    .filter((part) => part !== '')
    .join(' ')
    .replace(/\s+/g, ' ');
  if (name === '') say(columns.name[0] ?? null, 'the name is missing; write who is called');
  tooLong(columns.name[0] ?? null, name, cardLimits.name);
  for (const place of columns.fields) tooLong(place, at(place), cardLimits.fieldText);
  const timeZone = at(columns.timeZone);
  const zoneProblem = timeZone === '' ? null : timeZoneProblem(timeZone);
  if (zoneProblem !== null) say(columns.timeZone, zoneProblem);
  const priority = at(columns.priority);
  if (priority !== '' && !/^([1-9]\d{0,2}|1000)$/.test(priority)) {
    say(columns.priority, `${quoted(priority)} is not a whole number from 1 (first) to 1000`);
  }
  const usable = wrong.length === 0;
  const [number, ...otherNumbers] = readNumbers(columns, at, say, defaults);
  if (!usable || number === undefined) return { person: null, problems: wrong };
  if (saysNumber(at(columns.id), [number, ...otherNumbers])) {
    say(columns.id, 'is the telephone number, and ids are seen by everybody; give an id of its own, or leave it out');
    return { person: null, problems: wrong };
  }
  const person: Person = {
    id: at(columns.id).replace(/\s+/g, ' ') || ownName,
    name,
    number,
    otherNumbers,
    timeZone: timeZone || defaults.timeZone,
    priority: priority === '' ? (defaults.priority ?? usualPriority) : Number(priority),
    fields: Object.fromEntries(
      columns.fields.flatMap((place) => (at(place) === '' ? [] : [[titles[place] ?? '', at(place)]])),
    ),
    loadedAt: defaults.loadedAt,
  };
  return { person, problems: wrong };
}

/** The numbers of a row that may be dialled, each once. */
function readNumbers(
  { number: places }: Columns,
  at: (place: number) => string,
  say: (place: number | null, problem: string) => void,
  { country, ownNumbers }: ListDefaults,
): readonly string[] {
  const good = new Set<string>();
  const written = places.filter((place) => at(place) !== '');
  for (const place of written.length > 0 ? written : places.slice(0, 1)) {
    const reading = readNumber(at(place), country);
    if ('problem' in reading) say(place, listedProblem(reading));
    else if (reading.premiumRate)
      say(place, `${quoted(at(place))} is a premium-rate number; write a number that costs the usual`);
    else if (ownNumbers?.has(reading.number)) {
      say(place, `${quoted(at(place))} is a number of the centre ("ownNumbers"); write the customer's own`);
    } else good.add(reading.number);
  }
  return [...good];
}

/** Whether an id gives a number away: ids stand in events, logs and traces, where no number may. */
function saysNumber(id: string, numbers: readonly string[]): boolean {
  const digits = id.replace(/\D/g, '');
  return (
    digits.length >= 7 &&
    numbers.some((number) => number.endsWith(digits.replace(/^0+/, '')) || digits.endsWith(number.slice(1)))
  );
}
