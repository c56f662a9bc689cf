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
} as const;

/** What API Gateway lets through from all pages together: a heartbeat every 15 s, and answers. */
export const pageThrottle = { requestsPerSecond: 500, burst: 1000 } as const;
