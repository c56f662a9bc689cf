/**
 * Who is read in full of an index that lists more. Agents who may work for different campaigns stand in one list, idle
 * longest first: were only the first ones read, twenty agents no campaign needs would hide the one that is needed. With more
 * teams than that, or many in front who may not be moved yet, a decision that finds too few asks for the next ones: `turn`
 * counts how often in a row it did.
 */
export function nominees<Entry>(
  entries: readonly Entry[],
  teamOf: (entry: Entry) => string,
  limit: number,
  turn = 0,
): readonly Entry[] {
  if (entries.length <= limit) return entries;
  if (turn > 0) return nextInTurn(entries, limit, turn);
  const teams = new Set(entries.map(teamOf)).size;
  // The other half by order alone: who is idle longest goes first wherever that is all that counts.
  const half = Math.max(Math.floor(limit / 2), Math.min(teams, limit - 1));
  const each = Math.max(1, Math.min(mostOfEach, Math.floor(half / teams)));
  const seen = new Map<string, number>();
  const early = new Set(
    entries
      .filter((entry) => {
        const count = (seen.get(teamOf(entry)) ?? 0) + 1;
        seen.set(teamOf(entry), count);
        return count <= each;
      })
      .slice(0, half),
  );
  let room = limit - early.size;
  return entries.filter((entry) => early.has(entry) || room-- > 0);
}

/** As many as a decision moves by default (`blend/moves-per-decision`). */
const mostOfEach = 5;

/** The first few always, since they would be asked first; then so many more, each turn others, round and round. */
function nextInTurn<Entry>(entries: readonly Entry[], limit: number, turn: number): readonly Entry[] {
  const first = entries.slice(0, firstInTurn(limit));
  const rest = entries.slice(first.length);
  const size = limit - first.length;
  const from = (turn * size) % rest.length;
  const window = [...rest.slice(from), ...rest].slice(0, size);
  return entries.filter((entry) => first.includes(entry) || window.includes(entry));
}

const firstInTurn = (limit: number): number => Math.min(3, Math.floor(limit / 4));

/**
 * After how many seconds the next ones are read, so that all of `unread` more than are read at a time come up within a
 * minute: every second where there are a thousand, and less often the fewer there are.
 */
export function secondsToNextTurn(unread: number, limit: number): number {
  const turns = Math.ceil((unread + limit) / (limit - firstInTurn(limit))) + 1;
  return Math.min(20, Math.max(1, Math.floor(58 / turns)));
}
