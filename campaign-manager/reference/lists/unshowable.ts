/** Texts that no list means to say and no screen should show. Pure. */
import { quoted } from './quoted';

/*
 * UTF-8 read as Windows-1252. Every letter is two or more there: the first one of few capitals, the others signs that do not follow
 * capitals in any word. Behind Ä and Å no quotes, dashes and spaces are taken for that, which may stand there.
 */
const marks =
  '\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u2039\u2022\u02DC\u2122\u203A\u00A1-\u00AA\u00AC-\u00BA\u00BC-\u00BF';
const anyOther = `${marks}\u0080-\u00BF\u0160\u0152\u017D\u2018\u2019\u201C\u201D\u2013\u2014\u0161\u0153\u017E\u0178`;
const misread = new RegExp(
  `[\u00C2\u00C3][${anyOther}]|[\u00C4\u00C5][${marks}]|\u00E2[\u20AC\u201A\u201E][${anyOther}]?|\u00F0\u0178`,
);

/** What is wrong with a text, without its place; `null`: nothing is. */
export function unshowable(value: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.exec(value)?.[0];
  if (control !== undefined) {
    const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `has a control character (U+${code}); take it out`;
  }
  if (/[\u202D\u202E]/.test(value)) {
    return 'has a mark that turns the letters after it round (U+202D or U+202E); take it out';
  }
  if (value.includes('\uFFFD')) return 'has letters that were lost (U+FFFD) before it was saved; write them again';
  if (misread.test(value)) {
    return `reads ${quoted(value)}: UTF-8 that was opened as Windows-1252 and saved; write its letters again`;
  }
  return null;
}
