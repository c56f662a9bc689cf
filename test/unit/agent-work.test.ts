import fc from 'fast-check';
import type { AgentRecord } from '../../core/domain/agent';
import { noteWork, noteWorkAfterwards, workOver } from '../../core/domain/agent-work';
import type { CampaignEventOf } from '../../core/domain/campaign-manager/events';
import { type WorkState, workStates } from '../../core/domain/campaign-manager/identifiers';
import { anAgent, aTether, onTether, start } from '../contract/builders';

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
