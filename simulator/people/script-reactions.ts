import type { AnswerToPreview } from '../../core/agent/steps/preview';
import { availableStatusName } from '../../core/agent-page/page-rules';
import type { AgentId, ContactId, PreviewId } from '../../core/ids';
import type { AgentScript, OfferAnswer } from './agent-script';
import type { Page } from './page';
import type { PeopleWorld } from './people-world';

/**
 * What a script has its person do about what befalls them, each after its time on the softphone and only if it still applies then.
 * Ids are of contacts and previews of this agent.
 */
export interface ScriptReactions {
  /** A customer rings: answers, declines or lets it ring, as the script's next entry says. */
  ring(contactId: ContactId): void;
  /** A contact is shown: answers as the script's next entry says. An answer that got lost is sent again every second. */
  preview(previewId: PreviewId): void;
  /** A task rings: takes it, and is done with it after 5 s. */
  work(contactId: ContactId): void;
  /** Hangs up a contact, and clears it, in so many seconds. */
  finishIn(contactId: ContactId, seconds: number): void;
  /** A talk is over: clears it once the after-call work is done. */
  wrapUp(contactId: ContactId): void;
  /** A customer was missed or declined: chooses Available after the script's time, if the script ever does. */
  wishAfterMiss(): void;
  /** What was to be done later is not done any more. */
  dropAll(): void;
}

/** How long a task takes an agent; it leaves calls alone. */
const taskSeconds = 5;
/** Who gets an error for an answer tries again. */
const answerAgainSeconds = 1;

/** The reactions of one agent, who has answered nothing yet. */
export function scriptReactions(
  world: PeopleWorld,
  script: AgentScript,
  { userId, page }: { readonly userId: AgentId; readonly page: Page },
): ScriptReactions {
  const { connect, scheduler } = world;
  const { previews = [{ answer: 'accept', after: 5 }] } = script;
  let offersSeen = 0;
  let previewsSeen = 0;
  let dropped = 0;

  const later = (seconds: number, task: () => void | Promise<void>): void => {
    const before = dropped;
    scheduler.after(seconds * 1000, () => (dropped === before ? task() : undefined));
  };

  const nextAnswer = (): OfferAnswer => {
    const answer = script.offers[Math.min(offersSeen, script.offers.length - 1)] ?? { answerAfter: 2 };
    offersSeen += 1;
    return answer;
  };

  const stateOf = (contactId: ContactId): string | undefined =>
    page.contacts().find((contact) => contact.contactId === contactId)?.state;

  const answerPreview = (previewId: PreviewId, answer: AnswerToPreview, after: number): void => {
    const { backend } = world;
    const send = async (): Promise<void> => {
      try {
        await backend.answerPreview(userId, previewId, answer);
      } catch {
        // Whether it counted nobody knows: the card may be gone, and it is sent until there is an answer.
        later(answerAgainSeconds, () => (page.isOpen() ? send() : undefined));
      }
    };
    later(after, () => (page.isOpen() && backend.openPreview(userId) === previewId ? send() : undefined));
  };

  const finish = async (contactId: ContactId): Promise<void> => {
    if (stateOf(contactId) === 'CONNECTED') await connect.agents.hangUp(userId, contactId);
    if (stateOf(contactId) === 'ENDED') connect.agents.clear(userId, contactId);
  };

  return {
    ring(contactId) {
      const answer = nextAnswer();
      if (answer === 'miss') return;
      const declines = 'declineAfter' in answer;
      later(declines ? answer.declineAfter : answer.answerAfter, () => {
        if (!page.isOpen() || stateOf(contactId) !== 'CONNECTING') return;
        if (declines) connect.agents.reject(userId, contactId);
        else return connect.agents.accept(userId, contactId);
      });
    },
    preview(previewId) {
      const reaction = previews[Math.min(previewsSeen, previews.length - 1)] ?? 'ignore';
      previewsSeen += 1;
      page.previewShown();
      if (reaction !== 'ignore') answerPreview(previewId, reaction.answer, reaction.after);
    },
    work(contactId) {
      later(0, async () => {
        if (page.isOpen() && stateOf(contactId) === 'CONNECTING') await connect.agents.accept(userId, contactId);
      });
      later(taskSeconds, () => finish(contactId));
    },
    finishIn: (contactId, seconds) => later(seconds, () => finish(contactId)),
    wrapUp(contactId) {
      later(script.wrapUpSeconds(), () => {
        if (isOver(stateOf(contactId))) connect.agents.clear(userId, contactId);
      });
    },
    wishAfterMiss() {
      if (script.afterMiss === 'stay') return;
      later(script.afterMiss.availableAfter, () => page.choose(availableStatusName));
    },
    dropAll() {
      dropped += 1;
    },
  };
}

/** Whether a contact in this state is over, and still on the softphone. */
export const isOver = (state: string | undefined): boolean =>
  state === 'ENDED' || state === 'MISSED' || state === 'ERROR';
