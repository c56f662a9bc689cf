import * as z from 'zod';
import type { PreviewAnswer } from '../../core/domain/preview';
import { type RefusalKind, type RefusalVerdict, refusalKinds } from '../../core/domain/refusal-verdict';
import type { LocalIssuer } from '../oidc/issuer';

/** What the page of a simulated agent asks of the application (docs/agent-page-api.md), with a token of the local issuer. */
export interface PageClient {
  answerPreview(userId: string, previewId: string, answer: PreviewAnswer): Promise<'decided' | 'lost' | 'unknown'>;
  heartbeat(userId: string): Promise<void>;
  verdict(userId: string, contactId: string, shown: RefusalKind): Promise<RefusalVerdict>;
}

const outcomes = { 200: 'decided', 404: 'unknown', 409: 'lost' } as const;
const decided = z.object({ outcome: z.string(), by: z.string() });
const verdict = z.object({
  verdict: z.enum([...refusalKinds, 'caller-left', 'unknown']),
  criteriaWrittenAt: z.number().nullable(),
  after: z.enum(['not-ready', 'available']),
});

/** `endpoint` is the address of the HTTP API. Its methods reject with a sentence on any answer the page cannot use. */
export function pageClient(endpoint: string, issuer: Pick<LocalIssuer, 'tokenFor'>): PageClient {
  const post = (userId: string, path: string, body: object): Promise<Response> =>
    fetch(`${endpoint}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${issuer.tokenFor(userId)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const useless = async (path: string, answered: Response): Promise<Error> =>
    new Error(`POST ${path} of the agent's page was answered ${answered.status}: ${await answered.text()}`);
  return {
    async answerPreview(userId, previewId, answer) {
      const path = '/agent/previews';
      const answered = await post(userId, path, { previewId, answer });
      const { status } = answered;
      if (status !== 200 && status !== 404 && status !== 409) throw await useless(path, answered);
      const said: unknown = await answered.json();
      if (status !== 404) decided.parse(said);
      return outcomes[status];
    },
    async heartbeat(userId) {
      const path = '/agent/heartbeat';
      const answered = await post(userId, path, {});
      if (answered.status !== 200) throw await useless(path, answered);
      await answered.arrayBuffer();
    },
    async verdict(userId, contactId, shown) {
      const path = '/agent/verdict';
      const answered = await post(userId, path, { contactId, shown });
      if (answered.status !== 200) throw await useless(path, answered);
      return verdict.parse(await answered.json());
    },
  };
}
