import { agentContactStates } from '../../../core/agent/agent';
import { isRecord } from '../actions/action';
import { freeSlots } from '../agent-events';
import { type Agent, type Centre, type Contact, lastSegment } from '../centre';
import {
  type ApiHandler,
  type ApiInput,
  checkInstance,
  invalidParameter,
  notFound,
  optionalTextField,
  textListField,
  wholeField,
} from './input';

/**
 * GetCurrentUserData: who is logged in, a page at a time. One of Queues, RoutingProfiles and Agents must be given, each of
 * at most 100 ids or ARNs; ContactFilter narrows it (SDK). Timestamps are Dates.
 */
export const getCurrentUserData: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const filters = input.Filters;
  if (!isRecord(filters))
    throw invalidParameter(`Filters must be an object, got ${JSON.stringify(filters) ?? 'nothing'}`);
  const wanted = readFilter(centre, filters);
  const size = wholeField(input, 'MaxResults', 1, 100) ?? 100;
  const token = optionalTextField(input, 'NextToken');
  const from = token === null ? 0 : Number(token);
  if (!Number.isInteger(from) || from < 0)
    throw invalidParameter(`NextToken ${JSON.stringify(token)} is not one of ours`);
  const found = [...centre.agents.values()].filter((agent) => agent.loggedIn && wanted(agent));
  return {
    UserDataList: found.slice(from, from + size).map((agent) => userData(centre, agent)),
    ApproximateTotalCount: found.length,
    ...(from + size < found.length && { NextToken: String(from + size) }),
  };
};

function readFilter(centre: Centre, filters: ApiInput): (agent: Agent) => boolean {
  const given = ['Queues', 'RoutingProfiles', 'Agents'].filter(
    (name) => filters[name] !== undefined && filters[name] !== null,
  );
  if (given.length !== 1) {
    throw invalidParameter(
      `Filters must hold exactly one of Queues, RoutingProfiles and Agents, got ${given.join(', ') || 'none'}`,
    );
  }
  const queues = textListField(filters, 'Queues', 100)?.map(
    (key) => found(centre.instance.queue(key), 'queue', key).id,
  );
  const profiles = textListField(filters, 'RoutingProfiles', 100)?.map(
    (key) => found(centre.instance.profile(key), 'routing profile', key).id,
  );
  const agents = textListField(filters, 'Agents', 100)?.map(
    (key) => found(centre.agents.get(lastSegment(key)), 'user', key).id,
  );
  const contactFilter = isRecord(filters.ContactFilter) ? filters.ContactFilter : {};
  const states = textListField(contactFilter, 'ContactStates', 9);
  const unknown = states?.filter((state) => !agentContactStates.some((known) => known === state)) ?? [];
  if (unknown.length > 0)
    throw invalidParameter(`ContactStates must be of ${agentContactStates.join(', ')}, got ${unknown.join(', ')}`);
  return (agent) =>
    (!queues || agent.profile.queues.some(({ queueId }) => queues.includes(lastSegment(queueId)))) &&
    (!profiles || profiles.includes(agent.profile.id)) &&
    (!agents || agents.includes(agent.id)) &&
    (!states || agent.contacts.some(({ state }) => states.includes(state)));
}

function found<T>(resource: T | undefined, kind: string, key: string): T {
  if (resource === undefined) throw notFound(`there is no ${kind} ${key}`);
  return resource;
}

/** Of an agent's own call, the default outbound queue of the profile. */
function queueShown(centre: Centre, { profile }: Agent, contact: Contact): Record<string, unknown> {
  const queue =
    contact.initiationMethod === 'OUTBOUND'
      ? centre.instance.queue(profile.defaultOutboundQueueId)
      : contact.queued?.queue;
  return queue ? { Queue: { Id: queue.id, Arn: queue.arn } } : {};
}

function userData(centre: Centre, agent: Agent): Record<string, unknown> {
  const slots = (count: (channel: string, slots: number) => number) =>
    Object.fromEntries(agent.profile.concurrency.map((entry) => [entry.channel, count(entry.channel, entry.slots)]));
  return {
    User: { Id: agent.id, Arn: agent.arn },
    RoutingProfile: { Id: agent.profile.id, Arn: agent.profile.arn },
    HierarchyPath: {},
    Status: {
      StatusStartTimestamp: new Date(agent.statusSince),
      StatusArn: agent.status.arn,
      StatusName: agent.status.name,
    },
    AvailableSlotsByChannel: slots((channel) => freeSlots(agent, channel)),
    MaxSlotsByChannel: slots((_channel, most) => most),
    ActiveSlotsByChannel: slots((channel, most) => most - freeSlots(agent, channel)),
    Contacts: agent.contacts.map(({ contact, state, since, connectedAt }) => ({
      ContactId: contact.id,
      Channel: contact.channel,
      InitiationMethod: contact.initiationMethod,
      AgentContactState: state,
      StateStartTimestamp: new Date(since),
      ...(connectedAt !== null && { ConnectedToAgentTimestamp: new Date(connectedAt) }),
      ...queueShown(centre, agent, contact),
    })),
    ...(agent.next && { NextStatus: agent.next.status.name }),
  };
}
