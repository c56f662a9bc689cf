import type { CampaignFact } from '../../../campaign-manager/reference/facts';
import { seededChance } from '../../../clock/chance';
import { aCampaign, anOffice, type Office, startMs } from './office';

const predictive = { mode: 'predictive', minLines: 1, maxLines: 10, maxAbandonRate: 0.03 } as const;
const agents = (count: number) => Array.from({ length: count }, (_, n) => `agent-${n + 1}`);

/** A campaign that talks and rings as in docs/theory.md#the-closed-loop. */
function dialling(count: number, more: Parameters<typeof aCampaign>[1] = {}): Office {
  const chance = seededChance(7);
  const exponential = (mean: number, source: string) => () => -Math.log(1 - chance.next(source)) * mean;
  const office = anOffice({
    chance,
    campaigns: [
      aCampaign('renewals', {
        pacing: predictive,
        contacts: 50_000,
        answerProbability: 0.25,
        ringSeconds: exponential(15, 'ring'),
        talkSeconds: exponential(180, 'talk'),
        wrapUpSeconds: () => 0,
        ...more,
      }),
    ],
  });
  office.campaignManager.start();
  for (const name of agents(count)) office.hire(name);
  return office;
}

/** Follows the facts; calls back at every dial started, with what is in flight after it and who is idle. */
function atEachDial(
  facts: readonly CampaignFact[],
  count: number,
  look: (seen: { live: number; abandoned: number; inFlight: number; idle: number }) => void,
): void {
  const seen = { live: 0, abandoned: 0, inFlight: 0, idle: count };
  for (const fact of facts) {
    if (fact.type === 'dial.started') {
      seen.inFlight += 1;
      look({ ...seen });
    }
    if (fact.type === 'dial.answered') seen.live += 1;
    if (fact.type === 'dial.abandoned') seen.abandoned += 1;
    if (fact.type === 'dial.connected') {
      seen.inFlight -= 1;
      seen.idle -= 1;
    }
    if (fact.type === 'dial.ended') {
      if (fact.outcome === 'completed') seen.idle += 1;
      else seen.inFlight -= 1;
    }
  }
}

it('with a limit of 0 dials one for each idle agent for ever, and abandons nobody', async () => {
  const office = dialling(20, { pacing: { ...predictive, minLines: 2, maxAbandonRate: 0 } });
  await office.to(3600);
  const last = { live: 0, abandoned: 0 };
  atEachDial(office.facts, 20, ({ live, abandoned, inFlight, idle }) => {
    expect(inFlight).toBeLessThanOrEqual(idle);
    Object.assign(last, { live, abandoned });
  });
  expect(last.live).toBeGreaterThan(100);
  expect(last.abandoned).toBe(0);
});

it('dials one for each idle agent until a hundred have answered, and then more, never over the limit', async () => {
  const office = dialling(20);
  await office.to(3600);
  let [before, overDials] = [0, 0];
  atEachDial(office.facts, 20, ({ live, abandoned, inFlight, idle }) => {
    if (live < 100) {
      before += 1;
      expect(inFlight).toBeLessThanOrEqual(idle);
    } else {
      if (inFlight > idle) overDials += 1;
      expect(abandoned / live).toBeLessThanOrEqual(0.03);
    }
  });
  expect(before).toBeGreaterThan(300);
  expect(overDials).toBeGreaterThan(100);
});

it('never dials more than one for each of four agents', async () => {
  const office = dialling(4);
  await office.to(3 * 3600);
  atEachDial(office.facts, 4, ({ inFlight, idle }) => expect(inFlight).toBeLessThanOrEqual(idle));
  expect(office.told('dial.abandoned')).toEqual([]);
  expect(office.told('dial.answered').length).toBeGreaterThan(110);
});

it('goes on with what an earlier run has counted', async () => {
  const live = Array.from({ length: 1000 }, () => startMs - 3_600_000);
  const start = (abandoned: number) =>
    dialling(20, { memory: { ledger: { live, abandoned: live.slice(0, abandoned) }, previews: {}, stopped: false } });
  const atLimit = start(30);
  await atLimit.to(600);
  atEachDial(atLimit.facts, 20, ({ inFlight, idle }) => expect(inFlight).toBeLessThanOrEqual(idle));
  expect(atLimit.paces).toMatchObject([
    {
      type: 'campaign.stopped',
      campaign: 'renewals',
      window: 'the last 24 hours',
      live: 1000,
      abandoned: 30,
      rate: 0.03,
      limit: 0.03,
      reason:
        'renewals dials one customer for each idle agent and no more: 30 of 1000 live answers abandoned in the last 24 hours, at most 3 %',
    },
  ]);
  const near = start(26);
  await near.to(900);
  let overDials = 0;
  atEachDial(near.facts, 20, ({ inFlight, idle }) => {
    if (inFlight > idle) overDials += 1;
  });
  expect(overDials).toBeGreaterThan(50);
  expect(near.paces[0]).toMatchObject({ type: 'campaign.slowed', live: 1000, abandoned: 26 });
  expect(near.campaignManager.memory('renewals').ledger.live.length).toBeGreaterThan(1060);
});

it('slows when the application asks for agents, before it has them', async () => {
  const live = Array.from({ length: 5000 }, () => startMs - 3_600_000);
  const startedAfter = async (asked: number) => {
    const office = dialling(30, { memory: { ledger: { live, abandoned: [] }, previews: {}, stopped: false } });
    office.at(600, () => {
      for (const name of agents(30).slice(0, asked)) office.ask('ReleaseAgent', name, { when: 'after-work' });
    });
    await office.to(660);
    return office.told('dial.started').filter((line) => Number(line.split(' ')[0]) >= 600).length;
  };
  expect(await startedAfter(4)).toBeLessThan(0.9 * (await startedAfter(0)));
});

it('counts a bridge that took too long as abandoned', async () => {
  const office = anOffice({
    campaigns: [aCampaign('renewals', { pacing: predictive, contacts: 3 })],
    latency: { bridgeMs: () => 2500 },
  });
  office.campaignManager.start();
  office.hire('ana');
  await office.to(40);
  const { live, abandoned } = office.campaignManager.memory('renewals').ledger;
  expect([live.length, abandoned]).toEqual([3, live]);
});
