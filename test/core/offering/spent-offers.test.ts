import { CallCentre, start } from '../call-centre/call-centre';

it('an agent whose slot is over without a word is not asked again, though their miss was never told', async () => {
  const centre = new CallCentre();
  await centre.observe('ana', { since: -100 });
  await centre.observe('bo', { since: -50 });
  await centre.ask('c1');
  centre.at(30);
  expect(await centre.ask('c1', 'tick')).toMatchObject({ action: 'plan' });
  expect(await centre.calls.load('c1')).toMatchObject({ tried: ['ana'], plan: { agentId: 'bo' } });
});

it('an agent whose slot still runs at the tick is left to it', async () => {
  const centre = new CallCentre();
  await centre.observe('ana', { since: -100 });
  await centre.set({ 'offer/seconds': 60 });
  await centre.ask('c1');
  centre.at(30);
  expect(await centre.ask('c1', 'tick')).toMatchObject({ action: 'wait' });
  expect(await centre.calls.load('c1')).toMatchObject({ tried: [] });
});

it('an agent whose slot is over without a word is not asked again by the plan for somebody who becomes free', async () => {
  const centre = new CallCentre();
  await centre.observe('ana', { since: -100 });
  await centre.ask('c1');
  centre.at(31);
  await centre.observe('bo', { since: 31 });
  expect(await centre.calls.load('c1')).toMatchObject({ tried: ['ana'], plan: { agentId: 'bo' } });
});

it('a plan made anew at the tick, before its slot has begun, holds for the slot before and not for its own', async () => {
  const centre = new CallCentre();
  await centre.set({ 'offer/seconds': 40 });
  await centre.observe('ana', { since: -100 });
  await centre.observe('bo', { since: -50 });
  await centre.observe('cy', { since: -20 });
  await centre.at(0).ask('c1');
  await centre.shows('ana', 'c1', 'CONNECTING');
  await centre.at(20).shows('ana', 'c1', 'MISSED');
  expect(await centre.calls.load('c1')).toMatchObject({ plan: { agentId: 'bo', slotEndsAt: start + 80_000 } });
  // cy refused it as well, and the function that was to plan without them died.
  await centre.calls.noteRefusal('c1', 'cy');
  await centre.at(30).ask('c1', 'tick');
  expect(await centre.calls.load('c1')).toMatchObject({ plan: { agentId: 'bo', slotEndsAt: start + 80_000 } });
});
