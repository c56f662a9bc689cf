/**
 * What one thing that happens comes to, at most. Counted in simulate, with 50 agents in a group on both sides who answer,
 * miss, dial and change sides (test/scenarios/at-size.test.ts holds the counts to these figures; docs/scale.md has those of
 * 1,000 agents).
 */
export const counted = {
  /** Agent events: heartbeats and changes of status, an agent and hour; and of each contact an agent has. */
  agentEventsPerAgentHour: 40,
  agentEventsPerContact: 6,
  /** Contact events of each contact in Connect: a caller's call or a tether. */
  contactEventsPerContact: 7,
  /** Events of the Campaign Manager, and records of agents they change: each moves its entry in `blend-agents`. */
  campaignEventsPerDial: 6,
  placeChangesPerDial: 4,
  /** Writes of a campaign's own record. */
  campaignWritesPerDial: 1.5,
  /** Entries of `ranked-agents` that move: an agent becomes busy or idle. */
  rankedChangesPerContact: 4,
  /** Commands sent to the Campaign Manager, an agent and hour; most of them as a shift begins. */
  commandsPerAgentHour: 45,
  /** Decisions, a group and second: the queue's deduplication allows one. */
  decisionsPerGroupSecond: 1,
  /** Calls of Connect's APIs. */
  criteriaPerCall: 1,
  describesPerCall: 0.1,
  stopsPerTether: 0.8,
} as const;

/** Assumed, for no function of ours has run in AWS: how long one run takes, ms, warm. */
export const assumedRunMs = {
  agentEvent: 30,
  contactEvent: 30,
  planOffer: 60,
  campaignEvent: 30,
  campaignCommand: 250,
  decision: 150,
  pageRequest: 20,
} as const;

/** Assumed: how long a caller's call is up, from the first flow to the end of the talk, s. */
export const assumedCallSeconds = 300;

/** A busy second has so many times what the busiest hour has on average. */
export const peak = 2;

/** An index entry that moves is removed and written: two write units. */
export const unitsPerMove = 2;
