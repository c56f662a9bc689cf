import * as z from 'zod';
import type { AnswerToPreview } from '../../core/agent/steps/preview';
import type { AgentId, ContactId, PreviewId } from '../../core/ids';
import { type RefusalKind, type RefusalVerdict, refusalKinds } from '../../core/offering/refusal-verdict';
import { routes } from '../../lambdas/agent-page/contract';

/** What the page of a simulated agent asks of the application (docs/agent-page-api.md). */
export interface PageClient {
  answerPreview(
    userId: AgentId,
    previewId: PreviewId,
    answer: AnswerToPreview,
  ): Promise<'decided' | 'lost' | 'unknown'>;
  heartbeat(userId: AgentId): Promise<void>;
  verdict(userId: AgentId, contactId: ContactId, shown: RefusalKind): Promise<RefusalVerdict>;
}

/** Posts a body, in JSON, as the user, whatever the way there. Rejects when there was no answer. */
export type PagePost = (
  userId: AgentId,
  path: string,
  body: string,
) => Promise<{ readonly status: number; readonly body: string }>;

const outcomes = { 200: 'decided', 404: 'unknown', 409: 'lost' } as const;
const decided = z.object({ outcome: z.string(), by: z.string() });
const verdict = z.object({
  verdict: z.enum([...refusalKinds, 'caller-left', 'unknown']),
  criteriaWrittenAt: z.number().nullable(),
  after: z.enum(['not-ready', 'available']),
});

/** Its methods reject with a sentence on any answer the page cannot use. */
export function pageClient(post: PagePost): PageClient {
  const useless = (path: string, answered: Awaited<ReturnType<PagePost>>): Error =>
    new Error(`POST ${path} of the agent's page was answered ${answered.status}: ${answered.body}`);
  return {
    async answerPreview(userId, previewId, answer) {
      const { path } = routes.answer;
      const answered = await post(userId, path, JSON.stringify({ previewId, answer }));
      const { status } = answered;
      if (status !== 200 && status !== 404 && status !== 409) throw useless(path, answered);
      const said: unknown = JSON.parse(answered.body);
      if (status !== 404) decided.parse(said);
      return outcomes[status];
    },
    async heartbeat(userId) {
      const { path } = routes.heartbeat;
      const answered = await post(userId, path, '{}');
      if (answered.status !== 200) throw useless(path, answered);
    },
    async verdict(userId, contactId, shown) {
      const { path } = routes.verdict;
      const answered = await post(userId, path, JSON.stringify({ contactId, shown }));
      if (answered.status !== 200) throw useless(path, answered);
      return verdict.parse(JSON.parse(answered.body));
    },
  };
}
