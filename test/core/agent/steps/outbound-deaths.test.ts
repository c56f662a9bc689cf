import type { KillAt } from '../../call-centre/mortality';
import { keepNobody } from '../../call-centre/outbound-log';
import { OutboundOffice } from '../../call-centre/outbound-office';
import { unsoundAfter, untoldMoves } from '../../call-centre/outbound-soundness';

/** The first story tells how they come onto the tether; wherever a function may die on that way, it has died there. */
async function onTether(office: OutboundOffice, ...agents: readonly string[]): Promise<void> {
  for (const agent of agents) office.login(agent, 'blended-out');
  await office.pass(5);
  office.mortality.deaths.length = 0;
}

/** What happens in a while; each step leaves time for a function that died to be run again. */
const stories: Readonly<Record<string, (office: OutboundOffice) => Promise<void>>> = {
  'an agent on outbound serves a customer, takes a break and comes back': async (office) => {
    office.login('ana', 'blended-out');
    await office.pass(5);
    office.campaignManager.work('ana', 'talking');
    await office.pass(1);
    office.choose('ana', 'Break');
    await office.pass(2);
    office.campaignManager.work('ana', 'idle');
    await office.pass(20);
    office.choose('ana', 'Available');
    await office.pass(5);
    office.choose('ana', 'Offline');
    await office.pass(5);
  },
  'an agent is fetched for a caller': async (office) => {
    await onTether(office, 'ana');
    await office.caller('c1');
    await office.pass(20);
  },
  'an agent is fetched after work, and is needed no more': async (office) => {
    office.login('bo', 'inbound-only');
    office.choose('bo', 'Break');
    await onTether(office, 'ana');
    office.campaignManager.work('ana', 'talking');
    await office.caller('c1');
    await office.pass(12);
    office.shows('bo', 'c1', 'CONNECTED');
    await office.pass(3);
    office.campaignManager.work('ana', 'idle');
    office.shows('bo', 'c1', null);
    await office.pass(5);
  },
  'an agent is fetched after work, is needed no more, and then by another caller': async (office) => {
    office.login('bo', 'inbound-only');
    office.choose('bo', 'Break');
    await onTether(office, 'ana');
    office.campaignManager.work('ana', 'talking');
    await office.caller('c1');
    await office.pass(7);
    await office.caller('c2');
    await office.pass(5);
    office.shows('bo', 'c1', 'CONNECTED');
    await office.pass(20);
    office.campaignManager.work('ana', 'idle');
    await office.pass(5);
  },
  'an agent is fetched after work': async (office) => {
    await onTether(office, 'ana');
    office.campaignManager.work('ana', 'talking');
    await office.caller('c1');
    await office.pass(15);
    office.campaignManager.work('ana', 'idle');
    await office.pass(5);
  },
  'an idle agent goes out, and the call is cut off': async (office) => {
    office.login('ana');
    office.campaignHas(5);
    await office.pass(40);
    await office.campaignManager.drop('ana');
    await office.pass(5);
  },
  'a token is wrong until no attempt is left': async (office) => {
    office.campaignManager.tetherCalls = 'wrong-token';
    office.login('ana');
    office.campaignHas(5);
    await office.pass(100);
    office.campaignManager.tetherCalls = 'right-token';
  },
  'nobody accepts the tether on a closed page': async (office) => {
    office.login('ana', 'blended-out', 'closed');
    await office.pass(30);
    office.phone('ana').page = 'ours';
    await office.pass(5);
  },
  'nobody takes one tether too many': async (office) => {
    const { now } = office.centre;
    await office.centre.set({ ...keepNobody, 'tether/attempts': 1, 'tether/give-up-after': 1 }, 'blend');
    office.centre.now = now;
    office.login('ana', 'blended-out', 'closed');
    await office.pass(30);
  },
  'a caller wins before the tether': async (office) => {
    office.login('ana', 'blended-out');
    await office.pass(0.5);
    office.shows('ana', 'c1', 'CONNECTING');
    await office.pass(2);
    office.shows('ana', 'c1', 'CONNECTED');
    await office.pass(10);
    office.shows('ana', 'c1', null);
    await office.pass(5);
  },
  'a fresh tether for each customer': async (office) => {
    await onTether(office, 'ana');
    office.campaignManager.work('ana', 'talking');
    await office.pass(5);
    await office.campaignManager.drop('ana', 'renewed');
    await office.pass(5);
  },
  'blending is switched off': async (office) => {
    await onTether(office, 'ana', 'bo');
    office.campaignManager.work('bo', 'talking');
    await office.pass(1);
    await office.centre.set({ 'blend/enabled': false }, 'blend');
    await office.decide();
    await office.pass(5);
    office.campaignManager.work('bo', 'idle');
    await office.pass(5);
  },
};

interface Played {
  readonly office: OutboundOffice;
  readonly deaths: number;
  readonly problems: readonly string[];
}

async function play(story: (office: OutboundOffice) => Promise<void>, kill?: KillAt): Promise<Played> {
  const office = await new OutboundOffice(kill).open(keepNobody);
  await story(office);
  const deaths = office.mortality.deaths.length;
  await office.passRedelivery();
  return { office, deaths, problems: await unsoundAfter(office, 200) };
}

describe.each(Object.entries(stories))('%s', (_, story) => {
  test('ends soundly, wherever a function dies on the way', async () => {
    const calm = await play(story);
    expect([...calm.problems, ...(await untoldMoves(calm.office))]).toEqual([]);
    const wrong: string[] = [];
    // That a move was decided may be lost with a function that dies the moment it has written; nothing else may, nor how it ended.
    for (const { shown, ...kill } of calm.office.mortality.deaths.slice(0, calm.deaths)) {
      const { office, problems } = await play(story, kill);
      const unended = (await untoldMoves(office)).filter((problem) => !problem.endsWith('was decided'));
      const found = office.mortality.killed ? [...problems, ...unended] : ['nothing died'];
      if (found.length > 0) wrong.push(`${kill.call} ${shown}: ${found.join('; ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
