/**
 * Values separated by commas, semicolons or tabs, as RFC 4180 and spreadsheets write them: quoted fields, doubled quotes, line
 * breaks within quotes, `sep=;` on the first line. Pure.
 */

/** One row, which may go over several lines. */
export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Why a file cannot be read as rows, and where. */
export interface CsvProblem {
  readonly line: number;
  /** A sentence. */
  readonly problem: string;
}

const separators = [',', ';', '\t'] as const;
type Separator = (typeof separators)[number];

type Reading =
  | { readonly kind: 'row'; readonly fields: readonly string[]; readonly next: number }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * Reads every row that can be read. A row that cannot is reported and reading goes on at the line after its first, so one
 * quote that is never closed costs one row; so is a row over several lines that ends before its last column, since its quote
 * was meant to close earlier. Lines end in CRLF or LF, or all of them in CR; rows in which nothing is written are passed over, and
 * a byte order mark is too. What separates the fields is said by a `sep=` line, or by the first row: what it has most of.
 */
export function readCsv(given: string): { readonly rows: readonly CsvRow[]; readonly problems: readonly CsvProblem[] } {
  const text = given.includes('\n') ? given : given.replaceAll('\r', '\n');
  const rows: CsvRow[] = [];
  const problems: CsvProblem[] = [];
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const said = /^"?sep=([,;\t])"?[,;\t]*\r?(?:\n|$)/i.exec(text.slice(start, start + 16));
  const separator = (said?.[1] as Separator | undefined) ?? separatorOf(text, start);
  const other = said ? null : /^"?sep=([^\r\n"]{0,8})/i.exec(text.slice(start, start + 16));
  if (other) {
    const problem = `fields are separated by ${JSON.stringify(other[1])}; save them with commas, semicolons or tabs, and say so here`;
    return { rows: [], problems: [{ line: 1, problem }] };
  }
  let line = said ? 2 : 1;
  for (let at = start + (said?.[0].length ?? 0); at < text.length; ) {
    const reading = readWithin(text, at, separator, rows[0]?.fields.length ?? 0);
    const next = reading.kind === 'row' ? reading.next : afterLine(text, at);
    if (reading.kind === 'problem') problems.push({ line, problem: reading.problem });
    else if (reading.fields.some((field) => field.trim() !== '')) rows.push({ line, fields: reading.fields });
    line += breaksIn(text, at, next);
    at = next;
  }
  return { rows, problems };
}

/** What the first row with anything in it has most of; a comma where it has none. */
function separatorOf(text: string, start: number): Separator {
  for (let at = start; at < text.length; at = afterLine(text, at)) {
    if (text.slice(at, afterLine(text, at)).trim() === '') continue;
    const fields = separators.map((separator) => {
      const reading = readRow(text, at, separator);
      return reading.kind === 'row' ? reading.fields.length : 0;
    });
    return separators[fields.indexOf(Math.max(...fields))] ?? ',';
  }
  return ',';
}

/** `width`: fields of the first row; 0 before there is one. */
function readWithin(text: string, at: number, separator: Separator, width: number): Reading {
  const reading = readRow(text, at, separator);
  if (reading.kind === 'problem' || reading.fields.length >= width || breaksIn(text, at, reading.next) < 2)
    return reading;
  const open = reading.fields.findIndex((field) => field.includes('\n')) + 1;
  if (open === 0) return reading;
  return {
    kind: 'problem',
    problem: `column ${open} opens a quote that is closed lines later, where the row is not complete; close it before the next separator`,
  };
}

/** Spaces around quotes are not part of the value. */
function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

const lineEnd = /\r*(?:\n|$)/y;

/** Whether a line ends here, in LF or CRLF, also in a CRLF that was converted once more. */
function endsLine(text: string, at: number): boolean {
  lineEnd.lastIndex = at;
  return lineEnd.test(text);
}

/** The place after a line break, or the end of the text. */
function afterLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

function breaksIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function readRow(text: string, from: number, separator: Separator): Reading {
  const fields: string[] = [];
  for (let at = from; ; ) {
    const column = fields.length + 1;
    // What spreadsheets are given so that they leave a number as it is: ="0049".
    const start = afterSpaces(text, text.startsWith('="', at) ? at + 1 : at);
    const field = text[start] === '"' ? quoted(text, start, separator, column) : plain(text, at, separator, column);
    if (typeof field === 'string') return { kind: 'problem', problem: field };
    fields.push(field.value);
    if (text[field.end] === separator) {
      at = field.end + 1;
      continue;
    }
    return { kind: 'row', fields, next: afterLine(text, field.end) };
  }
}

interface Field {
  readonly value: string;
  /** The separator or line break after it, or the end of the text. */
  readonly end: number;
}

const stops = { ',': /[",\r\n]/g, ';': /[";\r\n]/g, '\t': /["\t\r\n]/g } as const;

function plain(text: string, from: number, separator: Separator, column: number): Field | string {
  const stop = stops[separator];
  stop.lastIndex = from;
  const found = stop.exec(text);
  const end = found ? found.index : text.length;
  if (text[end] === '"') {
    return `column ${column} has a quote in the middle; put the whole field in quotes and write the quote twice`;
  }
  if (text[end] === '\r' && !endsLine(text, end)) {
    return `column ${column} has a carriage return in the middle; put the whole field in quotes`;
  }
  return { value: text.slice(from, end), end };
}

function quoted(text: string, from: number, separator: Separator, column: number): Field | string {
  let value = '';
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote === -1) {
      return `column ${column} opens a quote that is never closed; close it before the next separator`;
    }
    value += text.slice(at, quote);
    if (text[quote + 1] === '"') {
      value += '"';
      at = quote + 2;
      continue;
    }
    const end = afterSpaces(text, quote + 1);
    if (text[end] === separator || endsLine(text, end)) return { value, end };
    return `column ${column} has text after its closing quote; a quote within a field is written twice`;
  }
}
