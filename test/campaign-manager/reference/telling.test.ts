import { EventsNotTakenError } from '../../../campaign-manager/reference/outbox';
import { aCampaign, anOffice, startMs } from './office';

describe('heartbeats', () => {
  it('come at the start and every 30 s', async () => {
    const office = anOffice({ campaigns: [] });
    office.campaignManager.start();
    await office.to(65);
    expect(office.eventsOf('Heartbeat').map(({ at, seq }) => [(at - startMs) / 1000, seq])).toEqual([
      [0, 1],
      [30, 2],
      [60, 3],
    ]);
  });
});

describe('the work of a campaign', () => {
  const told = (office: ReturnType<typeof anOffice>) =>
    office
      .eventsOf('CampaignWork')
      .map(({ at, callsAvailable, dialsInFlight, agentsNeeded }) => [
        (at - startMs) / 1000,
        callsAvailable,
        dialsInFlight,
        agentsNeeded,
      ]);

  it('is told at the start, when it opens, on change, and every minute', async () => {
    const office = anOffice({ campaigns: [aCampaign('renewals', { priority: 3, contacts: 4, startAtSeconds: 30 })] });
    office.campaignManager.start();
    office.hire('ana', 40);
    await office.to(170);
    expect(told(office)).toEqual([
      [0, 0, 0, 0],
      [30, 4, 0, 4],
      [40, 3, 1, 4],
      [50, 3, 0, 4],
      [110, 3, 0, 4],
      [115, 2, 1, 3],
      [125, 2, 0, 3],
    ]);
    expect(office.eventsOf('CampaignWork').map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(office.eventsOf('CampaignWork')[0]).toMatchObject({ campaign: 'renewals', priority: 3 });
  });

  it('is told at most once a second, and the last change always', async () => {
    const office = anOffice({ campaigns: [aCampaign('renewals', { contacts: 9 })] });
    office.campaignManager.start();
    for (const [index, name] of ['ana', 'ben', 'cleo', 'dora'].entries()) office.hire(name, 2 + index * 0.3);
    await office.to(5);
    expect(told(office)).toEqual([
      [0, 9, 0, 9],
      [2, 8, 1, 9],
      [3, 5, 4, 9],
    ]);
  });
});

describe('events', () => {
  it('of one moment go in one request, at most 100, with an id each', async () => {
    const office = anOffice({ campaigns: [] });
    office.at(1, () => {
      for (let agent = 1; agent <= 130; agent++) {
        office.ask('ChangeAgentState', `a${agent}`, { tether: office.order(`a${agent}`) });
      }
    });
    await office.to(1);
    expect(office.requests.map(({ events }) => events.length)).toEqual([100, 30]);
    expect(new Set(office.events().map(({ eventId }) => eventId)).size).toBe(130);
  });

  it('go in requests the receiver can take: less than 64 kB', async () => {
    const office = anOffice({ campaigns: [] });
    office.at(1, () => {
      for (let agent = 1; agent <= 100; agent++) {
        const tether = office.order('a', { tetherId: `${agent}`.padEnd(128, '\u00fc') });
        office.ask('ChangeAgentState', 'a', { tether, agentId: `${agent}`.padEnd(256, '\u00fc') });
      }
    });
    await office.to(1);
    const sizes = office.requests.map(({ events }) => Buffer.byteLength(JSON.stringify({ version: '1', events })));
    expect(sizes).toHaveLength(2);
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024);
    expect(office.events()).toHaveLength(100);
  });

  it('that were not taken are sent again after 1, 2, 4 and on to 30 s, none lost, all in order', async () => {
    const tries: number[] = [];
    const office = anOffice({
      campaigns: [],
      send(_events, t) {
        tries.push(t);
        if (t < 90) throw new EventsNotTakenError(500, null, 'the events were answered 500');
      },
    });
    office.campaignManager.start();
    await office.to(62);
    expect(tries).toEqual([0, 1, 3, 7, 15, 31, 61]);
    expect(office.campaignManager.undelivered()).toEqual({ events: 3, problem: 'the events were answered 500' });
    await office.to(95);
    expect(tries.slice(7)).toEqual([91]);
    expect(office.eventsOf('Heartbeat').map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(office.campaignManager.undelivered()).toEqual({ events: 0, problem: null });
  });

  it('wait as long as the receiver asks for', async () => {
    const tries: number[] = [];
    const office = anOffice({
      campaigns: [],
      send(_events, t) {
        tries.push(t);
        if (tries.length === 1) throw new EventsNotTakenError(429, 12, 'too many');
      },
    });
    office.campaignManager.start();
    await office.to(20);
    expect(tries).toEqual([0, 12]);
  });

  it('go in no more than 50 requests a second', async () => {
    const office = anOffice({ campaigns: [] });
    for (let agent = 0; agent < 80; agent++) {
      const name = `a${agent}`;
      office.at(1 + agent / 1000, () => office.ask('ChangeAgentState', name, { tether: office.order(name) }));
    }
    await office.to(1.9);
    expect(office.requests).toHaveLength(50);
    await office.to(2);
    expect(office.requests).toHaveLength(51);
    expect(office.tethers()).toHaveLength(80);
  });
});
