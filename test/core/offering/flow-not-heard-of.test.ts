import { observeContact } from '../../../core/events/observe-contact';
import { planOffer } from '../../../core/offering/plan-offer';
import { CallCentre, start } from '../call-centre/call-centre';

/* The queue flow asks every 30 s. When nobody answers it three times in a row, it leads the caller to voicemail by itself. */

let centre: CallCentre;
beforeEach(async () => {
  centre = new CallCentre();
  await centre.set({ 'queue/max-wait-seconds': 300 });
  for (const [agentId, since] of [
    ['ana', -100],
    ['bo', -50],
    ['cy', -20],
  ] as const)
    await centre.observe(agentId, { since });
});

it('after a refusal the next is rung as long as the flow is heard of, and nobody after two ticks without a word', async () => {
  await centre.ask('c1');
  await centre.at(70).shows('ana', 'c1', 'CONNECTING');
  await centre.at(74).shows('ana', 'c1', 'REJECTED');
  expect(centre.lastCriteria('c1')).toMatch(/^bo 22 /);
  await centre.at(75).shows('bo', 'c1', 'CONNECTING');
  await centre.at(80).shows('bo', 'c1', 'REJECTED');
  expect(centre.lastCriteria('c1')).toBe('hold');
  expect(await centre.calls.load('c1')).toMatchObject({ tried: ['ana', 'bo'], plan: { kind: 'held' } });
  expect((await centre.agents.load('cy'))?.claim ?? null).toBeNull();
});

it('a flow that is heard of again is given a plan', async () => {
  await centre.ask('c1');
  await centre.at(76).shows('ana', 'c1', 'CONNECTING');
  await centre.at(80).shows('ana', 'c1', 'REJECTED');
  expect(await centre.at(90).ask('c1', 'tick')).toMatchObject({ action: 'plan' });
  expect(await centre.calls.load('c1')).toMatchObject({ plan: { kind: 'offer', agentId: 'bo' } });
});

it.each([
  [60, 0, 'in time: whoever is fetched for the caller is fetched still'],
  [90, 1, 'after two ticks without a word: nobody was fetched since, and that is decided anew'],
])('a flow that is heard of after %i s asks for %i decisions, %s', async (seconds, decisions) => {
  await centre.ask('c1');
  centre.asked.length = 0;
  await centre.at(seconds).ask('c1', 'tick');
  expect(centre.asked).toEqual(Array(decisions).fill({ group: 'sales', manual: null }));
});

it('of a call whose arrival nobody planned the flow counts one failure already: it is heard of one tick less long', async () => {
  centre.attributesOf.set('c1', { ccbQueueArn: 'arn:x/queue/q1' });
  const queued = {
    eventType: 'QUEUED',
    channel: 'VOICE',
    contactId: 'c1',
    initialContactId: 'c1',
    queueId: 'q1',
  } as const;
  const told = { at: start, queuedAt: start, previousContactId: null, initiationMethod: 'INBOUND', agentId: null };
  await observeContact(centre, { ...queued, ...told });
  await centre.at(40).shows('ana', 'c1', 'CONNECTING');
  await centre.at(44).shows('ana', 'c1', 'REJECTED');
  expect(centre.lastCriteria('c1')).toMatch(/^bo 22 /);
  await centre.at(45).shows('bo', 'c1', 'CONNECTING');
  await centre.at(46).shows('bo', 'c1', 'REJECTED');
  expect(centre.lastCriteria('c1')).toBe('hold');
});

describe('a flow that has set criteria of its own, by which nobody is rung', () => {
  const tick = { stage: 'tick', callId: 'c1', initialContactId: 'c1', queueId: 'q1', required: [] } as const;

  it('is given a plan though the one before is live', async () => {
    const status = { name: 'Break', type: 'CUSTOM', since: centre.now } as const;
    for (const agentId of ['ana', 'bo', 'cy']) await centre.observe(agentId, { status });
    await centre.ask('c1');
    expect(await centre.at(30).ask('c1', 'tick')).toMatchObject({ action: 'wait' });
    const reply = await planOffer(centre.at(60), { ...tick, flowHolds: true });
    expect(reply).toMatchObject({ action: 'plan', steps: [{ who: { kind: 'anyone' } }, { who: { kind: 'hold' } }] });
  });

  it('is told to leave the caller to Connect while offers are switched off', async () => {
    await centre.set({ 'offer/enabled': false });
    await centre.ask('c1');
    expect(await centre.at(30).ask('c1', 'tick')).toMatchObject({ action: 'wait' });
    expect(await planOffer(centre.at(60), { ...tick, flowHolds: true })).toMatchObject({
      action: 'plan',
      steps: [{ who: { kind: 'anyone' }, seconds: null }],
    });
  });
});
