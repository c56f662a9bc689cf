import { baseEnvironment } from '../shared/contract';

/**
 * `SUPERVISOR_CLAIM`: of a token, the groups a person supervises. `PERSON_CLAIM`: who they are, for the audit. `OPERATOR_CLAIM`: whether
 * they may use the kill switches. `AGENT_NAMES`: `names` or `pseudonyms`. `AGENT_FIGURES`: `on` or `off`. `SERVICE_PERCENT` of
 * callers are to be answered within `SERVICE_SECONDS`.
 */
export const environment = [
  ...baseEnvironment,
  'TABLE_NAME',
  'DIRECTORY_PATH',
  'REBALANCE_QUEUE_URL',
  'SUPERVISOR_CLAIM',
  'PERSON_CLAIM',
  'OPERATOR_CLAIM',
  'AGENT_NAMES',
  'AGENT_FIGURES',
  'SERVICE_PERCENT',
  'SERVICE_SECONDS',
] as const;

/** Below the address of the HTTP API of the agent's page. What a person may see says the token. */
export const routes = {
  groups: { method: 'GET', path: '/wallboard/groups' },
  snapshot: { method: 'GET', path: '/wallboard/groups/{group}' },
  move: { method: 'POST', path: '/wallboard/groups/{group}/moves' },
  switch: { method: 'POST', path: '/wallboard/groups/{group}/switches' },
} as const;

/** How often a page asks for a snapshot, seconds. */
export const secondsBetweenSnapshots = 2;

/** When the snapshot was computed, ms; also with 304. */
export const computedAtHeader = 'ccb-computed-at';

export { mostHoldSeconds } from '../../core/messages/messages';
