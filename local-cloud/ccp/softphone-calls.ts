/** The requests that Streams sends to its softphone (`api_request`), done on the softphone of one simulated agent. */
import * as z from 'zod';
import { RunOverError } from '../../simulator/run/outside-acts';
import { type PlayedAgents, type SoftphoneAct, SoftphoneRefusal } from '../../simulator/run/played-agents';
import { configuration, dialableCountries, legOf, permissions, queueData, stateDefinition } from './streams-data';

/** What Streams hands to `failure`, as JSON in a string. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  constructor(
    readonly type: 'ValidationException' | 'StateChangeException' | 'ServiceUnavailableException',
    message: string,
  ) {
    super(message);
  }
}

const contact = z.looseObject({ contactId: z.string() });
const connection = z.looseObject({ contactId: z.string(), connectionId: z.string() });
const newState = z.looseObject({
  state: z.looseObject({ agentStateARN: z.string() }),
  enqueueNextState: z.boolean().optional(),
});

/** Told by the softphone about itself; a simulated one listens and keeps nothing. */
const onlyTold: ReadonlySet<string> = new Set([
  'sendClientLogs',
  'sendSoftphoneCallMetrics',
  'sendSoftphoneCallReport',
  'notifyContactIssue',
]);

/** Answers what Streams gives to `success`. Rejects with CallFailed. */
export async function softphoneCall(
  agents: PlayedAgents,
  username: string,
  method: string,
  params: unknown,
): Promise<unknown> {
  if (onlyTold.has(method)) return {};
  const told = tells[method];
  try {
    if (told) return told(agents, username);
    await agents.act(username, actOf(agents, username, method, params));
    return {};
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new CallFailed(
      error instanceof RunOverError ? 'ServiceUnavailableException' : 'StateChangeException',
      message,
    );
  }
}

/** What only tells, by method. */
const tells: Readonly<Record<string, (agents: PlayedAgents, username: string) => unknown>> = {
  getAgentConfiguration: (agents, username) => ({ configuration: configuration(agents.softphone(username)) }),
  getAgentStates: (agents, username) => ({ states: agents.softphone(username).statuses.map(stateDefinition) }),
  getAgentPermissions: () => ({ permissions, nextToken: null }),
  getDialableCountryCodes: () => ({ countryCodes: dialableCountries, nextToken: null }),
  getRoutingProfileQueues: (agents, username) => ({
    queues: agents.softphone(username).profile.queues.map(queueData),
    nextToken: null,
  }),
  getEndpoints: () => ({ endpoints: [], nextToken: null }),
};

function actOf(agents: PlayedAgents, username: string, method: string, params: unknown): SoftphoneAct {
  switch (method) {
    case 'putAgentState': {
      const { state, enqueueNextState } = read(newState, method, params);
      return { do: 'set-status', statusArn: state.agentStateARN, later: enqueueNextState ?? false };
    }
    case 'acceptContact':
      return { do: 'accept', contactId: read(contact, method, params).contactId };
    case 'rejectContact':
      return { do: 'reject', contactId: read(contact, method, params).contactId };
    case 'clearContact':
    case 'completeContact':
      return { do: 'clear', contactId: read(contact, method, params).contactId };
    case 'destroyContact':
      return { do: 'hang-up', contactId: read(contact, method, params).contactId };
    case 'destroyConnection':
      return endOf(agents, username, read(connection, method, params));
    case 'createOutboundContact':
      return { do: 'call-out' };
    default:
      throw new CallFailed('ValidationException', `${method} is not simulated by this softphone`);
  }
}

/** With two on the line, either leg's end is the call's. */
function endOf(
  agents: PlayedAgents,
  username: string,
  { contactId, connectionId }: z.infer<typeof connection>,
): SoftphoneAct {
  const legs = [legOf(contactId, 'agent'), legOf(contactId, 'customer')];
  if (!legs.includes(connectionId)) {
    throw new CallFailed('ValidationException', `contact ${contactId} has no connection ${connectionId}`);
  }
  const listed = agents.softphone(username).contacts.find((one) => one.contactId === contactId);
  if (!listed) throw new SoftphoneRefusal(`contact ${contactId} is not on the softphone of ${username}`);
  const rings = listed.state === 'CONNECTING' && listed.initiationMethod !== 'OUTBOUND';
  return { do: rings ? 'reject' : 'hang-up', contactId };
}

function read<T>(schema: z.ZodType<T>, method: string, params: unknown): T {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'params'}: ${message}`);
  throw new CallFailed('ValidationException', `${method} cannot be done: ${problems.join('; ')}`);
}
