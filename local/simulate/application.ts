import { cachedThresholds } from '../../adapters/cached-thresholds';
import { offerReply, tetherReply } from '../../adapters/connect/flow-reply';
import { MemoryAgentStore } from '../../adapters/memory/agent-store';
import { MemoryBlendStore } from '../../adapters/memory/blend-store';
import { MemoryCallMeter } from '../../adapters/memory/call-meter';
import { MemoryCallStore } from '../../adapters/memory/call-store';
import { campaignManagerInProcess } from '../../adapters/memory/campaign-manager';
import { MemoryCampaignStore } from '../../adapters/memory/campaign-store';
import { portsOnConnectApi } from '../../adapters/memory/connect-api';
import { MemoryDecisionLog } from '../../adapters/memory/decision-log';
import { MemoryDirectorySource } from '../../adapters/memory/directory-source';
import { MemoryFactBus } from '../../adapters/memory/fact-bus';
import {
  MemoryAgainQueue,
  MemoryCampaignCommandQueue,
  MemoryCommandQueue,
  MemoryRebalanceQueue,
  MemoryRoundQueue,
  MemoryTimerQueue,
} from '../../adapters/memory/message-queues';
import { MemoryPageStore } from '../../adapters/memory/page-store';
import { MemoryRateLimiter } from '../../adapters/memory/rate-limiter';
import { MemoryRoundStore } from '../../adapters/memory/round-store';
import { MemoryTetherFailures } from '../../adapters/memory/tether-failures';
import { MemoryTokenStore, MemoryTokens } from '../../adapters/memory/tether-tokens';
import { MemoryParameterSource, MemoryThresholdBacking } from '../../adapters/memory/thresholds';
import { MemoryTranscriber } from '../../adapters/memory/transcriber';
import { MemoryVoicemailStore } from '../../adapters/memory/voicemail-store';
import { againAfterSeconds } from '../../core/domain/again';
import { parseAgentEvent } from '../../core/domain/agent-event';
import { type CampaignCommand, subjectOf } from '../../core/domain/campaign-manager/commands';
import type { CampaignEvent } from '../../core/domain/campaign-manager/events';
import { contractVersion } from '../../core/domain/campaign-manager/identifiers';
import { parseContactEvent } from '../../core/domain/contact-event';
import { parseOfferRequest, parseTetherRequest } from '../../core/domain/flow-event';
import type { ArmedTimer, Command, RebalanceRequest } from '../../core/domain/messages';
import type { PreviewAnswer } from '../../core/domain/preview';
import type { Round } from '../../core/domain/reading-round';
import type { RefusalKind } from '../../core/domain/refusal-verdict';
import { defaultThresholds, type ThresholdName, thresholdNames } from '../../core/domain/thresholds';
import { pageHeartbeat, pageVerdict } from '../../core/usecases/agent-page';
import { answerPreview } from '../../core/usecases/answer-preview';
import { handleRecording, handleTranscript, type StoredRecording } from '../../core/usecases/deliver-voicemail';
import { fireTimer } from '../../core/usecases/fire-timer';
import { ingestEvents } from '../../core/usecases/ingest-events';
import { answerTether } from '../../core/usecases/map-tether';
import { observeAgent } from '../../core/usecases/observe-agent';
import { observeContact } from '../../core/usecases/observe-contact';
import { planOffer } from '../../core/usecases/plan-offer';
import { rebalance } from '../../core/usecases/rebalance';
import { continueRound, reconcile } from '../../core/usecases/reconcile';
import { ensureThresholds, reloadThresholds } from '../../core/usecases/reload-thresholds';
import { runCampaignCommand } from '../../core/usecases/run-campaign-command';
import { runCommand } from '../../core/usecases/run-command';
import { takeCampaignEvent } from '../../core/usecases/take-campaign-event';
import { agentEventSource, agentEventsAgainQueue } from '../../lambdas/agent-events/contract';
import { campaignCommandsQueue } from '../../lambdas/campaign-commands/contract';
import { commandsQueue } from '../../lambdas/connect-commands/contract';
import { rebalanceQueue } from '../../lambdas/rebalance/contract';
import { reconcileEverySeconds, reconcileQueue } from '../../lambdas/reconcile/contract';
import { reloadEverySeconds } from '../../lambdas/thresholds/contract';
import { timersQueue } from '../../lambdas/timers/contract';
import { transcriptionSeconds } from '../cloud/transcription/transcription';
import { ConnectApiError, type ConnectOutlets, type SimulatedConnect } from '../connect/world';
import type { BuildStage, CommandReceiver, StageContext } from '../runner/stage';
import { carriers, type StreamItem } from './deliveries';
import { FunctionErrors } from './function-errors';
import { mortalPorts, whereAnswered } from './mortal-ports';
import { deploymentOf, type SimulatedDeployment } from './setup';

/** The use cases in this process, on memory adapters and the same simulated Connect: no template, no Lambda, no HTTP. */
export const buildInProcess: BuildStage = async (context) => {
  const deployment = deploymentOf(context.scenario, context.rollout);
  const application = makeApplication(context, deployment);
  for (const group of context.scenario.groups) {
    for (const [name, value] of Object.entries(group.thresholds)) application.putParameter(group.name, name, value);
  }
  await application.deploy();
  return {
    connect: application.connect,
    numberOf: deployment.numberOf,
    queueIds: deployment.queueIds,
    routingProfileOf: deployment.routingProfileOf,
    putParameter: application.putParameter,
    tetherNumber: deployment.tetherNumber,
    takeEvents: application.takeEvents,
    requestMove: application.requestMove,
    answerPreview: application.answerPreview,
    pageHeartbeat: application.pageHeartbeat,
    refusalVerdict: application.refusalVerdict,
    close: async () => {},
  };
};

/** The Campaign Manager's answer, as HTTP would carry it. */
function answerOf(commands: CommandReceiver, body: string): { readonly status: number; readonly body: string } {
  if (commands.isDown()) return { status: 503, body: JSON.stringify({ problem: 'the Campaign Manager is down' }) };
  return { status: 200, body: JSON.stringify(commands.receive(JSON.parse(body))) };
}

const initialThresholds = Object.fromEntries(
  thresholdNames.map((name) => [name, String(defaultThresholds[name])]),
) as Record<ThresholdName, string>;

function makeApplication(context: StageContext, deployment: SimulatedDeployment) {
  const { scheduler, chance, conditions } = context;
  const clock = { now: () => scheduler.now() };
  const decisions = new MemoryDecisionLog((decision) => context.decided(decision, scheduler.now()));
  const staleness = () => conditions.indexStalenessMs();
  const agents = new MemoryAgentStore(clock, staleness);
  const calls = new MemoryCallStore(clock, staleness);
  const voicemails = new MemoryVoicemailStore();
  const snapshots = new MemoryThresholdBacking();
  const directory = new MemoryDirectorySource(deployment.directory);
  const errors = new FunctionErrors((message) => context.failed(message));
  const carry = carriers({ scheduler, chance, conditions, errors });
  const spoken = new Map<string, string>();
  let deployed = false;

  const parameters = new MemoryParameterSource((group) => {
    if (deployed) parameterChanged(group);
  });
  const transcriber = new MemoryTranscriber(true, (initialContactId, key) => {
    scheduler.after(
      transcriptionSeconds * 1000,
      () => {
        transcriber.finish(initialContactId, spoken.get(key) ?? null);
        transcribed(initialContactId);
      },
      'hop',
    );
  });
  const commands = new MemoryCommandQueue((command, priority) => commandCame({ command, priority }, 0));
  const limiter = new MemoryRateLimiter(clock);
  const campaigns = new MemoryCampaignStore();
  const meter = new MemoryCallMeter();
  const tokenStore = new MemoryTokenStore(clock);
  const pages = new MemoryPageStore();
  const tetherFailures = new MemoryTetherFailures();
  const tokens = new MemoryTokens(() => chance.next('tether-tokens'));
  const blend = new MemoryBlendStore({ agents, calls, campaigns, meter, thresholds: snapshots, clock });
  const campaignCommands = new MemoryCampaignCommandQueue(clock, (command) =>
    campaignCommand(command, subjectOf(command), 0),
  );
  const rebalances = new MemoryRebalanceQueue(clock, (request, delaySeconds) =>
    rebalanced(request, request.group, delaySeconds),
  );

  /** A function's own clock. */
  const clockOf = (functionName: string) => ({ now: () => scheduler.now() + conditions.clockSkewMs(functionName) });
  const connectPortsOf = (functionName: string) =>
    portsOnConnectApi(
      async (operation, input) => {
        const refusal = conditions.refuses(functionName, `Connect ${operation}`);
        if (refusal === 'throttled') throw new ConnectApiError('ThrottlingException', 429, 'too many requests');
        return whereAnswered(refusal, operation, () => connect.api(operation, input));
      },
      deployment.instance,
      clockOf(functionName),
    );
  /** What a function says happened at this moment did so at this moment of the world, whose times the trace has. */
  const decisionsOf = (functionName: string) =>
    new MemoryDecisionLog((decision) => {
      const justNow = 'at' in decision && decision.at === clockOf(functionName).now();
      context.decided(justNow ? { ...decision, at: scheduler.now() } : decision, scheduler.now());
    });
  /** The ports of one function: its own clock and cache of thresholds, and its own mortality. */
  const portsOf = (functionName: string) => {
    const clock = clockOf(functionName);
    const connectPorts = connectPortsOf(functionName);
    return mortalPorts(
      functionName,
      {
        clock,
        decisions: decisionsOf(functionName),
        directory,
        agents,
        calls,
        voicemails,
        timers: new MemoryTimerQueue(clock, (armed, delaySeconds) => timerFired(armed, delaySeconds)),
        commands,
        transcriber,
        limiter,
        thresholds: cachedThresholds(snapshots, clock),
        centre: connectPorts.centre,
        roster: connectPorts.roster,
        names: connectPorts.names,
        blend,
        campaigns,
        meter,
        tokens,
        tokenStore,
        pages,
        tetherFailures,
        campaignCommands,
        rebalances,
      },
      conditions,
    );
  };

  const agentEvents = portsOf('agent-events');
  const takeAgentEvent = async ({ item, sequence }: Pick<StreamItem, 'item' | 'sequence'>): Promise<void> => {
    const parsed = parseAgentEvent(item, sequence);
    if (parsed.kind !== 'observation')
      throw new Error(`the simulated Connect sent an agent event that cannot be read: ${JSON.stringify(parsed)}`);
    await observeAgent(agentEvents, parsed.observation);
  };
  const agentEventAgain = carry.fifo<StreamItem>('agent-events', agentEventsAgainQueue, async (record, deliveries) =>
    (await errors.takesIn('agent-events', () => takeAgentEvent(record))) ? 'done' : againAfterSeconds(deliveries),
  );
  const { again } = mortalPorts(
    'agent-events',
    {
      again: new MemoryAgainQueue<StreamItem & { readonly id: string }>(clock, (record) =>
        agentEventAgain(record, record.key, agentEventsAgainQueue.deliveryDelaySeconds),
      ),
    },
    conditions,
  );
  const { parallelizationFactor: lanes, batchSize, maximumRetryAttempts } = agentEventSource;
  const agentEvent = carry.stream(
    'agent-events',
    { lanes, batchSize, maximumRetryAttempts },
    { takeIn: takeAgentEvent, handOver: (record) => again.send({ ...record, id: record.sequence }) },
  );

  const contactEvents = portsOf('contact-events');
  const contactEvent = carry.events(
    'contact-events',
    { stream: 'contact-events', hop: 'eventbridge' },
    async (item) => {
      const parsed = parseContactEvent(item);
      if (parsed.kind === 'malformed')
        throw new Error(
          `the simulated Connect sent a contact event that cannot be read: ${parsed.problems.join('; ')}`,
        );
      if (parsed.kind === 'event') await observeContact(contactEvents, parsed.event);
    },
  );

  const voicemailPorts = portsOf('voicemail');
  const recorded = carry.events('voicemail', { stream: null, hop: 's3' }, (item) =>
    handleRecording(voicemailPorts, item as StoredRecording),
  );
  const transcribed = carry.events('voicemail', { stream: null, hop: 'eventbridge' }, (item) =>
    handleTranscript(voicemailPorts, String(item)),
  );

  const timerPorts = portsOf('timers');
  const timerFired = carry.queue<ArmedTimer>('timers', timersQueue, async (armed) => {
    await fireTimer(timerPorts, armed);
    return 'done';
  });

  const commandPorts = mortalPorts(
    'connect-commands',
    {
      clock: clockOf('connect-commands'),
      ...{
        decisions,
        directory,
        agents,
        voicemails,
        limiter,
        centre: connectPortsOf('connect-commands').limitedCentre,
      },
    },
    conditions,
  );
  const commandCame = carry.queue<{ readonly command: Command; readonly priority: 'urgent' | 'repair' }>(
    'connect-commands',
    commandsQueue,
    async ({ command, priority }) => {
      const outcome = await runCommand(commandPorts, command, priority);
      return outcome.kind === 'done' ? 'done' : Math.ceil(outcome.retryAfterMs / 1000);
    },
  );

  const thresholdPorts = mortalPorts(
    'thresholds',
    { decisions, parameters, rebalances, snapshots: cachedThresholds(snapshots, clock) },
    conditions,
  );
  const parameterChanged = carry.events('thresholds', { stream: 'bus', hop: 'eventbridge' }, async (group) => {
    await reloadThresholds(thresholdPorts, String(group));
  });

  const rebalancePorts = portsOf('rebalance');
  const rebalanced = carry.fifo<RebalanceRequest>('rebalance', rebalanceQueue, async (request) => {
    await rebalance(rebalancePorts, request);
    return 'done';
  });

  const campaignManager = campaignManagerInProcess(async ({ body }) => answerOf(context.commands, body), {
    secrets: async () => ['in-process'],
    clock,
  });
  const campaignCommandPorts = {
    ...portsOf('campaign-commands'),
    ...mortalPorts('campaign-commands', { campaignManager }, conditions),
  };
  const campaignCommand = carry.fifo<CampaignCommand>('campaign-commands', campaignCommandsQueue, async (command) => {
    const outcome = await runCampaignCommand(campaignCommandPorts, command);
    return outcome.kind === 'done' ? 'done' : Math.ceil(outcome.retryAfterMs / 1000);
  });

  const campaignEventPorts = portsOf('campaign-events');
  const campaignEvent = carry.events('campaign-events', { stream: 'bus', hop: 'eventbridge' }, (item) =>
    takeCampaignEvent(campaignEventPorts, item as CampaignEvent),
  );
  const ingressPorts = mortalPorts('campaign-ingress', { bus: new MemoryFactBus(campaignEvent) }, conditions);

  const pagePorts = portsOf('agent-page');
  const mapTetherPorts = portsOf('map-tether');
  const planOfferPorts = portsOf('plan-offer');
  const outlets: ConnectOutlets = {
    agentEvent: (event) => agentEvent(String(event['AgentARN']), event),
    contactEvent: (detail) => contactEvent({ time: new Date(scheduler.now()).toISOString(), detail }),
    recordingStored(recording) {
      spoken.set(recording.key, recording.transcript);
      recorded(recording);
    },
    async invokeFlowLambda(functionArn, event) {
      const name = functionArn === deployment.mapTetherArn ? 'map-tether' : 'plan-offer';
      try {
        return await (name === 'map-tether' ? mapped(event) : planned(event));
      } catch (error) {
        errors.tell(name, 'event', error);
        // The flow goes on along its error branch.
        throw error;
      }
    },
  };
  const planned = async (event: Record<string, unknown>): Promise<unknown> => {
    const parsed = parseOfferRequest(event);
    if (!parsed.ok) throw new Error(`the flow's request cannot be read: ${parsed.problems.join('; ')}`);
    return offerReply(await planOffer(planOfferPorts, parsed.request));
  };
  const mapped = async (event: Record<string, unknown>): Promise<unknown> => {
    const parsed = parseTetherRequest(event);
    if (!parsed.ok) throw new Error(`the flow's request cannot be read: ${parsed.problems.join('; ')}`);
    return tetherReply(await answerTether(mapTetherPorts, parsed.request));
  };
  const connect: SimulatedConnect = context.createConnect(deployment.setup, outlets);

  const every = (seconds: number, run: () => void): void => {
    scheduler.after(
      seconds * 1000,
      () => {
        run();
        every(seconds, run);
      },
      'hop',
    );
  };
  const reconcilePorts = {
    ...portsOf('reconcile'),
    ...mortalPorts(
      'reconcile',
      {
        rounds: new MemoryRoundStore(),
        roundQueue: new MemoryRoundQueue((round, delaySeconds) => roundCame(round, delaySeconds)),
      },
      conditions,
    ),
  };
  const roundCame = carry.queue<Round>('reconcile', reconcileQueue, async (round) => {
    await continueRound(reconcilePorts, round);
    return 'done';
  });
  const reconciled = carry.events('reconcile', { stream: null, hop: 'eventbridge' }, async () => {
    await reconcile(reconcilePorts);
  });

  return {
    connect,
    putParameter: (group: string, name: string, value: string) => parameters.set(group, name, value),
    async takeEvents(events: readonly CampaignEvent[]): Promise<void> {
      const { refused } = await ingestEvents(ingressPorts, { version: contractVersion, events });
      for (const sentence of refused) context.failed(`an event of the Campaign Manager was refused: ${sentence}`);
    },
    requestMove: (request: RebalanceRequest) => rebalances.request(request),
    async answerPreview(agentId: string, previewId: string, answer: PreviewAnswer) {
      return (await answerPreview(pagePorts, { agentId, previewId, answer })).kind;
    },
    pageHeartbeat: (agentId: string) => pageHeartbeat(pagePorts, agentId),
    async refusalVerdict(agentId: string, contactId: string, shown: RefusalKind) {
      const verdict = await pageVerdict(pagePorts, { agentId, contactId, shown });
      if (verdict === null) throw new Error(`the agent ${agentId} is not known here yet`);
      return verdict;
    },
    async deploy(): Promise<void> {
      for (const group of context.scenario.groups) {
        await ensureThresholds(
          { decisions, parameters, rebalances, snapshots: cachedThresholds(snapshots, clock) },
          group.name,
          initialThresholds,
        );
      }
      deployed = true;
      every(reconcileEverySeconds, () => reconciled(null));
      every(reloadEverySeconds, () => {
        for (const group of context.scenario.groups) parameterChanged(group.name);
      });
    },
  };
}
