import { CallCentre } from './call-centre';

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
