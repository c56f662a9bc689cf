import type { AgentId, ContactId, InitialContactId } from '../../core/ids';

/** Facts about the simulated world, for traces, people's pages and assertions. Never seen by the application. */
export type WorldFact =
  | { readonly type: 'contact.arrived'; readonly contactId: ContactId; readonly from: string; readonly to: string }
  | {
      readonly type: 'contact.refused';
      readonly contactId: ContactId;
      /** `flow-ended`: ended by its flow or by StopContact. `concurrent-calls`: the carrier gave the caller a busy tone. */
      readonly why: 'closed-hours' | 'concurrent-calls' | 'flow-ended';
      /** Who was ringing, if somebody was. */
      readonly userId?: AgentId;
    }
  | {
      readonly type: 'contact.queued';
      readonly contactId: ContactId;
      readonly initialContactId: InitialContactId;
      readonly queueArn: string;
    }
  /** A flow waits for the caller to press a key; told again for each further one it waits for. */
  | { readonly type: 'contact.asked'; readonly contactId: ContactId }
  | { readonly type: 'contact.ringing'; readonly contactId: ContactId; readonly userId: AgentId }
  | {
      readonly type: 'contact.missed' | 'contact.declined';
      readonly contactId: ContactId;
      readonly userId: AgentId;
      readonly withdrawn: boolean;
    }
  | {
      readonly type: 'contact.answered';
      readonly contactId: ContactId;
      readonly userId: AgentId;
      readonly waitSeconds: number;
    }
  /** The caller hung up before an answer; `userId` if somebody was ringing. */
  | {
      readonly type: 'contact.abandoned';
      readonly contactId: ContactId;
      readonly userId: AgentId | null;
      readonly waitSeconds: number;
    }
  /** The end of an answered contact. */
  | {
      readonly type: 'contact.ended';
      readonly contactId: ContactId;
      readonly userId: AgentId;
      /** The caller goes on as this contact: `contact.transferred` tells of it next. */
      readonly sentOnAs?: ContactId;
    }
  /** The agent has sent the caller on; the new contact begins in the flow of a quick connect. */
  | {
      readonly type: 'contact.transferred';
      readonly contactId: ContactId;
      readonly newContactId: ContactId;
      readonly queueArn: string;
    }
  | {
      readonly type: 'contact.dequeued';
      readonly contactId: ContactId;
      readonly newContactId: ContactId;
      readonly queueArn: string;
    }
  /** The caller is asked to leave a message: IVR recording was switched on for the contact (whichever segment). */
  | {
      readonly type: 'recording.started';
      readonly contactId: ContactId;
      readonly initialContactId: InitialContactId;
      readonly waitSeconds: number;
    }
  /** `writtenAt`: when the criteria were written, milliseconds since the epoch. */
  | { readonly type: 'criteria.in-force'; readonly contactId: ContactId; readonly writtenAt: number }
  /** An agent calls a customer; from `started` on the softphone is theirs alone. */
  | { readonly type: 'callout.started'; readonly contactId: ContactId; readonly userId: AgentId }
  | {
      readonly type: 'callout.ended';
      readonly contactId: ContactId;
      readonly userId: AgentId;
      readonly answered: boolean;
    }
  | { readonly type: 'agent.status'; readonly userId: AgentId; readonly status: string }
  | {
      readonly type: 'task.created';
      readonly contactId: ContactId;
      readonly queueArn: string | null;
      readonly attributes: Readonly<Record<string, string>>;
    }
  /** A task is put before an agent. Tasks make none of the `contact.` facts above, which are about calls. */
  | { readonly type: 'task.offered'; readonly contactId: ContactId; readonly userId: AgentId };
