import type { Scheduled } from '../../clock/scheduler';
import type { AgentId, ContactId, QueueId } from '../../core/ids';
import type { PeopleWorld } from './people-world';

/** What a caller does; the functions are asked once each, at the moment the number is needed. Seconds. */
export interface CallerScript {
  /** The number dialled, and the caller's own (E.164). */
  readonly number: string;
  readonly from: string;
  /** What they press when a flow asks for keys on the way to the queue, one each time it asks; nothing once all are pressed. */
  readonly keys: string;
  /** How long they wait, counted from being queued; null waits for ever. */
  readonly patienceSeconds: () => number | null;
  readonly talkSeconds: () => number;
  /** How long they speak when asked for a message; 0 hangs up at once. */
  readonly voicemailSeconds: () => number;
  /** The agent who answers sends them on to another queue, unless the talk is over before; not again from there. */
  readonly transfer: {
    readonly afterSeconds: number;
    readonly queueId: QueueId;
    readonly afterwards: CallerTimes;
  } | null;
}

type Transfer = NonNullable<CallerScript['transfer']>;
type CallerTimes = Pick<CallerScript, 'patienceSeconds' | 'talkSeconds' | 'voicemailSeconds'>;

/** Somebody who calls once, and waits, talks, leaves a message or hangs up by their script. */
export interface Caller {
  /** Calls. Resolves with the contact id once the flow has taken its first steps. */
  dial(): Promise<ContactId>;
}

/** Until a key is pressed, counted from the question: no menu's time limit is shorter than a second. */
const keyAfterMs = 500;

/** A caller who waits as long as their patience lasts, talks, or leaves a message, and then hangs up. */
export function createCaller(world: PeopleWorld, script: CallerScript): Caller {
  const { connect, scheduler } = world;
  let goodbye: Scheduled | null = null;

  const hangUpIn = (contactId: ContactId, seconds: number): void => {
    goodbye?.cancel();
    goodbye = scheduler.after(seconds * 1000, () => connect.callers.hangUp(contactId));
  };

  const sendOn = (contactId: ContactId, userId: AgentId, { afterSeconds, queueId }: Transfer): void => {
    goodbye?.cancel();
    goodbye = scheduler.after(afterSeconds * 1000, () => connect.agents.transfer(userId, contactId, queueId));
  };

  const live = (contactId: ContactId): void => {
    let queued = false;
    let pressed = 0;
    let times: CallerTimes = script;
    let { transfer } = script;
    world.onContact(contactId, (fact) => {
      switch (fact.type) {
        case 'contact.queued': {
          pressed = script.keys.length;
          const patience = queued ? null : times.patienceSeconds();
          queued = true;
          if (patience !== null) hangUpIn(contactId, patience);
          break;
        }
        case 'contact.asked': {
          const key = script.keys[pressed++];
          if (key !== undefined) scheduler.after(keyAfterMs, () => connect.callers.enter(contactId, key));
          break;
        }
        case 'contact.answered': {
          const seconds = times.talkSeconds();
          if (transfer !== null && transfer.afterSeconds < seconds) sendOn(fact.contactId, fact.userId, transfer);
          else hangUpIn(contactId, seconds);
          break;
        }
        case 'contact.transferred':
          queued = false;
          times = transfer?.afterwards ?? times;
          transfer = null;
          break;
        case 'recording.started': {
          const seconds = times.voicemailSeconds();
          if (seconds > 0) connect.callers.speak(contactId, seconds);
          hangUpIn(contactId, seconds);
          break;
        }
        case 'contact.abandoned':
        case 'contact.ended':
        case 'contact.refused':
          goodbye?.cancel();
          break;
        default:
      }
    });
  };

  return {
    dial() {
      world.onNextArrival(live);
      return connect.callers.dial(script.number, script.from);
    },
  };
}
