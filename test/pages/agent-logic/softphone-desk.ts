import type { PageSnapshot } from '../../../core/agent-page/agent-page';
import { type AgentLogic, createAgentLogic } from '../../../pages/agent-logic/agent-logic';
import type {
  Reply,
  Server,
  SoftphoneContact,
  SoftphoneNews,
  SoftphoneView,
  Surroundings,
} from '../../../pages/agent-logic/ports';

export const contact = (change: Partial<SoftphoneContact>): SoftphoneContact => ({
  ...{ contactId: 'caller-1', phase: 'ringing', voice: true, ownCall: false },
  ...{ tetherId: null, queue: 'Sales', caller: null },
  ...change,
});

export const view = (change: Partial<SoftphoneView> = {}): SoftphoneView => ({
  ...{ username: 'ana', status: 'Available', nextStatus: null, contacts: [], inBrowser: true, autoAccept: false },
  statuses: [
    { name: 'Available', kind: 'available' },
    { name: 'Break', kind: 'not-ready' },
    { name: 'Missed call', kind: 'not-ready' },
  ],
  ...change,
});

export const snapshot = (change: Partial<PageSnapshot> = {}): PageSnapshot => ({
  ...{ agent: { username: 'ana' }, side: 'inbound', indicator: 'none', tether: null, preview: null },
  ...{ lastPreview: null, customer: null, takenOff: null, lastMove: null, next: [], ring: null, serverTime: 1_000 },
  lead: { browser: 'here', term: 1 },
  ...change,
});

/** A page without a browser: time stands until the test moves it, and every act is written down. */
export function desk() {
  const acts: string[] = [];
  const storage = new Map<string, string>();
  let now = 1_000_000;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  let see: (news: SoftphoneNews) => void = () => undefined;
  let held: () => void = () => undefined;
  let noticed: () => void = () => undefined;
  const ok = async <T>(value: T): Promise<Reply<T>> => ({ kind: 'ok', value });
  const world = {
    acts,
    snapshot: snapshot(),
    /** Instead of an answer. */
    outage: null as Reply<never> | null,
    verdict: { verdict: 'unknown', criteriaWrittenAt: null, after: 'not-ready', serverTime: 0 } as object,
    surroundings: {
      online: true,
      visible: true,
      microphone: 'granted',
      acting: true,
      soundUnlocked: true,
    } as Surroundings,
    show: (change: Partial<SoftphoneView>) => see({ kind: 'view', view: view(change) }),
    lose: (why: 'connection' | 'login') => see({ kind: 'lost', why }),
    lead: () => held(),
    change(surroundings: Partial<Surroundings>): void {
      world.surroundings = { ...world.surroundings, ...surroundings };
      noticed();
    },
    open: (): AgentLogic =>
      createAgentLogic({
        browser: 'here',
        softphone: {
          watch(given) {
            see = given;
            return () => undefined;
          },
          accept: async (id) => void acts.push(`accept ${id}`),
          clear: async (id) => void acts.push(`clear ${id}`),
          hangUp: async (id) => void acts.push(`hang up ${id}`),
          setStatus: async (status, when) => void acts.push(`${status} ${when}`),
        },
        server,
        clock: {
          now: () => now,
          after(ms, run) {
            const timer = { at: now + ms, run };
            timers.push(timer);
            return () => {
              timers = timers.filter((other) => other !== timer);
            };
          },
        },
        storage: { read: (key) => storage.get(key) ?? null, write: (key, text) => void storage.set(key, text) },
        lock: {
          acquire(given) {
            held = given;
            return () => undefined;
          },
        },
        surroundings: {
          now: () => world.surroundings,
          watch(changed) {
            noticed = changed;
            return () => undefined;
          },
        },
      }),
    /** Lets so many ms pass, and everything that is due in them happen. */
    async pass(ms: number): Promise<void> {
      const until = now + ms;
      await settled();
      for (;;) {
        const due = timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.run();
        await settled();
      }
      now = until;
    },
    /** The clock jumps, as after a sleep, and then everything is late. */
    sleep(ms: number): void {
      now += ms;
    },
  };
  const told = async <T>(what: string, value: T): Promise<Reply<T>> => {
    acts.push(what);
    return world.outage ?? ok(value);
  };
  const server: Server = {
    snapshot: () => told('ask', { ...world.snapshot, serverTime: now }),
    heartbeat({ over, watched }) {
      if (over !== undefined && world.outage === null) {
        world.snapshot = { ...world.snapshot, lead: { browser: 'here', term: over + 1 } };
      }
      const routine = watched ? 'heartbeat' : 'heartbeat, off the screen';
      return told(over === undefined ? routine : `take over ${over}`, { lead: world.snapshot.lead });
    },
    answer: (previewId, answer) =>
      told(`answer ${previewId} ${answer}`, { outcome: answer, by: 'agent', final: false }),
    customer: ({ what, customerId }) => told(`${what} ${customerId}`, world.snapshot),
    state: (state, reason) => told(`state ${state} ${reason}`, {}),
    verdict: (contactId, shown) => told(`verdict ${contactId} ${shown}`, world.verdict as never),
  };
  return world;
}

const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
};

/** Acts that are not the page's routine. */
export const deeds = (acts: readonly string[]): readonly string[] =>
  acts.filter((act) => act !== 'ask' && !act.startsWith('heartbeat'));
