/**
 * The adapters each function runs on, made from its environment. One function per group of ports, so that a bundle
 * holds only the clients its handler asks for.
 */
import { AgentTable } from '../../adapters/aws/agent-table';
import { BlendTable } from '../../adapters/aws/blend-table';
import { CallMeterTable } from '../../adapters/aws/call-meter-table';
import { CallTable } from '../../adapters/aws/call-table';
import { CampaignKeys } from '../../adapters/aws/campaign-secret';
import { CampaignTable } from '../../adapters/aws/campaign-table';
import {
  makeConnectClient,
  makeDocumentClient,
  makeRateLimitedConnectClient,
  makeS3Client,
  makeSecretsManagerClient,
  makeSqsClient,
  makeSsmClient,
} from '../../adapters/aws/clients';
import { connectSend } from '../../adapters/aws/connect-send';
import { ParameterStoreDirectory } from '../../adapters/aws/directory-parameters';
import { EndedWaitTable } from '../../adapters/aws/ended-wait-table';
import { TableIngressGuard } from '../../adapters/aws/ingress-guard';
import { LoginTable } from '../../adapters/aws/login-table';
import {
  SqsAgainQueue,
  SqsCampaignCommandQueue,
  SqsCommandQueue,
  SqsMalformedInput,
  SqsMessageReturn,
  SqsRebalanceQueue,
  SqsRoundQueue,
  SqsTimerQueue,
} from '../../adapters/aws/message-queues';
import { MoveRequestTable } from '../../adapters/aws/move-request-table';
import { NumberNoteParameters } from '../../adapters/aws/number-notes';
import { PageLeadTable } from '../../adapters/aws/page-lead-table';
import { PageTable } from '../../adapters/aws/page-table';
import { RoundTable } from '../../adapters/aws/round-table';
import { searchUsersSend } from '../../adapters/aws/search-users-send';
import { SiteBucket } from '../../adapters/aws/site-bucket';
import { TetherFailuresTable } from '../../adapters/aws/tether-failures-table';
import { ThresholdParameters } from '../../adapters/aws/threshold-parameters';
import { ThresholdTable } from '../../adapters/aws/threshold-table';
import { TokenBucketTable } from '../../adapters/aws/token-bucket-table';
import { TokenTable } from '../../adapters/aws/token-table';
import { VoicemailTable } from '../../adapters/aws/voicemail-table';
import { WallboardTable } from '../../adapters/aws/wallboard-table';
import { cachedThresholds } from '../../adapters/cached-thresholds';
import { httpsCampaignManager } from '../../adapters/campaign-manager/https-exchange';
import { CryptoTokens } from '../../adapters/campaign-manager/tether-tokens';
import { ConnectAgentNames } from '../../adapters/connect/agent-names';
import { ConnectRoster } from '../../adapters/connect/agent-roster';
import { ConnectAgentStatuses } from '../../adapters/connect/agent-statuses';
import { ConnectCentre } from '../../adapters/connect/contact-centre';
import { ConnectNumberFlows } from '../../adapters/connect/number-flows';
import { ConnectRateLimited } from '../../adapters/connect/rate-limited-centre';
import { ratesWhereRaised } from '../../adapters/connect/token-bucket';
import { ConnectUserSearch } from '../../adapters/connect/user-search';
import type { Clock } from '../../core/clock';
import { followUps } from '../../core/events/follow-ups';
import { connectPerSecond } from './connect-per-second';
import { type stepEnvironment, tableLayout } from './contract';

export const clock: Clock = { now: () => Date.now() };

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export const pausePort = { pause };
export type NeededVariables<Name extends string> = Readonly<Record<Name, string>>;

const tableFrom = (env: NeededVariables<'TABLE_NAME'>) => ({
  client: makeDocumentClient(),
  name: env.TABLE_NAME,
  layout: tableLayout,
});

/** Everything that is in the table, but for the nonces of the ingress. */
export function tablePorts(env: NeededVariables<'TABLE_NAME'>) {
  const table = tableFrom(env);
  return {
    agents: new AgentTable(table),
    calls: new CallTable(table),
    voicemails: new VoicemailTable(table),
    thresholds: cachedThresholds(new ThresholdTable(table), clock),
    blend: new BlendTable(table, clock),
    campaigns: new CampaignTable(table),
    meter: new CallMeterTable(table),
    tokenStore: new TokenTable(table, clock),
    pages: new PageTable(table),
  };
}

export const moveRequestPort = (env: NeededVariables<'TABLE_NAME'>) => ({
  moveRequests: new MoveRequestTable(tableFrom(env)),
});

export const pageLeadPort = (env: NeededVariables<'TABLE_NAME'>) => ({ leads: new PageLeadTable(tableFrom(env)) });

export const wallboardPort = (env: NeededVariables<'TABLE_NAME'>) => ({
  wallboard: new WallboardTable(tableFrom(env)),
});

export const endedWaitPort = (env: NeededVariables<'TABLE_NAME'>) => ({
  endedWaits: new EndedWaitTable(tableFrom(env)),
});

export const tetherFailuresPort = (env: NeededVariables<'TABLE_NAME'>) => ({
  tetherFailures: new TetherFailuresTable(tableFrom(env)),
});

/** Buckets of Connect's APIs, some of which AWS may have raised for the account. */
export const connectLimiterPort = (env: NeededVariables<'TABLE_NAME' | 'CONNECT_PER_SECOND'>) => ({
  limiter: new TokenBucketTable(tableFrom(env), clock, ratesWhereRaised(connectPerSecond(env.CONNECT_PER_SECOND))),
});

/** Buckets of the ingress. */
export const ingressLimiterPort = (env: NeededVariables<'TABLE_NAME'>) => ({
  limiter: new TokenBucketTable(tableFrom(env), clock),
});

export const roundPorts = (env: NeededVariables<'TABLE_NAME' | 'RECONCILE_QUEUE_URL'>) => ({
  rounds: new RoundTable(tableFrom(env)),
  roundQueue: new SqsRoundQueue(makeSqsClient(), env.RECONCILE_QUEUE_URL),
});

export const directoryPort = (env: NeededVariables<'DIRECTORY_PATH'>) => ({
  directory: new ParameterStoreDirectory(makeSsmClient(), env.DIRECTORY_PATH, clock),
});

export const parameterPorts = (env: NeededVariables<'THRESHOLD_PATH'>) => ({
  parameters: new ThresholdParameters(makeSsmClient(), env.THRESHOLD_PATH),
});

export const timerPort = (env: NeededVariables<'TIMERS_QUEUE_URL'>) => ({
  timers: new SqsTimerQueue(makeSqsClient(), env.TIMERS_QUEUE_URL, clock),
});

/** A function that never repairs has no REPAIR_QUEUE_URL, and its use case sends nothing there. */
export const commandPort = (env: NeededVariables<'URGENT_QUEUE_URL'> & { readonly REPAIR_QUEUE_URL?: string }) => ({
  commands: new SqsCommandQueue(makeSqsClient(), {
    urgent: env.URGENT_QUEUE_URL,
    repair: env.REPAIR_QUEUE_URL ?? null,
  }),
});

export const campaignCommandPort = (env: NeededVariables<'CAMPAIGN_COMMANDS_QUEUE_URL'>) => ({
  campaignCommands: new SqsCampaignCommandQueue(makeSqsClient(), env.CAMPAIGN_COMMANDS_QUEUE_URL),
});

export const rebalancePort = (env: NeededVariables<'REBALANCE_QUEUE_URL'>) => ({
  rebalances: new SqsRebalanceQueue(makeSqsClient(), env.REBALANCE_QUEUE_URL, clock),
});

const campaignSecrets = (env: NeededVariables<'CAMPAIGN_SECRET_ARN'>) => {
  const secret = new CampaignKeys(makeSecretsManagerClient(), env.CAMPAIGN_SECRET_ARN, clock);
  return () => secret.read();
};

export const campaignManagerPort = (env: NeededVariables<'CAMPAIGN_MANAGER_URL' | 'CAMPAIGN_SECRET_ARN'>) => ({
  campaignManager: httpsCampaignManager(env.CAMPAIGN_MANAGER_URL, { secrets: campaignSecrets(env), clock }),
});

export const ingressGuardPort = (env: NeededVariables<'TABLE_NAME' | 'CAMPAIGN_SECRET_ARN'>) => ({
  guard: new TableIngressGuard(tableFrom(env), clock, campaignSecrets(env)),
});

export const malformedPort = (env: NeededVariables<'DEAD_LETTER_QUEUE_URL'>) => ({
  malformed: new SqsMalformedInput(makeSqsClient(), env.DEAD_LETTER_QUEUE_URL),
});

export const againPort = (env: NeededVariables<'AGAIN_QUEUE_URL'>) => ({
  again: new SqsAgainQueue(makeSqsClient(), env.AGAIN_QUEUE_URL),
});

export const messageReturnPort = (...queueUrls: readonly string[]) => ({
  messages: new SqsMessageReturn(makeSqsClient(), queueUrls),
});

export const centrePort = (env: NeededVariables<'INSTANCE_ID'>) => ({
  centre: new ConnectCentre(connectSend(makeConnectClient()), env.INSTANCE_ID),
});

/** What it takes to go a step further with an agent, besides the log (core/agent/steps/carry-out.ts). */
export const stepPorts = (env: NeededVariables<(typeof stepEnvironment)[number]>) => ({
  ...tablePorts(env),
  ...connectLimiterPort(env),
  ...directoryPort(env),
  ...centrePort(env),
  ...timerPort(env),
  ...rebalancePort(env),
  ...campaignCommandPort(env),
  ...followUps,
  tokens: new CryptoTokens(),
  clock,
});

/** Who a claim of a token names. */
export const userSearchPorts = (env: NeededVariables<'TABLE_NAME' | 'CONNECT_PER_SECOND' | 'INSTANCE_ID'>) => {
  const client = makeRateLimitedConnectClient();
  return {
    users: new ConnectUserSearch(
      { send: connectSend(client), search: searchUsersSend(client) },
      env.INSTANCE_ID,
      connectLimiterPort(env).limiter,
    ),
    logins: new LoginTable(tableFrom(env)),
    clock,
  };
};

export const rosterPort = (env: NeededVariables<'INSTANCE_ID'>) => ({
  roster: new ConnectRoster(connectSend(makeRateLimitedConnectClient()), env.INSTANCE_ID, clock),
  names: new ConnectAgentNames(connectSend(makeRateLimitedConnectClient()), env.INSTANCE_ID, clock),
});

export const rateLimitedCentrePort = (env: NeededVariables<'INSTANCE_ID' | 'INSTANCE_ARN' | 'INSTANCE_ALIAS'>) => ({
  centre: new ConnectRateLimited(
    connectSend(makeRateLimitedConnectClient()),
    { id: env.INSTANCE_ID, arn: env.INSTANCE_ARN, alias: env.INSTANCE_ALIAS },
    clock,
  ),
});

export const numberFlowsPort = (env: NeededVariables<'NUMBERS_PATH'>) => ({
  numbers: new ConnectNumberFlows(connectSend(makeConnectClient())),
  notes: new NumberNoteParameters(makeSsmClient(), env.NUMBERS_PATH),
});

export const agentStatusesPort = () => ({
  statuses: new ConnectAgentStatuses(connectSend(makeConnectClient())),
});

export const siteStorePort = () => ({ sites: new SiteBucket(makeS3Client()) });
