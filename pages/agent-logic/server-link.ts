import type { PageSnapshot } from '../../core/agent-page/agent-page';
import type { LeadView } from '../../core/agent-page/page-lead';
import { askAgainMs, heartbeatMs, refusedAgainMs, tryAgainMs } from './intervals';
import type { AgentLogicPorts, Heartbeat, Reply, SoftphoneView } from './ports';

export type LinkState = 'starting' | 'ok' | 'lost' | 'signed-out' | 'refused';

export interface ServerLink {
  readonly state: () => LinkState;
  /** The sentence of a refusal. */
  readonly problem: () => string | null;
  readonly snapshot: () => PageSnapshot | null;
  /** When the snapshot was received, ms; `null`: never. */
  readonly receivedAt: () => number | null;
  /** Asks at once; while an answer is on its way, once more after it. */
  readonly ask: () => void;
  /** Says at once that the page is open, and by its interval from then on. */
  readonly beat: () => void;
  /** Says this once, out of turn. */
  readonly say: (beat: Heartbeat) => void;
  readonly stop: () => void;
}

/** Asks for snapshots and says that the page is watched, by the intervals of what is going on. */
export function serverLink(
  ports: Pick<AgentLogicPorts, 'server' | 'clock'>,
  is: {
    readonly softphone: () => SoftphoneView | null;
    /** What the page says of itself; `null`: another one rules, so nothing. */
    readonly beat: () => Heartbeat | null;
  },
  on: {
    readonly snapshot: (snapshot: PageSnapshot, now: number) => void;
    readonly state: (state: LinkState) => void;
    /** Who leads, and as of which request (`clock.now()` when it was sent). */
    readonly lead: (lead: LeadView | null, askedAt: number) => void;
  },
): ServerLink {
  const { server, clock } = ports;
  let state: LinkState = 'starting';
  let problem: string | null = null;
  let snapshot: PageSnapshot | null = null;
  let receivedAt: number | null = null;
  let asking: 'no' | 'once' | 'again' = 'no';
  let stopped = false;
  let cancelAsk = (): void => undefined;
  let cancelBeat = (): void => undefined;

  const become = (next: LinkState, said: string | null): void => {
    const changed = state !== next;
    state = next;
    problem = said;
    if (changed) on.state(next);
  };

  const judge = (reply: Reply<unknown>): void => {
    if (reply.kind === 'ok') become('ok', null);
    else if (reply.kind === 'refused') become('refused', reply.problem);
    else become(reply.kind === 'signed-out' ? 'signed-out' : 'lost', null);
  };

  const ask = async (): Promise<void> => {
    if (stopped) return;
    if (asking !== 'no') {
      asking = 'again';
      return;
    }
    asking = 'once';
    cancelAsk();
    const askedAt = clock.now();
    const reply = await server.snapshot();
    if (stopped) return;
    judge(reply);
    if (reply.kind === 'ok') {
      const now = clock.now();
      on.lead(reply.value.lead, askedAt);
      // Old news never undoes newer news: answers may overtake one another.
      if (snapshot === null || reply.value.serverTime >= snapshot.serverTime) {
        snapshot = reply.value;
        receivedAt = now;
      }
      on.snapshot(snapshot, now);
    }
    const again = (asking as 'once' | 'again') === 'again';
    asking = 'no';
    const soon =
      reply.kind === 'ok'
        ? askAgainMs(snapshot, is.softphone())
        : reply.kind === 'refused'
          ? refusedAgainMs
          : tryAgainMs;
    cancelAsk = clock.after(again ? 0 : soon, () => void ask());
  };

  const say = async (beat: Heartbeat): Promise<void> => {
    const askedAt = clock.now();
    // One that is lost is made up for by the next; that the connection is, shows at the next snapshot.
    const reply = await server.heartbeat(beat);
    if (stopped) return;
    if (reply.kind !== 'refused') judge(reply);
    if (reply.kind === 'ok') on.lead(reply.value.lead, askedAt);
  };

  const beat = async (): Promise<void> => {
    if (stopped) return;
    cancelBeat();
    cancelBeat = clock.after(heartbeatMs(snapshot), () => void beat());
    const said = is.beat();
    if (said !== null) await say(said);
  };

  return {
    state: () => state,
    problem: () => problem,
    snapshot: () => snapshot,
    receivedAt: () => receivedAt,
    ask: () => void ask(),
    beat: () => void beat(),
    say: (beat) => void say(beat),
    stop() {
      stopped = true;
      cancelAsk();
      cancelBeat();
    },
  };
}
