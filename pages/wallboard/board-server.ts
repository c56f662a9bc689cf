import type { Reason } from '../../core/reasons/reason';
import { type Authorization, authorizedRequest } from '../agent-logic';
import type { BoardReply, BoardServer } from './board-api';

/** The API over HTTP. */
export function boardServer(apiUrl: string, { token, renew }: Authorization): BoardServer {
  const send = (path: string, init: RequestInit) =>
    // Our own condition is to be answered, and no copy of the browser's.
    authorizedRequest({ token, renew, fetch }, `${apiUrl}${path}`, { ...init, cache: 'no-store' });

  const read = async <T>(path: string, etag: string | null): Promise<BoardReply<T>> => {
    const response = await send(path, { headers: etag === null ? {} : { 'if-none-match': etag } });
    if (response === 'signed-out' || response === 'unreachable') return { kind: response };
    if (response.status === 304) {
      const seenAt = Number(response.headers.get('ccb-computed-at'));
      return { kind: 'same', seenAt: seenAt > 0 ? seenAt : null };
    }
    if (response.status !== 200) {
      const said = (await response.json().catch(() => ({}))) as { readonly problem?: string };
      return {
        kind: response.status === 403 ? 'no-access' : 'refused',
        problem: said.problem ?? `status ${response.status}`,
      };
    }
    return { kind: 'ok', value: (await response.json()) as T, etag: response.headers.get('etag') };
  };

  return {
    async groups() {
      const reply = await read<{ readonly groups: readonly string[] }>('/wallboard/groups', null);
      return reply.kind === 'ok' ? { ...reply, value: reply.value.groups } : reply;
    },
    snapshot: (group, etag) => read(`/wallboard/groups/${encodeURIComponent(group)}`, etag),
    async move(group, request) {
      const response = await send(`/wallboard/groups/${encodeURIComponent(group)}/moves`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      if (response === 'signed-out' || response === 'unreachable') return { kind: 'unreachable' };
      const said = (await response.json().catch(() => ({}))) as Record<string, unknown>;
      if (response.status === 202) return { kind: said['outcome'] === 'held' ? 'held' : 'asked' };
      const { problem, problems, because } = said;
      const sentence = Array.isArray(problems) ? problems.join('; ') : String(problem ?? response.status);
      return { kind: 'refused', because: (because as Reason | undefined) ?? null, problem: sentence };
    },
  };
}
