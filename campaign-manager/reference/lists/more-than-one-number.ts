/**
 * Fields that mean more than one telephone number: a list of them, or a range such as 030 1234560-69. Where numbers have no
 * fixed length, as in Germany, the digits together are a number that is in use, and somebody else's. Pure.
 */

/** Whether a text, as people write it, is the whole of a number that is in use. */
export type IsWhole = (text: string) => boolean;

/** `list`: several numbers one after another. `range`: the first and the last of many. */
export type Several = 'list' | 'range';

/** A second plus, a word or a mark between digits. Slashes and hyphens alone stand within numbers too. */
const marked =
  /\d[^\d]*\+|[\d)]\s*[;|,&]\s*[(+\d]|\d[^\d\n]*\n[^\d+]*[+\d]|\d\s+(?:or|and|oder|und|o|e|ou|et|y)\s+[(+\d]/i;
/** A word or more than one full stop between digits. */
const markedRange = /\d\s*(?:\.{2,}|\s(?:to|bis|al?|à)\s)\s*[(+\d-]/i;

/** `null`: it means one number at most. */
export function severalIn(written: string, isWhole: IsWhole): Several | null {
  if (markedRange.test(written)) return 'range';
  if (marked.test(written)) return 'list';
  return isList(written, isWhole) ? 'list' : isRange(written, isWhole) ? 'range' : null;
}

/** `030 12345/030 12346`, `030 1234560/61`, and the same with a space where the second begins as numbers do. */
function isList(written: string, isWhole: IsWhole): boolean {
  for (const { index, 0: mark } of written.matchAll(/\s*\/\s*|\s+(?=[(0])/g)) {
    const tail = written.slice(index + mark.length);
    const isOtherEnd = mark.includes('/') && (mark !== '/' || /^\d{1,2}$/.test(tail) || !isWhole(written));
    const isTail = isOtherEnd || isWhole(tail);
    if (isTail && isWhole(written.slice(0, index))) return true;
  }
  return false;
}

/** A hyphen behind a whole number, and behind it where its last digits end. */
function isRange(written: string, isWhole: IsWhole): boolean {
  const parts = /^(.*\d)\s*-\s*(\d{1,4})$/s.exec(written);
  const [, first = '', to = ''] = parts ?? [];
  const from = first.replace(/\D/g, '').slice(-to.length);
  if (parts === null || Number(from) >= Number(to) || !isWhole(first)) return false;
  // Behind a hyphen stands an extension too, which is dialled: 030 12345-67 is one number where that is in use.
  return !isWhole(written) || (from.endsWith('0') && to.endsWith('9'));
}
