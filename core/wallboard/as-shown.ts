import { fnv1a } from '../group/directory';
import type { AgentId } from '../ids';
import type { RequestLine } from '../move-requests/ports';
import type { Reason } from '../reasons/reason';
import type { MoveLine, WallboardSnapshot } from './snapshot';

/** What an environment lets supervisors see of single agents. */
export interface WallboardPrivacy {
  readonly agents: 'names' | 'pseudonyms';
  /** Since when, last moves and why, heartbeats: of each agent, or of nobody. */
  readonly agentFigures: boolean;
}

/**
 * A name for a screen that others see: the same for the same agent every day. The agent's id is on the wire all the same, since moves
 * need it: whoever has the users of Connect can tell whom it means.
 */
export const pseudonymOf = (agentId: AgentId): string => `A-${fnv1a(agentId).toString(36).padStart(7, '0')}`;

/** The snapshot as this environment shows it. */
export function asShown(snapshot: WallboardSnapshot, { agents, agentFigures }: WallboardPrivacy): WallboardSnapshot {
  const named = agents === 'names' ? snapshot : withPseudonyms(snapshot);
  return agentFigures ? named : { ...named, agents: named.agents.map((row) => ({ ...row, figures: null })), moves: [] };
}

function withPseudonyms(snapshot: WallboardSnapshot): WallboardSnapshot {
  const idOf = new Map(snapshot.agents.map(({ agent, agentId }) => [agent, agentId]));
  const shown = (username: string): string => {
    const agentId = idOf.get(username);
    return agentId === undefined ? 'A-?' : pseudonymOf(agentId);
  };
  const reason = (because: Reason): Reason => withNames(because, shown);
  const line = <L extends Pick<MoveLine, 'because' | 'ended'>>(move: L): L => ({
    ...move,
    because: reason(move.because),
    ended: move.ended && { ...move.ended, because: move.ended.because && reason(move.ended.because) },
  });
  const request = (one: RequestLine): RequestLine => ({
    ...one,
    agent: pseudonymOf(one.agentId),
    because: one.because && reason(one.because),
  });
  return {
    ...snapshot,
    queues: snapshot.queues.map((queue) => {
      const fetches = queue.next?.fetches;
      if (!queue.next || !fetches) return queue;
      const { agentId, because } = fetches;
      return {
        ...queue,
        next: { ...queue.next, fetches: { ...fetches, agent: pseudonymOf(agentId), because: reason(because) } },
      };
    }),
    agents: snapshot.agents.map((row) => ({
      ...row,
      agent: pseudonymOf(row.agentId),
      figures: row.figures && { ...row.figures, lastMove: row.figures.lastMove && line(row.figures.lastMove) },
    })),
    moves: snapshot.moves.map((move) => line({ ...move, agent: pseudonymOf(move.agentId) })),
    requests: snapshot.requests.map(request),
  };
}

/** Figures that hold usernames are called `agent` and `insteadOf` in every reason. */
function withNames(because: Reason, shown: (username: string) => string): Reason {
  const figures: Record<string, unknown> = { ...because.figures };
  if (typeof figures['agent'] === 'string') figures['agent'] = shown(figures['agent']);
  if (Array.isArray(figures['insteadOf'])) figures['insteadOf'] = figures['insteadOf'].map(shown);
  return { ...because, figures } as Reason;
}
