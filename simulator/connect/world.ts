/**
 * What the simulated Amazon Connect is made of, what it tells the outside, and what the outside may do to it. Both
 * runners build it from a `ConnectSetup`: the local cloud reads that off the synthesized template, simulate makes it.
 */
import type { FlowDocument, FlowType } from '../../contact-flows/language/document';
import type { SoftphoneView } from './softphone';

export interface ConnectSetup {
  /** arn:aws:connect:REGION:ACCOUNT:instance/ID */
  readonly instanceArn: string;
  readonly hours: readonly {
    id: string;
    arn: string;
    name: string;
    timeZone: string;
    config: readonly HoursWindow[];
  }[];
  readonly queues: readonly { id: string; arn: string; name: string; hoursId: string }[];
  readonly routingProfiles: readonly RoutingProfileSetup[];
  readonly flows: readonly { id: string; arn: string; name: string; type: FlowType; content: FlowDocument }[];
  /** Of type QUEUE: what agents send callers on by. */
  readonly quickConnects?: readonly {
    id: string;
    arn: string;
    name: string;
    queueArn: string;
    flowArn: string;
  }[];
  /** Custom statuses besides Connect's own Available and Offline. */
  readonly statuses: readonly { id: string; arn: string; name: string }[];
  readonly predefinedAttributes: readonly { name: string; values: readonly string[] }[];
  /** Lambdas associated with the instance (LAMBDA_FUNCTION integration); a flow may invoke no other. */
  readonly lambdaAssociations: readonly string[];
  readonly numbers: readonly { id: string; arn: string; e164: string; flowArn: string }[];
  /** Storage config CALL_RECORDINGS; without one, bucket `recordings` and prefix `connect/INSTANCE-ID/CallRecordings`. */
  readonly recordings?: { readonly bucket: string; readonly prefix: string };
}
export interface HoursWindow {
  /** MONDAY ... SUNDAY, as in AWS::Connect::HoursOfOperation */
  readonly day: string;
  readonly start: { hours: number; minutes: number };
  readonly end: { hours: number; minutes: number };
}
export interface RoutingProfileSetup {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly queues: readonly {
    queueId: string;
    channel: 'VOICE' | 'TASK' | 'CHAT';
    priority: number;
    delaySeconds: number;
  }[];
  readonly concurrency: readonly {
    channel: 'VOICE' | 'TASK' | 'CHAT';
    slots: number;
    /** While the agent has a contact of this channel, none of another comes (ROUTE_CURRENT_CHANNEL_ONLY). */
    alone?: boolean;
  }[];
  readonly defaultOutboundQueueId: string;
  /** TIME_SINCE_LAST_ACTIVITY or TIME_SINCE_LAST_INBOUND (docs/amazon-connect.md#connects-own-order). */
  readonly availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY' | 'TIME_SINCE_LAST_INBOUND';
}

/** What nobody could verify (docs/scenarios.md#platform), defaults first. */
export interface PlatformSwitches {
  readonly stepExpiryDuringRing: 'ring-finishes' | 'ring-withdrawn';
  /** Seconds from a criteria write to its effect on a contact already queued, 0 to 5. */
  readonly criteriaDelaySeconds: number;
  readonly queueHookOnDequeue: 'inherited' | 'replaced';
  /** Whether PutUserStatus on an agent with a missed contact acts now or sets the next status. */
  readonly statusOnMiss: 'now' | 'next';
  /** Whether "Set routing criteria" takes what a Lambda returned, or its error branch. */
  readonly dynamicCriteria: 'taken' | 'refused';
  /**
   * The same for agents named in what a Lambda returned (docs/amazon-connect.md#routing-criteria: documented for other forms
   * only).
   */
  readonly dynamicAgents: 'taken' | 'refused';
}

/** Where Connect sends things. Each returns at once; delivery is the outlet's business. */
export interface ConnectOutlets {
  /**
   * One agent event (docs/amazon-connect.md#agent-event-stream) for the stream of the storage config; partition key is the
   * agent's ARN.
   */
  agentEvent(event: Record<string, unknown>): void;
  /** The `detail` of one contact event (docs/amazon-connect.md#contact-events). */
  contactEvent(detail: Record<string, unknown>): void;
  /** An IVR recording that was stored; `bytes` is the size of the WAV file (44 = header only: nobody spoke). */
  recordingStored(recording: { contactId: string; key: string; bytes: number; transcript: string }): void;
  /** Runs a Lambda for a flow. Rejects when it failed, was refused or took too long: the flow takes its error branch. */
  invokeFlowLambda(functionArn: string, event: Record<string, unknown>, timeLimitSeconds: number): Promise<unknown>;
}

/** Facts about the simulated world, for traces, people's pages and assertions. Never seen by the application. */
export type WorldFact =
  | { readonly type: 'contact.arrived'; readonly contactId: string; readonly from: string; readonly to: string }
  | {
      readonly type: 'contact.refused';
      readonly contactId: string;
      /** `flow-ended`: ended by its flow or by StopContact. `concurrent-calls`: the carrier gave the caller a busy tone. */
      readonly why: 'closed-hours' | 'concurrent-calls' | 'flow-ended';
      /** Who was ringing, if somebody was. */
      readonly userId?: string;
    }
  | {
      readonly type: 'contact.queued';
      readonly contactId: string;
      readonly initialContactId: string;
      readonly queueArn: string;
    }
  /** A flow waits for the caller to press a key; told again for each further one it waits for. */
  | { readonly type: 'contact.asked'; readonly contactId: string }
  | { readonly type: 'contact.ringing'; readonly contactId: string; readonly userId: string }
  | {
      readonly type: 'contact.missed' | 'contact.declined';
      readonly contactId: string;
      readonly userId: string;
      readonly withdrawn: boolean;
    }
  | {
      readonly type: 'contact.answered';
      readonly contactId: string;
      readonly userId: string;
      readonly waitSeconds: number;
    }
  /** The caller hung up before an answer; `userId` if somebody was ringing. */
  | {
      readonly type: 'contact.abandoned';
      readonly contactId: string;
      readonly userId: string | null;
      readonly waitSeconds: number;
    }
  /** The end of an answered contact. */
  | {
      readonly type: 'contact.ended';
      readonly contactId: string;
      readonly userId: string;
      /** The caller goes on as this contact: `contact.transferred` tells of it next. */
      readonly sentOnAs?: string;
    }
  /** The agent has sent the caller on; the new contact begins in the flow of a quick connect. */
  | {
      readonly type: 'contact.transferred';
      readonly contactId: string;
      readonly newContactId: string;
      readonly queueArn: string;
    }
  | {
      readonly type: 'contact.dequeued';
      readonly contactId: string;
      readonly newContactId: string;
      readonly queueArn: string;
    }
  /** The caller is asked to leave a message: IVR recording was switched on for the contact (whichever segment). */
  | {
      readonly type: 'recording.started';
      readonly contactId: string;
      readonly initialContactId: string;
      readonly waitSeconds: number;
    }
  /** `writtenAt`: when the criteria were written, milliseconds since the epoch. */
  | { readonly type: 'criteria.in-force'; readonly contactId: string; readonly writtenAt: number }
  /** An agent calls a customer; from `started` on the softphone is theirs alone. */
  | { readonly type: 'callout.started'; readonly contactId: string; readonly userId: string }
  | {
      readonly type: 'callout.ended';
      readonly contactId: string;
      readonly userId: string;
      readonly answered: boolean;
    }
  | { readonly type: 'agent.status'; readonly userId: string; readonly status: string }
  | {
      readonly type: 'task.created';
      readonly contactId: string;
      readonly queueArn: string | null;
      readonly attributes: Readonly<Record<string, string>>;
    }
  /** A task is put before an agent. Tasks make none of the `contact.` facts above, which are about calls. */
  | { readonly type: 'task.offered'; readonly contactId: string; readonly userId: string };

/** An error of the Connect API as the SDK sees it. */
export class ConnectApiError extends Error {
  constructor(
    override readonly name: string,
    readonly httpStatus: number,
    message: string,
  ) {
    super(message);
  }
}

/** The simulated contact centre. */
export interface SimulatedConnect {
  /** One API call by its SDK operation name and input (the SDK's own field names). Throws ConnectApiError. */
  api(operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** What a caller's phone can do. */
  readonly callers: {
    /**
     * Dials a number; resolves with the contact id once the flow has taken its first steps. Above the quota of
     * concurrent calls the line is busy: `contact.refused` (concurrent-calls) has been told before this resolves, and the
     * contact has ended. Rejects where the number does not exist or leads to no flow.
     */
    dial(e164: string, from: string): Promise<string>;
    /**
     * Presses keys (0 to 9, * and #), all at once. A flow that waits for them goes on at this moment, in a task of its
     * own. With nobody listening they are kept where the flow has switched touchtone buffering on, and lost otherwise; so
     * they are on a line that is down. Throws for anything else than keys.
     */
    enter(contactId: string, keys: string): void;
    hangUp(contactId: string): Promise<void>;
    /** The caller speaks for `seconds` from now; what falls into a running recording is on it. */
    speak(contactId: string, seconds: number): void;
    /** Who the contact is with, whichever segment it has moved to. */
    currentSegment(contactId: string): string;
  };
  /** What an agent's softphone can do over the agent's own login (not the 2 per second API). */
  readonly agents: {
    add(agent: {
      username: string;
      routingProfileId: string;
      proficiencies?: readonly { name: string; value: string; level: number }[];
    }): string;
    /** Log in with a status; `since` may lie before now (both clocks start there). */
    login(userId: string, status: string, since?: number): void;
    logout(userId: string): void;
    /** Sets the status now, or as the next one while a contact is connected. Does not clear a missed contact. */
    setStatus(userId: string, status: string): void;
    accept(userId: string, contactId: string): Promise<void>;
    reject(userId: string, contactId: string): void;
    /** Clears a missed, declined or ended contact from the softphone (ends after-call work). */
    clear(userId: string, contactId: string): void;
    /** Hangs up a connected contact. */
    hangUp(userId: string, contactId: string): Promise<void>;
    /**
     * Calls a customer, who is rung for 10 s and then answers, or not; an answered call ends after `talkSeconds`. `null`:
     * the agent is not Available, has a call on the softphone, or the quota of concurrent calls is used up.
     */
    callOut(
      userId: string,
      call: { readonly outcome: 'answered' | 'no-answer' | 'hung-up'; readonly talkSeconds: number },
    ): string | null;
    /** Takes a task in hand that waited in no queue; `hangUp` and `clear` end it. `null`: the agent is not Available. */
    takeTask(userId: string): string | null;
    /**
     * The criteria a queued contact is routed by: when they were written (ms), and whether they may still offer it to this
     * agent. `null` without any. No softphone can see this: it stands for the time a page gives new criteria.
     */
    criteriaInForce(
      userId: string,
      contactId: string,
    ): { readonly writtenAt: number; readonly mayOffer: boolean } | null;
    /** Sends the caller of a connected contact on to another queue. Rejects where the agent has none, or nothing leads there. */
    transfer(userId: string, contactId: string, queueId: string): Promise<void>;
    /** The attributes of a contact, as the softphone reads them (Streams contact.getAttributes). */
    attributes(contactId: string): Readonly<Record<string, string>>;
    /** What the softphone shows. */
    view(userId: string): {
      status: string;
      shown: string;
      nextStatus: string | null;
      contacts: readonly { contactId: string; state: string }[];
    };
    /** The same with everything a page around the softphone may read. */
    softphone(userId: string): SoftphoneView;
    /** Hears of each change of an agent, within it; answers how to stop listening. Attributes of contacts change without. */
    onChange(listener: (userId: string) => void): () => void;
  };
  /** Observers are called synchronously, in the order they were added, at the moment of the fact. */
  observe(observer: (fact: WorldFact) => void): void;
  /** Closes or opens hours as an admin's override would (the scenario's `closed` windows). */
  setClosed(queueId: string, closed: boolean): void;
  /** Refuses every API with the default quota of 2 per second (fault connect-throttle). */
  setThrottled(throttled: boolean): void;
}
