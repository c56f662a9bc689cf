import { antiFlapInputs, leftAloneUntil, movableFrom } from '../../../core/blending/anti-flap';
import { fetchesInFlight } from '../../../core/blending/fetches-in-flight';
import { planMoves } from '../../../core/blending/plan-moves';
import { pickReady } from '../../../core/blending/rule-outcome';
import { situationOf } from '../../../core/blending/situation';
import { emptyLedger } from '../../../core/group/group-ledger';
import { aView, caller, inbound, inFlight, inSeconds, limits, now, outbound, secondsAgo } from './blend-views';

describe('an agent who is left alone', () => {
  it('is so until the later of both moments, or not at all', () => {
    const until = (alone: number | null, held: number | null) =>
      leftAloneUntil(outbound('ana', { leftAloneUntil: alone, heldUntil: held }));
    expect([until(null, null), until(5, null), until(null, 7), until(5, 7), until(9, 7)]).toEqual([
      ...[Number.NEGATIVE_INFINITY, 5, 7, 7, 9],
    ]);
  });
});

describe('those who are ready', () => {
  const pick = (count: number) => pickReady([now - 1, now + 5, now, now + 1], count, (at) => at, now);

  it('are taken in their order, from the moment they are', () => {
    expect(pick(2)).toEqual({ chosen: [now - 1, now], lookAt: [] });
    expect(pick(1).chosen).toEqual([now - 1]);
    expect(pick(-1)).toEqual({ chosen: [], lookAt: [] });
  });

  it('are looked at again when the others are, if they were too few', () => {
    expect(pick(3).chosen).toEqual([now - 1, now]);
    expect(pick(3).lookAt).toEqual(expect.arrayContaining([now + 1, now + 5]));
  });
});

describe('dwell and cap', () => {
  const hourAgo = secondsAgo(3_600);
  const strict = limits({ 'side/dwell-seconds': 30, 'side/max-moves-per-agent-hour': 1 });

  it('bind no longer by a move that is an hour old', () => {
    expect(movableFrom(inbound('ana', { movedAt: [hourAgo] }), strict, now)).toBe(secondsAgo(70));
    expect(movableFrom(inbound('ana', { movedAt: [hourAgo + 1] }), strict, now)).toBe(now + 1);
  });

  it('are told with their figures', () => {
    const agent = inbound('ana', { sideSince: secondsAgo(12.34), movedAt: [hourAgo, hourAgo + 1, now] });
    expect(antiFlapInputs(agent, strict, now)).toEqual({
      ...{ secondsOnSide: 12.3, 'side/dwell-seconds': 30 },
      ...{ movesInHour: 2, 'side/max-moves-per-agent-hour': 1 },
    });
  });
});

describe('agents on their way to callers', () => {
  const c1 = caller('c1', 40, ['ana', 'bo']);
  const afterWork = { when: 'after-work', deadline: null } as const;
  const fetches = (moves: readonly ReturnType<typeof inFlight>[], needing = [c1], callers = [c1]) =>
    fetchesInFlight(situationOf(aView({ callers, moves }), limits(), now), needing);

  it('are one for each who needs somebody, those who come now first', () => {
    const ana = inFlight('ana', { callId: 'c1', ...afterWork });
    expect(fetches([ana])).toEqual({ paired: new Map([['c1', ana]]), spare: 0, standby: [], useless: [] });
    const bo = inFlight('bo', { callId: 'c1' });
    expect(fetches([ana, bo])).toEqual({
      ...{ paired: new Map([['c1', bo]]), spare: 0, standby: [] },
      useless: [
        { moveId: 'm-ana', agentId: 'id-ana', because: { code: 'somebody-sooner', figures: { agent: 'ana' } } },
      ],
    });
  });

  it('stand by while the caller may need somebody again, and are of no use once they are gone', () => {
    const ana = inFlight('ana', { callId: 'c1', ...afterWork });
    expect(fetches([ana], []).standby).toEqual([ana]);
    const gone = {
      moveId: 'm-ana',
      agentId: 'id-ana',
      because: { code: 'caller-gone', figures: { agent: 'ana' } },
    };
    expect(fetches([ana], [], []).useless).toEqual([gone]);
    expect(fetches([{ ...ana, callId: null }]).useless).toEqual([gone]);
  });

  it('serve the next one where theirs is served; who comes for no caller is none of them', () => {
    expect(fetches([inFlight('ana', { callId: 'c0' }), inFlight('bo', { callId: null })]).spare).toBe(2);
    expect(fetches([inFlight('ana', { rule: 'supervisor' })]).spare).toBe(0);
  });
});

it('a group nobody decided for has moved nobody, holds nobody, and is looked at when something happens', () => {
  expect(emptyLedger('sales')).toEqual({ group: 'sales', version: 0, moves: [], nextCheckAt: null, hold: null });
});

it('an agent is left alone until a moment, and not at it', () => {
  const manual = [{ agentId: 'id-ana', to: 'outbound', by: 'sam' } as const];
  const planned = (leftAloneUntil: number) =>
    planMoves(aView({ idleInbound: [inbound('ana', { leftAloneUntil })], manual, callRoom: 3 }), limits(), now);
  expect(planned(now).moves[0]?.inputs).toEqual({ by: 'sam', idle: true, callRoom: 3 });
  expect(planned(inSeconds(0.001)).moves).toEqual([]);
});
