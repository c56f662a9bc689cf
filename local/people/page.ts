/** The agent's softphone page: what it does by itself, and what it makes of what the agent wants (SCENARIOS.md 2, page). */
import type { Scheduled } from '../clock/scheduler';
import type { PeopleWorld } from './people-world';
import { tetherIdOf } from './tether-contact';

/**
 * `ours`: our page, which parks its agent at a miss and clears once new criteria are in force, and which accepts the
 * tether it expects. `plain-ccp`: Connect's own, which does as told and nothing by itself. `closed`: no page at all.
 */
export type PageKind = 'ours' | 'plain-ccp' | 'closed';
export type LostOffer = 'missed' | 'declined' | 'withdrawn' | 'caller-gone';

export interface Page {
  /** Their agent logs in: a page that is open says so from now on. */
  start(): void;
  isOpen(): boolean;
  contacts(): readonly { readonly contactId: string; readonly state: string }[];
  /** An offer to this agent ended without an answer. */
  offerLost(contactId: string, how: LostOffer): void;
  /** Something happened to a tether on this agent's softphone. */
  tetherChanged(contactId: string): void;
  /** The agent wants to be Available. */
  wishAvailable(): void;
  /** The agent wants a missed call off the screen. */
  wishClear(): void;
  /** A contact appears on it. */
  previewShown(): void;
  setStatus(status: string): void;
  close(): void;
  open(): void;
}

/** The status a miss or decline parks an agent in. */
export const MISSED_CALL = 'Missed call';

/** The page clears at the latest this long after a miss, whether or not new criteria have come into force. */
const LATEST_CLEAR_MS = 8_000;

/** How often our page says that it is open and watched, and how often while it shows a contact. */
const HEARTBEAT_MS = 15_000;
const SHOWING_HEARTBEAT_MS = 4_000;

/** A missed call that is still on the screen of our page because it waits for new criteria. */
interface Recovery {
  readonly contactId: string;
  wantsAvailable: boolean;
  readonly end: () => void;
}

/** Makes the page of one agent. What it does by itself it does in a task of its own, at the moment of the cause. */
export function createPage(world: PeopleWorld, userId: string, kind: PageKind): Page {
  const { backend, connect, scheduler } = world;
  const { agents } = connect;
  const opened: Exclude<PageKind, 'closed'> = kind === 'closed' ? 'ours' : kind;
  let current: PageKind = kind;
  let recovery: Recovery | null = null;

  const contacts = () => agents.view(userId).contacts;
  const lost = () => contacts().filter(({ state }) => state === 'MISSED' || state === 'REJECTED');
  const clear = (contactId: string): void => {
    if (lost().some((listed) => listed.contactId === contactId)) agents.clear(userId, contactId);
  };

  const isTether = (contactId: string): boolean => tetherIdOf(connect, contactId) !== null;

  /** Takes the one tether it expects; whatever is over, answered or not, leaves the screen. A tether parks nobody. */
  const attendTether = (contactId: string): void | Promise<void> => {
    const state = contacts().find((listed) => listed.contactId === contactId)?.state;
    if (current !== 'ours' || state === undefined || state === 'CONNECTED') return;
    if (state !== 'CONNECTING') agents.clear(userId, contactId);
    else if (tetherIdOf(connect, contactId) === backend.expectedTether(userId)) return agents.accept(userId, contactId);
  };
  const tetherChanged = (contactId: string): void => void scheduler.after(0, () => attendTether(contactId));

  let beating: Scheduled | null = null;
  const beat = (): void => {
    const { heartbeat } = backend;
    if (heartbeat === null || current !== 'ours') return;
    beating?.cancel();
    beating = scheduler.after(0, async () => {
      // One that is lost is as good as late: the next one comes.
      await heartbeat(userId).catch(() => undefined);
      const showing = backend.openPreview(userId) !== null;
      beating = scheduler.after(showing ? SHOWING_HEARTBEAT_MS : HEARTBEAT_MS, beat);
    });
  };

  const recover = (contactId: string, how: 'missed' | 'declined'): void => {
    recovery?.end();
    const sinceMs = scheduler.now();
    let finishing: Scheduled | null = null;
    const finishSoon = () => {
      finishing ??= scheduler.after(0, finish);
    };
    const stopListening = world.onCriteriaInForce(contactId, (writtenAtMs) => {
      if (writtenAtMs >= sinceMs) finishSoon();
    });
    const latest = scheduler.after(LATEST_CLEAR_MS, finishSoon);
    const end = () => {
      recovery = null;
      stopListening();
      latest.cancel();
      finishing?.cancel();
    };
    const { afterMiss, afterDecline } = backend.thresholds(userId);
    const started: Recovery = {
      contactId,
      wantsAvailable: (how === 'missed' ? afterMiss : afterDecline) === 'available',
      end,
    };
    const finish = () => {
      end();
      clear(contactId);
      if (started.wantsAvailable) agents.setStatus(userId, 'Available');
    };
    recovery = started;
    scheduler.after(0, () => {
      if (recovery === started) agents.setStatus(userId, MISSED_CALL);
    });
  };

  return {
    start: beat,
    previewShown: beat,
    isOpen: () => current !== 'closed',
    contacts,
    tetherChanged,
    offerLost(contactId, how) {
      if (current !== 'ours') return;
      if (how === 'missed' || how === 'declined') recover(contactId, how);
      else scheduler.after(0, () => clear(contactId));
    },
    wishAvailable() {
      if (current === 'closed') return;
      if (recovery) {
        recovery.wantsAvailable = true;
        return;
      }
      for (const { contactId } of lost()) clear(contactId);
      agents.setStatus(userId, 'Available');
    },
    wishClear() {
      if (current === 'closed' || recovery) return;
      for (const { contactId } of lost()) clear(contactId);
    },
    setStatus(status) {
      if (current === 'closed') return;
      if (recovery) recovery.wantsAvailable = false;
      agents.setStatus(userId, status);
    },
    close() {
      recovery?.end();
      beating?.cancel();
      current = 'closed';
    },
    open() {
      current = opened;
      beat();
      for (const { contactId } of contacts()) if (isTether(contactId)) tetherChanged(contactId);
      const waiting = lost().find(({ contactId }) => !isTether(contactId));
      if (current === 'ours' && waiting) recover(waiting.contactId, waiting.state === 'MISSED' ? 'missed' : 'declined');
    },
  };
}
