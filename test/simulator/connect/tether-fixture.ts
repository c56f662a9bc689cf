/** The contact centre of the tests with a tether number, a tether queue, and this project's flows `tether` and `tether-queue`. */
import { catalogEntry, type FlowName, loadFlow } from '../../../contact-flows/catalog';
import { bindFlow } from '../../../contact-flows/language/bind';
import {
  agentsStep,
  aProfile,
  flowArn,
  instanceArn,
  type Options,
  planArn,
  queueArn,
  salesNumber,
  type World,
} from './connect-fixture';

export const mapTetherArn = 'arn:aws:lambda:eu-central-1:111122223333:function:map-tether';
export const tetherNumber = '+4930000009';
const dialer = '+4940000001';

/** What map-tether is asked and answers. */
export type MapTether = (parameters: { readonly token: string; readonly try: string }) => Promise<unknown>;

/** Agents of the profile `both` serve the tether queue first. */
export function withTether(mapTether: MapTether, options: Options = {}): Options {
  const hours = { hoursId: 'always' };
  const queues = ['sales', 'tether'].map((id) => ({ id, arn: queueArn(id), name: id, ...hours }));
  const number = (id: string, e164: string, flow: string) => ({
    id,
    arn: `${instanceArn}/phone-number/${id}`,
    e164,
    flowArn: flowArn(flow),
  });
  const tokens = {
    MapTetherArn: mapTetherArn,
    TetherQueueArn: queueArn('tether'),
    TetherQueueFlowArn: flowArn('tether-queue'),
    AgentWhisperFlowArn: flowArn('agent-whisper'),
    CustomerWhisperFlowArn: flowArn('customer-whisper'),
  };
  const bound = (name: FlowName) => ({
    type: catalogEntry(name).type,
    content: bindFlow(loadFlow(name), name === 'tether' ? tokens : {}).flow,
  });
  return {
    ...options,
    flows: {
      tether: bound('tether'),
      'tether-queue': bound('tether-queue'),
      'agent-whisper': bound('agent-whisper'),
      'customer-whisper': bound('customer-whisper'),
      ...options.flows,
    },
    lambda: async (_, event) => mapTether((event as { Details: { Parameters: never } }).Details.Parameters),
    setup: {
      queues,
      routingProfiles: [
        aProfile('both', [
          ['sales', 2, 0],
          ['tether', 1, 0],
        ]),
      ],
      lambdaAssociations: [planArn, mapTetherArn],
      numbers: [number('n1', salesNumber, 'inbound'), number('n9', tetherNumber, 'tether')],
      ...options.setup,
    },
  };
}

/** The answer that leads to one agent. */
export const mappedTo = (userId: string, tetherId = 't1') => ({
  action: 'mapped',
  reason: 'the token is the one of this agent',
  tetherId,
  agentUserId: userId,
  RoutingCriteria: { Steps: [agentsStep([userId])] },
});

/** The Campaign Manager dials at a second of the run and types at once. Gives the contact id once it has run that far. */
export async function dialTether(world: World, at: number, ...tokens: readonly string[]): Promise<string> {
  let contactId = '';
  world.at(at, async () => {
    contactId = await world.connect.callers.dial(tetherNumber, dialer);
    for (const token of tokens) world.connect.callers.enter(contactId, token);
  });
  await world.to(at);
  return contactId;
}
