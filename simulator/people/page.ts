/** The agent's softphone page: what it does by itself, and what it makes of what the agent wants (docs/scenarios.md#the-page). */

import type { Scheduled } from '../../clock/scheduler';
import {
  availableStatusName,
  blankPage,
  type PageAct,
  type PageInput,
  pageStep,
  reopened,
} from '../../core/agent-page/page-rules';
import type { AgentId, ContactId } from '../../core/ids';
import type { RefusalKind } from '../../core/offering/refusal-verdict';
import { missedCallStatusName } from '../../core/vocabulary';
import type { PeopleWorld } from './people-world';
import { tetherIdOf } from './tether-contact';

/**
 * `ours`: our page, which goes by `pageStep` and accepts the tether it expects. `plain-ccp`: Connect's own, which does as
 * told and nothing by itself. `closed`: no page at all.
 */
export type PageKind = 'ours' | 'plain-ccp' | 'closed';

/** How an offer ended without an answer; `over`: the caller hung up, or Connect took the ring away. */
export type LostOffer = RefusalKind | 'over';

/**
 * The page around one agent's softphone: what it clears, sets and asks for (docs/scenarios.md#the-page). Closed, it does
 * nothing.
 */
export interface Page {
  /** Their agent logs in: a page that is open says so from now on. */
  start(): void;
  isOpen(): boolean;
  contacts(): readonly { readonly contactId: ContactId; readonly state: string }[];
  /** A customer's call rings. */
  ringing(contactId: ContactId): void;
  /** The agent took it. */
  answered(contactId: ContactId): void;
  /** An offer to this agent ended without an answer. */
  offerLost(contactId: ContactId, how: LostOffer): void;
  /** Something happened to a tether on this agent's softphone. */
  tetherChanged(contactId: ContactId): void;
  /** The agent wants a missed call off the screen. */
  wishClear(): void;
  /** A contact appears on it. */
  previewShown(): void;
  /** The agent chooses what to be. */
  choose(status: string): void;
  close(): void;
  open(): void;
  /** A real page is open instead of this one, which does nothing until `letGo` and then goes by what it finds. */
  takeOver(): void;
  letGo(): void;
}

/** How often our page says that it is open and watched, and how often while it shows a contact. */
const HEARTBEAT_MS = 15_000;
const SHOWING_HEARTBEAT_MS = 4_000;

/** Makes the page of one agent. What it does by itself it does in a task of its own, at the moment of the cause. */
export function createPage(world: PeopleWorld, userId: AgentId, kind: PageKind): Page {
  const { backend, connect, scheduler } = world;
  const { agents } = connect;
  const opened: Exclude<PageKind, 'closed'> = kind === 'closed' ? 'ours' : kind;
  /** As the agent's script has it, whether or not a person has taken over. */
  let scripted: PageKind = kind;
  let takenOver = false;
  let memory = blankPage;
  const current = (): PageKind => (takenOver ? 'closed' : scripted);

  const contacts = () => agents.view(userId).contacts;
  const lost = () => contacts().filter(({ state }) => state === 'MISSED' || state === 'REJECTED');
  const clear = (contactId: ContactId): void => {
    if (lost().some((listed) => listed.contactId === contactId)) agents.clear(userId, contactId);
  };

  const isTether = (contactId: ContactId): boolean => tetherIdOf(connect, contactId) !== null;

  /** Takes the one tether it expects; whatever is over, answered or not, leaves the screen. A tether parks nobody. */
  const attendTether = (contactId: ContactId): void | Promise<void> => {
    const state = contacts().find((listed) => listed.contactId === contactId)?.state;
    if (current() !== 'ours' || state === undefined || state === 'CONNECTED') return;
    if (state !== 'CONNECTING') agents.clear(userId, contactId);
    else if (tetherIdOf(connect, contactId) === backend.expectedTether(userId)) return agents.accept(userId, contactId);
  };
  const tetherChanged = (contactId: ContactId): void => void scheduler.after(0, () => attendTether(contactId));

  let beating: Scheduled | null = null;
  const beat = (): void => {
    const { heartbeat } = backend;
    if (heartbeat === null || current() !== 'ours') return;
    beating?.cancel();
    beating = scheduler.after(0, async () => {
      // A heartbeat that is lost is made up for by the next one.
      await heartbeat(userId).catch(() => undefined);
      const showing = backend.openPreview(userId) !== null;
      beating = scheduler.after(showing ? SHOWING_HEARTBEAT_MS : HEARTBEAT_MS, beat);
    });
  };

  let waking: Scheduled | null = null;
  let parking: Scheduled | null = null;
  const listening = new Map<string, () => void>();
  /** Customers' calls that rang here, whatever page was open; the agent's own calls are none. */
  const offered = new Set<string>();

  const ask = async (contactId: ContactId, how: RefusalKind): Promise<void> => {
    // Without an answer it is asked again.
    const verdict = await backend.refusalVerdict(userId, contactId, how).catch(() => null);
    const inForce = agents.criteriaInForce(userId, contactId);
    const writtenAt = verdict?.criteriaWrittenAt ?? null;
    tell({
      ...{ kind: 'verdict', contactId, verdict },
      inForce: writtenAt !== null && inForce !== null && inForce.writtenAt >= writtenAt && !inForce.mayOffer,
    });
  };

  const perform = (act: PageAct, cause: PageInput['kind']): void => {
    switch (act.kind) {
      case 'set-status':
        parking?.cancel();
        // A break that was chosen while it rang shows no miss before it.
        if (act.status !== missedCallStatusName) agents.setStatus(userId, act.status);
        else parking = scheduler.after(0, () => agents.setStatus(userId, act.status));
        break;
      case 'clear':
        if (cause !== 'ring-over') clear(act.contactId);
        else scheduler.after(0, () => clear(act.contactId));
        break;
      case 'ask':
        scheduler.after(0, () => ask(act.contactId, act.how));
    }
  };

  /** Goes by the rules of the page, as long as it is open and ours. */
  const tell = (input: PageInput): void => {
    if (current() !== 'ours') return;
    const step = pageStep(memory, input, scheduler.now());
    memory = step.memory;
    for (const act of step.acts) perform(act, input.kind);
    waking?.cancel();
    waking = step.wakeAt === null ? null : scheduler.at(step.wakeAt, () => tell({ kind: 'time' }));
    listen();
  };

  /**
   * When new criteria are in force the page asks for the verdict; a page on the real Connect learns it by asking from time to
   * time.
   */
  const listen = (): void => {
    const refused = new Set(memory.refusals.map(({ contactId }) => contactId));
    for (const [contactId, stop] of listening) if (!refused.has(contactId)) stop();
    for (const contactId of listening.keys()) if (!refused.has(contactId)) listening.delete(contactId);
    for (const contactId of refused) {
      if (listening.has(contactId)) continue;
      listening.set(
        contactId,
        world.onCriteriaInForce(contactId, () => tell({ kind: 'news', contactId })),
      );
    }
  };

  const isAvailable = (): boolean => {
    const { status, nextStatus } = agents.view(userId);
    return status === availableStatusName && nextStatus === null;
  };
  const refused = (contactId: ContactId, how: RefusalKind): void =>
    tell({ kind: 'refused', contactId, how, available: isAvailable() });

  const stop = (): void => {
    beating?.cancel();
    waking?.cancel();
  };

  /** What is on the softphone when the page opens. */
  const lookAround = (): void => {
    beat();
    tell({ kind: 'time' });
    for (const { contactId, state } of contacts()) {
      if (isTether(contactId)) tetherChanged(contactId);
      if (!offered.has(contactId)) continue;
      if (state === 'CONNECTING') tell({ kind: 'ring', contactId });
      else if (state === 'MISSED' || state === 'REJECTED') {
        const known = memory.refusals.some((refusal) => refusal.contactId === contactId);
        if (!known) refused(contactId, state === 'MISSED' ? 'missed' : 'declined');
      }
    }
  };

  return {
    start: beat,
    previewShown: beat,
    isOpen: () => current() !== 'closed',
    contacts,
    tetherChanged,
    ringing(contactId) {
      offered.add(contactId);
      tell({ kind: 'ring', contactId });
    },
    answered: (contactId) => tell({ kind: 'answered', contactId }),
    offerLost(contactId, how) {
      if (how === 'over') tell({ kind: 'ring-over', contactId });
      else refused(contactId, how);
    },
    choose(status) {
      if (current() === 'ours') tell({ kind: 'chosen', status });
      if (current() !== 'plain-ccp') return;
      if (status === availableStatusName) for (const { contactId } of lost()) clear(contactId);
      agents.setStatus(userId, status);
    },
    wishClear() {
      if (current() === 'closed' || memory.refusals.length > 0) return;
      for (const { contactId } of lost()) clear(contactId);
    },
    close() {
      stop();
      scripted = 'closed';
    },
    open() {
      if (scripted !== 'closed') return;
      scripted = opened;
      memory = reopened(memory);
      if (!takenOver) lookAround();
    },
    takeOver() {
      stop();
      parking?.cancel();
      takenOver = true;
    },
    letGo() {
      takenOver = false;
      memory = blankPage;
      listen();
      if (scripted !== 'closed') lookAround();
    },
  };
}
