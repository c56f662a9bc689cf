import fc from 'fast-check';
import type { AgentRecord } from '../../../../core/agent/agent';
import { noteWork, noteWorkAfterwards, workOver } from '../../../../core/agent/steps/agent-work';
import type { CampaignEventOf } from '../../../../core/campaign-contract/events';
import { type WorkState, workStates } from '../../../../core/campaign-contract/identifiers';
import { anAgent, aTether, onTether, start } from '../../../adapters/contract/builders';

type Told = CampaignEventOf<'AgentWork'>;
const tetherId = 'tether-ana';
const told = (seq: number, state: WorkState, seconds: number): Told => ({
  ...{ type: 'AgentWork', eventId: `e${seq}`, agentId: 'ana', tetherId, seq, state, at: start + seconds * 1000 },
});
const onTheTether = (): AgentRecord =>
  anAgent('ana', { idle: false, availableSince: start - 60_000, outbound: onTether('ana', { work: null }) });
const later = start + 1_000_000;
const taking = (events: readonly Told[], agent = onTheTether()): AgentRecord =>
  events.reduce((record, event) => noteWork(record, event, later).agent, agent);
const clocks = ({ availableSince, placeLost, idleOnSideSince, outbound }: AgentRecord) => ({
  availableSince,
  placeLost,
  idleOnSideSince,
  ...{ state: outbound.work?.state, seq: outbound.work?.seq, at: outbound.work?.at },
});

const history = fc
  .array(fc.record({ state: fc.constantFrom(...workStates), seconds: fc.nat({ max: 20 }) }), {
    minLength: 1,
    maxLength: 16,
  })
  .map((steps) => {
    let seconds = -3;
    return steps.map((step, index) => {
      // A clock that jumps back now and then; the first word may be from before the tether was there.
      seconds += step.seconds - (index % 5 === 4 ? 15 : 0);
      return told(index + 1, step.state, seconds);
    });
  });

it('gives the clocks of the right order, in whatever order messages come and however often', () => {
  const jumbled = history.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.array(fc.constantFrom(...events), { maxLength: 10 }),
    ),
  );
  fc.assert(
    fc.property(jumbled, ([events, shuffled, again]) => {
      const agent = taking([...shuffled, ...again]);
      expect(clocks(agent)).toEqual(clocks(taking(events)));
      expect(agent.outbound.work?.gap).toBeNull();
    }),
  );
});

it('gives them also when the last messages come after the tether is over', () => {
  const cut = history.chain((events) => fc.tuple(fc.constant(events), fc.nat({ max: events.length - 1 })));
  const over = (agent: AgentRecord): AgentRecord => {
    // Available as soon as the tether is over, like an agent whom an observation shows so.
    const at = start + 400_000;
    const free = { ...agent, availableSince: agent.placeLost ? at : agent.availableSince, placeLost: false };
    const work = workOver(free, tetherId, at);
    return { ...free, outbound: { ...free.outbound, tether: null, work } };
  };
  fc.assert(
    fc.property(cut, ([events, count]) => {
      if (count === 0) return;
      const late = events
        .slice(count)
        .reduce((agent, event) => noteWorkAfterwards(agent, event, later).agent, over(taking(events.slice(0, count))));
      expect(late.availableSince).toBe(over(taking(events)).availableSince);
      expect(late.placeLost).toBe(false);
    }),
  );
});

it('leaves the place alone that was lost anew since the tether was over', () => {
  const tether = aTether(tetherId);
  const talked = taking([told(1, 'idle', 0), told(2, 'talking', 10)]);
  const work = workOver({ ...talked, availableSince: start + 40_000 }, tetherId, start + 40_000);
  const since: AgentRecord = { ...talked, placeLost: false, availableSince: start + 90_000 };
  const agent: AgentRecord = { ...since, outbound: { ...since.outbound, tether: null, work } };
  expect(noteWorkAfterwards(agent, told(3, 'idle', 30), later).agent.availableSince).toBe(start + 90_000);
  const another = { ...agent, outbound: { ...agent.outbound, tether, work: null } };
  expect(noteWorkAfterwards(another, told(3, 'idle', 30), later)).toEqual({ agent: another, effects: [] });
});

it('waits for a missing message only so long, and keeps no more than sixteen', () => {
  const lost = 2;
  const events = Array.from({ length: 40 }, (_, index) => told(index + 1, index % 2 === 0 ? 'talking' : 'idle', index));
  let agent = onTheTether();
  for (const event of events.filter(({ seq }) => seq !== lost)) {
    agent = noteWork(agent, event, later).agent;
    expect(agent.outbound.work?.gap?.ahead.length ?? 0).toBeLessThanOrEqual(16);
  }
  expect(clocks(agent)).toEqual(clocks(taking(events)));
});

it('takes a record of the version before, which knew no gaps', () => {
  const work = { ...{ tetherId, seq: 7, state: 'talking' as const, campaign: null, contact: null }, at: start + 5_000 };
  const agent = { ...onTheTether(), placeLost: true };
  const before: AgentRecord = {
    ...agent,
    outbound: { ...agent.outbound, work: { ...work, served: false, gap: null, over: null } },
  };
  expect(taking([told(8, 'idle', 20)], before)).toMatchObject({ placeLost: false, availableSince: start + 20_000 });
});

describe('a message of work', () => {
  const talked = taking([told(1, 'idle', 0), told(2, 'talking', 10)]);
  const rebalance = [{ kind: 'rebalance' }];

  it.each([
    ['ready', true],
    ['ending', true],
    ['failed', false],
    ['requested', false],
    ['none', false],
  ] as const)('is believed only while the tether is there (%s)', (state, believed) => {
    const agent = onTheTether();
    const tether = state === 'none' ? null : aTether(tetherId, { state });
    const on = { ...agent, outbound: { ...agent.outbound, tether } };
    const step = noteWork(on, told(1, 'talking', 5), later);
    expect(step.agent.outbound.work?.state).toBe(believed ? 'talking' : undefined);
    if (!believed) expect(step).toEqual({ agent: on, effects: [] });
  });

  it('is all there is to know of the work after it', () => {
    const event = { ...told(1, 'dialling', 5), campaign: 'spring', contact: 'c-1' };
    expect(taking([event]).outbound.work).toEqual({
      ...{ tetherId, seq: 1, state: 'dialling', campaign: 'spring', contact: 'c-1', at: start + 5_000 },
      ...{ served: false, gap: null, over: null },
    });
    expect(taking([told(1, 'idle', 5)]).outbound.work).toMatchObject({ campaign: null, contact: null });
  });

  it('is from no earlier than the tether was ready, and from no later than now', () => {
    expect(taking([told(1, 'dialling', -3)]).outbound.work?.at).toBe(start);
    expect(noteWork(onTheTether(), told(1, 'dialling', 9), start + 7_000).agent.outbound.work?.at).toBe(start + 7_000);
  });

  it('under any number is new on a tether of which none came', () => {
    const before = talked.outbound.work && { ...talked.outbound.work, tetherId: 'an earlier one', seq: 9 };
    const agent = { ...talked, outbound: { ...talked.outbound, work: before } };
    expect(taking([told(1, 'dialling', 20)], agent).outbound.work).toMatchObject({
      tetherId,
      seq: 1,
      at: start + 20_000,
    });
  });

  it.each([
    ['talking', true],
    ['wrap-up', true],
    ['dialling', false],
    ['reserved', false],
    ['preview', false],
    ['idle', false],
  ] as const)('costs the place when a customer is served (%s)', (state, costs) => {
    const agent = taking([told(1, 'idle', 0), told(2, state, 10)]);
    expect(clocks(agent)).toMatchObject({ placeLost: costs, availableSince: start - 60_000 });
    expect(clocks(taking([told(3, 'idle', 30)], agent))).toMatchObject({
      ...{ placeLost: false, availableSince: costs ? start + 30_000 : start - 60_000 },
      idleOnSideSince: state === 'idle' ? start : start + 30_000,
    });
  });

  it('gives a place to who has none, and the first one ends no work', () => {
    const agent = taking([told(1, 'idle', 10)], { ...onTheTether(), availableSince: null });
    expect(clocks(agent)).toMatchObject({ availableSince: start + 10_000, idleOnSideSince: start });
  });

  it('asks for a decision when the agent is idle by the newest word, told again too', () => {
    const idle = noteWork(talked, told(3, 'idle', 20), later);
    expect(idle.effects).toEqual(rebalance);
    expect(noteWork(idle.agent, told(3, 'idle', 20), later)).toEqual({ agent: idle.agent, effects: rebalance });
    expect(noteWork(idle.agent, told(3, 'idle', 20), later).agent).toBe(idle.agent);
    expect(noteWork(onTheTether(), told(1, 'idle', 0), later).effects).toEqual(rebalance);
    expect(noteWork(talked, told(3, 'wrap-up', 20), later).effects).toEqual([]);
    expect(noteWork(talked, told(2, 'talking', 10), later).effects).toEqual([]);
    const ahead = taking([told(5, 'talking', 40)], talked);
    expect(noteWork(ahead, told(3, 'idle', 20), later).effects).toEqual([]);
  });

  it('beyond a gap is taken once', () => {
    const ahead = taking([told(5, 'talking', 40)], talked);
    expect(noteWork(ahead, told(5, 'talking', 40), later).agent).toBe(ahead);
  });

  it('waits in a row of sixteen for the missing one', () => {
    const row = Array.from({ length: 16 }, (_, index) => told(index + 4, 'talking', 20 + index));
    const agent = taking(row, talked);
    expect(agent.outbound.work?.gap?.ahead).toHaveLength(16);
    expect(taking([told(20, 'talking', 60)], agent).outbound.work?.gap).toBeNull();
  });

  it('that ends work lets the agent be asked for again: the newest only', () => {
    const alone = (agent: AgentRecord): AgentRecord => ({
      ...agent,
      outbound: { ...agent.outbound, leftAloneUntil: later },
    });
    const until = (agent: AgentRecord, event: Told) =>
      noteWork(alone(agent), event, later).agent.outbound.leftAloneUntil;
    expect(until(talked, told(3, 'idle', 20))).toBeNull();
    expect(until(talked, told(3, 'wrap-up', 20))).toBe(later);
    expect(until(onTheTether(), told(1, 'idle', 0))).toBe(later);
    expect(until(taking([told(1, 'idle', 0)]), told(2, 'idle', 20))).toBe(later);
    expect(until(taking([told(5, 'talking', 40)], talked), told(3, 'idle', 20))).toBe(later);
  });
});

describe('a message that comes after the tether is over', () => {
  const at = start + 40_000;
  const talked = taking([told(1, 'idle', 0), told(2, 'talking', 10)]);
  const free = { ...talked, placeLost: false, availableSince: at };
  const agent = (work: AgentRecord['outbound']['work']): AgentRecord => ({
    ...free,
    outbound: { ...free.outbound, tether: null, work },
  });
  const over = agent(workOver(free, tetherId, at));

  it('is about a time no later than its end', () => {
    expect(noteWorkAfterwards(over, told(3, 'idle', 50), later).agent).toMatchObject({ availableSince: at });
    expect(noteWorkAfterwards(over, told(3, 'idle', 30), later).agent.availableSince).toBe(start + 30_000);
  });

  it('changes nothing told again, or where the work is not over', () => {
    expect(noteWorkAfterwards(over, told(2, 'talking', 10), later)).toEqual({ agent: over, effects: [] });
    const going = agent(talked.outbound.work);
    expect(noteWorkAfterwards(going, told(3, 'idle', 30), later)).toEqual({ agent: going, effects: [] });
  });

  it('is kept for with the work of that tether alone', () => {
    expect(workOver(free, tetherId, at)).toEqual({ ...free.outbound.work, over: { at, availableSince: at } });
    expect([workOver(free, 'another', at), workOver(onTheTether(), tetherId, at)]).toEqual([null, null]);
  });
});
