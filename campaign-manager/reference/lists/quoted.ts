/** What was written, as a sentence may quote it: on one line, of a bounded length, with nothing a screen would act on. Pure. */
const most = 40;

/**
 * A text of a list as it stands in a sentence: shortened, in quotes, and with whatever could not be seen, or would turn the
 * line around, written out.
 */
export function quoted(text: string): string {
  const written = text.trim();
  return JSON.stringify(written.length > most ? `${written.slice(0, most - 3)}...` : written).replace(
    // JSON leaves DEL, the second set of controls, marks of direction and line separators as they are.
    /[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu,
    (odd) => `\\u${(odd.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
