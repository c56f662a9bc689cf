import type { PageSnapshot } from '../../core/agent-page/agent-page';
import type { LeadView } from '../../core/agent-page/page-lead';
import { missedCallStatusName } from '../../core/agent-page/page-rules';
import type { AgentView } from './agent-view';
import { checksOf } from './checks';
import { type LogCode, type LogEntry, withEntry } from './connection-log';
import { customerAsks } from './customer-asks';
import { sleptMs, tickMs } from './intervals';
import { leadOfAgent } from './lead-of-agent';
import type { AgentLogicPorts, CustomerAsk, PreviewAnswer, SoftphoneNews, SoftphoneView } from './ports';
import { previewAnswers } from './preview-answers';
import { type RingingCaller, ringingCaller } from './ringing-caller';
import { rulesRunner } from './rules-runner';
import { type LinkState, serverLink } from './server-link';
import { callerInputs, isFree } from './softphone-changes';
import { tetherAttendant } from './tether-attendant';

export interface AgentLogic {
  readonly view: () => AgentView;
  /** Calls `see` after each change; returns how to stop. */
  readonly subscribe: (see: () => void) => () => void;
  /** The agent's answer to the contact shown; a second one to the same contact is passed over. */
  readonly answer: (previewId: string, answer: PreviewAnswer) => void;
  /** "End customer", or "Done": about the customer of the snapshot, and no other. */
  readonly askOfCustomer: (ask: CustomerAsk) => void;
  /**
   * The agent wants to be this, by the name of a status in Connect. A break chosen during a call or its wrap-up waits for
   * their end; Available waits for the verdict on a refused call.
   */
  readonly choose: (status: string) => void;
  /**
   * Cuts the tether off now, whoever is on it, and lets the agent be Not ready: for a call of their own that cannot wait, such as to
   * the emergency services. No tether is accepted until they choose Available. Asks nothing of the server.
   */
  readonly endTether: () => void;
  /** Another browser acts for the agent (role `elsewhere`): this one does from now on, and that one only shows. */
  readonly workHere: () => void;
  /** Asks the server again at once, as after a new sign-in. */
  readonly refresh: () => void;
  /** Ends everything; the page is closed. */
  readonly stop: () => void;
}

/**
 * What an agent's page does by itself, without a user interface: accepts the tether that is expected and nothing else, goes by
 * the rules for calls that came to nothing, says that it is watched, and keeps one view of everything for whoever shows it.
 */
export function createAgentLogic(ports: AgentLogicPorts): AgentLogic {
  const { softphone, clock, surroundings } = ports;
  const seers = new Set<() => void>();
  /** This window has the browser's lock; and the agent's lead is no other browser's. */
  let first = false;
  const lead = leadOfAgent(ports.browser);
  const leading = (): boolean => first && lead.elsewhere() === null;
  let phone: AgentView['softphone'] = { state: 'starting', view: null };
  let ringing: RingingCaller | null = null;
  let log: readonly LogEntry[] = [];
  let current: AgentView | null = null;
  let stopped = false;

  const changed = (): void => {
    current = null;
    if (!stopped) for (const see of seers) see();
  };
  const note = (code: LogCode, detail?: string | number): void => {
    log = withEntry(log, { at: clock.now(), code, ...(detail !== undefined && { detail }) });
  };

  const previews = previewAnswers(ports.server, clock, changed);
  const asks = customerAsks(
    ports.server,
    clock,
    (customerId) => link.snapshot()?.customer?.customerId === customerId,
    () => {
      link.ask();
      changed();
    },
  );

  const act = (what: string, done: Promise<void>): void => {
    done.catch(() => {
      note('softphone-refused', what);
      changed();
    });
  };
  const setStatus = (status: string): void => {
    if (phone.view === null) return;
    act('setStatus', softphone.setStatus(status, isFree(phone.view) ? 'now' : 'after-work'));
  };
  const rules = rulesRunner(
    ports,
    {
      setStatus,
      clear(contactId) {
        const listed = phone.view?.contacts.find((contact) => contact.contactId === contactId);
        if (listed && isOver(listed.phase)) act('clear', softphone.clear(contactId));
      },
    },
    changed,
  );

  const otherUser = (): AgentView['otherUser'] => {
    const page = link.snapshot()?.agent.username;
    const other = phone.view?.username;
    if (page === undefined || other === undefined || page.toLowerCase() === other.toLowerCase()) return null;
    return { softphone: other, page };
  };
  const rulesHere = (): boolean => leading() && surroundings.now().acting && otherUser() === null;

  /** Since the agent ended one themselves. */
  let tethersRefused = false;
  const attend = tetherAttendant(clock, {
    ask: () => link.ask(),
    clear: (contactId) => act('clear', softphone.clear(contactId)),
    accept(contactId) {
      note('tether-accepted');
      act('accept', softphone.accept(contactId));
    },
  });
  const attendTethers = (): void => {
    const { view } = phone;
    if (view === null || !rulesHere()) return;
    // Two browsers must not both answer: as long as the server has not said that this one leads, no tether is expected here.
    const mayAccept = view.inBrowser && !tethersRefused && lead.isSure(clock.now());
    attend(view, mayAccept ? (link.snapshot()?.tether?.tetherId ?? null) : null);
  };

  const seeRinging = (): void => {
    const snapshot = link.snapshot();
    const told = snapshot && { ring: snapshot.ring, receivedAt: link.receivedAt() ?? clock.now() };
    ringing = ringingCaller(ringing, phone.view, told, clock.now());
  };

  let isKnown = false;
  const link = serverLink(
    ports,
    {
      softphone: () => phone.view,
      beat: () =>
        link.snapshot() !== null && rulesHere()
          ? { browser: ports.browser, watched: surroundings.now().visible }
          : null,
    },
    {
      snapshot(snapshot: PageSnapshot, now: number) {
        // Whose page this is, is known only now.
        if (!isKnown) link.beat();
        isKnown = true;
        const before = previews.shown()?.previewId;
        previews.show(snapshot.preview, now);
        if (previews.shown() !== null && previews.shown()?.previewId !== before) link.beat();
        attendTethers();
        seeRinging();
        changed();
      },
      lead(said: LeadView | null, askedAt: number) {
        const wasElsewhere = lead.elsewhere() !== null;
        const changedHands = lead.hear(said, askedAt);
        if (changedHands && first && wasElsewhere !== (lead.elsewhere() !== null)) {
          note(wasElsewhere ? 'leading' : 'elsewhere');
          begin();
        }
        attendTethers();
        changed();
      },
      state(state: LinkState) {
        if (state === 'ok') note('server-back');
        else if (state === 'lost') note('server-lost');
        else if (state === 'signed-out') note('signed-out');
        changed();
      },
    },
  );

  /** What this page has told its rules of; `null`: nothing yet, or it only watched. */
  let told: SoftphoneView | null = null;
  const tellRules = (): void => {
    const { view } = phone;
    if (!rulesHere()) told = null;
    if (view === null || !rulesHere()) return;
    if (told === null) rules.open(view.username);
    const before = told;
    told = view;
    for (const input of callerInputs(before, view, rules.memory())) rules.tell(input);
  };

  const onNews = (news: SoftphoneNews): void => {
    if (news.kind === 'lost') {
      if (phone.state !== news.why) note(news.why === 'login' ? 'softphone-login' : 'softphone-lost');
      phone = { ...phone, state: news.why };
      // Most likely the network: an agent with callers would learn it at the next question only.
      link.ask();
    } else {
      if (phone.state !== 'ok') note('softphone-ready');
      phone = { state: 'ok', view: news.view };
      seeRinging();
      tellRules();
      attendTethers();
      link.ask();
    }
    changed();
  };

  const choose = (status: string): void => {
    const choice = phone.view?.statuses.find(({ name }) => name === status);
    if (choice === undefined || !rulesHere()) return;
    if (choice.kind === 'available') tethersRefused = false;
    rules.tell({ kind: 'chosen', status });
    void ports.server.state(choice.kind === 'available' ? 'available' : 'not-ready', status).then(() => link.ask());
  };

  let lastTick = clock.now();
  const tick = (): void => {
    if (stopped) return;
    const gap = clock.now() - lastTick;
    lastTick = clock.now();
    if (gap > sleptMs) {
      note('slept', Math.round(gap / 1000));
      link.ask();
      link.beat();
    }
    attendTethers();
    cancelTick = clock.after(tickMs, tick);
    changed();
  };

  note('opened');
  let cancelTick = clock.after(tickMs, tick);
  const begin = (): void => {
    tellRules();
    attendTethers();
    link.ask();
    link.beat();
    changed();
  };
  const giveBack = ports.lock.acquire(() => {
    first = true;
    note('leading');
    begin();
  });
  let seen = surroundings.now();
  const unwatchSurroundings = surroundings.watch(() => {
    const now = surroundings.now();
    if (now.online !== seen.online || now.visible !== seen.visible) {
      link.ask();
      link.beat();
    }
    if (now.acting !== seen.acting) begin();
    seen = now;
    changed();
  });
  const unwatchSoftphone = softphone.watch(onNews);
  link.ask();

  return {
    view() {
      current ??= {
        role: !surroundings.now().acting ? 'scripted' : !first ? 'watching' : leading() ? 'leading' : 'elsewhere',
        server: {
          state: surroundings.now().online ? link.state() : 'lost',
          problem: link.problem(),
          receivedAt: link.receivedAt(),
        },
        softphone: phone,
        otherUser: otherUser(),
        snapshot: link.snapshot(),
        preview: previews.shown(),
        lastPreview: previews.settled() ?? link.snapshot()?.lastPreview ?? null,
        askedOfCustomer: asks.last(),
        ringing,
        refusals: rules.memory().refusals,
        checks: checksOf({
          softphone: phone.view,
          leading: leading(),
          connected: link.state() === 'ok' && phone.state === 'ok',
          surroundings: surroundings.now(),
        }),
        log,
      };
      return current;
    },
    subscribe(see) {
      seers.add(see);
      return () => seers.delete(see);
    },
    answer(previewId, answer) {
      if (rulesHere()) previews.answer(previewId, answer);
    },
    askOfCustomer(ask) {
      if (rulesHere()) asks.ask(ask);
    },
    choose,
    endTether() {
      const { view } = phone;
      if (view === null || !rulesHere()) return;
      tethersRefused = true;
      const status = view.statuses.find(({ kind, name }) => kind === 'not-ready' && name !== missedCallStatusName);
      // First of all: with a next status chosen, nothing comes in the moment the tether is gone.
      if (status !== undefined) choose(status.name);
      for (const { contactId, phase, tetherId } of view.contacts) {
        if (tetherId !== null && phase === 'connected') act('hangUp', softphone.hangUp(contactId));
      }
      note('tether-ended');
      changed();
    },
    workHere() {
      const over = lead.elsewhere();
      if (first && over !== null) link.say({ browser: ports.browser, watched: surroundings.now().visible, over });
    },
    refresh() {
      link.ask();
      link.beat();
    },
    stop() {
      stopped = true;
      cancelTick();
      link.stop();
      rules.stop();
      unwatchSoftphone();
      unwatchSurroundings();
      giveBack();
    },
  };
}

const isOver = (phase: string): boolean => phase === 'missed' || phase === 'rejected' || phase === 'failed';
