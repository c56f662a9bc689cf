import type { AgentRecord } from '../../../core/agent/agent';
import { type OutboundState, startingOutbound } from '../../../core/agent/outbound';
import { type TetherIn, tetherSchema } from '../../../core/agent/tether-record';
import type { Clock } from '../../../core/clock';
import type { CallRecord } from '../../../core/offering/call-record';
import type { TetherState } from '../../../core/vocabulary';
import type { VoicemailRecord } from '../../../core/voicemail/voicemail';

export const start = Date.parse('2026-01-05T10:00:00Z');

/** A clock that a test moves by hand. */
export interface HandClock extends Clock {
  advance(milliseconds: number): void;
}

export function handClock(at: number = start): HandClock {
  let now = at;
  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** Idle on the inbound side since the start, of kind blended, in the group sales, version 1, unclaimed. */
export const anAgent = (agentId: string, changes: Partial<AgentRecord> = {}): AgentRecord => ({
  agentId,
  username: agentId,
  observedAt: start,
  sequence: '1',
  status: { name: 'Available', type: 'ROUTABLE', since: start },
  nextStatus: null,
  routingProfileId: 'profile-sales',
  queueIds: ['queue-sales'],
  proficiencies: [],
  voiceSlotsAvailable: 1,
  contacts: [],
  group: 'sales',
  kind: 'blended',
  campaigns: ['spring', 'autumn'],
  pool: 'sales/0',
  version: 1,
  idle: true,
  staffed: true,
  availableSince: start,
  idleOnSideSince: start,
  placeLost: false,
  excusedUntil: null,
  claim: null,
  outbound: startingOutbound('inbound', start),
  ...changes,
});

type FieldOf<S extends TetherState> = TetherIn<S> extends infer T ? (T extends unknown ? keyof T : never) : never;
/** Fields of a tether in one of these states. */
export type TetherChanges<S extends TetherState = TetherState> = { readonly state?: S } & {
  readonly [K in Exclude<FieldOf<S>, 'state'>]?: Extract<TetherIn<S>, { readonly [key in K]: unknown }>[K];
};

/** A tether that is ready since the start, or in another state: of the fields, each state has its own. */
export const aTether = <S extends TetherState = 'ready'>(
  tetherId: string,
  changes: TetherChanges<S> = {},
): TetherIn<S> =>
  tetherSchema.parse({
    tetherId,
    state: 'ready',
    fence: 2,
    attempt: 1,
    rang: false,
    requestedAt: start - 5_000,
    expiresAt: start + 25_000,
    upAt: start - 2_000,
    contactId: `contact-of-${tetherId}`,
    campaigns: ['spring', 'autumn'],
    readyAt: start,
    overBy: null,
    lastsUntil: changes.state === 'waiting' ? null : start + 91_000,
    retryAt: start,
    why: changes.state === 'waiting' ? null : 'the call ended',
    endingFor: 'released',
    ...changes,
  }) as TetherIn<S>;

/** On the outbound side since the start, on a tether named for the agent, with nothing to do. */
export const onTether = (agentId: string, changes: Partial<OutboundState> = {}): OutboundState => ({
  ...startingOutbound('outbound', start),
  tether: aTether(`tether-${agentId}`),
  work: {
    tetherId: `tether-${agentId}`,
    seq: 1,
    state: 'idle',
    campaign: null,
    contact: null,
    at: start,
    served: false,
    gap: null,
    over: null,
  },
  fence: 2,
  ...changes,
});

/** Waiting since the start in the queue sales, version 1. */
export const aCall = (callId: string, changes: Partial<CallRecord> = {}): CallRecord => ({
  callId,
  initialContactId: callId,
  group: 'sales',
  queueId: 'queue-sales',
  priority: 1,
  queuedAt: start,
  state: 'waiting',
  leaseUntil: start + 75_000,
  tried: [],
  ringing: null,
  plan: null,
  required: [],
  voicemailDecidedAt: null,
  version: 1,
  ...changes,
});

export const aVoicemail = (initialContactId: string, changes: Partial<VoicemailRecord> = {}): VoicemailRecord => ({
  initialContactId,
  callId: initialContactId,
  group: 'sales',
  queueId: 'queue-sales',
  queuedAt: start,
  decidedAt: start + 120_000,
  why: 'max-wait',
  deadline: start + 420_000,
  state: { kind: 'waiting' },
  version: 1,
  ...changes,
});
