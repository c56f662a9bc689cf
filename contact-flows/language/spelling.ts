/** Number of letters to insert, delete or replace to turn one word into the other; a wrong capital counts half. */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    const letter = from.charAt(row - 1);
    for (let column = 1; column <= to.length; column += 1) {
      const other = to.charAt(column - 1);
      const replaced = letter === other ? 0 : letter.toLowerCase() === other.toLowerCase() ? 0.5 : 1;
      const [diagonal = 0, up = 0, left = 0] = [above[column - 1], above[column], current[column - 1]];
      current.push(Math.min(diagonal + replaced, up + 1, left + 1));
    }
    above = current;
  }
  return above[to.length] ?? 0;
}

/** The known word most like the one written, or null when none is near enough (a third of its length) to be meant. */
export function nearestWord(written: string, known: Iterable<string>): string | null {
  let best: { word: string; distance: number } | null = null;
  for (const word of known) {
    const allowed = Math.max(2, word.length / 3);
    if (Math.abs(word.length - written.length) > allowed) continue;
    const d = distance(written, word);
    if (d <= allowed && (best === null || d < best.distance)) best = { word, distance: d };
  }
  return best?.word ?? null;
}

/** The end of a sentence about an unknown word: `; did you mean "X"?` or, when nothing is near, what is known. */
export function suggestion(written: string, known: readonly string[]): string {
  const word = nearestWord(written, known);
  if (word !== null) return `; did you mean "${word}"?`;
  return known.length === 0 ? '; it has none.' : `; it has ${known.join(', ')}.`;
}
