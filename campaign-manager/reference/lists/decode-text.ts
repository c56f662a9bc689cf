/** The text of a file whose bytes say what they are, or of an encoding that somebody names. Never a guess. Pure. */

/** Encodings of one byte a letter. Nothing in a file tells one from another. */
export const encodings = ['windows-1250', 'windows-1252', 'iso-8859-2', 'iso-8859-15'] as const;

/** An encoding that a list may be written in and whose bytes do not tell it. */
export type Encoding = (typeof encodings)[number];

/** `problem`: a sentence without the file. */
export type Decoded = { readonly text: string } | { readonly problem: string };

/**
 * UTF-8 with a byte order mark or without, and UTF-16 with one or recognised by its zeros. What is neither is read as the
 * encoding that was named, and refused when none was.
 */
export function decodeText(bytes: Uint8Array, otherwise: Encoding | null = null): Decoded {
  const program = notTextOf(bytes);
  if (program !== null) return { problem: `the file is ${program}, no text; save it as "CSV UTF-8"` };
  const unicode = unicodeOf(bytes);
  const text = decoded(bytes, unicode);
  if (text !== null) return { text };
  if (marked(bytes)) return { problem: `line ${firstOdd(bytes)} is not UTF-8, and the file says it is; ${right}` };
  if (unicode !== 'utf-8') return { problem: `the file is not whole in ${unicode.toUpperCase()}; ${right}` };
  if (otherwise === 'windows-1252') return { text: fromWindows1252(bytes) };
  if (otherwise !== null) return { text: new TextDecoder(otherwise).decode(bytes) };
  const where = `line ${firstOdd(bytes)} is not UTF-8, so the file has another encoding, perhaps Windows-1252`;
  return { problem: `${where}; ${right}, or give the campaign its "encoding", such as "windows-1252"` };
}

/** What Windows-1252 has at 0x80 to 0x9F, where ISO 8859-1 has control characters. Node 20 decodes it as the latter. */
const windows1252 =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F'.concat(
    '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178',
  );

const fromWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (control) => windows1252[control.charCodeAt(0) - 0x80] ?? control);

const right = 'save it as "CSV UTF-8"';

/** What people give in place of a table, by its first bytes; `null`: none of that. */
function notTextOf(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (start === 'PK\u0003\u0004') return 'a workbook (.xlsx, .ods) or an archive';
  if (start === '\u00D0\u00CF\u0011\u00E0') return 'a workbook (.xls)';
  return start === '%PDF' ? 'a PDF' : null;
}

/** `null`: the bytes are not that. A byte order mark is taken off. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-8 that says so: no other encoding begins a text with these. */
const marked = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function unicodeOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // A header begins with letters of ASCII: in UTF-16 every other byte of them is zero.
  if (bytes[0] !== 0 && bytes[1] === 0 && bytes[2] !== 0 && bytes[3] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] !== 0 && bytes[2] === 0 && bytes[3] !== 0) return 'utf-16be';
  return 'utf-8';
}

/** The first line that is not UTF-8. */
function firstOdd(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, from);
    const to = found === -1 ? bytes.length : found + 1;
    if (decoded(bytes.subarray(from, to), 'utf-8') === null) break;
    from = to;
  }
  return line;
}
