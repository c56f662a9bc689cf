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
