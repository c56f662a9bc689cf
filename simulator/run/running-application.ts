import type { Chance, Scheduler } from '../../clock/scheduler';
import type { AnswerToPreview } from '../../core/agent/steps/preview';
import type { CommandReply } from '../../core/campaign-contract/commands';
import type { CampaignEvent } from '../../core/campaign-contract/events';
import type { Decision } from '../../core/decisions/decision';
import type { AgentId, ContactId, GroupId, PreviewId } from '../../core/ids';
import type { RebalanceRequest } from '../../core/messages/messages';
import type { RefusalKind, RefusalVerdict } from '../../core/offering/refusal-verdict';
import type { AgentKind, Side } from '../../core/vocabulary';
import type { ConnectSetup } from '../connect/connect-setup';
import type { ConnectOutlets, SimulatedConnect } from '../connect/world';
import type { Conditions } from '../platform/conditions';
import type { Scenario } from '../scenario/scenario';

/**
 * What a scenario is played on: the application, running, and the simulated Connect it serves. There are two: the
 * synthesized template on the local cloud, and the functions in this process.
 */
export interface RunningApplication {
  readonly connect: SimulatedConnect;
  /** The number a caller dials to reach a queue; `requires`: what they ask of agents instead of what its group asks for. */
  numberOf(queue: string, requires: string | null): string;
  /** The ids by which facts and decisions may name a queue. */
  queueIds(queue: string): readonly string[];
  /** The profile of agents of a kind who start on a side. */
  routingProfileOf(group: GroupId, kind: AgentKind, side: Side): string;
  /** The number tethers are placed to; `null` without campaigns. */
  readonly tetherNumber: string | null;
  /** Facts of the Campaign Manager, as its request to the ingress. Rejects when they were not taken. */
  takeEvents(events: readonly CampaignEvent[]): Promise<void>;
  /** A supervisor's wish. */
  requestMove(request: RebalanceRequest): void | Promise<void>;
  /**
   * The agent's page answers the contact it shows. `lost`: somebody or something was faster. `unknown`: no such contact
   * is shown to this agent. Rejects when the application could not say.
   */
  answerPreview(
    userId: AgentId,
    previewId: PreviewId,
    answer: AnswerToPreview,
  ): Promise<'decided' | 'lost' | 'unknown'>;
  /** The agent's page says that it is open and watched. */
  pageHeartbeat(userId: AgentId): Promise<void>;
  /** The agent's page asks what became of a call it shows as missed or declined. Rejects when the application could not say. */
  refusalVerdict(userId: AgentId, contactId: ContactId, shown: RefusalKind): Promise<RefusalVerdict>;
  /** An edit in Parameter Store by a script that replaces the AllowedPattern as well: only our own check is left. */
  putParameter(group: GroupId, name: string, value: string): void;
  close(): Promise<void>;
}

/** The Campaign Manager's end of the line. */
export interface CommandReceiver {
  /** The body of a request, parsed. Throws while it is down. */
  receive(envelope: unknown): CommandReply;
  isDown(): boolean;
}

/** How every group of a run is deployed (lib/environments): what is decided is carried out, for everybody, unless this says otherwise. */
export interface Rollout {
  readonly mode?: 'observe';
  /** Usernames. */
  readonly pilot?: readonly string[];
}

/** What an application is built with. */
export interface ApplicationContext {
  readonly rollout: Rollout;
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly conditions: Conditions;
  /** Makes the one simulated Connect of the run. */
  createConnect(setup: ConnectSetup, outlets: ConnectOutlets): SimulatedConnect;
  /** Where the application's commands to the Campaign Manager arrive. */
  readonly commands: CommandReceiver;
  /** A decision the application logged, made at `atMs`. */
  decided(decision: Decision, atMs: number): void;
  /** The application failed in a way no fault asked for; a sentence naming what and where. */
  failed(message: string): void;
  /** Progress for people. */
  progress(message: string): void;
}

/** Makes the application and deploys it with the scenario's thresholds set, so that t = 0 finds everything in place. */
export type BuildApplication = (context: ApplicationContext) => Promise<RunningApplication>;
