/**
 * Who is read in full of an index that lists more. Agents who may work for different campaigns stand in one list, idle
 * longest first: were only the first ones read, twenty agents no campaign needs would hide the one that is needed.
 */
export function nominees<Entry>(
  entries: readonly Entry[],
  teamOf: (entry: Entry) => string,
  limit: number,
): readonly Entry[] {
  if (entries.length <= limit) return entries;
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
