/** Which column of a list is what: as the campaigns file says, or by the names that are common. Pure. */
import { cardLimits } from '../../../core/campaign-contract/events';
import type { CsvProblem, CsvRow } from './csv';
import { quoted } from './quoted';
import { unshowable } from './unshowable';

/** What the columns are called that have a meaning; titles are compared without case, spaces, hyphens and underscores. */
export interface ColumnNames {
  readonly id?: string;
  /** Several: put together in this order, as first and last name. */
  readonly name?: string | readonly string[];
  /** Several: tried in this order. */
  readonly number?: string | readonly string[];
  readonly timeZone?: string;
  readonly priority?: string;
}

/** Positions in a row, from 0. */
export interface Columns {
  readonly id: number | null;
  readonly name: readonly number[];
  readonly number: readonly number[];
  readonly timeZone: number | null;
  readonly priority: number | null;
  /** All others that have a title. */
  readonly fields: readonly number[];
  readonly titles: readonly string[];
}

/** More telephone numbers of one person than this are not read. */
const mostNumbers = 9;

const kinds = ['id', 'name', 'number', 'timeZone', 'priority'] as const;
type Kind = (typeof kinds)[number];

const common: Readonly<Record<Kind, readonly string[]>> = {
  id: ['contact id', 'contact', 'id', 'customer id'],
  name: ['name', 'full name', 'contact name', 'customer name', 'nome e cognome', 'nome completo', 'nombre completo'],
  number: [
    ...['number', 'phone', 'phone number', 'telephone', 'telephone number', 'tel', 'mobile', 'mobile number'],
    ...['mobile phone', 'cell', 'cell phone', 'landline', 'home phone', 'work phone', 'business phone', 'other phone'],
    ...['primary phone', 'msisdn', 'telefon', 'telefonnummer', 'telefonnr', 'tel nr', 'rufnummer', 'festnetz', 'mobil'],
    ...['telefon privat', 'telefon geschaftlich', 'telefon mobil', 'mobiltelefon', 'mobilnummer', 'mobilfunk', 'handy'],
    ...['handynummer', 'numero di telefono', 'telefono', 'telefono fisso', 'cellulare', 'telefono cellulare'],
    ...['numero de telephone', 'telephone fixe', 'telephone portable', 'telephone mobile', 'portable', 'fixe'],
    ...['numero de telefono', 'telefono fijo', 'telefono movil', 'movil'],
  ],
  timeZone: ['time zone', 'timezone', 'tz'],
  priority: ['priority'],
};
const partsOfName = [
  ['first name', 'given name', 'forename', 'vorname', 'prenom', 'nombre', 'nome'],
  ['last name', 'surname', 'family name', 'nachname', 'familienname', 'nom', 'nom de famille', 'apellidos', 'cognome'],
] as const;

const plainly = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[\s_\-.:]+/g, ' ')
    .trim();

/** Reads the row that names the columns. `named`: what the campaigns file says of them; it wins over what is common. */
export function readColumns(
  header: CsvRow | undefined,
  named: ColumnNames = {},
): Columns | { readonly problems: readonly CsvProblem[] } {
  if (!header) return { problems: [{ line: 1, problem: 'the list is empty; its first line names the columns' }] };
  const titles = withoutEmptyEnd(header.fields.map((title) => title.trim().replace(/\s+/g, ' ')));
  const wrong = titles.flatMap((title, index) => {
    const odd = unshowable(title);
    if (odd !== null) return [`the name of column ${index + 1} ${odd}`];
    if (title.length > cardLimits.fieldName) {
      return [`column ${index + 1} has a name longer than ${cardLimits.fieldName} characters; shorten it`];
    }
    if (titles.findIndex((other) => plainly(other) === plainly(title)) < index && title !== '')
      return [`column ${quoted(title)} is there twice; name each column once`];
    return [];
  });
  const of = new Map(kinds.map((kind) => [kind, placesOf(kind, titles, named, wrong)]));
  const places = (kind: Kind) => of.get(kind) ?? [];
  const missing = (['name', 'number'] as const).filter(
    (kind) => named[kind] === undefined && places(kind).length === 0,
  );
  if (missing.length > 0) {
    const which = missing.map((kind) => JSON.stringify(kind)).join(' and none ');
    const titled = quoted(titles.filter((title) => title !== '').join(', '));
    wrong.push(
      `there is no column ${which} in ${titled}; the first line names them, or "columns" of the campaign says what they are called`,
    );
  }
  if (places('number').length > mostNumbers) {
    wrong.push(`${places('number').length} columns are telephone numbers; ${mostNumbers} is the most`);
  }
  if (wrong.length > 0) return { problems: wrong.map((problem) => ({ line: header.line, problem })) };
  const taken = new Set([...of.values()].flat());
  return {
    id: places('id')[0] ?? null,
    name: places('name'),
    number: places('number'),
    timeZone: places('timeZone')[0] ?? null,
    priority: places('priority')[0] ?? null,
    fields: titles.flatMap((title, index) => (title === '' || taken.has(index) ? [] : [index])),
    titles,
  };
}

/** `title` of a column of telephone numbers, `phone`, `mobile 2` and an address book's `Phone 2 - Value` too. `named`: others. */
export function isNumberTitle(title: string, named: readonly string[] = []): boolean {
  const plain = plainly(title);
  if (named.some((other) => plainly(other) === plain)) return true;
  return [plain, plain.replace(/ ?[1-9]\d?(?: value)?$/, '')].some((known) => common.number.includes(known));
}

function placesOf(kind: Kind, titles: readonly string[], named: ColumnNames, wrong: string[]): readonly number[] {
  const given = named[kind];
  if (given !== undefined) {
    return [given].flat().flatMap((title) => {
      const place = titles.findIndex((other) => plainly(other) === plainly(title));
      if (place >= 0) return [place];
      wrong.push(`there is no column ${quoted(title)}, which "columns" of the campaign names as ${kind}`);
      return [];
    });
  }
  const otherwise = new Set(kinds.flatMap((other) => [named[other] ?? []].flat().map(plainly)));
  const free = titles.flatMap((title, index) => (title === '' || otherwise.has(plainly(title)) ? [] : [index]));
  const title = (index: number) => titles[index] ?? '';
  if (kind === 'number') return free.filter((index) => isNumberTitle(title(index)));
  const found = free.filter((index) => common[kind].includes(plainly(title(index))));
  if (new Set(found.map((index) => plainly(title(index)))).size > 1) {
    const which = found.map((index) => quoted(title(index))).join(' and ');
    wrong.push(`columns ${which} are both known as ${kind}; say which it is by "columns" of the campaign`);
  }
  if (kind !== 'name' || found.length > 0) return found.slice(0, 1);
  return partsOfName.flatMap((part) =>
    free.filter((index) => (part as readonly string[]).includes(plainly(title(index)))),
  );
}

/** Spreadsheets write separators for columns that are empty. */
function withoutEmptyEnd(titles: readonly string[]): readonly string[] {
  const end = titles.findLastIndex((title) => title !== '') + 1;
  return titles.slice(0, end);
}
