import type { FlowDocument } from '../../contact-flows/language/document';
import type { CampaignLink } from '../../core/campaign-contract/campaign';
import type { ThresholdSnapshot } from '../../core/thresholds/ports';
import type { VoicemailRecord } from '../../core/voicemail/voicemail';
import type { HoursWindow } from '../../simulator/connect/connect-setup';
import type { Answer } from '../questions';

/** An HTTP request to an API of ours. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

/** A parameter of Parameter Store; the version counts its writes. */
export interface StoredParameter {
  readonly value: string;
  readonly version: number;
}

/** Time as the deployed application has it. */
export interface SmokeClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after that many seconds, or as soon as a person asks to stop. */
  pause(seconds: number): Promise<void>;
}

/** What is asked of an environment that is deployed, and done to it. None of it throws for what AWS refuses. */
export interface Deployed {
  readonly clock: SmokeClock;
  /** The outputs of a stack by their keys; null where there is no such stack. */
  outputs(stack: string): Promise<Answer<Readonly<Record<string, string>> | null>>;
  /** The text of a secret's current version. */
  secret(arn: string): Promise<Answer<string>>;
  parameter(name: string): Promise<Answer<StoredParameter | null>>;
  /** Writes over a parameter that is there; answers the version it has then. */
  putParameter(name: string, value: string): Promise<Answer<number>>;
  request(request: ApiRequest): Promise<Answer<ApiAnswer>>;
  /** The thresholds the functions go by: what `thresholds` published last for the group. */
  thresholdsInForce(tableName: string, group: string): Promise<Answer<ThresholdSnapshot>>;
  /** What was heard of the Campaign Manager last; null before its first heartbeat. */
  campaignLink(tableName: string): Promise<Answer<CampaignLink | null>>;
  /** What became of a caller's voicemail; null where none is known of. */
  voicemail(tableName: string, contactId: string): Promise<Answer<VoicemailRecord | null>>;
  readonly instance: DeployedInstance;
}

/** A test case of ours as the instance lists it. */
export interface ListedTestCase {
  readonly id: string;
  readonly name: string;
}

/** A run of a test case, as far as it has come. */
export interface TestRun {
  readonly over: boolean;
  /** Of the simulated caller; null before they have called. */
  readonly contactId: string | null;
  /** Observations by their identifiers; those still waited for are left out. */
  readonly observations: ReadonlyMap<string, 'passed' | 'failed'>;
}

/** A contact, as far as a smoke run looks at it. Times are milliseconds since 1970. */
export interface SmokeContact {
  readonly queueId: string | null;
  readonly enqueuedAt: number | null;
  /** Null without routing criteria. */
  readonly criteria: { readonly activatedAt: number; readonly steps: number } | null;
  readonly over: boolean;
}

/** What is asked of the Connect instance and done in it. */
export interface DeployedInstance {
  /** A flow of the instance by its name; null if there is none. */
  flow(name: string): Promise<Answer<{ readonly id: string; readonly content: FlowDocument } | null>>;
  queue(arn: string): Promise<Answer<{ readonly name: string; readonly hoursId: string }>>;
  hours(id: string): Promise<Answer<{ readonly timeZone: string; readonly config: readonly HoursWindow[] }>>;
  /** How many agents are logged in who serve the queue. */
  agentsOf(queueArn: string): Promise<Answer<number>>;
  /** Test cases whose names start so. */
  testCases(prefix: string): Promise<Answer<readonly ListedTestCase[]>>;
  /** Makes and publishes one; answers its id. */
  makeTestCase(test: {
    readonly name: string;
    readonly content: string;
    readonly flowId: string;
    readonly from: string;
  }): Promise<Answer<string>>;
  /** Answers the id of the run. */
  startTestCase(id: string): Promise<Answer<string>>;
  testRun(id: string, runId: string): Promise<Answer<TestRun>>;
  stopTestCase(id: string, runId: string): Promise<Answer<null>>;
  deleteTestCase(id: string): Promise<Answer<null>>;
  contact(id: string): Promise<Answer<SmokeContact>>;
  /** Ends a contact that is still there. */
  hangUp(contactId: string): Promise<Answer<null>>;
}
