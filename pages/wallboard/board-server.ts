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

  /** `sentence`: what the server says is wrong; `null`: it did not answer. */
  const post = async (group: string, what: string, body: object) => {
    const response = await send(`/wallboard/groups/${encodeURIComponent(group)}/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response === 'signed-out' || response === 'unreachable') return null;
    const said = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    const { problem, problems } = said;
    const sentence = Array.isArray(problems) ? problems.join('; ') : String(problem ?? response.status);
    return { status: response.status, said, sentence };
  };

  return {
    access: () => read('/wallboard/groups', null),
    snapshot: (group, etag) => read(`/wallboard/groups/${encodeURIComponent(group)}`, etag),
    async move(group, request) {
      const sent = await post(group, 'moves', request);
      if (sent === null) return { kind: 'unreachable' };
      const { status, said, sentence } = sent;
      if (status === 202) return { kind: said['outcome'] === 'held' ? 'held' : 'asked' };
      return { kind: 'refused', because: (said['because'] as Reason | undefined) ?? null, problem: sentence };
    },
    async throwSwitch(group, request) {
      const sent = await post(group, 'switches', request);
      if (sent === null) return { kind: 'unreachable' };
      return sent.status === 200
        ? { kind: 'thrown', until: (sent.said['until'] as number | null | undefined) ?? null }
        : { kind: 'refused', problem: sent.sentence };
    },
  };
}
