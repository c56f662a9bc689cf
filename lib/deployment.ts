import { Fn, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { FlowName } from '../contact-flows/catalog';
import type { FlowDocument } from '../contact-flows/language/document';
import type { Environment } from './environments/schema';

/** What every construct needs to know of the deployment it is part of. */
export interface Deployment {
  readonly environment: Environment;
  /** Folder with one bundle per function (`<folder>/<function>/index.js`), made by lambdas/build.ts. */
  readonly bundles: string;
  /** The templates of the contact flows. */
  readonly flows: (name: FlowName) => FlowDocument;
}

/** Physical names start with this, so that an account shows what belongs together. */
export const named = ({ environment }: Pick<Deployment, 'environment'>, name: string): string =>
  `ccb-${environment.name}-${name}`;

/** What is retained is not kept by a first deploy that is rolled back: the next one makes it anew, and nothing is orphaned. */
export const stateRemoval = ({ environment }: Deployment): RemovalPolicy =>
  environment.retainState ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

/** Where the environment is deployed: the account it names, or that of its instance. */
export const accountOf = (environment: Environment): string =>
  environment.account ?? arnPart(environment.instance.arn, 4);

/** The id at the end of `arn:aws:connect:REGION:ACCOUNT:instance/ID`. */
export const instanceIdOf = (environment: Environment): string => lastPart(environment.instance.arn);

/** Where people log into Connect, without a slash at the end. */
export const instanceOriginOf = ({ alias }: Pick<Environment['instance'], 'alias'>): string =>
  `https://${alias}.my.connect.aws`;

/** Key prefix of the recordings, without a slash at the end. */
export const recordingsPrefixOf = ({ instance }: Environment): string =>
  instance.recordingsPrefix ?? `connect/${instance.alias}/CallRecordings`;

/** The queue for callers of other flows who bring a name that no queue has: named, or the first there is. */
export const defaultQueueOf = ({ entry, groups }: Environment): string =>
  entry.defaultQueue ?? groups[0]?.queues[0]?.name ?? '';

/** What stands behind the last slash of an ARN: the id. */
export const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

const arnPart = (arn: string, index: number): string => arn.split(':')[index] ?? '';

/**
 * The id in a Connect ARN known only at deploy time: `arn:aws:connect:REGION:ACCOUNT:instance/I/<kind>/<id>` has it as
 * the fourth part between slashes, a phone number's `...:phone-number/<id>` as the second.
 */
export const idInInstanceArn = (arn: string): string => Fn.select(3, Fn.split('/', arn));

/** The id in the ARN of a phone number, known only at deploy time. */
export const idInNumberArn = (arn: string): string => Fn.select(1, Fn.split('/', arn));

/** The ARN of a Parameter Store path or name, which starts with a slash. */
export const parameterArn = (stack: Stack, name: string): string =>
  stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) });

/** The key named by the environment; undefined means AWS-owned keys. */
export type CustomerKey = IKey | undefined;
