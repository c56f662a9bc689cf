import type { AgentContact, AgentObservation, AgentRecord } from '../../../core/agent/agent';
import { applyObservation } from '../../../core/agent/apply-observation';
import type { Directory } from '../../../core/group/directory';

/** Observations of one agent, in seconds from a moment, and what is known after them. */

const start = 1_700_000_000_000;
export const at = (seconds: number) => start + seconds * 1000;
export const directory: Directory = {
  groups: [
    {
      name: 'sales',
      queues: [{ id: 'q1', name: 'sales-inbound' }],
      routingProfiles: [{ id: 'rp', kind: 'inbound', startsOn: 'inbound' }],
      campaigns: [],
      agentShards: 1,
    },
  ],
  missedCallStatusId: 'mc',
  voicemailQueueId: 'vm',
  voicemailTaskFlowId: 'vt',
  tether: null,
  quotas: { concurrentCalls: 10, reservedInboundCalls: 2 },
};

let sequence = 0;
export const seen = (seconds: number, over: Partial<AgentObservation> = {}): AgentObservation => ({
  agentId: 'u1',
  username: 'ana',
  observedAt: at(seconds),
  sequence: String(++sequence),
  status: { name: 'Available', type: 'ROUTABLE', since: at(0) },
  nextStatus: null,
  routingProfileId: 'rp',
  queueIds: ['q1'],
  proficiencies: [],
  voiceSlotsAvailable: over.contacts && over.contacts.length > 0 ? 0 : 1,
  contacts: [],
  ...over,
});
export const aContact = (state: AgentContact['state'], over: Partial<AgentContact> = {}): AgentContact => ({
  contactId: 'c1',
  initialContactId: null,
  channel: 'VOICE',
  state,
  since: at(0),
  ownCall: false,
  queueId: 'q1',
  queuedAt: null,
  ...over,
});
export const status = (name: string, type: 'ROUTABLE' | 'CUSTOM' | 'OFFLINE', seconds: number) => ({
  status: { name, type, since: at(seconds) },
});

/** Applies observations in order; `gone` marks those at which the caller is known to have hung up. */
export const story = (...observations: (AgentObservation & { gone?: true })[]): AgentRecord =>
  observations.reduce<AgentRecord | null>(
    (known, { gone, ...observation }) => applyObservation(known, observation, directory, gone ?? false),
    null,
  ) as AgentRecord;
