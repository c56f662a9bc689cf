import type { SimulatedAgent } from '../../../simulator/people/agent';
import type { AgentScript } from '../../../simulator/people/agent-script';
import { dialTether, mappedTo, withTether } from '../connect/tether-fixture';
import { anOffice, type Office } from './office';

/** An agent whom every token means, and whose page expects tether t1. */
function atTheOffice(script: Partial<AgentScript> = {}): { office: Office; ana: SimulatedAgent } {
  let userId = '';
  const office = anOffice(withTether(async () => mappedTo(userId)));
  const ana = office.hire('ana', { wrapUpSeconds: () => 30, ...script });
  userId = ana.userId;
  office.expected.set(userId, 't1');
  return { office, ana };
}
const tether = (office: Office, at: number) => dialTether(office, at, '12345678');
const hangUpAt = (office: Office, at: number, contact: string) =>
  office.at(at, () => office.connect.callers.hangUp(contact));

describe('our page', () => {
  it('accepts the tether it expects at once, and clears it at once when it ends', async () => {
    const { office } = atTheOffice();
    const contact = await tether(office, 1);
    hangUpAt(office, 50, contact);
    await office.to(60);
    expect(office.told('contact.ringing', 'contact.answered', 'contact.ended', 'agent.status')).toEqual([
      '0 agent.status ana Available',
      '1 ringing ana',
      '1 answered ana',
      '1 agent.status ana Busy',
      '50 ended ana',
      '50 agent.status ana AfterCallWork',
      '50 agent.status ana Available',
    ]);
  });

  it.each([
    ['another one', 't2'],
    ['none', undefined],
  ])('accepts no tether when it expects %s: no missed call is made of it, and nothing is left of it', async (_, id) => {
    const { office, ana } = atTheOffice();
    if (id === undefined) office.expected.clear();
    else office.expected.set(ana.userId, id);
    await tether(office, 0);
    await office.to(60);
    expect(office.told('contact.answered', 'contact.missed', 'contact.refused')).toEqual([
      '20 missed ana',
      '25 refused ana flow-ended',
    ]);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Available', contacts: [] });
  });

  it('clears a tether that was stopped while it rang', async () => {
    const { office, ana } = atTheOffice();
    office.expected.clear();
    const contact = await tether(office, 0);
    office.at(5, () => office.api('StopContact', { ContactId: contact }));
    await office.to(6);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Available', contacts: [] });
  });

  it('spends no offer on a tether, and gives its wrap-up to customers only', async () => {
    const { office } = atTheOffice({ offers: [{ answerAfter: 3 }, 'miss'] });
    const contact = await tether(office, 0);
    hangUpAt(office, 10, contact);
    office.ring(20, { talk: 10 });
    await office.to(100);
    expect(office.told('contact.answered')).toEqual(['0 answered ana', '23 answered ana']);
    expect(office.told('agent.status').slice(-3)).toEqual([
      '23 agent.status ana Busy',
      '33 agent.status ana AfterCallWork',
      '63 agent.status ana Available',
    ]);
  });

  it.each([
    ['not-ready', 'Break'],
    ['offline', 'Offline'],
  ] as const)('lets %s wait for the end of the tether', async (act, status) => {
    const { office, ana } = atTheOffice({ timeline: [{ at: 10, do: act }] });
    const contact = await tether(office, 1);
    await office.to(20);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ shown: 'Busy', nextStatus: status });
    hangUpAt(office, 30, contact);
    await office.to(31);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status, shown: status, contacts: [] });
  });

  it('takes a break back that was only asked for', async () => {
    const { office, ana } = atTheOffice({
      timeline: [
        { at: 10, do: 'not-ready' },
        { at: 12, do: 'available' },
      ],
    });
    const contact = await tether(office, 1);
    hangUpAt(office, 30, contact);
    await office.to(31);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Available', nextStatus: null });
  });

  it('accepts a tether that is still ringing once it is refreshed', async () => {
    const { office } = atTheOffice({
      timeline: [
        { at: 1, do: 'close-page' },
        { at: 8, do: 'open-page' },
      ],
    });
    await tether(office, 2);
    await office.to(30);
    expect(office.told('contact.ringing', 'contact.answered')).toEqual(['2 ringing ana', '8 answered ana']);
  });

  it('leaves the tether alone when it is refreshed under it', async () => {
    const { office, ana } = atTheOffice({
      timeline: [
        { at: 10, do: 'close-page' },
        { at: 11, do: 'open-page' },
      ],
    });
    const contact = await tether(office, 1);
    await office.to(30);
    expect(office.connect.agents.view(ana.userId).contacts).toEqual([{ contactId: contact, state: 'CONNECTED' }]);
    expect(office.told('contact.arrived', 'contact.ringing')).toEqual(['1 arrived', '1 ringing ana']);
  });

  it('clears what it finds of a tether that ended, or was missed, while it was closed', async () => {
    const closed = { timeline: [{ at: 40, do: 'open-page' }] } as const;
    const ended = atTheOffice({ timeline: [{ at: 5, do: 'close-page' }, ...closed.timeline] });
    hangUpAt(ended.office, 10, await tether(ended.office, 1));
    const missed = atTheOffice({ timeline: [{ at: 0, do: 'close-page' }, ...closed.timeline] });
    await tether(missed.office, 1);
    for (const [{ office, ana }, state] of [
      [ended, 'ENDED'],
      [missed, 'MISSED'],
    ] as const) {
      await office.to(39);
      expect(office.connect.agents.view(ana.userId).contacts).toMatchObject([{ state }]);
      await office.to(60);
      expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Available', contacts: [] });
      expect(office.told('agent.status').at(-1)).toBe('40 agent.status ana Available');
    }
  });

  it('still recovers a missed call of a customer beside a tether it knew', async () => {
    const { office, ana } = atTheOffice({ offers: ['miss'] });
    hangUpAt(office, 5, await tether(office, 0));
    office.ring(10);
    await office.to(50);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Missed call', contacts: [] });
  });
});

describe.each(['plain-ccp', 'closed'] as const)('a page %s', (page) => {
  it('neither accepts a tether nor clears it', async () => {
    const { office, ana } = atTheOffice({ page, offers: [{ answerAfter: 1 }] });
    const contact = await tether(office, 0);
    await office.to(60);
    expect(office.told('contact.answered', 'contact.missed')).toEqual(['20 missed ana']);
    expect(office.connect.agents.view(ana.userId).contacts).toEqual([{ contactId: contact, state: 'MISSED' }]);
  });

  it('leaves one that ended to be cleared', async () => {
    const { office, ana } = atTheOffice({ page });
    const contact = await tether(office, 0);
    office.at(1, () => office.connect.agents.accept(ana.userId, contact));
    hangUpAt(office, 10, contact);
    await office.to(100);
    expect(office.connect.agents.view(ana.userId).contacts).toEqual([{ contactId: contact, state: 'ENDED' }]);
  });
});
