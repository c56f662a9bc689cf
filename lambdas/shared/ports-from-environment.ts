/**
 * The adapters each function runs on, made from its environment. One function per group of ports, so that a bundle
 * holds only the clients its handler asks for.
 */
import { AgentTable } from '../../adapters/aws/agent-table';
import { CallTable } from '../../adapters/aws/call-table';
import {
  makeConnectClient,
  makeDocumentClient,
  makeRateLimitedConnectClient,
  makeS3Client,
  makeSqsClient,
  makeSsmClient,
  makeTranscribeClient,
} from '../../adapters/aws/clients';
import { connectSend } from '../../adapters/aws/connect-send';
import { DirectoryParameters } from '../../adapters/aws/directory-parameters';
import { SqsCommandQueue, SqsMalformedInput, SqsMessageReturn, SqsTimerQueue } from '../../adapters/aws/message-queues';
import type { TableLayout } from '../../adapters/aws/table';
import { ThresholdParameters } from '../../adapters/aws/threshold-parameters';
import { ThresholdTable } from '../../adapters/aws/threshold-table';
import { TokenBucketTable } from '../../adapters/aws/token-bucket-table';
import { TranscribeTranscripts } from '../../adapters/aws/transcripts';
import { VoicemailTable } from '../../adapters/aws/voicemail-table';
import { cachedThresholds } from '../../adapters/cached-thresholds';
import { ConnectRoster } from '../../adapters/connect/agent-roster';
import { ConnectCentre } from '../../adapters/connect/contact-centre';
import { ConnectNumberFlows } from '../../adapters/connect/number-flows';
import { ConnectRateLimited } from '../../adapters/connect/rate-limited-centre';
import type { Clock } from '../../core/ports';
import { transcriptionJobPrefix, transcriptKeyPrefix } from '../voicemail/contract';
import { rankedAgentsIndex, timeToLiveAttribute, waitingCallsIndex } from './contract';

export const clock: Clock = { now: () => Date.now() };

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

type Needs<Name extends string> = Readonly<Record<Name, string>>;

const tableLayout: TableLayout = {
  rankedAgents: rankedAgentsIndex,
  waitingCalls: waitingCallsIndex,
  timeToLive: timeToLiveAttribute,
};

/** Agents, calls, voicemails, thresholds in force, and the token buckets. */
export function tablePorts(env: Needs<'TABLE_NAME'>) {
  const table = { client: makeDocumentClient(), name: env.TABLE_NAME, layout: tableLayout };
  return {
    agents: new AgentTable(table),
    calls: new CallTable(table),
    voicemails: new VoicemailTable(table),
    thresholds: cachedThresholds(new ThresholdTable(table), clock),
    limiter: new TokenBucketTable(table, clock),
  };
}

export const directoryPort = (env: Needs<'DIRECTORY_PATH'>) => ({
  directory: new DirectoryParameters(makeSsmClient(), env.DIRECTORY_PATH, clock),
});

export const parameterPorts = (env: Needs<'THRESHOLD_PATH'>) => ({
  parameters: new ThresholdParameters(makeSsmClient(), env.THRESHOLD_PATH),
});

export const timerPort = (env: Needs<'TIMERS_QUEUE_URL'>) => ({
  timers: new SqsTimerQueue(makeSqsClient(), env.TIMERS_QUEUE_URL, clock),
});

/** A function that never repairs has no REPAIR_QUEUE_URL, and its use case sends nothing there. */
export const commandPort = (env: Needs<'URGENT_QUEUE_URL'> & { readonly REPAIR_QUEUE_URL?: string }) => ({
  commands: new SqsCommandQueue(makeSqsClient(), {
    urgent: env.URGENT_QUEUE_URL,
    repair: env.REPAIR_QUEUE_URL ?? null,
  }),
});

export const malformedPort = (env: Needs<'DEAD_LETTER_QUEUE_URL'>) => ({
  malformed: new SqsMalformedInput(makeSqsClient(), env.DEAD_LETTER_QUEUE_URL),
});

export const messageReturnPort = (env: Needs<'URGENT_QUEUE_URL' | 'REPAIR_QUEUE_URL'>) => ({
  messages: new SqsMessageReturn(makeSqsClient(), [env.URGENT_QUEUE_URL, env.REPAIR_QUEUE_URL]),
});

export const centrePort = (env: Needs<'INSTANCE_ID'>) => ({
  centre: new ConnectCentre(connectSend(makeConnectClient()), env.INSTANCE_ID),
});

export const rosterPort = (env: Needs<'INSTANCE_ID'>) => ({
  roster: new ConnectRoster(connectSend(makeRateLimitedConnectClient()), env.INSTANCE_ID, clock, pause),
});

export const rateLimitedCentrePort = (env: Needs<'INSTANCE_ID' | 'INSTANCE_ARN' | 'INSTANCE_ALIAS'>) => ({
  centre: new ConnectRateLimited(connectSend(makeRateLimitedConnectClient()), {
    id: env.INSTANCE_ID,
    arn: env.INSTANCE_ARN,
    alias: env.INSTANCE_ALIAS,
  }),
});

export const numberFlowsPort = () => ({
  numbers: new ConnectNumberFlows(connectSend(makeConnectClient())),
});

export const transcriberPort = (env: Needs<'ENVIRONMENT' | 'RECORDINGS_BUCKET' | 'TRANSCRIPTION'>) => ({
  transcriber: new TranscribeTranscripts(makeTranscribeClient(), makeS3Client(), {
    bucket: env.RECORDINGS_BUCKET,
    language: env.TRANSCRIPTION,
    jobPrefix: transcriptionJobPrefix(env.ENVIRONMENT),
    keyPrefix: transcriptKeyPrefix(env.ENVIRONMENT),
  }),
});
