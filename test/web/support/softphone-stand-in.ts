import type { IncomingMessage, ServerResponse } from 'node:http';
import { ccpPage } from './ccp-page';
import { bodyOf, type Served, serve } from './serve';

export type ContactState = 'connecting' | 'connected' | 'ended' | 'missed' | 'rejected' | 'error';

export interface StandInContact {
  readonly contactId: string;
  readonly state: ContactState;
  readonly tetherId?: string;
  readonly queue?: string;
  readonly ownCall?: boolean;
}

export interface StandInAgent {
  readonly username: string;
  readonly status: string;
  readonly nextStatus: string | null;
  readonly contacts: readonly StandInContact[];
  readonly autoAccept: boolean;
  readonly softphone: boolean;
}

export interface SoftphoneStandIn extends Served {
  readonly show: (change: Partial<StandInAgent>) => void;
  readonly agent: () => StandInAgent;
  /** What the page asked of it, in order: `acceptContact tether-1`, `putAgentState Break after work`. */
  readonly asked: () => readonly string[];
  /** What the page told the softphone to be like, as Streams passes it on. */
  readonly configured: () => readonly unknown[];
  /** Requests of these kinds are carried out on what is shown; false: they are only written down. */
  obeys: boolean;
}

const types: Readonly<Record<string, string>> = {
  Available: 'routable',
  Break: 'not_routable',
  Lunch: 'not_routable',
  'Missed call': 'not_routable',
  Offline: 'offline',
};

export async function softphoneStandIn(): Promise<SoftphoneStandIn> {
  let agent: StandInAgent = {
    username: 'ana',
    status: 'Available',
    nextStatus: null,
    contacts: [],
    autoAccept: false,
    softphone: true,
  };
  const asked: string[] = [];
  const configured: unknown[] = [];
  const listeners = new Set<ServerResponse>();

  const push = (to: ServerResponse): void => void to.write(`data: ${JSON.stringify(updateOf(agent))}\n\n`);
  const show = (change: Partial<StandInAgent>): void => {
    agent = { ...agent, ...change };
    for (const listener of listeners) push(listener);
  };
  const only = (contactId: string, state: ContactState | null): void =>
    show({
      contacts: agent.contacts.flatMap((one) =>
        one.contactId !== contactId ? [one] : state === null ? [] : [{ ...one, state }],
      ),
    });

  const obey = (method: string, params: Record<string, unknown>): void => {
    const contactId = String(params['contactId']);
    if (method === 'acceptContact') only(contactId, 'connected');
    if (method === 'clearContact') only(contactId, null);
    if (method === 'destroyConnection') only(contactId, 'ended');
    if (method === 'putAgentState') {
      const { name } = params['state'] as { readonly name: string };
      show(params['enqueueNextState'] === true ? { nextStatus: name } : { status: name, nextStatus: null });
    }
  };

  const served = await serve(async (request: IncomingMessage, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/ccp-v2/') response.setHeader('content-type', 'text/html').end(ccpPage);
    else if (pathname === '/ccp-v2/changes') {
      response.setHeader('content-type', 'text/event-stream');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      push(response);
    } else if (pathname === '/ccp-v2/requests') {
      const { method, params } = JSON.parse(await bodyOf(request)) as {
        readonly method: string;
        readonly params: Record<string, unknown>;
      };
      if (method === 'configure') configured.push(params['softphone']);
      if (method === 'destroyConnection') asked.push(`${method} ${String(params['connectionId'])}`);
      if (/^(accept|clear|reject)Contact$/.test(method)) asked.push(`${method} ${String(params['contactId'])}`);
      if (method === 'putAgentState') {
        const { name } = params['state'] as { readonly name: string };
        asked.push(`${method} ${name}${params['enqueueNextState'] === true ? ' after work' : ''}`);
      }
      if (standIn.obeys) obey(method, params);
      response.setHeader('content-type', 'application/json').end('{}');
    } else response.writeHead(404).end();
  });
  const standIn: SoftphoneStandIn = {
    ...served,
    show,
    agent: () => agent,
    asked: () => asked,
    configured: () => configured,
    obeys: true,
  };
  return standIn;
}

/** What Streams takes for an update of the agent's data. */
function updateOf(agent: StandInAgent): object {
  const since = 1_767_607_230_000;
  const state = (name: string) => ({
    name,
    type: types[name],
    agentStateARN: `arn:aws:connect:eu-central-1:111122223333:instance/i/agent-state/${name}`,
    startTimestamp: since,
  });
  return {
    snapshot: {
      state: state(agent.status),
      nextState: agent.nextStatus === null ? null : state(agent.nextStatus),
      agentAvailabilityState: { state: agent.status, type: types[agent.status], timeStamp: since },
      contacts: agent.contacts.map(({ contactId, state: type, tetherId, queue, ownCall }) => ({
        contactId,
        type: 'voice',
        state: { type, timestamp: since },
        queue: { name: queue ?? 'Sales' },
        attributes: tetherId === undefined ? {} : { ccbTetherId: { name: 'ccbTetherId', value: tetherId } },
        connections: [
          {
            connectionId: `${contactId}-customer`,
            type: ownCall === true ? 'outbound' : 'inbound',
            initial: true,
            state: { type: 'connected', timestamp: since },
            endpoint: { type: 'phone_number', phoneNumber: '+491701234567' },
          },
          { connectionId: `${contactId}-agent`, type: 'agent', initial: false, state: { type, timestamp: since } },
        ],
      })),
    },
    configuration: {
      username: agent.username,
      name: agent.username,
      softphoneEnabled: agent.softphone,
      softphoneAutoAccept: agent.autoAccept,
      agentStates: Object.keys(types).map(state),
      agentARN: 'arn:aws:connect:eu-central-1:111122223333:instance/i/agent/ana',
      permissions: [],
      dialableCountries: ['de'],
      extension: '',
      routingProfile: {
        name: 'blended',
        queues: [],
        routingProfileARN: 'arn:aws:connect:eu-central-1:111122223333:instance/i/routing-profile/r',
        routingProfileId: 'arn:aws:connect:eu-central-1:111122223333:instance/i/routing-profile/r',
      },
    },
  };
}
