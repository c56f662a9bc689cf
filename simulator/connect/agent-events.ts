import type { Scheduled } from '../../clock/scheduler';
import { type Agent, type Centre, type Contact, iso } from './centre';
import type { RoutingProfileSetup } from './connect-setup';

type EventType = 'LOGIN' | 'LOGOUT' | 'STATE_CHANGE' | 'HEART_BEAT';

/** Without any other event of an agent one heartbeat comes in this time (docs/amazon-connect.md#agent-event-stream). */
const HEARTBEAT_MS = 120_000;
/** Heartbeats go on that long after a logout (docs/amazon-connect.md#agent-event-stream). */
const AFTER_LOGOUT_MS = 3_600_000;

interface Sent {
  snapshot: Record<string, unknown>;
  atMs: number;
  loggedOutAt: number | null;
  heartbeat: Scheduled | null;
}

/**
 * Publishes the agent event stream (docs/amazon-connect.md#agent-event-stream): a snapshot of the agent on every change, and
 * heartbeats. An agent who never logged in has no events.
 */
export function createAgentEvents(centre: Centre): {
  changed(agent: Agent, type?: Exclude<EventType, 'HEART_BEAT'>): void;
} {
  const sent = new Map<string, Sent>();

  const send = (agent: Agent, type: EventType): void => {
    const now = centre.scheduler.now();
    const last = sent.get(agent.id);
    const snapshot = agentSnapshot(centre, agent);
    centre.outlets.agentEvent({
      Version: '2017-10-01',
      EventId: centre.ids.next('agent-event'),
      EventType: type,
      EventTimestamp: iso(now),
      AgentARN: agent.arn,
      InstanceARN: centre.instance.arn,
      AWSAccountId: centre.instance.accountId,
      CurrentAgentSnapshot: snapshot,
      PreviousAgentSnapshot: last?.snapshot ?? null,
    });
    const loggedOutAt = type === 'LOGOUT' ? now : type === 'LOGIN' ? null : (last?.loggedOutAt ?? null);
    const heartbeat = last?.heartbeat ?? null;
    sent.set(agent.id, { snapshot, atMs: now, loggedOutAt, heartbeat });
    if (heartbeat === null) beatAt(agent, now + HEARTBEAT_MS);
  };

  const beatAt = (agent: Agent, timeMs: number): void => {
    const record = sent.get(agent.id);
    if (!record) return;
    record.heartbeat = centre.scheduler.at(timeMs, () => {
      const latest = sent.get(agent.id);
      if (!latest) return;
      latest.heartbeat = null;
      const due = latest.atMs + HEARTBEAT_MS;
      if (latest.loggedOutAt !== null && timeMs > latest.loggedOutAt + AFTER_LOGOUT_MS) return;
      if (due > timeMs) beatAt(agent, due);
      else send(agent, 'HEART_BEAT');
    });
  };

  return { changed: (agent, type = 'STATE_CHANGE') => send(agent, type) };
}

/**
 * The agent as the stream shows them; the words "Busy" and "Missed call" do not occur in it
 * (docs/amazon-connect.md#agent-event-stream).
 */
function agentSnapshot(centre: Centre, agent: Agent): Record<string, unknown> {
  const { next, profile, status } = agent;
  return {
    AgentStatus: { ARN: status.arn, Name: status.name, Type: status.type, StartTimestamp: iso(agent.statusSince) },
    NextAgentStatus: next && {
      ARN: next.status.arn,
      Name: next.status.name,
      Type: next.status.type,
      EnqueuedTimestamp: iso(next.since),
    },
    Configuration: {
      Username: agent.username,
      FirstName: agent.username,
      LastName: 'Agent',
      AgentHierarchyGroups: null,
      Proficiencies: agent.proficiencies.map(({ name, value, level }) => ({
        Name: name,
        Value: value,
        ProficiencyLevel: level,
      })),
      RoutingProfile: {
        ARN: profile.arn,
        Name: profile.name,
        Concurrency: profile.concurrency.map(({ channel, slots }) => ({
          Channel: channel,
          AvailableSlots: freeSlots(agent, channel),
          MaximumSlots: slots,
        })),
        InboundQueues: queuesOf(centre, profile),
        DefaultOutboundQueue: outboundQueueOf(centre, profile),
      },
    },
    Contacts: agent.contacts.map(({ contact, state, since, connectedAt }) => ({
      ContactId: contact.id,
      InitialContactId: contact.previousId === null ? null : contact.chain.initialId,
      Channel: contact.channel,
      InitiationMethod: contact.initiationMethod,
      State: state,
      StateStartTimestamp: iso(since),
      ConnectedToAgentTimestamp: connectedAt === null ? null : iso(connectedAt),
      QueueTimestamp: contact.queued && iso(contact.queued.at),
      Queue: queueShown(centre, profile, contact),
    })),
  };
}

/**
 * Of an agent's own call, the default outbound queue of the profile, in which it never waited
 * (docs/amazon-connect.md#agent-event-stream).
 */
function queueShown(centre: Centre, profile: RoutingProfileSetup, contact: Contact): Record<string, unknown> | null {
  if (contact.initiationMethod === 'OUTBOUND') {
    const { ARN, Name } = outboundQueueOf(centre, profile);
    return { ARN, Name };
  }
  return contact.queued && { ARN: contact.queued.queue.arn, Name: contact.queued.queue.name };
}

/** Slots of a channel that no listed contact takes; a missed or ended contact takes its slot until it is cleared. */
export function freeSlots(agent: Agent, channel: string): number {
  const slots = agent.profile.concurrency.find((entry) => entry.channel === channel)?.slots ?? 0;
  return Math.max(0, slots - agent.contacts.filter(({ contact }) => contact.channel === channel).length);
}

function queuesOf(centre: Centre, profile: RoutingProfileSetup): readonly Record<string, unknown>[] {
  const channels = new Map<string, string[]>();
  for (const { queueId, channel } of profile.queues) channels.set(queueId, [...(channels.get(queueId) ?? []), channel]);
  return [...channels].map(([queueId, served]) => {
    const queue = centre.instance.queue(queueId);
    return { ARN: queue?.arn ?? queueId, Name: queue?.name ?? null, Channels: served };
  });
}

function outboundQueueOf(centre: Centre, profile: RoutingProfileSetup): Record<string, unknown> {
  const queue = centre.instance.queue(profile.defaultOutboundQueueId);
  return { ARN: queue?.arn ?? profile.defaultOutboundQueueId, Name: queue?.name ?? null, Channels: [] };
}
