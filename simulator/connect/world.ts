import type { AgentId, ContactId, QueueId } from '../../core/ids';
import type { SoftphoneView } from './softphone';
import type { WorldFact } from './world-facts';

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
  recordingStored(recording: { contactId: ContactId; key: string; bytes: number; transcript: string }): void;
  /** Runs a Lambda for a flow. Rejects when it failed, was refused or took too long: the flow takes its error branch. */
  invokeFlowLambda(functionArn: string, event: Record<string, unknown>, timeLimitSeconds: number): Promise<unknown>;
}

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
    dial(e164: string, from: string): Promise<ContactId>;
    /**
     * Presses keys (0 to 9, * and #), all at once. A flow that waits for them goes on at this moment, in a task of its
     * own. With nobody listening they are kept where the flow has switched touchtone buffering on, and lost otherwise; so
     * they are on a line that is down. Throws for anything else than keys.
     */
    enter(contactId: ContactId, keys: string): void;
    hangUp(contactId: ContactId): Promise<void>;
    /** The caller speaks for `seconds` from now; what falls into a running recording is on it. */
    speak(contactId: ContactId, seconds: number): void;
    /** Who the contact is with, whichever segment it has moved to. */
    currentSegment(contactId: ContactId): ContactId;
  };
  /** What an agent's softphone can do over the agent's own login (not the 2 per second API). */
  readonly agents: {
    add(agent: {
      username: string;
      routingProfileId: string;
      proficiencies?: readonly { name: string; value: string; level: number }[];
    }): AgentId;
    /** Log in with a status; `since` may lie before now (both clocks start there). */
    login(userId: AgentId, status: string, since?: number): void;
    logout(userId: AgentId): void;
    /** Sets the status now, or as the next one while a contact is connected. Does not clear a missed contact. */
    setStatus(userId: AgentId, status: string): void;
    accept(userId: AgentId, contactId: ContactId): Promise<void>;
    reject(userId: AgentId, contactId: ContactId): void;
    /** Clears a missed, declined or ended contact from the softphone (ends after-call work). */
    clear(userId: AgentId, contactId: ContactId): void;
    /** Hangs up a connected contact. */
    hangUp(userId: AgentId, contactId: ContactId): Promise<void>;
    /**
     * Calls a customer, who is rung for 10 s and then answers, or not; an answered call ends after `talkSeconds`. `null`:
     * the agent is Offline or has chosen a next status, has a call on the softphone, or the quota of concurrent calls is used up.
     */
    callOut(
      userId: AgentId,
      call: { readonly outcome: 'answered' | 'no-answer' | 'hung-up'; readonly talkSeconds: number },
    ): ContactId | null;
    /** Takes a task in hand that waited in no queue; `hangUp` and `clear` end it. `null`: the agent is not Available. */
    takeTask(userId: AgentId): ContactId | null;
    /**
     * The criteria a queued contact is routed by: when they were written (ms), and whether they may still offer it to this
     * agent. `null` without any. No softphone can see this: it stands for the time a page gives new criteria.
     */
    criteriaInForce(
      userId: AgentId,
      contactId: ContactId,
    ): { readonly writtenAt: number; readonly mayOffer: boolean } | null;
    /** Sends the caller of a connected contact on to another queue. Rejects where the agent has none, or nothing leads there. */
    transfer(userId: AgentId, contactId: ContactId, queueId: QueueId): Promise<void>;
    /** The attributes of a contact, as the softphone reads them (Streams contact.getAttributes). */
    attributes(contactId: ContactId): Readonly<Record<string, string>>;
    /** What the softphone shows. */
    view(userId: AgentId): {
      status: string;
      shown: string;
      nextStatus: string | null;
      contacts: readonly { contactId: ContactId; state: string }[];
    };
    /** The same with everything a page around the softphone may read. */
    softphone(userId: AgentId): SoftphoneView;
    /** Hears of each change of an agent, within it; answers how to stop listening. Attributes of contacts change without. */
    onChange(listener: (userId: AgentId) => void): () => void;
  };
  /** Observers are called synchronously, in the order they were added, at the moment of the fact. */
  observe(observer: (fact: WorldFact) => void): void;
  /** Closes or opens hours as an admin's override would (the scenario's `closed` windows). */
  setClosed(queueId: QueueId, closed: boolean): void;
  /** Refuses every API with the default quota of 2 per second (fault connect-throttle). */
  setThrottled(throttled: boolean): void;
}
