import type { CriteriaStep } from '../../../core/connect/routing-steps';
import {
  bindsConnect,
  callerLeaseMs,
  endingSteps,
  isOfOtherMode,
  isPlanLive,
  isWaiting,
  mayLoseRing,
  mayRingRefusers,
  namedBy,
  overtakenUntil,
  ringingNow,
  ringRecordMs,
  waitedSeconds,
  waitingRankOf,
  wasOpenTo,
  withSpentOffer,
} from '../../../core/offering/call';
import type { OfferPlanRecord } from '../../../core/offering/call-record';
import { eventCause } from '../../../core/offering/plan-cause';
import { aCall, start } from '../../adapters/contract/builders';

const second = 1000;
const step = (who: CriteriaStep['who'], seconds: number | null): CriteriaStep => ({ who, seconds });
const agents = (...agentIds: string[]): CriteriaStep['who'] => ({ kind: 'agents', agentIds });
const anyone: CriteriaStep['who'] = { kind: 'anyone', required: [] };
const hold: CriteriaStep['who'] = { kind: 'hold' };

/** Decided at the start: ana for 22 s, 8 s nobody, then bo and cy for 60 s, then nobody. */
const anOffer = (changes: Partial<OfferPlanRecord> = {}): OfferPlanRecord => ({
  ...{ kind: 'offer', agentId: 'ana', slotEndsAt: start + 30 * second, holdUntil: null },
  steps: [step(agents('ana'), 22), step(hold, 8), step(agents('bo', 'cy'), 60), step(hold, null)],
  ...{ decidedAt: start, cause: eventCause('a test') },
  ...changes,
});
const open = (changes: Partial<OfferPlanRecord> = {}): OfferPlanRecord =>
  anOffer({ kind: 'open', agentId: null, slotEndsAt: null, steps: [step(anyone, 120), step(hold, null)], ...changes });
const heldForNobody = anOffer({ kind: 'held', agentId: null, slotEndsAt: null, steps: [step(hold, null)] });

describe('a caller', () => {
  it('waits while the lease lasts, two ticks and some slack, and nothing else became of the call', () => {
    expect(callerLeaseMs).toBe(75 * second);
    const waits = (at: number, state: 'waiting' | 'answered' = 'waiting') =>
      isWaiting(aCall('c', { state, leaseUntil: start + callerLeaseMs }), at);
    expect([waits(start + callerLeaseMs - 1), waits(start + callerLeaseMs), waits(start, 'answered')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has waited since being queued, to the millisecond', () => {
    expect(waitedSeconds({ queuedAt: start }, start + 1_234)).toBe(1.234);
  });

  it('comes before others by priority, then by the time of being queued, then by id', () => {
    const calls = [
      aCall('b', { priority: 2, queuedAt: 999 }),
      aCall('b', { priority: 10, queuedAt: 1 }),
      aCall('b', { priority: 1, queuedAt: 1_000 }),
      aCall('a', { priority: 1, queuedAt: 1_000 }),
      aCall('c', { priority: 1, queuedAt: 999 }),
    ];
    expect(calls.map(waitingRankOf).sort()).toEqual([
      '01#000000000000999#c',
      '01#000000000001000#a',
      '01#000000000001000#b',
      '02#000000000000999#b',
      '10#000000000000001#b',
    ]);
  });
});

describe('a ring', () => {
  it('is taken for over when its record is 25 s old', () => {
    const ringing = { agentId: 'ana', since: start };
    expect(ringRecordMs).toBe(25 * second);
    expect(ringingNow({ ringing }, start + ringRecordMs - 1)).toBe(ringing);
    expect(ringingNow({ ringing }, start + ringRecordMs)).toBeNull();
    expect(ringingNow({ ringing: null }, start)).toBeNull();
  });
});

describe('a plan', () => {
  it('that offers the call lives until the slot ends', () => {
    expect(isPlanLive(anOffer(), start + 30 * second - 1)).toBe(true);
    expect(isPlanLive(anOffer(), start + 30 * second)).toBe(false);
    expect(isPlanLive(anOffer({ slotEndsAt: null }), start)).toBe(false);
  });

  it('that is open lives until it turns into HOLD, at the sum of its steps', () => {
    const plan = open({ steps: [step(agents('ana'), 20), step(anyone, 100), step(hold, null)] });
    expect(isPlanLive(plan, start + 120 * second - 1)).toBe(true);
    expect(isPlanLive(plan, start + 120 * second)).toBe(false);
  });

  it('that is open for good lives on', () => {
    expect(isPlanLive(open({ steps: [step(anyone, null)] }), start + 1e9)).toBe(true);
  });

  it('that waits for us leads nowhere by itself, nor does none', () => {
    const slotEndsAt = start + 30 * second;
    expect(isPlanLive(anOffer({ kind: 'restricted', agentId: null, slotEndsAt }), start)).toBe(false);
    expect(isPlanLive(heldForNobody, start)).toBe(false);
    expect(isPlanLive(null, start)).toBe(false);
  });

  it('names the agents of all its steps', () => {
    expect(namedBy(anOffer())).toEqual(['ana', 'bo', 'cy']);
    expect([namedBy(open()), namedBy(null)]).toEqual([[], []]);
  });
});

describe('a plan that is only observed', () => {
  const observed = anOffer({ observed: true });

  it.each<[string, OfferPlanRecord | null, boolean, boolean, boolean]>([
    ['none', null, false, false, false],
    ['one in force', anOffer(), true, true, false],
    ['an observed one', observed, false, false, true],
    ['an observed one before which ours are in force still', { ...observed, pending: true }, true, true, true],
    ['an observed one that a flow may set another before', { ...observed, overtakenUntil: start }, true, true, true],
  ])('binds Connect only where criteria of ours may be in force (%s)', (_, plan, binds, notObserve, notLive) => {
    expect(bindsConnect(plan)).toBe(binds);
    expect([isOfOtherMode(plan, 'observe'), isOfOtherMode(plan, 'live')]).toEqual([notObserve, notLive]);
  });

  it('leaves the choice to Connect: anybody may have been offered the call, and no offer of it is spent', () => {
    expect(wasOpenTo(observed, 'dee', start, start)).toBe(true);
    expect(mayLoseRing(observed, { agentId: 'ana', observedAt: start + 20 * second }, start + 20 * second)).toBe(false);
    expect(withSpentOffer(aCall('c', { plan: observed }), start + 30 * second).tried).toEqual([]);
  });
});

describe('whether those who refused may be rung again', () => {
  it.each([
    ['nobody refused', open(), [], false],
    ['Connect was told of nobody', null, ['ana'], true],
    ['Connect may ring anyone', open(), ['ana'], true],
    ['a later step names one of them', anOffer(), ['dee', 'cy'], true],
    ['the plan names others', anOffer(), ['dee'], false],
    ['it names nobody', heldForNobody, ['ana'], false],
    ['nobody else is left, and it is open on purpose', open({ leftOpen: true }), ['ana'], false],
  ])('%s', (_, plan, tried, mayBe) => {
    expect(mayRingRefusers({ plan, tried })).toBe(mayBe);
  });
});

describe('whether Connect may have offered the call to somebody by itself', () => {
  /** At one moment, in seconds from the decision. */
  const at = (plan: OfferPlanRecord | null, agentId: string, from: number, to = from) =>
    wasOpenTo(plan, agentId, start + from * second, start + to * second);

  it('it may have without a plan', () => {
    expect(at(null, 'ana', 0)).toBe(true);
  });

  it('it may from the begin of a step that names them until 5 s after it, since criteria come in force so late', () => {
    expect([at(anOffer(), 'ana', -0.001), at(anOffer(), 'ana', 0)]).toEqual([false, true]);
    expect([at(anOffer(), 'ana', 27), at(anOffer(), 'ana', 27.001)]).toEqual([true, false]);
    expect([at(anOffer(), 'cy', 29.999), at(anOffer(), 'cy', 30)]).toEqual([false, true]);
    expect([at(anOffer(), 'cy', 95), at(anOffer(), 'cy', 95.001)]).toEqual([true, false]);
  });

  it('a span of time counts where any of it does', () => {
    expect([at(anOffer(), 'bo', 0, 29.999), at(anOffer(), 'bo', 0, 30)]).toEqual([false, true]);
    expect([at(anOffer(), 'ana', 27, 99), at(anOffer(), 'ana', 27.001, 99)]).toEqual([true, false]);
  });

  it('a step for anyone is one for them; one for nobody, or for others, is not', () => {
    expect([at(open(), 'dee', 1), at(heldForNobody, 'dee', 1), at(anOffer(), 'dee', 1)]).toEqual([true, false, false]);
    const last = anOffer({ steps: [step(agents('ana'), null)] });
    expect(at(last, 'ana', 1e9)).toBe(true);
  });
});

describe('whether a ring we have not heard of may be withdrawn before other criteria are in force', () => {
  /** `now` and when the agent was last heard of, in seconds from the decision. */
  const mayBe = (plan: OfferPlanRecord | null, agentId: string, now: number, heard = now) =>
    mayLoseRing(plan, { agentId, observedAt: start + heard * second }, start + now * second);

  it('it may when the step that names them ends within 6 s, or ended less than 5 s before the last news of them', () => {
    expect([mayBe(anOffer(), 'ana', 15.999), mayBe(anOffer(), 'ana', 16)]).toEqual([false, true]);
    expect([mayBe(anOffer(), 'ana', 26.999), mayBe(anOffer(), 'ana', 27)]).toEqual([true, false]);
  });

  it('what began within the last 2 s is not heard of yet', () => {
    expect([mayBe(anOffer(), 'ana', 28.999, 0), mayBe(anOffer(), 'ana', 29, 0)]).toEqual([true, false]);
    expect(mayBe(anOffer(), 'ana', 28.999, 27)).toBe(false);
  });

  it('it may not by a step that has not begun, names others or never ends, nor without a plan', () => {
    const soon = anOffer({ steps: [step(hold, 10), step(agents('ana'), 3), step(hold, null)] });
    expect([mayBe(soon, 'ana', 9.999), mayBe(soon, 'ana', 10)]).toEqual([false, true]);
    expect(mayBe(anOffer(), 'dee', 20)).toBe(false);
    for (const now of [2, 20]) expect(mayBe(anOffer({ steps: [step(agents('ana'), null)] }), 'ana', now)).toBe(false);
    expect(mayBe(null, 'ana', 20)).toBe(false);
  });

  it('it may by a step of a plan before, too, which the next plan remembers as long as news is to come', () => {
    const known = endingSteps(anOffer(), start + 16 * second);
    expect(known).toEqual([{ who: agents('ana'), endsAt: start + 22 * second }]);
    const next = { ...heldForNobody, decidedAt: start + 16 * second, stepsBefore: known };
    expect([mayBe(next, 'ana', 28.999, 0), mayBe(next, 'ana', 29, 0)]).toEqual([true, false]);
    expect([mayBe(next, 'ana', 28, 27), mayBe(next, 'bo', 20)]).toEqual([false, false]);
    expect(endingSteps(next, start + 28.999 * second)).toEqual(known);
    expect(endingSteps(next, start + 29 * second)).toEqual([]);
  });

  it.each<[string, OfferPlanRecord | null, number]>([
    ['no plan', null, 16],
    ['a plan for nobody', heldForNobody, 16],
    ['one whose step goes on for longer', anOffer(), 15.999],
    ['one that holds for a moment', anOffer({ steps: [step(hold, 10), step(agents('ana'), null)] }), 5],
    ['one that is only observed', anOffer({ observed: true }), 16],
  ])('no such step is remembered of %s', (_, plan, seconds) => {
    expect(endingSteps(plan, start + seconds * second)).toEqual([]);
  });

  it('it may by the last of several steps', () => {
    expect([mayBe(anOffer(), 'bo', 83.999), mayBe(anOffer(), 'bo', 84)]).toEqual([false, true]);
    expect(mayBe(open(), 'dee', 115)).toBe(true);
  });
});

describe('until when criteria may be replaced by an earlier answer to a tick', () => {
  const tick = anOffer({ cause: { kind: 'flow', stage: 'tick', at: start } });
  const until = (plan: OfferPlanRecord | null, seconds: number) => overtakenUntil(plan, start + seconds * second);

  it('two seconds from the answer: one to be given, one to be set', () => {
    expect([until(tick, 1.999), until(tick, 2)]).toEqual([start + 2 * second, undefined]);
  });

  it('from the last time it was answered, where the flow asked again', () => {
    const again = { ...tick, repliedAt: start + 5 * second };
    expect([until(again, 6.999), until(again, 7)]).toEqual([start + 7 * second, undefined]);
  });

  it('as long as the plan before it, where no tick was answered', () => {
    const after = anOffer({ cause: eventCause('event:1'), overtakenUntil: start + second });
    expect([until(after, 0.999), until(after, 1)]).toEqual([start + second, undefined]);
  });

  it('never where none is under way', () => {
    expect([until(null, 0), until(anOffer({ cause: { kind: 'flow', stage: 'arrival', at: start } }), 0)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('an offer whose slot is over', () => {
  const spent = (changes: Parameters<typeof aCall>[1], at = start + 30 * second) =>
    withSpentOffer(aCall('c', { plan: anOffer(), tried: ['dee'], ...changes }), at).tried;

  it('counts as made, whether or not its end was heard of', () => {
    expect(spent({})).toEqual(['dee', 'ana']);
  });

  it.each([
    ['the slot runs on', {}, start + 30 * second - 1],
    ['somebody is rung', { ringing: { agentId: 'ana', since: start + 25 * second } }, undefined],
    ['it names nobody', { plan: anOffer({ agentId: null }) }, undefined],
    ['it is no offer', { plan: anOffer({ kind: 'restricted' }) }, undefined],
    ['there is none', { plan: null }, undefined],
  ])('does not while %s', (_, changes, at) => {
    expect(spent(changes, at)).toEqual(['dee']);
  });

  it('counts once', () => {
    expect(spent({ tried: ['ana'] })).toEqual(['ana']);
  });
});
