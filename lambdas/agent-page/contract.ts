import { baseEnvironment, stepEnvironment } from '../shared/contract';

/** `AGENT_CLAIM`: the claim of a token that names the agent. `AGENT_CLAIM_HOLDS`: `userId`, `username` or `email`. */
export const environment = [...baseEnvironment, ...stepEnvironment, 'AGENT_CLAIM', 'AGENT_CLAIM_HOLDS'] as const;

/** Below the address of the HTTP API. Whose page it is says the token, never the path or the body. */
export const routes = {
  snapshot: { method: 'GET', path: '/agent' },
  heartbeat: { method: 'POST', path: '/agent/heartbeat' },
  answer: { method: 'POST', path: '/agent/previews' },
  /** Gone: API Gateway decodes a path before it looks for the route, so an id with a slash never came through. */
  answerInPath: { method: 'POST', path: '/agent/previews/{previewId+}' },
  state: { method: 'POST', path: '/agent/state' },
  verdict: { method: 'POST', path: '/agent/verdict' },
  customer: { method: 'POST', path: '/agent/customer' },
  work: { method: 'POST', path: '/agent/work' },
} as const;

/** How often a page asks (docs/agent-page-api.md), seconds. */
export const secondsBetween = { snapshots: 2, heartbeats: 15, heartbeatsWithContact: 4 } as const;

export { identifications } from '../../core/agent-page/find-agent';
