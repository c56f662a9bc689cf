/** What the simulated Connect consists of while it runs: contacts, agents, and the means every part of it uses. */

import type { Phase, Scheduled, Scheduler } from '../../clock/scheduler';
import type { FlowAction } from '../../contact-flows/language/document';
import type { AgentId, ContactId, InitialContactId, QueueId } from '../../core/ids';
import type { RoutingProfileSetup } from './connect-setup';
import type { CriteriaStep, Proficiency } from './criteria';
import type { Identifiers } from './identifiers';
import type { AgentStatus, Flow, Instance, Queue } from './instance';
import type { PlatformSwitches } from './platform-switches';
import type { ConnectOutlets } from './world';
import type { WorldFact } from './world-facts';

/** What a contact is: a call, or a task. There are no chats. */
export type Channel = 'VOICE' | 'TASK';

/** The contacts of one call, first segment to last; attributes belong to all of them. */
export interface Chain {
  readonly initialId: InitialContactId;
  readonly attributes: Map<string, string>;
  /** Tags of users; the system's are not among them. */
  readonly tags: Map<string, string>;
  /** The CustomerQueue hook set last, and the one the first segment was queued with. */
  queueHook: Flow | null;
  firstQueueHook: Flow | null;
  firstQueuedAt: number | null;
  /** A check of the hours took its False branch. */
  foundClosed: boolean;
  recordingAsked: boolean;
  readonly keypad: Keypad;
  /** Counters of Loop actions; they live for the call (docs/amazon-connect.md#looping-prompts). */
  readonly loops: Map<string, number>;
  /** Sees each action before it is run; of a test case. */
  watch: ((context: ActionContext) => void) | null;
  current: Contact;
}

/** What the caller of a call has typed and no action has taken yet. */
export interface Keypad {
  typed: string;
  /** Keys are kept also while no action listens; otherwise they are lost then (ADM:touchtone-buffering). */
  buffering: boolean;
  /** Wakes the action that waits for keys. */
  listener: (() => void) | null;
}

/** One segment of a call, or a task. Times are milliseconds since the epoch. */
export interface Contact {
  readonly id: ContactId;
  readonly arn: string;
  readonly chain: Chain;
  readonly previousId: ContactId | null;
  readonly relatedId: ContactId | null;
  readonly channel: Channel;
  readonly initiationMethod: 'INBOUND' | 'OUTBOUND' | 'TRANSFER' | 'QUEUE_TRANSFER' | 'API';
  readonly initiatedAt: number;
  /** E.164 numbers of a call; null for tasks. */
  readonly customer: string | null;
  readonly system: string | null;
  readonly name: string | null;
  readonly description: string | null;
  phase: 'flow' | 'queued' | 'connected' | 'ended';
  targetQueue: Queue | null;
  queued: { readonly queue: Queue; readonly at: number } | null;
  /** Lower goes first; 5 unless changed (SDK UpdateContactRoutingData). */
  priority: number;
  ageAdjustmentSeconds: number;
  /** What was written last; in force at once or once `criteriaDelaySeconds` have passed. */
  written: readonly CriteriaStep[] | null;
  criteria: RunningCriteria | null;
  offer: Offer | null;
  /** Whose own call or task it is. */
  owner: Agent | null;
  answered: { readonly agent: Agent; readonly at: number } | null;
  /** When the agent's softphone was rid of it. */
  clearedAt: number | null;
  recording: Recording | null;
  speaking: { readonly from: number; readonly to: number } | null;
  disconnected: { readonly at: number; readonly reason: DisconnectReason | null } | null;
  updatedAt: number;
  /** Stops the flow under way for this contact. */
  stopFlow: (() => void) | null;
}

/** Who ended a contact, in the words of contact events (docs/amazon-connect.md#contact-events). */
export type DisconnectReason = 'CUSTOMER_DISCONNECT' | 'AGENT_DISCONNECT' | 'CONTACT_FLOW_DISCONNECT' | 'API';

/**
 * Routing criteria in force for a contact that waits (docs/amazon-connect.md#routing-criteria). Times are milliseconds since
 * the epoch.
 */
export interface RunningCriteria {
  readonly steps: readonly CriteriaStep[];
  /** The active step; equal to the number of steps once all have expired and anyone in the queue may take the contact. */
  index: number;
  readonly activatedAt: number;
  readonly writtenAt: number;
  expiresAt: number | null;
  timer: Scheduled | null;
  joined: boolean;
}

/** A contact rings an agent, since `startedAt` (ms since the epoch), by the step that was active then. */
export interface Offer {
  readonly agent: Agent;
  readonly startedAt: number;
  readonly timer: Scheduled;
  readonly criteria: RunningCriteria | null;
  readonly stepIndex: number;
}

/**
 * An IVR recording of one contact, from `startedAt` to `stoppedAt` (ms since the epoch). `key`: where it is stored, once it is.
 */
export interface Recording {
  readonly startedAt: number;
  stoppedAt: number | null;
  key: string | null;
}

/** States of a contact on a softphone (docs/amazon-connect.md#softphones). */
export type AgentContactState = 'CONNECTING' | 'CONNECTED' | 'MISSED' | 'REJECTED' | 'ERROR' | 'ENDED';

/** A contact as it is listed on an agent's softphone, until it is cleared. Times are milliseconds since the epoch. */
export interface AgentContact {
  readonly contact: Contact;
  state: AgentContactState;
  since: number;
  connectedAt: number | null;
}

/** A user of the instance, logged in or not. Times are milliseconds since the epoch. */
export interface Agent {
  readonly id: AgentId;
  readonly arn: string;
  readonly username: string;
  readonly profile: RoutingProfileSetup;
  readonly proficiencies: readonly Proficiency[];
  loggedIn: boolean;
  status: AgentStatus;
  statusSince: number;
  next: { readonly status: AgentStatus; readonly since: number } | null;
  readonly contacts: AgentContact[];
  /**
   * Where the two availability timers of a routing profile count from (docs/amazon-connect.md#connects-own-order), milliseconds
   * since the epoch.
   */
  lastActivityAt: number;
  lastInboundAt: number;
  /** The status shown last, once logged in. */
  shown: string | null;
}

/** Everything the parts of the simulated Connect share. */
export interface Centre {
  readonly instance: Instance;
  readonly scheduler: Scheduler;
  readonly outlets: ConnectOutlets;
  readonly switches: PlatformSwitches;
  readonly ids: Identifiers;
  readonly contacts: Map<ContactId, Contact>;
  readonly agents: Map<AgentId, Agent>;
  /** Contacts in a queue, of any channel. */
  readonly waiting: Set<Contact>;
  /** Calls that count against the quota of concurrent calls: every one that has not ended, once, whatever its segment. */
  readonly activeCalls: Set<Chain>;
  /** That quota. */
  readonly concurrentCalls: number;
  /** Phone number ids to flows, as AssociatePhoneNumberContactFlow leaves them. */
  readonly numberFlows: Map<string, Flow | null>;
  /** Queues whose hours an override closes. */
  readonly closedQueueIds: Set<QueueId>;
  /** Tells the observers. Facts made while one is being told are told after it. */
  emit(fact: WorldFact): void;
  /** Has the routing pass run at the end of this moment. */
  requestRouting(): void;
  /** How long the way from a flow to its Lambda takes, milliseconds. */
  flowLambdaDelayMs(): number;
  /** Who hears of each change of an agent, by the id. */
  readonly agentListeners: Set<(userId: AgentId) => void>;
  agentEvents: { changed(agent: Agent, type?: 'LOGIN' | 'LOGOUT' | 'STATE_CHANGE'): void };
}

/** Schedules a task that is meant for a contact only as long as `stillMeant` holds. */
export function whenStill(
  centre: Centre,
  delayMs: number,
  stillMeant: () => boolean,
  task: () => void | Promise<void>,
  phase: Phase = 'world',
): Scheduled {
  return centre.scheduler.after(delayMs, () => (stillMeant() ? task() : undefined), phase);
}

/** Seconds since the call was first queued; 0 before. */
export function waitSeconds(centre: Centre, chain: Chain): number {
  return chain.firstQueuedAt === null ? 0 : (centre.scheduler.now() - chain.firstQueuedAt) / 1000;
}

/** A time in milliseconds since the epoch as events and the API write it. */
export const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** The part of an ARN or id that the API calls the id. */
export const lastSegment = (idOrArn: string): string => idOrArn.slice(idOrArn.lastIndexOf('/') + 1);

/** One flow under way for one contact. */
export interface FlowExecution {
  readonly centre: Centre;
  readonly contact: Contact;
  flow: Flow;
  /** `$.External`: what the last Lambda answered. */
  external: unknown;
  readonly flowAttributes: Map<string, string>;
  storedInput: string | null;
  /** The looping prompts of a queue flow, to which EndFlowExecution goes back. */
  prompts: string | null;
  stopped: boolean;
  pending: Scheduled | null;
}

/** What one action of a flow is run with. */
export interface ActionContext {
  readonly centre: Centre;
  readonly contact: Contact;
  readonly execution: FlowExecution;
  readonly action: FlowAction;
}
