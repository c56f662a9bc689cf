import type { CampaignEventOf } from '../../campaign-contract/events';
import type { TetherId } from '../../ids';
import type { AgentRecord } from '../agent';
import { type Customer, customerIdOf, customerPhases, type PastCustomer } from '../customer-record';
import type { Effect } from '../effect';
import type { AgentWork, WorkClocks, WorkNote } from '../work-record';
import { type Step, stepTo, unchanged } from './agent-step';

/**
 * What the Campaign Manager says the agent does. Messages come in any order and twice, and every one counts by its own time
 * and number: the clocks are those that all of them in their order would give. So what came beyond a missing one is kept with the
 * clocks before it, and the missing one, should it come, is put where it belongs.
 */

/** Messages kept beyond a gap; with more of them the first missing ones count as lost. */
const mostAhead = 16;

type Told = CampaignEventOf<'AgentWork'>;

/**
 * Believed only while the tether is there (a Campaign Manager that tells of work of an agent it was never given is not). A
 * customer costs the place in line; the agent is free again, at the end of it, when the work is `idle` again
 * (docs/offers.md#idle-and-available-longest). Work begins neither before the tether was ready, nor before the work told of
 * under a lower number, nor later than `now` (ms).
 */
export function noteWork(agent: AgentRecord, event: Told, now: number): Step {
  const { tether, work } = agent.outbound;
  if (tether === null || (tether.state !== 'ready' && tether.state !== 'ending')) return unchanged(agent);
  const known = work?.tetherId === event.tetherId ? work : null;
  const { readyAt } = tether;
  const taken = takeIn(agent, known, event, { readyAt, now });
  // Told again because the function died, perhaps: what follows may be done twice.
  if (taken === null) return { agent, effects: whenFree(event.state) };
  const { availableSince, placeLost, idleOnSideSince } = taken.clocks;
  const customer = customerOf(agent.outbound.customer, known, taken.work);
  const isNewest = known === null || event.seq > known.seq;
  // Whoever could not be let go since they were at work can be asked for once that is over.
  const workEnded = isNewest && event.state === 'idle' && known !== null && known.state !== 'idle';
  return stepTo(
    { ...agent, availableSince, placeLost, idleOnSideSince },
    {
      work: taken.work,
      customer,
      ...leavingCustomer(agent, customer, now),
      ...(workEnded && { leftAloneUntil: null }),
    },
    ...(isNewest ? whenFree(event.state) : []),
  );
}

/**
 * Whom the newest work is about. The same contact is another customer once they were gone: after a wrap-up, or after work that was
 * with nobody.
 */
function customerOf(before: Customer | null, known: AgentWork | null, work: AgentWork): Customer | null {
  const phase = customerPhases.find((one) => one === work.state);
  if (phase === undefined) return null;
  const { tetherId, seq, at } = work;
  const goesOn =
    before !== null &&
    known?.campaign === work.campaign &&
    known.contact === work.contact &&
    !(before.phase === 'wrap-up' && phase === 'talking');
  if (!goesOn) return { tetherId, seq, phase, since: at, phaseSince: at };
  return before.phase === phase ? before : { ...before, phase, phaseSince: at };
}

/** Whoever is not the customer any more is kept as the one before. */
function leavingCustomer(
  { outbound: { customer, work } }: AgentRecord,
  next: Customer | null,
  now: number,
): { readonly customerBefore?: PastCustomer } {
  if (customer === null || work?.tetherId !== customer.tetherId) return {};
  const customerId = customerIdOf(customer);
  if (next !== null && customerIdOf(next) === customerId) return {};
  const { tetherId, seq, campaign, contact } = work;
  return { customerBefore: { customerId, tetherId, workSeq: seq, campaign, contact, endedAt: work.over?.at ?? now } };
}

/** The tether is over, and a message from before comes: the place in line is what it would be had it come in time. */
export function noteWorkAfterwards(agent: AgentRecord, event: Told, now: number): Step {
  const { work } = agent.outbound;
  if (work?.tetherId !== event.tetherId || work.over === null) return unchanged(agent);
  const { over } = work;
  const taken = takeIn(agent, work, event, { readyAt: 0, now: Math.min(now, over.at) });
  if (taken === null) return unchanged(agent);
  const availableSince = taken.clocks.placeLost ? over.at : taken.clocks.availableSince;
  const noted = stepTo(agent, { work: { ...taken.work, over: { ...over, availableSince } } });
  // Since then something else has begun `availableSince` anew.
  if (agent.availableSince !== over.availableSince) return noted;
  return { ...noted, agent: { ...noted.agent, availableSince } };
}

/** The work is over with its tether; of what is told later only the clocks are taken. */
export const workOver = (agent: AgentRecord, tetherId: TetherId, at: number): AgentWork | null => {
  const { work } = agent.outbound;
  return work?.tetherId === tetherId ? { ...work, over: { at, availableSince: agent.availableSince } } : null;
};

/** The clocks with one more message; `null`: it is not new. */
function takeIn(
  agent: AgentRecord,
  known: AgentWork | null,
  event: Told,
  limits: { readonly readyAt: number; readonly now: number },
): { readonly work: AgentWork; readonly clocks: WorkClocks } | null {
  let before = known?.gap?.before ?? clocksOf(agent, known, limits.readyAt);
  const kept = known?.gap?.ahead ?? [];
  if (event.seq <= before.seq || kept.some(({ seq }) => seq === event.seq)) return null;
  const at = Math.min(limits.now, Math.max(event.at, limits.readyAt));
  const { seq, state, tetherId } = event;
  const ahead = [...kept, { seq, state, at }].sort((a, b) => a.seq - b.seq);
  for (let [next] = ahead; next !== undefined; [next] = ahead) {
    if (next.seq > before.seq + 1 && ahead.length <= mostAhead) break;
    before = after(before, next);
    ahead.shift();
  }
  const clocks = ahead.reduce(after, before);
  const about =
    known === null || event.seq > known.seq
      ? { seq, state, campaign: event.campaign ?? null, contact: event.contact ?? null }
      : known;
  const gap = ahead.length > 0 ? { before, ahead } : null;
  const work = { ...about, tetherId, at: clocks.at, served: clocks.placeLost, gap, over: known?.over ?? null };
  return { work, clocks };
}

function clocksOf(agent: AgentRecord, known: AgentWork | null, readyAt: number): WorkClocks {
  const { seq, state, at } = known ?? { seq: 0, state: null, at: readyAt };
  const { availableSince, placeLost } = known?.over
    ? { availableSince: known.over.availableSince, placeLost: known.served }
    : agent;
  return { ...{ seq, state, at, availableSince, placeLost }, idleOnSideSince: agent.idleOnSideSince };
}

function after(clocks: WorkClocks, { seq, state, at: told }: WorkNote): WorkClocks {
  const at = Math.max(told, clocks.at);
  const worked = clocks.placeLost || state === 'talking' || state === 'wrap-up';
  const idle = state === 'idle';
  const busyBefore = clocks.state !== null && clocks.state !== 'idle';
  return {
    ...{ seq, state, at },
    placeLost: worked && !idle,
    availableSince: (worked && idle) || clocks.availableSince === null ? at : clocks.availableSince,
    idleOnSideSince: idle && busyBefore ? at : clocks.idleOnSideSince,
  };
}

const whenFree = (state: AgentWork['state']): readonly Effect[] => (state === 'idle' ? [{ kind: 'rebalance' }] : []);
