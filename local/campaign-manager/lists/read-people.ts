/** A campaign's list from CSV: the good rows become people, every other row is reported with its line. Pure. */

import type { Person } from './contact';
import { type CsvRow, readCsv } from './csv';
import { readNumber } from './phone-number';
import { isTimeZone } from './time-zones';

export interface ListDefaults {
  /** People whose row gives no id are called `<campaign>-<row>`, the first row after the header being 1. */
  readonly campaign: string;
  /** IANA name, for rows that give none. */
  readonly timeZone: string;
  /** 1 to 1000, for rows that give none. @default 100 */
  readonly priority?: number;
  readonly loadedAt: number;
}

export interface ListProblem {
  /** From 1; where the row begins. */
  readonly line: number;
  /** What is wrong and what would be right, as a sentence without the line. */
  readonly problem: string;
}

export interface PeopleRead {
  readonly people: readonly Person[];
  /** In order of their lines. A row with problems is not loaded. */
  readonly problems: readonly ListProblem[];
}

export const usualPriority = 100;
/** Limits of what a preview may show (contract, PreviewOffered); its id is the contact's with a count, 128 together. */
const longest = { id: 120, name: 200, field: 64, value: 500 } as const;

/** Known columns by the ways their header may be written; every other column is a free field. */
const columns = new Map([
  ['contact id', 'id'],
  ['contact', 'id'],
  ['id', 'id'],
  ['name', 'name'],
  ['number', 'number'],
  ['time zone', 'timeZone'],
  ['timezone', 'timeZone'],
  ['priority', 'priority'],
] as const);
type Column = typeof columns extends Map<string, infer C> ? C : never;

type Heading = { readonly known: Column } | { readonly field: string };

/**
 * Reads a list whose first row names its columns: `name` and `number` (E.164) must be there; `contact id`, `time zone`
 * (IANA) and `priority` (1 is first) may be; all others are free fields. A number that was on an earlier line is not
 * loaded again, and both lines are said. A list whose header cannot be used loads nobody.
 */
export function readPeople(text: string, defaults: ListDefaults): PeopleRead {
  const { rows, problems: unreadable } = readCsv(text);
  const problems: ListProblem[] = [...unreadable];
  const [header, ...body] = rows;
  const headings = readHeader(header);
  if (!Array.isArray(headings)) return { people: [], problems: [...headings.problems, ...problems].sort(byLine) };
  const people: Person[] = [];
  const seen = { id: new Map<string, number>(), number: new Map<string, number>() };
  // Rows that could not be read count too, so that mending one does not rename those after it.
  const rowNumbers = [...body.map(({ line }) => line), ...unreadable.map(({ line }) => line)].sort((a, b) => a - b);
  const rowNumber = new Map(rowNumbers.map((line, index) => [line, index + 1]));
  for (const row of body) {
    const { person, wrong } = readPerson(row, headings, `${defaults.campaign}-${rowNumber.get(row.line)}`, defaults);
    for (const key of ['number', 'id'] as const) {
      const first = seen[key].get(person[key]);
      if (first === undefined || person[key] === '') continue;
      const what = key === 'number' ? 'the number' : `contact id ${JSON.stringify(person.id)}`;
      wrong.push(`${what} is on line ${first} already; line ${row.line} is left out, keep one of the two`);
    }
    problems.push(...wrong.map((problem) => ({ line: row.line, problem })));
    if (wrong.length > 0) continue;
    seen.id.set(person.id, row.line);
    seen.number.set(person.number, row.line);
    people.push(person);
  }
  return { people, problems: problems.sort(byLine) };
}

/** `line 7: number "030 12" has no country; ...` */
export const problemSentence = ({ line, problem }: ListProblem): string => `line ${line}: ${problem}`;

const byLine = (a: ListProblem, b: ListProblem): number => a.line - b.line;

function readHeader(header: CsvRow | undefined): Heading[] | { readonly problems: readonly ListProblem[] } {
  if (!header) return { problems: [{ line: 1, problem: 'the list is empty; its first line names the columns' }] };
  const wrong: string[] = [];
  const seen = new Set<string>();
  const headings = header.fields.map((written, index): Heading => {
    const title = written.trim();
    const known = columns.get(title.toLowerCase().replace(/[\s_-]+/g, ' ') as Parameters<typeof columns.get>[0]);
    const name = known ?? title;
    if (title === '') wrong.push(`column ${index + 1} has no name`);
    else if (seen.has(name)) wrong.push(`column ${JSON.stringify(title)} is there twice; name each column once`);
    if (title.length > longest.field)
      wrong.push(`column ${index + 1} has a name longer than ${longest.field} characters`);
    seen.add(name);
    return known ? { known } : { field: title };
  });
  const missing = ['name', 'number'].filter((name) => !seen.has(name));
  if (missing.length > 0) {
    const semicolons = header.fields.length === 1 && header.fields[0]?.includes(';');
    wrong.push(
      semicolons
        ? 'the columns are separated by semicolons; separate them by commas'
        : `there is no column ${missing.map((name) => JSON.stringify(name)).join(' and none ')}; the first line names them`,
    );
  }
  return wrong.length > 0 ? { problems: wrong.map((problem) => ({ line: header.line, problem })) } : headings;
}

function readPerson(
  { fields: values }: CsvRow,
  headings: readonly Heading[],
  ownName: string,
  defaults: ListDefaults,
): { readonly person: Person; readonly wrong: string[] } {
  const wrong: string[] = [];
  if (values.length !== headings.length) {
    wrong.push(
      `the row has ${values.length} fields and the header ${headings.length}; put fields with commas in quotes`,
    );
  }
  const of: Partial<Record<Column, string>> = {};
  const fields: [string, string][] = [];
  for (const [index, heading] of headings.entries()) {
    const value = (values[index] ?? '').trim();
    if ('known' in heading) of[heading.known] = value;
    else if (value.length > longest.value) {
      wrong.push(`${JSON.stringify(heading.field)} has ${value.length} characters; ${longest.value} is the most`);
    } else if (value !== '') fields.push([heading.field, value]);
  }
  // A row of the wrong length has its values in the wrong columns: nothing more is worth saying of it.
  if (wrong.length > 0 && values.length !== headings.length) return { person: nobody, wrong };
  const { id = '', name = '', timeZone = '', priority = '' } = of;
  if (id.length > longest.id) wrong.push(`the contact id has ${id.length} characters; ${longest.id} is the most`);
  if (name === '') wrong.push('the name is missing');
  if (name.length > longest.name) wrong.push(`the name has ${name.length} characters; ${longest.name} is the most`);
  const reading = readNumber(of.number ?? '');
  if ('problem' in reading) wrong.push(reading.problem);
  if (timeZone !== '' && !isTimeZone(timeZone)) {
    wrong.push(`${JSON.stringify(timeZone)} is not a time zone; write its IANA name, such as Europe/Berlin`);
  }
  if (priority !== '' && !/^([1-9]\d{0,2}|1000)$/.test(priority)) {
    wrong.push(`priority ${JSON.stringify(priority)} is not a whole number from 1 (first) to 1000`);
  }
  const person: Person = {
    id: id || ownName,
    name,
    number: 'number' in reading ? reading.number : '',
    timeZone: timeZone || defaults.timeZone,
    priority: priority === '' ? (defaults.priority ?? usualPriority) : Number(priority),
    fields: Object.fromEntries(fields),
    loadedAt: defaults.loadedAt,
  };
  return { person, wrong };
}

const nobody: Person = {
  id: '',
  name: '',
  number: '',
  timeZone: 'UTC',
  priority: usualPriority,
  fields: {},
  loadedAt: 0,
};
