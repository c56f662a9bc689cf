import type { PreviewAnswer } from '../../core/agent/steps/preview';
import { availableStatusName } from '../../core/agent-page/page-rules';
import { createPage, type Page, type PageKind } from './page';
import type { PeopleWorld } from './people-world';
import { tetherIdOf } from './tether-contact';

/** What an agent does with one call that is offered to them. Seconds after the ring began, less than 20. */
export type OfferAnswer = { readonly answerAfter: number } | { readonly declineAfter: number } | 'miss';
/** What an agent does with one contact they are shown. Seconds after it was shown. */
export type PreviewReaction = { readonly answer: PreviewAnswer; readonly after: number } | 'ignore';
export type AgentAct =
  | 'available'
  | 'not-ready'
  | 'offline'
  | 'clear-miss'
  | 'close-page'
  | 'open-page'
  /** They call a customer. */
  | { readonly callOut: 'answered' | 'no-answer' | 'hung-up'; readonly talkSeconds: () => number }
  /** They have a task in hand for so long. */
  | { readonly taskSeconds: () => number };

/**
 * An agent of a scenario (docs/scenarios.md#what-can-be-written). Times are seconds; `at` and `availableAt` count from the
 * start of the run.
 */
export interface AgentScript {
  readonly username: string;
  readonly routingProfileId: string;
  readonly proficiencies?: readonly { readonly name: string; readonly value: string; readonly level: number }[];
  /** When they become Available: before the start where negative, never where null. */
  readonly availableAt: number | null;
  /** One entry per customer's call offered, in order; the last repeats. A tether uses none. */
  readonly offers: readonly OfferAnswer[];
  /** One entry per contact shown, in order; the last repeats. @default accepted after 5 s */
  readonly previews?: readonly PreviewReaction[];
  readonly afterMiss: 'stay' | { readonly availableAfter: number };
  readonly page: PageKind;
  /** After-call work of one customer's call; asked at its end. */
  readonly wrapUpSeconds: () => number;
  readonly timeline: readonly { readonly at: number; readonly do: AgentAct }[];
}

export interface SimulatedAgent {
  readonly userId: string;
  /**
   * Logs in, at the time of the call: with Available where availableAt has come, otherwise with Offline, as a softphone
   * does; and schedules the rest of the script.
   */
  start(): void;
  /** One act of a timeline, now. */
  act(what: AgentAct): void;
  /** They are shown a contact before it is dialled. */
  previewShown(previewId: string): void;
}

/** How long a task takes an agent; it leaves calls alone. */
const TASK_SECONDS = 5;
/** Who gets an error for an answer tries again. */
const ANSWER_AGAIN_SECONDS = 1;

/** Adds an agent to the simulated Connect, and the person who works there. */
export function createAgent(world: PeopleWorld, script: AgentScript): SimulatedAgent {
  const { connect, scheduler, startMs } = world;
  const { username, routingProfileId, proficiencies = [], previews = [{ answer: 'accept', after: 5 }] } = script;
  const userId = connect.agents.add({ username, routingProfileId, proficiencies });
  const page = createPage(world, userId, script.page);
  let offersSeen = 0;
  let previewsSeen = 0;

  const nextAnswer = (): OfferAnswer => {
    const answer = script.offers[Math.min(offersSeen, script.offers.length - 1)] ?? { answerAfter: 2 };
    offersSeen += 1;
    return answer;
  };

  const ring = (contactId: string): void => {
    const answer = nextAnswer();
    if (answer === 'miss') return;
    const declines = 'declineAfter' in answer;
    scheduler.after((declines ? answer.declineAfter : answer.answerAfter) * 1000, () => {
      if (!page.isOpen() || stateOf(page, contactId) !== 'CONNECTING') return;
      if (declines) connect.agents.reject(userId, contactId);
      else return connect.agents.accept(userId, contactId);
    });
  };

  const answerPreview = (previewId: string, answer: PreviewAnswer, after: number): void => {
    const { backend } = world;
    const send = async (): Promise<void> => {
      try {
        await backend.answerPreview(userId, previewId, answer);
      } catch {
        // Whether it counted nobody knows: the card may be gone, and it is sent until there is an answer.
        scheduler.after(ANSWER_AGAIN_SECONDS * 1000, () => (page.isOpen() ? send() : undefined));
      }
    };
    scheduler.after(after * 1000, () =>
      page.isOpen() && backend.openPreview(userId) === previewId ? send() : undefined,
    );
  };

  const finish = async (contactId: string): Promise<void> => {
    if (stateOf(page, contactId) === 'CONNECTED') await connect.agents.hangUp(userId, contactId);
    if (stateOf(page, contactId) === 'ENDED') connect.agents.clear(userId, contactId);
  };

  const work = (contactId: string): void => {
    void scheduler.after(0, async () => {
      if (page.isOpen() && stateOf(page, contactId) === 'CONNECTING') await connect.agents.accept(userId, contactId);
    });
    void scheduler.after(TASK_SECONDS * 1000, () => finish(contactId));
  };

  const wrapUp = (contactId: string): void => {
    scheduler.after(script.wrapUpSeconds() * 1000, () => {
      if (isOver(stateOf(page, contactId))) connect.agents.clear(userId, contactId);
    });
  };

  const wishAfter = (): void => {
    if (script.afterMiss === 'stay') return;
    scheduler.after(script.afterMiss.availableAfter * 1000, () => page.choose(availableStatusName));
  };

  world.onAgent(userId, (fact) => {
    if ('contactId' in fact && tetherIdOf(connect, fact.contactId) !== null) {
      page.tetherChanged(fact.contactId);
      return;
    }
    switch (fact.type) {
      case 'contact.ringing':
        page.ringing(fact.contactId);
        ring(fact.contactId);
        break;
      case 'contact.answered':
        page.answered(fact.contactId);
        break;
      case 'task.offered':
        work(fact.contactId);
        break;
      case 'contact.missed':
      case 'contact.declined':
        page.offerLost(
          fact.contactId,
          fact.withdrawn ? 'over' : fact.type === 'contact.missed' ? 'missed' : 'declined',
        );
        if (!fact.withdrawn) wishAfter();
        break;
      case 'contact.abandoned':
      case 'contact.refused':
        page.offerLost(fact.contactId, 'over');
        break;
      case 'contact.ended':
      case 'callout.ended':
        wrapUp(fact.contactId);
        break;
      default:
    }
  });

  const takeTask = (seconds: number): void => {
    const contactId = connect.agents.takeTask(userId);
    if (contactId !== null) scheduler.after(seconds * 1000, () => finish(contactId));
  };

  const act = (what: AgentAct): void => {
    if (typeof what === 'object') {
      if (!page.isOpen()) return;
      if ('taskSeconds' in what) takeTask(what.taskSeconds());
      else connect.agents.callOut(userId, { outcome: what.callOut, talkSeconds: what.talkSeconds() });
      return;
    }
    switch (what) {
      case 'available':
        page.choose(availableStatusName);
        break;
      case 'not-ready':
        page.choose('Break');
        break;
      case 'offline':
        page.choose('Offline');
        break;
      case 'clear-miss':
        page.wishClear();
        break;
      case 'close-page':
        page.close();
        break;
      case 'open-page':
        page.open();
        break;
    }
  };

  return {
    userId,
    act,
    previewShown(previewId) {
      const reaction = previews[Math.min(previewsSeen, previews.length - 1)] ?? 'ignore';
      previewsSeen += 1;
      page.previewShown();
      if (reaction !== 'ignore') answerPreview(previewId, reaction.answer, reaction.after);
    },
    start() {
      const { availableAt } = script;
      const availableMs = availableAt === null ? Number.POSITIVE_INFINITY : startMs + availableAt * 1000;
      if (availableMs <= scheduler.now()) connect.agents.login(userId, 'Available', availableMs);
      else connect.agents.login(userId, 'Offline');
      if (availableMs > scheduler.now() && Number.isFinite(availableMs)) {
        scheduler.at(availableMs, () => connect.agents.setStatus(userId, 'Available'));
      }
      page.start();
      for (const entry of script.timeline) scheduler.at(startMs + entry.at * 1000, () => act(entry.do));
    },
  };
}

/** Over, and still on the softphone. */
const isOver = (state: string | undefined): boolean => state === 'ENDED' || state === 'MISSED' || state === 'ERROR';

const stateOf = (page: Page, contactId: string): string | undefined =>
  page.contacts().find((contact) => contact.contactId === contactId)?.state;
