/**
 * The agent as Amazon Connect Streams knows them (amazon-connect-streams, `agent::update`), of a simulated softphone. Times are
 * milliseconds since the epoch under the names of `timeNames`; the page makes dates of them.
 */
import type { SoftphoneContact, SoftphoneStatus, SoftphoneView } from '../../simulator/connect/softphone';

export interface StreamsData {
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly snapshot: Readonly<Record<string, unknown>>;
}

/** What `agent.getPermissions` answers. */
export const permissions = ['outboundCall'] as const;
export const dialableCountries = ['us'] as const;

const statusTypes = { ROUTABLE: 'routable', CUSTOM: 'not_routable', OFFLINE: 'offline' } as const;

/** `now`: simulated time, and `realNow` the time of the machine's clock, by which Streams counts durations. */
export function streamsData(
  view: SoftphoneView,
  { now, realNow }: Readonly<Record<'now' | 'realNow', number>>,
): StreamsData {
  const state = agentState(view);
  const contacts = view.contacts
    .map((contact) => contactData(contact))
    .sort((a, b) => a.state.timestamp - b.state.timestamp);
  return {
    configuration: configuration(view),
    snapshot: {
      state,
      status: state,
      nextState: view.next && stateDefinition(view.next),
      agentAvailabilityState: {
        state: view.status.name,
        type: statusTypes[view.status.type],
        agentStateARN: view.status.arn,
        timeStamp: view.statusSince,
        startTimestamp: view.statusSince,
      },
      contacts,
      snapshotTimestamp: now,
      // What is to be added to the machine's time to have the run's.
      skew: now - realNow,
    },
  };
}

export const stateDefinition = ({ arn, name, type }: SoftphoneStatus) => ({
  agentStateARN: arn,
  name,
  type: statusTypes[type],
});

export const queueData = ({ arn, name }: { readonly arn: string; readonly name: string }) => ({
  name,
  queueARN: arn,
  queueId: arn,
});

/** The queue of calls for the agent alone, by which Streams knows their id. */
function ownQueue(userArn: string) {
  const arn = userArn.replace('/agent/', '/queue/agent/');
  return { name: null, queueARN: arn, queueId: arn };
}

/** What `agent.getConfiguration` answers: a softphone that accepts nothing by itself. */
export function configuration({
  profile,
  statuses,
  username,
  userArn,
}: SoftphoneView): Readonly<Record<string, unknown>> {
  return {
    username,
    name: username,
    agentARN: userArn,
    agentStates: statuses.map(stateDefinition),
    agentPreferences: { locale: 'en_US' },
    dialableCountries,
    extension: '',
    permissions,
    softphoneEnabled: true,
    softphoneAutoAccept: false,
    softphonePersistentConnection: false,
    routingProfile: {
      name: profile.name,
      routingProfileARN: profile.arn,
      routingProfileId: profile.arn,
      channelConcurrencyMap: profile.slots,
      defaultOutboundQueue: queueData(profile.defaultOutboundQueue),
      queues: [...profile.queues.map(queueData), ownQueue(userArn)],
    },
  };
}

/** A contact shows before a status does; a miss only over Available (simulator/connect/agents.ts). */
function agentState({ contacts, status, statusSince }: SoftphoneView) {
  const calls = contacts.filter(({ channel }) => channel === 'VOICE');
  const by = (wanted: (call: SoftphoneContact) => boolean, name: string, type: 'system' | 'error') => {
    const call = calls.find(wanted);
    return call && { agentStateARN: null, name, type, startTimestamp: call.since };
  };
  const isOwn = ({ initiationMethod }: SoftphoneContact): boolean => initiationMethod === 'OUTBOUND';
  return (
    by(({ state }) => state === 'CONNECTED', 'Busy', 'system') ??
    by((call) => call.state === 'CONNECTING' && isOwn(call), 'CallingCustomer', 'system') ??
    by(({ state }) => state === 'CONNECTING', 'PendingBusy', 'system') ??
    by((call) => call.state === 'ENDED' || isOwn(call), 'AfterCallWork', 'system') ??
    (status.type === 'ROUTABLE' ? by(() => true, 'MissedCallAgent', 'error') : undefined) ?? {
      ...stateDefinition(status),
      startTimestamp: statusSince,
    }
  );
}

const legStates = {
  CONNECTING: { agent: 'connecting', customer: 'connected' },
  CONNECTED: { agent: 'connected', customer: 'connected' },
} as const;
const overLegs = { agent: 'disconnected', customer: 'disconnected' } as const;

/** Ids of the two legs of a contact; Connect's own are opaque. */
export const legOf = (contactId: string, who: 'agent' | 'customer'): string => `${contactId}-${who}`;

function contactData(contact: SoftphoneContact) {
  const { contactId, channel, customer, state, since } = contact;
  const own = contact.initiationMethod === 'OUTBOUND';
  const legs = state === 'CONNECTING' || state === 'CONNECTED' ? legStates[state] : overLegs;
  const called = own && state === 'CONNECTING' ? { agent: 'connected', customer: 'connecting' } : legs;
  const type = channel === 'VOICE' ? 'voice' : 'task';
  const current = { type: state.toLowerCase(), timestamp: since };
  return {
    contactId,
    initialContactId: contact.initialContactId,
    type,
    state: current,
    status: current,
    initiationMethod: contact.initiationMethod.toLowerCase(),
    name: contact.name,
    description: contact.description,
    // Streams takes a queue that is not there for none, and looks into null.
    ...(contact.queue && { queue: queueData(contact.queue) }),
    ...(contact.queuedAt !== null && { queueTimestamp: contact.queuedAt }),
    attributes: Object.fromEntries(Object.entries(contact.attributes).map(([name, value]) => [name, { name, value }])),
    contactFeatures: {},
    customerEndpoint: endpoint(customer),
    connectSystemEndpoint: endpoint(contact.system),
    agentContactHandlingConfig: { autoAccept: false },
    connections: [
      leg(contact, 'agent', called.agent, 'agent', null),
      leg(contact, 'customer', called.customer, own ? 'outbound' : 'inbound', customer),
    ],
  };
}

function leg(
  { contactId, channel, since }: SoftphoneContact,
  who: 'agent' | 'customer',
  state: string,
  type: string,
  number: string | null,
) {
  return {
    contactId,
    connectionId: legOf(contactId, who),
    type,
    initial: who === 'customer',
    state: { type: state, timestamp: since },
    endpoint: endpoint(number),
    address: endpoint(number),
    // There is no audio: a softphone's media, of which nothing is started.
    ...(channel === 'VOICE' &&
      who === 'agent' && { softphoneMediaInfo: { callType: 'AUDIO_ONLY', autoAccept: false } }),
  };
}

const endpoint = (number: string | null) => ({ type: 'phone_number', phoneNumber: number, name: null });
