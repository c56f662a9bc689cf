import { availableStatusName } from '../../core/agent-page/page-rules';
import type { AgentId, ContactId, PreviewId } from '../../core/ids';
import { missedCallStatusName } from '../../core/vocabulary';
import type { AgentAct, AgentScript, StatusAct } from './agent-script';
import { createPage } from './page';
import type { PeopleWorld } from './people-world';
import { isOver, scriptReactions } from './script-reactions';
import { tetherIdOf } from './tether-contact';

/** The person at one softphone, played by a script or taken over by somebody at this machine. */
export interface SimulatedAgent {
  readonly userId: AgentId;
  /**
   * Logs in, at the time of the call: with Available where availableAt has come, otherwise with Offline, as a softphone
   * does; and schedules the rest of the script.
   */
  start(): void;
  /** One act of a timeline, now. */
  act(what: AgentAct): void;
  /** They are shown a contact before it is dialled. */
  previewShown(previewId: PreviewId): void;
  /**
   * A person works there from now on: the script does nothing more, what it had begun included. What it would have wished for
   * meanwhile it keeps.
   */
  takeOver(): void;
  /**
   * The script goes on from what it finds on the softphone. Answers what it wishes to be and is not, to be done by `act`; `null`:
   * nothing else.
   */
  letGo(): StatusAct | null;
  isTakenOver(): boolean;
}

/** Adds an agent to the simulated Connect, and the person who works there. */
export function createAgent(world: PeopleWorld, script: AgentScript): SimulatedAgent {
  const { connect, scheduler, startMs } = world;
  const { username, routingProfileId, proficiencies = [] } = script;
  const userId = connect.agents.add({ username, routingProfileId, proficiencies });
  const page = createPage(world, userId, script.page);
  const reactions = scriptReactions(world, script, { userId, page });
  let takenOver = false;
  let wished: StatusAct | null = null;
  const tasks = new Set<ContactId>();
  const ownCalls = new Set<ContactId>();

  world.onAgent(userId, (fact) => {
    if ('contactId' in fact && tetherIdOf(connect, fact.contactId) !== null) {
      page.tetherChanged(fact.contactId);
      return;
    }
    switch (fact.type) {
      case 'contact.ringing':
        page.ringing(fact.contactId);
        if (!takenOver) reactions.ring(fact.contactId);
        break;
      case 'contact.answered':
        page.answered(fact.contactId);
        break;
      case 'task.offered':
        tasks.add(fact.contactId);
        if (!takenOver) reactions.work(fact.contactId);
        break;
      case 'contact.missed':
      case 'contact.declined':
        page.offerLost(
          fact.contactId,
          fact.withdrawn ? 'over' : fact.type === 'contact.missed' ? 'missed' : 'declined',
        );
        if (!fact.withdrawn && !takenOver) reactions.wishAfterMiss();
        break;
      case 'contact.abandoned':
      case 'contact.refused':
        page.offerLost(fact.contactId, 'over');
        break;
      case 'callout.started':
        ownCalls.add(fact.contactId);
        break;
      case 'contact.ended':
      case 'callout.ended':
        if (!takenOver) reactions.wrapUp(fact.contactId);
        break;
      default:
    }
  });

  const takeTask = (seconds: number): void => {
    const contactId = connect.agents.takeTask(userId);
    if (contactId === null) return;
    tasks.add(contactId);
    reactions.finishIn(contactId, seconds);
  };

  const choose = (what: StatusAct): void => {
    wished = what;
    page.choose(statusNames[what]);
  };

  /** Connect lets agents call out in any status but Offline; those of a scenario do it while Available alone. */
  const isAvailable = (): boolean => connect.agents.view(userId).status === statusNames.available;

  const act = (what: AgentAct): void => {
    if (typeof what === 'object') {
      // The page counts as closed while a person has taken over.
      if (!page.isOpen()) return;
      if ('taskSeconds' in what) takeTask(what.taskSeconds());
      else if (isAvailable()) {
        connect.agents.callOut(userId, { outcome: what.callOut, talkSeconds: what.talkSeconds() });
      }
      return;
    }
    switch (what) {
      case 'available':
      case 'not-ready':
      case 'offline':
        choose(what);
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

  const previewShown = (previewId: PreviewId): void => {
    if (!takenOver) reactions.preview(previewId);
  };

  /** What a person left on the softphone. A tether is the page's affair, and a talk goes on by itself. */
  const goOnWith = (contactId: ContactId, state: string): void => {
    if (tetherIdOf(connect, contactId) !== null) return;
    if (tasks.has(contactId)) reactions.work(contactId);
    else if (state === 'CONNECTING' && !ownCalls.has(contactId)) reactions.ring(contactId);
    else if (state === 'ENDED' || (ownCalls.has(contactId) && isOver(state))) reactions.wrapUp(contactId);
  };

  return {
    userId,
    act,
    previewShown,
    isTakenOver: () => takenOver,
    takeOver() {
      if (takenOver) return;
      takenOver = true;
      reactions.dropAll();
      page.takeOver();
    },
    letGo() {
      if (!takenOver) return null;
      takenOver = false;
      const { status, nextStatus } = connect.agents.view(userId);
      page.letGo();
      for (const { contactId, state } of page.contacts()) goOnWith(contactId, state);
      const preview = world.backend.openPreview(userId);
      if (preview !== null) previewShown(preview);
      const missed = page.contacts().some(({ contactId, state }) => isRefused(state) && !ownCalls.has(contactId));
      if (!missed && status !== missedCallStatusName) {
        return wished === null || (nextStatus ?? status) === statusNames[wished] ? null : wished;
      }
      reactions.wishAfterMiss();
      return null;
    },
    start() {
      const { availableAt } = script;
      const availableMs = availableAt === null ? Number.POSITIVE_INFINITY : startMs + availableAt * 1000;
      if (availableMs <= scheduler.now()) {
        wished = 'available';
        connect.agents.login(userId, 'Available', availableMs);
      } else connect.agents.login(userId, 'Offline');
      if (availableMs > scheduler.now() && Number.isFinite(availableMs)) {
        scheduler.at(availableMs, () => {
          wished = 'available';
          if (!takenOver) connect.agents.setStatus(userId, 'Available');
        });
      }
      page.start();
      for (const entry of script.timeline) scheduler.at(startMs + entry.at * 1000, () => act(entry.do));
    },
  };
}

const statusNames: Readonly<Record<StatusAct, string>> = {
  available: availableStatusName,
  'not-ready': 'Break',
  offline: 'Offline',
};

const isRefused = (state: string): boolean => state === 'MISSED' || state === 'REJECTED';
