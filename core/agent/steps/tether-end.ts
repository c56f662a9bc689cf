import type { TetherEnd } from '../../vocabulary';
import type { AgentContact, AgentRecord } from '../agent';
import type { Effect } from '../effect';
import type { GiveBack } from '../outbound';
import type { ConnectedTether } from '../tether-record';
import { type Step, stepTo, tell, tellMs, then, unchanged } from './agent-step';
import { workOver } from './agent-work';
import { tetherEnded } from './cancel-tether';
import { comeIn, failMove, finishMoveIn } from './finish-move';
import { endingMove } from './move-deadline';
import { withdrawPreview } from './preview';
import { endTether } from './release';
import { failAttempt, tryAgain } from './tether-attempts';
import { noteUnmapped } from './tether-on-its-way';
import type { TetherRules } from './tether-rules';

/** How a tether ends, and what becomes of the agent then. Pure; times are ms since the epoch. */

/** The page clears an ended tether at once; where it does not, the server does after this. */
export const clearGraceMs = 1_000;
/**
 * A tether that held for less than this counts as a failed attempt: otherwise one that drops at once would be dialled for ever.
 */
const provenMs = 10_000;

/** Has the server take a tether that has ended off the softphone after `clearGraceMs`, should the page not have done so. */
export const clearTimer = (agent: AgentRecord, { contactId, since }: AgentContact): Effect => ({
  kind: 'timer',
  timer: { kind: 'tether-contact', agentId: agent.agentId, contactId },
  dueAt: Math.max(since, agent.observedAt) + clearGraceMs,
});

/** The Campaign Manager says that the call never got through, or is over; `now`: when that came. */
export function onCallOver(
  agent: AgentRecord,
  rules: TetherRules,
  over: { readonly at: number; readonly why: string; readonly renewed: boolean },
  now: number,
): Step {
  const { tether } = agent.outbound;
  if (tether === null) return unchanged(agent);
  switch (tether.state) {
    case 'requested':
    case 'dialling':
    case 'mapped':
      return failAttempt(agent, rules, over.at, `the call ended (${over.why})`);
    case 'answered':
    case 'unmapped': {
      const grey = tether.state === 'answered' ? noteUnmapped(agent, over.at) : unchanged(agent);
      return then(grey, (record) => {
        const why = 'its token was wrong, late or missing';
        const end = stepTo(record, {}, tetherEnded(record, tether, over.at, 'unmapped', why));
        return then(end, (gone) => failAttempt(gone, rules, over.at, why));
      });
    }
    case 'ready':
    case 'ending': {
      // The agent's own event tells when it is over for them; whoever has logged out sends none.
      if (agent.status.type === 'OFFLINE') {
        return then(tetherOver(agent, tether, rules, over.at), (record) => finishMoveIn(record, over.at));
      }
      const told = { ...tether, overBy: tether.overBy ?? now };
      // To be renewed, it is ended from here.
      if (!over.renewed || tether.state === 'ending') {
        return tether.overBy === null ? stepTo(agent, { tether: told }) : unchanged(agent);
      }
      return endTether(stepTo(agent, { tether: told }).agent, 'renewed');
    }
    default:
      return unchanged(agent);
  }
}

/** It was up and is over. One that held a moment only counts as a failed attempt of the same tether. */
export function tetherOver(agent: AgentRecord, tether: ConnectedTether, rules: TetherRules, at: number): Step {
  const { giveBack, move } = agent.outbound;
  const leaving = agent.status.type === 'OFFLINE' || giveBack?.why === 'logged-out';
  const end: TetherEnd = leaving ? 'logout' : tether.state === 'ending' ? tether.endingFor : 'dropped';
  const why = wordsFor[end];
  const effects: Effect[] = [tetherEnded(agent, tether, at, end, why), { kind: 'rebalance' }];
  // The contact that is shown cannot be answered any more. It is withdrawn first, while the tether it belongs to is still on
  // record.
  const gone = then(withdrawPreview(agent, at, `the tether ended: ${why}`), (record) =>
    stepTo(record, { tether: null, work: workOver(agent, tether.tetherId, at) }, ...effects),
  );
  const told = then(gone, (record) =>
    tell(record, { type: 'TetherStateChanged', tetherId: tether.tetherId, state: 'ended', why, deadline: at + tellMs }),
  );
  return then(told, (record) => {
    if (giveBack !== null) {
      return then(leaveTether(record, giveBack, at), (left) => endOfMove(left, giveBack, at));
    }
    if (move?.to === 'inbound') return move.phase === 'ending' ? unchanged(record) : endingMove(record, move, at);
    return end === 'dropped' && move === null && !isProven(agent, tether, at)
      ? tryAgain(record, { ...tether, rang: false }, rules, at, why)
      : unchanged(record);
  });
}

/** It held for a while, or has served a customer, however short the call was. */
const isProven = (agent: AgentRecord, { readyAt }: ConnectedTether, at: number): boolean =>
  at - readyAt >= provenMs || agent.placeLost || (agent.availableSince ?? 0) > readyAt;

const wordsFor: Readonly<Record<TetherEnd, string>> = {
  released: 'released',
  logout: 'the agent logged out',
  renewed: 'a fresh one follows',
  dropped: 'it was cut off',
  cancelled: 'it was given up',
  unmapped: 'its token did not come',
};

const leaveTether = (agent: AgentRecord, giveBack: GiveBack, at: number): Step => {
  const isForInbound = giveBack.why === 'to-inbound' || giveBack.why === 'taken-off';
  const crosses = isForInbound && agent.kind !== 'outbound' && agent.outbound.side === 'outbound';
  const left = stepTo(agent, { giveBack: null });
  return crosses ? then(left, (record) => comeIn(record, at)) : left;
};

const endOfMove = (agent: AgentRecord, giveBack: GiveBack, at: number): Step =>
  giveBack.why === 'to-inbound'
    ? unchanged(agent)
    : failMove(agent, at, { code: 'agent-left', figures: { agent: agent.username } });
