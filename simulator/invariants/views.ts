import { meets, type RequiredProficiency } from '../../core/group/proficiency';
import type { GroupId } from '../../core/ids';
import type { ScenarioAgent } from '../scenario/scenario';
import type { LineOf, TraceLine } from '../trace/lines';

/** One agent as the trace shows them. Times are seconds since t = 0. */
export interface AgentView {
  agent: ScenarioAgent;
  /** `null` before the first line about it. */
  status: string | null;
  side: string;
  /** Since when available without having taken a call: the truth that "available longest" is judged by. */
  availableSince: number;
  /** Whether the place in line is gone, so that the next Available starts it anew. */
  placeLost: boolean;
  /** Whether the place began with the end of a campaign's work, which the trace shows less exactly than a status. */
  placeFromWork: boolean;
  ringing: string | null;
  talking: string | null;
  /** On a call of their own. */
  callingOut: boolean;
  /** Whether a missed or declined contact may still be listed, which makes the agent not idle. */
  listed: boolean;
  /** Since when idle on the inbound side; null when not. */
  idleFrom: number | null;
  /** When a tether of theirs failed last, which the Campaign Manager may be the one to tell. */
  tetherFailedAt: number;
  /** Since when certainly not idle: on a call, ringing or not Available; null when perhaps idle. */
  busyFrom: number | null;
  /** Since when moving or on the outbound side; null on the inbound side. */
  awayFrom: number | null;
  /** Calls that named this agent, each until the end of its slot. */
  readonly claims: Map<string, number>;
  claimEndedAt: number;
  /** When a caller hung up while ringing this agent: a "Missed call" right after it costs no place in line. */
  pardonedAt: number | null;
  /** Taken off campaigns, and not Available anew since: their "Missed call" is a Not Ready like any other. */
  takenOff: boolean;
  /** When the agent last chose Available, s; null before. */
  choseAvailableAt: number | null;
  /** An event of this agent was lost and nothing has come since: the application cannot know better. */
  eventLost: boolean;
  /** When events of theirs were lost so far. */
  readonly lostAt: number[];
  /** When the application learnt of the agent again after an event was lost; minus infinity when none was. */
  heardAgainAt: number;
  /** When an event of this agent was lost last; what they missed or declined just then the application may never learn. */
  lastLostAt: number;
  /**
   * Whether an event was lost since the place in line began or in the round before: from what came later the application
   * cannot tell since when the agent has been available.
   */
  placeUnknown: boolean;
  /** Whether an event was lost since the place in line began. */
  lostInThisPlace: boolean;
}

/** One call as the trace shows it. Times are seconds since t = 0. */
export interface CallView {
  readonly call: string;
  readonly queue: string;
  readonly group: GroupId;
  readonly required: readonly RequiredProficiency[];
  readonly arrived: TraceLine;
  queued: TraceLine | null;
  /** Answered, abandoned, voicemail or refused. */
  outcome: TraceLine | null;
  /** How agents missed or declined it last. */
  readonly tried: Map<string, LineOf<'offer.missed' | 'offer.declined'>>;
  ringing: { readonly agent: string; readonly line: TraceLine } | null;
  /** The last ring at each agent. */
  readonly rung: Map<string, TraceLine>;
  /** The end of the last ring, or of the slot that somebody was planned for. */
  heldUntil: number;
  /** Until when somebody idle could have taken it who had not refused it. */
  besideIdleUntil: number;
  largestMaxWaitSeconds: number;
}

/** An agent before the first line. */
export const atFirst = (agent: ScenarioAgent): AgentView => ({
  agent,
  status: null,
  side: agent.side,
  availableSince: 0,
  placeLost: true,
  placeFromWork: false,
  ringing: null,
  talking: null,
  callingOut: false,
  listed: false,
  idleFrom: null,
  tetherFailedAt: Number.NEGATIVE_INFINITY,
  busyFrom: Number.NEGATIVE_INFINITY,
  awayFrom: agent.side === 'inbound' ? null : Number.NEGATIVE_INFINITY,
  claims: new Map(),
  claimEndedAt: Number.NEGATIVE_INFINITY,
  pardonedAt: null,
  takenOff: false,
  choseAvailableAt: null,
  eventLost: false,
  lostAt: [],
  heardAgainAt: Number.NEGATIVE_INFINITY,
  lastLostAt: Number.NEGATIVE_INFINITY,
  placeUnknown: false,
  lostInThisPlace: false,
});

/** A call as it arrives, before it is queued. */
export const arrivedCall = (
  arrived: TraceLine & Pick<CallView, 'call' | 'queue'>,
  group: GroupId,
  required: readonly RequiredProficiency[],
): CallView => ({
  call: arrived.call,
  queue: arrived.queue,
  group,
  required,
  arrived,
  queued: null,
  outcome: null,
  tried: new Map(),
  ringing: null,
  rung: new Map(),
  heldUntil: Number.NEGATIVE_INFINITY,
  besideIdleUntil: Number.NEGATIVE_INFINITY,
  largestMaxWaitSeconds: 0,
});

/** Since when certainly not idle on the inbound side; null when perhaps idle. */
export const notIdleFrom = ({ busyFrom, awayFrom }: Pick<AgentView, 'busyFrom' | 'awayFrom'>): number | null =>
  busyFrom === null || awayFrom === null ? (busyFrom ?? awayFrom) : Math.min(busyFrom, awayFrom);

/** Serves the queue, and has what the call asks for. */
export const mayTake = ({ agent }: AgentView, call: CallView): boolean =>
  agent.queues.includes(call.queue) && meets(agent.proficiencies, call.required);

/** How far apart an event and what it tells of may be in the trace, seconds: both are written to the millisecond. */
const sameMomentSeconds = 0.001;

/**
 * Neither the ring nor its end reached the application, which will never learn of it: what a softphone showed for a while no later
 * look at it tells.
 */
export const isUnheardOf = ({ lostAt }: AgentView, ...moments: readonly number[]): boolean =>
  moments.every((moment) => lostAt.some((at) => Math.abs(at - moment) <= sameMomentSeconds));
