import fc from 'fast-check';
import type { AgentObservation, AgentRecord } from '../../../core/agent/agent';
import { observeAgent } from '../../../core/events/observe-agent';
import { CallCentre, start } from '../call-centre/call-centre';

/** What an agent's softphone may show from one second to the next; c1 waits all the time, c2 is a call the agent takes. */
const scenes = ['idle', 'rings', 'missed', 'declined', 'parked', 'talks', 'after-call', 'break', 'offline'] as const;
type Scene = (typeof scenes)[number];

function told(centre: CallCentre, scene: Scene): AgentObservation {
  const second = (centre.now - start) / 1000;
  const shows = (callId: string, state: 'CONNECTING' | 'MISSED' | 'REJECTED' | 'CONNECTED' | 'ENDED') =>
    centre.seen('ana', { contacts: [centre.contact(callId, state)] });
  const is = (name: string, type: 'CUSTOM' | 'OFFLINE') =>
    centre.seen('ana', { status: { name, type, since: centre.now }, since: second });
  switch (scene) {
    case 'idle':
      return centre.seen('ana');
    case 'rings':
      return shows('c1', 'CONNECTING');
    case 'missed':
      return shows('c1', 'MISSED');
    case 'declined':
      return shows('c1', 'REJECTED');
    case 'parked':
      return is('Missed call', 'CUSTOM');
    case 'talks':
      return shows('c2', 'CONNECTED');
    case 'after-call':
      return shows('c2', 'ENDED');
    case 'break':
      return is('Break', 'CUSTOM');
    case 'offline':
      return is('Offline', 'OFFLINE');
  }
}

/** What is known of ana, and to whom the caller is not offered any more, when these events have come in this order. */
async function known(story: readonly Scene[], order: readonly number[]) {
  const centre = new CallCentre();
  await centre.ask('c1');
  const events = story.map((scene, index) => told(centre.at(index + 1), scene));
  centre.at(events.length + 5);
  for (const index of order) await observeAgent(centre, events[index] as AgentObservation);
  const ana = (await centre.agents.load('ana')) as AgentRecord;
  return { ana, tried: (await centre.calls.load('c1'))?.tried };
}

/** What of an agent follows from the newest event alone. */
const newest = ({
  observedAt,
  sequence,
  status,
  nextStatus,
  contacts,
  idle,
  staffed,
  queueIds,
  group,
}: AgentRecord) => ({
  ...{ observedAt, sequence, status, nextStatus, contacts, idle, staffed, queueIds, group },
});

/** Some of the events come late, behind newer ones, and some twice. */
const orders = fc
  .array(fc.record({ scene: fc.constantFrom(...scenes), late: fc.nat({ max: 6 }), twice: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((events) => ({
    story: events.map(({ scene }) => scene),
    order: events
      .flatMap(({ late, twice }, index) => [
        { index, at: index + late },
        ...(twice ? [{ index, at: index + late + 2 }] : []),
      ])
      .sort((a, b) => a.at - b.at)
      .map(({ index }) => index),
  }));
const inOrder = (story: readonly Scene[]) => story.map((_, index) => index);
/** Without those that came behind a newer one. */
const notOvertaken = (order: readonly number[]) =>
  order.filter((index, place) => order.slice(0, place).every((earlier) => earlier < index));

const seed = 27;
const judge = (property: (story: readonly Scene[], order: readonly number[]) => Promise<void>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(orders, ({ story, order }) => property(story, order)),
    { seed, numRuns: 300 },
  );

describe(`agent events that come late and twice (seed ${seed})`, () => {
  it('leave the newest of them as what is known of the agent', () =>
    judge(async (story, order) => {
      const late = await known(story, order);
      expect(newest(late.ana)).toEqual(newest((await known(story, inOrder(story))).ana));
    }));

  it('are to the agent’s clocks as if those that were overtaken had been lost', () =>
    judge(async (story, order) => {
      const late = await known(story, order);
      expect(late.ana).toEqual((await known(story, notOvertaken(order))).ana);
    }));

  it('tell of every refusal in whatever order', () =>
    judge(async (story, order) => {
      const refused = story.includes('missed') || story.includes('declined');
      if (refused) expect((await known(story, order)).tried).toEqual(['ana']);
    }));
});
