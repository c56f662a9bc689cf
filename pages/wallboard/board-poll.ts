import type { MoveLine, WallboardSnapshot } from '../../core/wallboard/snapshot';
import type { PageClock } from '../agent-logic';
import type { BoardServer } from './board-api';

/** How often the server is asked, ms. */
export const pollMs = 2_000;

/** Data older than this is greyed: two answers are missing, ms. */
export const staleMs = 3 * pollMs;

/** Moves that a page remembers; the server has the last of each agent only. */
const mostMoves = 200;

export interface BoardView {
  readonly state: 'loading' | 'ok' | 'lost' | 'no-access' | 'refused' | 'signed-out';
  /** The server's sentence with `no-access` and `refused`. */
  readonly problem: string;
  readonly snapshot: WallboardSnapshot | null;
  /** The latest first. */
  readonly moves: readonly MoveLine[];
  /** When what is shown was seen, by the server's clock. */
  readonly seenAt: number | null;
  /** Add it to this machine's time for the server's, ms. */
  readonly offset: number;
}

export interface BoardPoll {
  readonly view: () => BoardView;
  readonly subscribe: (see: () => void) => () => void;
  readonly stop: () => void;
}

/** Asks for one group's snapshot every 2 s for as long as it is not stopped, and keeps every move it saw. */
export function boardPoll(server: Pick<BoardServer, 'snapshot'>, group: string, clock: PageClock): BoardPoll {
  const seers = new Set<() => void>();
  let view: BoardView = { state: 'loading', problem: '', snapshot: null, moves: [], seenAt: null, offset: 0 };
  let etag: string | null = null;
  let stopped = false;
  let cancel = (): void => undefined;

  const become = (next: Partial<BoardView>): void => {
    view = { ...view, ...next };
    for (const see of seers) see();
  };

  const ask = async (): Promise<void> => {
    const reply = await server.snapshot(group, etag);
    if (stopped) return;
    cancel = clock.after(pollMs, () => void ask());
    switch (reply.kind) {
      case 'ok': {
        const { value } = reply;
        etag = reply.etag;
        // What was on its way longest looks oldest: the largest difference is the truest.
        const offset = Math.max(
          value.computedAt - clock.now(),
          view.seenAt === null ? Number.NEGATIVE_INFINITY : view.offset,
        );
        const moves = mergedMoves(view.moves, value.moves);
        become({ state: 'ok', snapshot: value, moves, seenAt: value.computedAt, offset });
        break;
      }
      case 'same':
        become({ state: 'ok', seenAt: Math.max(view.seenAt ?? 0, reply.seenAt ?? clock.now() + view.offset) });
        break;
      case 'no-access':
      case 'refused':
        become({ state: reply.kind, problem: reply.problem, snapshot: null, moves: [] });
        break;
      case 'signed-out':
        become({ state: 'signed-out' });
        break;
      case 'unreachable':
        become({ state: 'lost' });
    }
  };
  void ask();

  return {
    view: () => view,
    subscribe(see) {
      seers.add(see);
      return () => seers.delete(see);
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}

/** Each move once, as it was told last; the latest first. */
export function mergedMoves(known: readonly MoveLine[], told: readonly MoveLine[]): readonly MoveLine[] {
  const byId = new Map([...known, ...told].map((move) => [move.moveId, move]));
  return [...byId.values()].sort((one, other) => other.decidedAt - one.decidedAt).slice(0, mostMoves);
}
