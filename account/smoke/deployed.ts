import type { CampaignLink } from '../../core/domain/campaign';
import type { ThresholdSnapshot } from '../../core/ports';
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
}
