import type { BlendView } from '../../../core/blending/blend-view';
import { planMoves } from '../../../core/blending/plan-moves';
import { aView, caller, inbound, inFlight, inSeconds, limits, now, outbound, said, short } from './blend-views';

const plan = (view: Partial<BlendView>) => planMoves(aView(view), limits(), now);
const afterWork = (name: string, callId: string) => inFlight(name, { callId, when: 'after-work', deadline: null });
const cancelled = (view: Partial<BlendView>) => {
  const decided = plan(view);
  return [short(decided), decided.cancelled.map(({ agentId }) => agentId)];
};

describe('who comes after work gives way to somebody idle', () => {
  const tal = afterWork('tal', 'c1');
  const both = [caller('c1', 60, ['ana', 'tal']), caller('c2', 50, ['tal'])];

  it('although somebody on the way has no caller any more: they serve the next', () => {
    const view = { callers: both, outbound: [outbound('ana')], moves: [tal, inFlight('mo', { callId: 'c0' })] };
    expect(cancelled(view)).toEqual([['ana in caller-waiting c1'], ['id-tal']]);
  });

  it('not where there would still be one too many', () => {
    const view = { callers: both.slice(0, 1), outbound: [outbound('ana')] };
    expect(cancelled({ ...view, moves: [tal, inFlight('mo', { callId: 'c0' })] })).toEqual([[], []]);
  });

  it('and no more of them than have to', () => {
    const callers = [...both, caller('c3', 40, ['wes'], { ringing: true })];
    const view = { callers, outbound: [outbound('ana')], moves: [tal, afterWork('wes', 'c3')] };
    expect(cancelled(view)).toEqual([['ana in caller-waiting c1'], ['id-tal']]);
  });

  it('all who have to, by name', () => {
    const callers = [caller('c1', 60, ['ana', 'tal']), caller('c3', 40, ['wes'], { ringing: true })];
    const view = { callers, outbound: [outbound('ana')], moves: [tal, afterWork('wes', 'c3')] };
    expect(cancelled(view)).toEqual([['ana in caller-waiting c1'], ['id-tal', 'id-wes']]);
    expect(said(plan(view).moves[0])).toMatch(/ comes back in place of tal and wes, asked for after work$/);
  });
});

describe('another look when somebody is left alone no longer', () => {
  const alone = (name: string, work: 'idle' | 'talking') => outbound(name, { work, leftAloneUntil: inSeconds(5) });
  const next = (...agents: ReturnType<typeof outbound>[]) => {
    const callers = [caller('c1', 60, ['ana', 'tal', 'bo', 'wes'])];
    const { moves, nextCheckAt } = plan({ callers, outbound: agents });
    return [moves.map(({ username }) => username).join(), nextCheckAt];
  };

  it('is taken where nobody comes, whatever they do', () => {
    expect(next(alone('wes', 'talking'))).toEqual(['', inSeconds(5)]);
    expect(next(alone('bo', 'idle'))).toEqual(['', inSeconds(5)]);
  });

  it('is taken for the idle alone where somebody comes after work', () => {
    const tal = outbound('tal', { work: 'talking' });
    expect(next(tal, alone('bo', 'idle'))).toEqual(['tal', inSeconds(5)]);
    expect(next(tal, alone('wes', 'talking'))).toEqual(['tal', null]);
  });

  it('is not taken where somebody idle comes', () => {
    expect(next(outbound('ana'), alone('bo', 'idle'))).toEqual(['ana', null]);
  });
});

describe('a caller near the threshold is looked at', () => {
  const callers = [caller('c1', 4, [])];

  it('where somebody is listed who could come, or on the way out, though none is counted', () => {
    const staffed = { inbound: 0, outbound: 0 };
    expect(plan({ callers, staffed, outbound: [outbound('ana')] }).nextCheckAt).toBe(inSeconds(6));
    expect(plan({ callers, staffed, moves: [inFlight('mo', { to: 'outbound' })] }).nextCheckAt).toBe(inSeconds(6));
    expect(plan({ callers, staffed }).nextCheckAt).toBeNull();
  });
});

describe('who is held', () => {
  it('is whom callers without an idle agent could have, as many of the others as there are idle agents left out', () => {
    const callers = [caller('c1', 60, ['ana']), caller('c2', 50, ['bo'], { idleAgentCanTake: true })];
    const view = { callers, outbound: [outbound('ana'), outbound('bo')], idleInbound: [inbound('di')] };
    expect(plan(view).hold).toEqual(['id-ana']);
  });

  it('is nobody who comes by another rule', () => {
    const moves = [inFlight('mo', { rule: 'minimum-inbound' }), inFlight('al', { callId: 'c1' })];
    expect(plan({ callers: [caller('c1', 60, ['ana'])], outbound: [outbound('ana')], moves }).hold).toEqual([
      'id-al',
      'id-ana',
    ]);
  });
});

it('who looks at a preview comes instead of dialling', () => {
  const decided = plan({ callers: [caller('c1', 60, ['ana'])], outbound: [outbound('ana', { work: 'preview' })] });
  expect(said(decided.moves[0])).toMatch(/so ana, looking at a preview, comes back instead$/);
  const talking = plan({ callers: [caller('c1', 60, ['ana'])], outbound: [outbound('ana', { work: 'talking' })] });
  expect(said(talking.moves[0])).toMatch(/so ana, talking to a customer, comes back after that$/);
});
