/** A small contact centre for the tests: two customer queues, a voicemail queue, and flows that each test may replace. */

import { seededChance } from '../../../clock/chance';
import { EventClock } from '../../../clock/event-clock';
import type { FlowAction, FlowDocument, FlowType, FlowValue } from '../../../contact-flows/language/document';
import { createConnect } from '../../../simulator/connect/connect';
import type { ConnectSetup } from '../../../simulator/connect/connect-setup';
import type { PlatformSwitches } from '../../../simulator/connect/platform-switches';
import type { ConnectOutlets, SimulatedConnect } from '../../../simulator/connect/world';
import type { WorldFact } from '../../../simulator/connect/world-facts';

export const instanceArn = 'arn:aws:connect:eu-central-1:111122223333:instance/aaaaaaaa-0000-4000-8000-000000000001';
export const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);
export const planArn = 'arn:aws:lambda:eu-central-1:111122223333:function:plan-offer';
export const salesNumber = '+4930000001';
export const queueArn = (id: string) => `${instanceArn}/queue/${id}`;
export const flowArn = (id: string) => `${instanceArn}/contact-flow/${id}`;

export const anAction = (
  Identifier: string,
  Type: string,
  Parameters: Record<string, FlowValue> = {},
  Transitions: FlowAction['Transitions'] = {},
): FlowAction => ({ Identifier, Type, Parameters, Transitions });

export const aFlow = (actions: readonly FlowAction[]): FlowDocument => ({
  Version: '2019-10-30',
  StartAction: actions[0]?.Identifier ?? '',
  Actions: actions,
});

/** Straight into the sales queue, with silence as its queue flow. */
export const straightToQueue = aFlow([
  anAction('target', 'UpdateContactTargetQueue', { QueueId: queueArn('sales') }, { NextAction: 'queue' }),
  anAction('queue', 'TransferContactToQueue', {}, { NextAction: 'bye' }),
  anAction('bye', 'DisconnectParticipant'),
]);

export interface Options {
  readonly flows?: Readonly<Record<string, { readonly type: FlowType; readonly content: FlowDocument }>>;
  readonly entry?: FlowDocument;
  readonly switches?: Partial<PlatformSwitches>;
  readonly lambda?: ConnectOutlets['invokeFlowLambda'];
  readonly setup?: Partial<ConnectSetup>;
  readonly concurrentCalls?: number;
  readonly seed?: number;
  readonly lambdaDelayMs?: number;
}

export interface World {
  readonly connect: SimulatedConnect;
  readonly clock: EventClock;
  readonly facts: readonly (WorldFact & { readonly t: number })[];
  /** The facts of some types, each as "t type agent-or-other". */
  told(...types: string[]): string[];
  readonly agentEvents: readonly Record<string, unknown>[];
  readonly contactEvents: readonly Record<string, unknown>[];
  readonly recordings: readonly { contactId: string; key: string; bytes: number; transcript: string }[];
  readonly lambdaEvents: readonly Record<string, unknown>[];
  /** Runs to a second of the run. */
  to(seconds: number): Promise<void>;
  /** Does something at a second of the run, in a task of its own. */
  at(seconds: number, task: () => unknown): void;
  /** Adds an agent and logs them in Available, `since` seconds of the run (before 0: longer ago). */
  agent(
    username: string,
    since?: number,
    more?: { profile?: string; proficiencies?: { name: string; value: string; level: number }[] },
  ): string;
  /** Dials at a second of the run and gives the contact id once it has run that far. */
  call(seconds?: number, from?: string): Promise<string>;
  username(userId: string): string;
  api(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>>;
}

export const defaultSwitches: PlatformSwitches = {
  stepExpiryDuringRing: 'ring-finishes',
  criteriaDelaySeconds: 0,
  queueHookOnDequeue: 'inherited',
  statusOnMiss: 'now',
  dynamicCriteria: 'taken',
  dynamicAgents: 'taken',
};

export function aWorld(options: Options = {}): World {
  const clock = new EventClock(startMs);
  const facts: (WorldFact & { t: number })[] = [];
  const agentEvents: Record<string, unknown>[] = [];
  const contactEvents: Record<string, unknown>[] = [];
  const recordings: World['recordings'][number][] = [];
  const lambdaEvents: Record<string, unknown>[] = [];
  const names = new Map<string, string>();
  const flows = {
    inbound: { type: 'CONTACT_FLOW' as const, content: options.entry ?? straightToQueue },
    ...options.flows,
  };
  const setup: ConnectSetup = {
    instanceArn,
    hours: [
      { id: 'always', arn: `${instanceArn}/operating-hours/always`, name: 'Always', timeZone: 'UTC', config: allDay },
    ],
    queues: ['sales', 'support', 'voicemail'].map((id) => ({ id, arn: queueArn(id), name: id, hoursId: 'always' })),
    routingProfiles: [
      aProfile('both', [
        ['sales', 1, 0],
        ['support', 1, 0],
      ]),
    ],
    flows: Object.entries(flows).map(([id, flow]) => ({ id, arn: flowArn(id), name: id, ...flow })),
    statuses: ['Break', 'Missed call'].map((name) => ({ id: name, arn: `${instanceArn}/agent-state/${name}`, name })),
    predefinedAttributes: [
      { name: 'ccb-hold', values: ['hold'] },
      { name: 'language', values: ['de', 'fr'] },
    ],
    lambdaAssociations: [planArn],
    numbers: [{ id: 'n1', arn: `${instanceArn}/phone-number/n1`, e164: salesNumber, flowArn: flowArn('inbound') }],
    ...options.setup,
  };
  const connect = createConnect({
    setup,
    scheduler: clock,
    chance: seededChance(options.seed ?? 1),
    switches: { ...defaultSwitches, ...options.switches },
    quotas: { concurrentCalls: options.concurrentCalls ?? 100 },
    ...(options.lambdaDelayMs !== undefined && { flowLambdaDelayMs: () => options.lambdaDelayMs ?? 0 }),
    outlets: {
      agentEvent: (event) => void agentEvents.push(event),
      contactEvent: (detail) => void contactEvents.push(detail),
      recordingStored: (recording) => void recordings.push(recording),
      invokeFlowLambda: async (arn, event, limit) => {
        lambdaEvents.push(event);
        return options.lambda ? options.lambda(arn, event, limit) : { action: 'wait', reason: 'none' };
      },
    },
  });
  const seconds = () => (clock.now() - startMs) / 1000;
  connect.observe((fact) => facts.push({ ...fact, t: seconds() }));
  const world: World = {
    connect,
    clock,
    facts,
    agentEvents,
    contactEvents,
    recordings,
    lambdaEvents,
    told: (...types) =>
      facts
        .filter(({ type }) => types.includes(type))
        .map((fact) => {
          const who = 'userId' in fact && fact.userId !== null ? ` ${names.get(fact.userId) ?? fact.userId}` : '';
          const what = 'status' in fact ? ` ${fact.status}` : 'why' in fact ? ` ${fact.why}` : '';
          return `${fact.t} ${fact.type.replace('contact.', '')}${who}${what}`;
        }),
    to: (until) => clock.run(startMs + until * 1000),
    at: (when, task) => void clock.at(startMs + when * 1000, async () => void (await task())),
    agent(username, since = 0, more = {}) {
      const { profile = 'both', proficiencies = [] } = more;
      const userId = connect.agents.add({ username, routingProfileId: profile, proficiencies });
      names.set(userId, username);
      connect.agents.login(userId, 'Available', startMs + since * 1000);
      return userId;
    },
    async call(when = seconds(), from = '+4915550001') {
      let contactId = '';
      world.at(when, async () => {
        contactId = await connect.callers.dial(salesNumber, from);
      });
      await world.to(when);
      return contactId;
    },
    username: (userId) => names.get(userId) ?? userId,
    api: (operation, input) => connect.api(operation, { InstanceId: instanceArn, ...input }),
  };
  return world;
}

export function aProfile(
  id: string,
  queues: readonly (readonly [queue: string, priority: number, delaySeconds: number])[],
  more: Partial<ConnectSetup['routingProfiles'][number]> = {},
): ConnectSetup['routingProfiles'][number] {
  return {
    id,
    arn: `${instanceArn}/routing-profile/${id}`,
    name: id,
    queues: queues.map(([queueId, priority, delaySeconds]) => ({ queueId, channel: 'VOICE', priority, delaySeconds })),
    concurrency: [{ channel: 'VOICE', slots: 1 }],
    defaultOutboundQueueId: 'sales',
    availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY',
    ...more,
  };
}

const allDay = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((day) => ({
  day,
  start: { hours: 0, minutes: 0 },
  end: { hours: 23, minutes: 59 },
}));

/** Criteria steps in the form of the API. */
export const agentsStep = (userIds: readonly string[], seconds?: number) => ({
  Expression: {
    AttributeCondition: { ComparisonOperator: 'Match', MatchCriteria: { AgentsCriteria: { AgentIds: userIds } } },
  },
  ...(seconds !== undefined && { Expiry: { DurationInSeconds: seconds } }),
});
const hold = { Name: 'ccb-hold', Value: 'hold', ComparisonOperator: 'NumberGreaterOrEqualTo', ProficiencyLevel: 1 };
export const holdStep = (seconds?: number) => ({
  Expression: { AttributeCondition: hold },
  ...(seconds !== undefined && { Expiry: { DurationInSeconds: seconds } }),
});
export const anyoneStep = (seconds?: number) => ({
  Expression: {
    NotAttributeCondition: {
      Name: hold.Name,
      Value: hold.Value,
      ComparisonOperator: 'Range',
      Range: { MinProficiencyLevel: 1, MaxProficiencyLevel: 5 },
    },
  },
  ...(seconds !== undefined && { Expiry: { DurationInSeconds: seconds } }),
});
