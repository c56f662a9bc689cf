import { baseEnvironment, stepEnvironment } from '../shared/contract';

/** `USER_ID_CLAIM`: the claim of a token that holds the Connect user id. */
export const environment = [...baseEnvironment, ...stepEnvironment, 'USER_ID_CLAIM'] as const;

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
