import { createHash } from 'node:crypto';
import { subjectOf } from '../../core/campaign-contract/commands';
import type { GroupId } from '../../core/ids';
import type { RebalanceRequest } from '../../core/messages/messages';
import { agentEventSource, agentEventsAgainQueue } from '../../lambdas/agent-events/contract';
import { makeHandler as makeAgentEvents } from '../../lambdas/agent-events/handler';
import { makeHandler as makeAgentPage } from '../../lambdas/agent-page/handler';
import { whosePage } from '../../lambdas/agent-page/whose-page';
import { campaignCommandsQueue } from '../../lambdas/campaign-commands/contract';
import { makeHandler as makeCampaignCommands } from '../../lambdas/campaign-commands/handler';
import { makeHandler as makeCampaignEvents } from '../../lambdas/campaign-events/handler';
import { makeHandler as makeCampaignIngress } from '../../lambdas/campaign-ingress/handler';
import { commandsQueue } from '../../lambdas/connect-commands/contract';
import { makeHandler as makeConnectCommands } from '../../lambdas/connect-commands/handler';
import { contactEventTypes } from '../../lambdas/contact-events/contract';
import { makeHandler as makeContactEvents } from '../../lambdas/contact-events/handler';
import { makeHandler as makeMapTether } from '../../lambdas/map-tether/handler';
import { makeHandler as makePlanOffer } from '../../lambdas/plan-offer/handler';
import { rebalanceQueue } from '../../lambdas/rebalance/contract';
import { makeHandler as makeRebalance } from '../../lambdas/rebalance/handler';
import { reconcileEverySeconds, reconcileQueue } from '../../lambdas/reconcile/contract';
import { makeHandler as makeReconcile } from '../../lambdas/reconcile/handler';
import { type FunctionName, thresholdPath } from '../../lambdas/shared/contract';
import { reloadEverySeconds } from '../../lambdas/thresholds/contract';
import { makeHandler as makeThresholds } from '../../lambdas/thresholds/handler';
import { timersQueue } from '../../lambdas/timers/contract';
import { makeHandler as makeTimers } from '../../lambdas/timers/handler';
import { transcriptionJobPrefix } from '../../lambdas/voicemail/contract';
import { makeHandler as makeVoicemail } from '../../lambdas/voicemail/handler';
import { makeHandler as makeWallboard } from '../../lambdas/wallboard/handler';
import type { ConnectOutlets } from '../connect/world';
import { pageClient } from '../people/page-client';
import { transcriptionSeconds } from '../platform/transcription-time';
import type { ApplicationContext, BuildApplication, RunningApplication } from '../run/running-application';
import { type Carriers, carriers } from './deliveries';
import {
  campaignFact,
  contactEvent,
  createThresholds,
  objectCreated,
  pageRequest,
  parameterChanged,
  transcriptionEnded,
} from './event-shapes';
import { FunctionErrors } from './function-errors';
import { functionPorts } from './function-ports';
import { fedByQueue, type QueuedMessage } from './queue-function';
import { deploymentOf, type SimulatedDeployment } from './setup';
import { signedEvents } from './signed-events';
import { supervisorClaims, supervisorPage } from './supervisor-page';

/** The functions in this process, on memory adapters and the same simulated Connect: no template, no Lambda, no HTTP. */
export const buildInProcess: BuildApplication = (context) => built(context, 'to the queue');

/** The same, and what supervisors ask for goes through the wallboard's function. */
export const buildWithWallboard: BuildApplication = (context) => built(context, 'at the wallboard');

/** How a supervisor's request for a move comes. */
type Asking = 'to the queue' | 'at the wallboard';

async function built(context: ApplicationContext, asking: Asking): Promise<RunningApplication> {
  const deployment = deploymentOf(context.scenario, context.rollout);
  const { requestMove, askAtWallboard, ...application } = makeApplication(context, deployment);
  for (const group of context.scenario.groups) {
    for (const [name, value] of Object.entries(group.thresholds)) application.putParameter(group.name, name, value);
  }
  await application.deploy();
  const { deploy: _, ...running } = application;
  return {
    numberOf: deployment.numberOf,
    queueIds: deployment.queueIds,
    routingProfileOf: deployment.routingProfileOf,
    tetherNumber: deployment.tetherNumber,
    ...running,
    requestMove: asking === 'to the queue' ? requestMove : askAtWallboard,
    close: async () => {},
  };
}

type Handler = (event: unknown) => Promise<unknown>;
type QueueSettings = Parameters<Carriers['queue']>[1];

/** The name of the environment, and of the claim that names an agent, by the Connect user id. */
const environment = 'simulated';
const agentClaim = 'user-id';
const queueArn = (name: string): string => `arn:aws:sqs:eu-central-1:123456789012:${name}`;

function makeApplication(context: ApplicationContext, deployment: SimulatedDeployment) {
  const { scheduler, chance, conditions } = context;
  const now = () => scheduler.now();
  const errors = new FunctionErrors((message) => context.failed(message));
  const carry = carriers({ scheduler, chance, conditions, errors });
  const jobPrefix = transcriptionJobPrefix(environment);
  const path = thresholdPath(environment);
  const spoken = new Map<string, string>();
  let deployed = false;

  const { memory, messages, ...ports } = functionPorts({
    ...{ context, deployment, errors },
    connect: () => connect,
    outlets: {
      again: ({ key, body }) => agentEventsAgain(body, key, agentEventsAgainQueue.deliveryDelaySeconds),
      timer: (armed, delaySeconds) => timers(JSON.stringify(armed), delaySeconds),
      command: (command, priority) => (priority === 'urgent' ? urgent : repair)(JSON.stringify(command), 0),
      campaignCommand: (command) => campaignCommands(JSON.stringify(command), subjectOf(command), 0),
      rebalance: (request, delaySeconds) => rebalances(JSON.stringify(request), request.group, delaySeconds),
      round: (round, delaySeconds) => rounds(JSON.stringify(round), delaySeconds),
      fact: (fact) => campaignEvents(campaignFact(fact, now())),
      parameterChanged(group, name) {
        if (deployed) thresholds(parameterChanged(`${path}/${group}/${name}`, now()));
      },
      transcriptionStarted(initialContactId, key) {
        const finish = () => {
          memory.transcriber.finish(initialContactId, spoken.get(key) ?? null);
          transcribed(transcriptionEnded(`${jobPrefix}${initialContactId}`, 'COMPLETED', now()));
        };
        scheduler.after(transcriptionSeconds * 1000, finish, 'hop');
      },
    },
  });

  let sent = 0;
  const message = (queue: string, body: string): QueuedMessage => ({
    id: `message-${++sent}`,
    queueArn: queueArn(queue),
    body,
  });
  const queue = (queueName: string, functionName: FunctionName, settings: QueueSettings, handler: Handler) => {
    const deliver = carry.queue(functionName, settings, fedByQueue(handler, messages, settings));
    return (body: string, delaySeconds: number) => deliver(message(queueName, body), delaySeconds);
  };
  const fifo = (name: FunctionName, settings: QueueSettings, handler: Handler) => {
    const deliver = carry.fifo(name, settings, fedByQueue(handler, messages, settings));
    return (body: string, messageGroup: string, delaySeconds: number) =>
      deliver(message(name, body), messageGroup, delaySeconds);
  };
  const events = (name: FunctionName, way: Parameters<typeof carry.events>[1], handler: Handler) =>
    carry.events(name, way, async (event) => void (await handler(event)));

  const agentEventsFunction = makeAgentEvents(ports.of('agent-events'));
  const { parallelizationFactor: lanes, ...source } = agentEventSource;
  const agentEvents = carry.stream('agent-events', { ...source, lanes }, agentEventsFunction);
  const agentEventsAgain = fifo('agent-events', agentEventsAgainQueue, agentEventsFunction);
  const contactEvents = events(
    'contact-events',
    { stream: 'contact-events', hop: 'eventbridge' },
    byRule(makeContactEvents(ports.of('contact-events'))),
  );
  const voicemail = makeVoicemail({ ...ports.of('voicemail'), jobPrefix });
  const recorded = events('voicemail', { stream: null, hop: 's3' }, voicemail);
  const transcribed = events('voicemail', { stream: null, hop: 'eventbridge' }, voicemail);
  const timers = queue('timers', 'timers', timersQueue, makeTimers(ports.of('timers')));
  const connectCommands = makeConnectCommands({
    ...ports.ofCommands(),
    priorityOf: (arn) => (arn === queueArn('urgent') ? 'urgent' : 'repair'),
  });
  const urgent = queue('urgent', 'connect-commands', commandsQueue, connectCommands);
  const repair = queue('repair', 'connect-commands', commandsQueue, connectCommands);
  const rebalances = fifo('rebalance', rebalanceQueue, makeRebalance(ports.of('rebalance')));
  const campaignCommands = fifo(
    'campaign-commands',
    campaignCommandsQueue,
    makeCampaignCommands(ports.of('campaign-commands')),
  );
  const campaignEvents = events(
    'campaign-events',
    { stream: 'bus', hop: 'eventbridge' },
    makeCampaignEvents(ports.of('campaign-events')),
  );
  const reconcile = makeReconcile(ports.of('reconcile'));
  const rounds = queue('reconcile', 'reconcile', reconcileQueue, reconcile);
  const reconciled = events('reconcile', { stream: null, hop: 'eventbridge' }, reconcile);
  const groups = async () => context.scenario.groups.map(({ name }) => name);
  const thresholds = events(
    'thresholds',
    { stream: 'bus', hop: 'eventbridge' },
    makeThresholds({ ...ports.of('thresholds'), ...customResource(context), groups, path }),
  );

  const agentPage = makeAgentPage(ports.of('agent-page'), whosePage({ claim: agentClaim, by: 'userId' }));
  const page = pageClient(async (userId, path, body) => {
    const { statusCode = 200, body: answer = '' } = await agentPage(pageRequest(path, body, { [agentClaim]: userId }));
    return { status: statusCode, body: answer };
  });
  const wallboard = makeWallboard(
    { ...ports.of('wallboard'), digest: (text) => createHash('sha256').update(text).digest('base64url') },
    {
      ...supervisorClaims,
      privacy: { agents: 'names', agentFigures: true },
      serviceTarget: { percent: 80, seconds: 20 },
    },
  );
  const askAtWallboard = supervisorPage({
    scheduler,
    wallboard: async (event) => {
      try {
        return await wallboard(event);
      } catch (error) {
        errors.tell('wallboard', 'event', error);
        throw error;
      }
    },
    failed: (message) => context.failed(message),
  });
  /** What protects the ingress is there, and no fault reaches it. */
  const ingress = makeCampaignIngress({
    ...ports.of('campaign-ingress'),
    guard: memory.guard,
    limiter: memory.limiter,
  });
  const takeEvents = signedEvents(ingress, { now, failed: (sentence) => context.failed(sentence) });

  const flowFunctions = {
    'map-tether': makeMapTether(ports.of('map-tether')),
    'plan-offer': makePlanOffer(ports.of('plan-offer')),
  };
  const outlets: ConnectOutlets = {
    agentEvent: (event) => agentEvents(String(event['AgentARN']), event),
    contactEvent: (detail) => contactEvents(contactEvent(detail, now())),
    recordingStored({ key, bytes, transcript }) {
      spoken.set(key, transcript);
      recorded(objectCreated('recordings', key, bytes, now()));
    },
    async invokeFlowLambda(functionArn, event) {
      const name = functionArn === deployment.mapTetherArn ? 'map-tether' : 'plan-offer';
      try {
        return await flowFunctions[name](event);
      } catch (error) {
        errors.tell(name, 'event', error);
        // The flow goes on along its error branch.
        throw error;
      }
    },
  };
  const connect = context.createConnect(deployment.setup, outlets);

  const every = (seconds: number, run: () => void): void => {
    const next = (): void => {
      run();
      every(seconds, run);
    };
    scheduler.after(seconds * 1000, next, 'hop');
  };
  return {
    connect,
    putParameter: (group: GroupId, name: string, value: string) => memory.parameters.set(group, name, value),
    takeEvents,
    requestMove: (request: RebalanceRequest) => memory.rebalances.request(request),
    askAtWallboard,
    answerPreview: page.answerPreview,
    pageHeartbeat: page.heartbeat,
    refusalVerdict: page.verdict,
    async deploy(): Promise<void> {
      const deploying = makeThresholds({
        ...memory,
        ...customResource(context),
        ...{ snapshots: memory.thresholds, groups, path },
        failures: { failed: (what, error) => context.failed(`${what}: ${String(error)}`) },
      });
      for (const group of context.scenario.groups) await deploying(createThresholds(group.name));
      deployed = true;
      every(reconcileEverySeconds, () => reconciled({ source: 'aws.scheduler' }));
      // The schedule's reload, group by group, so that each is on its own way as its changes are.
      every(reloadEverySeconds, () => {
        for (const group of context.scenario.groups) thresholds(parameterChanged(`${path}/${group.name}/any`, now()));
      });
    },
  };
}

/** What the bus's rule lets through: most of what Connect says of contacts is for nobody. */
const byRule =
  (handler: Handler): Handler =>
  async (event) =>
    wanted.has(String((event as ReturnType<typeof contactEvent>).detail['eventType'])) ? handler(event) : null;
const wanted: ReadonlySet<string> = new Set(contactEventTypes);

/** CloudFormation's end of a deploy, in which no time passes. */
const customResource = (context: Pick<ApplicationContext, 'failed'>) => ({
  pause: async () => {},
  async putReply(_url: string, body: string): Promise<void> {
    const { Status, Reason } = JSON.parse(body) as { readonly Status: string; readonly Reason?: string };
    if (Status !== 'SUCCESS') context.failed(`the application could not be deployed: ${Reason}`);
  },
});
