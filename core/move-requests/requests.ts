import type { GroupId } from '../ids';
import type { Reason } from '../reasons/reason';
import { retryOnConflict } from '../retry-on-conflict';
import { mostRequests, type RequestLine, type RequestStore } from './ports';

interface Ports {
  readonly moveRequests: RequestStore;
}

/** Keeps a request in the place of an earlier word about the same one; the oldest beyond `mostRequests` are forgotten. */
export const noteRequest = (ports: Ports, group: GroupId, line: RequestLine): Promise<void> =>
  change(ports, group, (lines) =>
    [line, ...lines.filter(({ requestId }) => requestId !== line.requestId)].slice(0, mostRequests),
  );

/** A decision has judged the request. One that is not known, or was judged before, stays as it is. */
export const settleRequest = (
  ports: Ports,
  group: GroupId,
  requestId: string,
  judged: { readonly outcome: 'moved' } | { readonly outcome: 'refused'; readonly because: Reason },
): Promise<void> =>
  change(ports, group, (lines) =>
    lines.map((line) =>
      line.requestId === requestId && line.outcome === 'asked' ? { ...line, because: null, ...judged } : line,
    ),
  );

/** Writes nothing where nothing changes. */
async function change(
  { moveRequests }: Ports,
  group: GroupId,
  next: (lines: readonly RequestLine[]) => readonly RequestLine[],
): Promise<void> {
  await retryOnConflict<'saved'>(
    5,
    async () => {
      const { version, lines } = await moveRequests.load(group);
      const changed = next(lines);
      const isSame = changed.length === lines.length && changed.every((line, index) => line === lines[index]);
      return isSame || JSON.stringify(changed) === JSON.stringify(lines)
        ? 'saved'
        : moveRequests.save(group, changed, version);
    },
    (tries) => {
      throw new Error(`the requests of group ${group} were written by others ${tries} times in a row`);
    },
  );
}
