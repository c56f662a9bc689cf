import * as z from 'zod';
import type { PageLeads, PageStore } from '../../core/agent/ports';
import type { StepPorts } from '../../core/agent/steps/carry-out';
import type { AskedAboutCustomer } from '../../core/agent/steps/customer';
import { answersToPreview } from '../../core/agent/steps/preview';
import {
  type PageSnapshotPorts,
  pageHeartbeat,
  pageSnapshot,
  pageState,
  pageStates,
  pageVerdict,
  shownOnPage,
  type VerdictPorts,
} from '../../core/agent-page/agent-page';
import { answerPreview } from '../../core/agent-page/answer-preview';
import { obstacleInWords, requestAboutCustomer } from '../../core/agent-page/customer-request';
import { pageLead } from '../../core/agent-page/page-lead';
import { type AgentId, type ContactId, type CustomerId, idFrom, type PreviewId } from '../../core/ids';
import { refusalKinds } from '../../core/offering/refusal-verdict';
import {
  bodyOf,
  jsonOf,
  oneOfWords,
  type PageAnswer,
  type PageRequest,
  pageRequestSchema,
  reply,
  sentencesOf,
} from '../shared/http-page';
import { routes } from './contract';
import type { WhosePage } from './whose-page';

export interface AgentPagePorts extends StepPorts, Pick<VerdictPorts, 'calls' | 'thresholds'> {
  readonly centre: StepPorts['centre'] & VerdictPorts['centre'];
  readonly pages: PageStore;
  readonly leads: PageLeads;
  readonly campaigns: PageSnapshotPorts['campaigns'];
}

const idProblem = { error: () => 'must be the previewId of the snapshot, a text of 1 to 128 characters' };
const answerBody = bodyOf({
  previewId: idFrom<PreviewId>(z.string(idProblem).min(1, idProblem).max(128, idProblem)),
  answer: oneOfWords(answersToPreview),
});
const contactProblem = { error: () => 'must be the contactId of the softphone, a text of 1 to 256 characters' };
const verdictBody = bodyOf({
  contactId: idFrom<ContactId>(z.string(contactProblem).min(1, contactProblem).max(256, contactProblem)),
  shown: oneOfWords(refusalKinds),
});
const reason = z.string({ error: () => 'must be a text' }).trim();
const stateBody = bodyOf({
  state: oneOfWords(pageStates),
  reason: reason.max(100, { error: () => 'must have at most 100 characters' }).optional(),
});
const customerProblem = { error: () => 'must be the customerId of the snapshot, a text of 1 to 200 characters' };
const customerId = idFrom<CustomerId>(z.string(customerProblem).min(1, customerProblem).max(200, customerProblem));
const customerBody = bodyOf({ do: oneOfWords(['end']), customerId });
const outcomeProblem = { error: () => 'must be an outcome of the snapshot, a text of 1 to 64 characters' };
const workBody = bodyOf({
  do: oneOfWords(['finish']),
  customerId,
  outcome: z.string(outcomeProblem).min(1, outcomeProblem).max(64, outcomeProblem).nullish(),
  doNotCall: z.boolean({ error: () => 'must be true or false' }).nullish(),
  callBackAt: z.int({ error: () => 'must be a time, whole milliseconds since 1970 UTC' }).nullish(),
});

const browserProblem = { error: () => 'must be an id the browser made up, a text of 1 to 64 characters' };
const heartbeatBody = bodyOf({
  browser: z.string(browserProblem).min(1, browserProblem).max(64, browserProblem).nullish(),
  watched: z.boolean({ error: () => 'must be true or false' }).default(true),
  over: z.int({ error: () => 'must be the term of the lead in the snapshot, a whole number' }).nullish(),
});

type Route = (ports: AgentPagePorts, agentId: AgentId, request: PageRequest) => Promise<PageAnswer>;

/** What each route does for the agent the token names. */
const handlers: Readonly<Record<keyof typeof routes, Route>> = {
  async snapshot(ports, agentId) {
    return orUnknown(await pageSnapshot(ports, agentId));
  },
  async heartbeat(ports, agentId, request) {
    const body = heartbeatBody.safeParse(request.body === '' ? {} : jsonOf(request));
    if (!body.success) return reply(400, { problems: sentencesOf(body.error) });
    const { browser, watched, over } = body.data;
    const lead = browser == null ? null : await pageLead(ports, agentId, { browser, watched, over: over ?? null });
    if (browser == null && watched) await pageHeartbeat(ports, agentId);
    return reply(200, { serverTime: ports.clock.now(), lead });
  },
  async answer(ports, agentId, request) {
    const body = answerBody.safeParse(jsonOf(request));
    if (!body.success) return reply(400, { problems: sentencesOf(body.error) });
    const result = await answerPreview(ports, { agentId, ...body.data });
    if (result.kind === 'unknown') {
      return reply(404, { problem: `the contact ${body.data.previewId} is not shown to you` });
    }
    const { outcome, by, final } = result;
    return reply(result.kind === 'decided' ? 200 : 409, { outcome, by, final });
  },
  async answerInPath() {
    const { method, path } = routes.answer;
    return reply(410, { problem: `answers go to ${method} ${path} now, with the previewId in the body` });
  },
  async state(ports, agentId, request) {
    const body = stateBody.safeParse(jsonOf(request));
    if (!body.success) return reply(400, { problems: sentencesOf(body.error) });
    return orUnknown(await pageState(ports, { agentId, ...body.data }));
  },
  async verdict(ports, agentId, request) {
    const body = verdictBody.safeParse(jsonOf(request));
    if (!body.success) return reply(400, { problems: sentencesOf(body.error) });
    const verdict = await pageVerdict(ports, { agentId, ...body.data });
    return orUnknown(verdict && { ...verdict, serverTime: ports.clock.now() });
  },
  async customer(ports, agentId, request) {
    const body = customerBody.safeParse(jsonOf(request));
    if (!body.success) return reply(400, { problems: sentencesOf(body.error) });
    return aboutCustomer(ports, agentId, { what: 'end', customerId: body.data.customerId, result: null });
  },
  async work(ports, agentId, request) {
    const body = workBody.safeParse(jsonOf(request));
    if (!body.success) return reply(400, { problems: sentencesOf(body.error) });
    const { outcome = null, doNotCall, callBackAt = null } = body.data;
    const result = { outcome, doNotCall: doNotCall ?? false, callBackAt };
    return aboutCustomer(ports, agentId, { what: 'finish', customerId: body.data.customerId, result });
  },
};

/** Answers the snapshot, with what was asked for under way. */
async function aboutCustomer(ports: AgentPagePorts, agentId: AgentId, ask: AskedAboutCustomer): Promise<PageAnswer> {
  const answered = await requestAboutCustomer(ports, agentId, ask);
  switch (answered?.kind) {
    case undefined:
      return orUnknown(null);
    case 'asked':
      return reply(200, await shownOnPage(ports, answered.agent, answered.facts));
    case 'impossible':
      return reply(409, { ...answered.obstacle, problem: obstacleInWords(answered.obstacle) });
    case 'said-otherwise':
      return reply(409, {
        ...{ why: 'said-otherwise', figures: {} },
        problem: 'you have said something else of this customer before, which counts',
      });
    case 'unusable':
      return reply(400, { problems: answered.problems });
  }
}

/**
 * Serves the agent's page. Who is asking is what API Gateway verified and nothing else: no path, body, query or header
 * can name another agent.
 */
export const makeHandler =
  (ports: AgentPagePorts, whose: WhosePage) =>
  async (event: unknown): Promise<PageAnswer> => {
    const request = pageRequestSchema.parse(event);
    const page = await whose(request.requestContext.authorizer.jwt.claims);
    if ('refused' in page) return page.refused;
    const name = routeNames.find((one) => `${routes[one].method} ${routes[one].path}` === request.routeKey);
    if (name === undefined) throw new Error(`there is no route ${request.routeKey}`);
    return handlers[name](ports, page.agentId, request);
  };

const routeNames = Object.keys(routes) as readonly (keyof typeof routes)[];

const orUnknown = (known: object | null): PageAnswer =>
  known ? reply(200, known) : reply(404, { problem: 'you are not known here yet; log in to Connect first' });
