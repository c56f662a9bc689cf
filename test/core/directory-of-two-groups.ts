import type { Directory } from '../../core/group/directory';

/** `sales` has an inbound and an outbound profile; `blend` has blended ones, and two campaigns. */
export const directory: Directory = {
  groups: [
    {
      name: 'sales',
      queues: [{ id: 'q1', name: 'sales-inbound' }],
      routingProfiles: [
        { id: 'rp', kind: 'inbound', startsOn: 'inbound' },
        { id: 'out', kind: 'outbound', startsOn: 'outbound' },
      ],
      campaigns: [],
      agentShards: 2,
    },
    {
      name: 'blend',
      queues: [{ id: 'q2', name: 'blend-inbound' }],
      routingProfiles: [
        { id: 'blended-in', kind: 'blended', startsOn: 'inbound' },
        { id: 'blended-out', kind: 'blended', startsOn: 'outbound' },
        { id: 'outbound', kind: 'outbound', startsOn: 'outbound' },
      ],
      // Agents hold no proficiency unless a test gives them one: winback changes nothing for them.
      campaigns: [
        { name: 'renewals', required: [] },
        { name: 'winback', required: [{ name: 'Language', value: 'Spanish', minLevel: 3 }] },
      ],
      agentShards: 1,
    },
  ],
  missedCallStatusId: 'missed-call',
  voicemailQueueId: 'voicemail',
  voicemailTaskFlowId: 'voicemail-task',
  tether: { number: '+18005550100', queueId: 'tether' },
  quotas: { concurrentCalls: 10, reservedInboundCalls: 2 },
};
