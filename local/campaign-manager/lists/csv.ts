/** Comma-separated values as RFC 4180 has them: quoted fields, doubled quotes, line breaks within quotes. Pure. */

export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface CsvProblem {
  readonly line: number;
  /** A sentence. */
  readonly problem: string;
}

type Reading =
  | { readonly kind: 'row'; readonly fields: readonly string[]; readonly next: number }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * Reads every row that can be read. A row that cannot is reported and reading goes on at the line after its first, so one
 * quote that is never closed costs one row. Lines may end in CRLF or LF, empty ones are passed over, and a byte order
 * mark is too.
 */
export function readCsv(text: string): { readonly rows: readonly CsvRow[]; readonly problems: readonly CsvProblem[] } {
  const rows: CsvRow[] = [];
  const problems: CsvProblem[] = [];
  let line = 1;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
    const reading = readRow(text, at);
    const next = reading.kind === 'row' ? reading.next : afterLine(text, at);
    if (reading.kind === 'problem') problems.push({ line, problem: reading.problem });
    else if (reading.fields.length > 1 || reading.fields[0] !== '') rows.push({ line, fields: reading.fields });
    line += breaksIn(text, at, next);
    at = next;
  }
  return { rows, problems };
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

function readRow(text: string, from: number): Reading {
  const fields: string[] = [];
  for (let at = from; ; ) {
    const field = text[at] === '"' ? quoted(text, at, fields.length + 1) : plain(text, at, fields.length + 1);
    if (typeof field === 'string') return { kind: 'problem', problem: field };
    fields.push(field.value);
    if (text[field.end] === ',') {
      at = field.end + 1;
      continue;
    }
    return { kind: 'row', fields, next: afterLine(text, field.end) };
  }
}

interface Field {
  readonly value: string;
  /** The comma or line break after it, or the end of the text. */
  readonly end: number;
}

const stop = /[",\r\n]/g;

function plain(text: string, from: number, number: number): Field | string {
  stop.lastIndex = from;
  const found = stop.exec(text);
  const end = found ? found.index : text.length;
  if (text[end] === '"') {
    return `field ${number} has a quote in the middle; put the whole field in quotes and write the quote twice`;
  }
  if (text[end] === '\r' && text[end + 1] !== '\n' && end + 1 < text.length) {
    return `field ${number} has a carriage return in the middle; put the whole field in quotes`;
  }
  return { value: text.slice(from, end), end };
}

function quoted(text: string, from: number, number: number): Field | string {
  let value = '';
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return `field ${number} opens a quote that is never closed; close it before the next comma`;
    value += text.slice(at, quote);
    if (text[quote + 1] === '"') {
      value += '"';
      at = quote + 2;
      continue;
    }
    const end = quote + 1;
    const rest = text.slice(end, end + 2);
    if (rest === '' || rest[0] === ',' || rest[0] === '\n' || rest === '\r\n' || rest === '\r') return { value, end };
    return `field ${number} has text after its closing quote; a quote within a field is written twice`;
  }
}
