/** The words that all subjects share: sides, rules of moves, states of a tether. They stand in records, decisions and the trace. */

/** By the routing profile: takes callers, works for campaigns, or both. */
export const agentKinds = ['blended', 'inbound', 'outbound'] as const;

export type AgentKind = (typeof agentKinds)[number];

export const sides = ['inbound', 'outbound'] as const;

export type Side = (typeof sides)[number];

/** Why an agent is moved, in the words of the trace (docs/blending.md#the-rules). */
export const moveRules = [
  'caller-waiting',
  'idle',
  'minimum-inbound',
  'minimum-outbound',
  'campaign-acquire',
  'campaign-release',
  'supervisor',
] as const;

export type MoveRule = (typeof moveRules)[number];

/** What campaigns reached an agent in vain with, too often in a row. */
export const takenOffWhys = ['tethers', 'previews'] as const;

export type TakenOffWhy = (typeof takenOffWhys)[number];

/**
 * `waiting`: cannot be asked for yet (quota, lost heartbeat, back-off); see `retryAt` and `why`. `requested`: the
 * command is on its way. `dialling`, `answered`: as the Campaign Manager says; `unmapped`: up, but the token did not
 * come. `mapped`: the token was right, the agent is to be rung. `ready`: the agent is on it. `ending`: being ended by us.
 * `failed`: all attempts used; nothing happens until the agent sets Available anew or a move begins.
 */
export const tetherStates = [
  'waiting',
  'requested',
  'dialling',
  'answered',
  'unmapped',
  'mapped',
  'ready',
  'ending',
  'failed',
] as const;

export type TetherState = (typeof tetherStates)[number];

export const tetherEnds = ['released', 'dropped', 'logout', 'cancelled', 'unmapped', 'renewed'] as const;

export type TetherEnd = (typeof tetherEnds)[number];

/** What the agent's icon shows (docs/blending.md#the-tether-and-its-icon). */
export type IndicatorColour = 'none' | 'grey' | 'green' | 'red';

/** How much of what is decided for a group is carried out. `observe`: nothing, it is only written down. */
export const groupModes = ['live', 'observe'] as const;

export type GroupMode = (typeof groupModes)[number];

/** The status that parks an agent who missed or declined a call. */
export const missedCallStatusName = 'Missed call';
