import { endInEnglish } from '../../reasons/english-of-ends';
import type { EndReason } from '../../reasons/reason';
import type { AgentRecord } from '../agent';
import type { GiveBack } from '../outbound';
import { type Step, stepTo, tellState, then, unchanged } from './agent-step';
import { comeIn, failMove } from './finish-move';
import { withdrawPreview } from './preview';
import { takeBackRelease } from './release';

/** A tether is given back without a move: the agent leaves, is taken off, or blending is switched off. Pure; times are ms since the epoch. */

/** Blending is switched off: the tether is given back when the work in hand is done; one that failed is not missed. */
export function drain(agent: AgentRecord, now: number): Step {
  const { giveBack, move, tether, side } = agent.outbound;
  if (giveBack !== null || move !== null) return unchanged(agent);
  if (tether?.state === 'ready') return giveBackToInbound(agent, now, 'blending is switched off');
  if (tether?.state !== 'failed' || side === 'inbound' || agent.kind !== 'blended') return unchanged(agent);
  return then(stepTo(agent, { tether: null, work: null }), (record) => comeIn(record, now));
}

/**
 * Takes the agent off the outbound side: no further work, the tether ends after the work in hand, and a move to inbound fails
 * unless it is ending already.
 */
export function giveBackTether(
  agent: AgentRecord,
  why: GiveBack['why'],
  at: number,
  words: { readonly withdrawn: string; readonly told: string; readonly moveOff: EndReason },
): Step {
  const { move } = agent.outbound;
  const leaving = stepTo(agent, { giveBack: { why, since: at } });
  const unshown = then(leaving, (record) => withdrawPreview(record, at, words.withdrawn));
  const told = then(unshown, (record) =>
    tellState(record, at, {
      state: why === 'logged-out' ? 'logged-out' : 'not-ready',
      campaigns: [...record.campaigns],
      reason: words.told,
    }),
  );
  if (move?.to !== 'inbound' || move.phase === 'ending') return told;
  return then(
    then(told, (record) => takeBackRelease(record, at, endInEnglish(words.moveOff))),
    (record) => failMove(record, at, words.moveOff),
  );
}

/** Nobody is moved, and the tether has to go all the same: after the work in hand, and the agent is on the inbound side. */
export const giveBackToInbound = (agent: AgentRecord, now: number, why: string): Step =>
  then(withdrawPreview(stepTo(agent, { giveBack: { why: 'to-inbound', since: now } }).agent, now, why), (record) =>
    tellState(record, now, { state: 'not-ready', campaigns: [...record.campaigns], reason: why }),
  );
