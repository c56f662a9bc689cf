import type { Account } from '../questions';
import { type ClientSettings, clientSettings } from './ask';
import { connectQuestions } from './connect-questions';
import { type Fetch, surroundingQuestions } from './surrounding-questions';

export interface AwsAccountOptions {
  readonly instanceArn: string;
  readonly region: string;
  /** How to reach AWS where it is not the usual way: an account simulated on this machine. */
  readonly client?: Pick<ClientSettings, 'endpoint' | 'credentials' | 'forcePathStyle'>;
  readonly fetch: Fetch;
}

/** The answers of the AWS account that the credentials of this shell belong to. */
export function awsAccount({ instanceArn, region, client, fetch }: AwsAccountOptions): Account {
  const settings = clientSettings(region, client);
  return { ...connectQuestions(settings, instanceArn), ...surroundingQuestions(settings, instanceArn, fetch) };
}
