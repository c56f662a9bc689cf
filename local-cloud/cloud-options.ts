import type { Chance, Scheduler } from '../clock/scheduler';
import type { ConnectSetup } from '../simulator/connect/connect-setup';
import type { ConnectOutlets, SimulatedConnect } from '../simulator/connect/world';
import type { Conditions } from '../simulator/platform/conditions';
import type { ReportFailure } from './aws/failure';
import type { Origins } from './front/origins';
import type { LogLine } from './lambda/functions';
import type { Invocation, Outcome } from './lambda/lambda-worker';

/** What an admin can do in Parameter Store and Secrets Manager. */
export interface Admin {
  /** Sets a parameter. Throws ServiceError when its AllowedPattern refuses the value. */
  putParameter(name: string, value: string): void;
  /**
   * Makes a value the current one of a secret, by name or ARN; the one before it stays the previous. A secret that does
   * not exist is made before the deploy (one that is brought) and refused with ServiceError after it.
   */
  putSecret(nameOrArn: string, value: string): void;
}

/** What a FIFO queue wants to know of a message. */
export interface SentTo {
  readonly groupId?: string;
  /** Not needed where the queue has ContentBasedDeduplication. */
  readonly deduplicationId?: string;
}

export interface CloudOptions {
  /** A synthesized CDK app: manifest.json, templates, assets. */
  readonly assemblyDir: string;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  /** In force once everything is deployed. */
  readonly conditions: Conditions;
  readonly createConnect: (setup: ConnectSetup, outlets: ConnectOutlets) => SimulatedConnect;
  /** Parameters and secrets that exist before the first deploy. */
  readonly beforeDeploy?: (admin: Admin) => void;
  readonly onLog: (line: LogLine) => void;
  readonly onFailure: ReportFailure;
  readonly onInvocation?: (invocation: Invocation, outcome: Outcome) => void;
  /** Contact event types that some rule must match (lambdas/contact-events/contract.ts). */
  readonly expectedContactEvents?: readonly string[];
  /** Taken off physical names to get the names people, logs and faults use: `ccb-dev-`. Queues and APIs go by either. */
  readonly functionNamePrefix?: string;
  /** Addresses for HTTP APIs and sites; each time new ones when left out. */
  readonly origins?: Origins;
  /** Where a brought instance stores recordings; otherwise read off the template. */
  readonly recordings?: ConnectSetup['recordings'];
}
