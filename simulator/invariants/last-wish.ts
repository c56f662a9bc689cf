import { delayOfFaults } from './allowances';
import { campaignManagerFaults } from './faults-in-play';
import type { Deadline, Finding, Invariant, Judgement } from './invariant';
import type { AgentView } from './views';
import type { Wish } from './wishes';
import type { WorldView } from './world-view';

/** A softphone without our page is cleared by the server, which gives a page 10 s first. */
const serverSeconds = 12;
/** A tether is given back within the time of a move. */
const tetherSeconds = 90;

/**
 * Invariant 10: the last wish for Break or Offline that an agent made while ringing, talking or in wrap-up is their status
 * once that ends, and stays until they wish otherwise. Here: no other status comes instead of it or after it.
 */
export const lastWishIsStatus: Invariant = (line, view) => {
  if (line.type !== 'agent.status') return [];
  const wish = view.wishes.binding(line.agent, line.t);
  if (wish === null || !view.wishes.isAgainst(wish, line)) return [];
  const instead = wish.held ? `, then is ${line.status}` : ` and is ${line.status} instead`;
  return [{ invariant: 10, message: `${said(line.agent, wish)}${instead}`, lines: [line] }];
};

/** Invariant 10 again: it is done, and not too late. */
export function lastWishIsDone(): Deadline {
  const reported = new Set<Wish>();
  return (t, view, judgement) => {
    const findings: Finding[] = [];
    for (const agent of view.agents.values()) {
      const { username } = agent.agent;
      const wish = view.wishes.binding(username, t);
      if (wish === null || wish.held || wish.overAt === null || reported.has(wish)) continue;
      const allowed = secondsFor(agent, view, judgement, wish.overAt, t);
      if (t - wish.overAt <= allowed) continue;
      reported.add(wish);
      const message = `${said(username, wish)} and is ${agent.status} ${Math.round(allowed)} s after their work ended at ${wish.overAt} s`;
      findings.push({ invariant: 10, message, lines: [] });
    }
    return findings;
  };
}

const said = (username: string, wish: Wish): string => `${username} wished for ${wish.status} at ${wish.t} s`;

/** The page, and Connect itself, do it at once; where the server or the Campaign Manager has to help, it takes longer. */
function secondsFor(agent: AgentView, view: WorldView, judgement: Judgement, from: number, to: number): number {
  const delays = judgement.toleranceSeconds + delayOfFaults(judgement, from, to);
  const onTether = view.outbound.agent(agent.agent.username).tether !== null;
  if (!onTether && agent.agent.page === 'ours') return delays;
  const hampered = judgement.scenario.faults.some(
    ({ kind }) => kind === 'connect-throttle' || kind === 'lose-agent-events' || campaignManagerFaults.has(kind),
  );
  if (hampered) return Number.POSITIVE_INFINITY;
  return (onTether ? tetherSeconds : serverSeconds) + delays + judgement.killDelaySeconds(from);
}
