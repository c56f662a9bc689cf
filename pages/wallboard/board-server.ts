import type { Reason } from '../../core/reasons/reason';
import type { SignIn } from '../sign-in/sign-in';
import type { BoardReply, BoardServer } from './board-api';

/** A request without an answer is given up after this, ms. */
const answerWithinMs = 4_000;

/** The API over HTTP. */
export function boardServer(apiUrl: string, signedIn: Pick<SignIn, 'token' | 'renew'>): BoardServer {
  /** `null`: no answer, or one that asks to try again. */
  const send = async (path: string, init: RequestInit): Promise<Response | 'signed-out' | null> => {
    try {
      for (const token of [signedIn.token, signedIn.renew]) {
        const bearer = await token();
        if (bearer === null) return 'signed-out';
        const response = await fetch(`${apiUrl}${path}`, {
          ...init,
          headers: { ...init.headers, authorization: `Bearer ${bearer}` },
          // Our own condition is to be answered, and no copy of the browser's.
          cache: 'no-store',
          signal: AbortSignal.timeout(answerWithinMs),
        });
        if (response.status === 429 || response.status >= 500) return null;
        if (response.status !== 401) return response;
      }
      return 'signed-out';
    } catch {
      return null;
    }
  };

  const read = async <T>(path: string, etag: string | null): Promise<BoardReply<T>> => {
    const response = await send(path, { headers: etag === null ? {} : { 'if-none-match': etag } });
    if (response === null) return { kind: 'unreachable' };
    if (response === 'signed-out') return { kind: 'signed-out' };
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
      if (response === null || response === 'signed-out') return { kind: 'unreachable' };
      const said = (await response.json().catch(() => ({}))) as Record<string, unknown>;
      if (response.status === 202) return { kind: said['outcome'] === 'held' ? 'held' : 'asked' };
      const { problem, problems, because } = said;
      const sentence = Array.isArray(problems) ? problems.join('; ') : String(problem ?? response.status);
      return { kind: 'refused', because: (because as Reason | undefined) ?? null, problem: sentence };
    },
  };
}
