import { holdStep } from '../connect/connect-fixture';
import { anOffice, type Office } from './office';

const ringing = (office: Office, userId: string): string =>
  office.connect.agents.view(userId).contacts.find(({ state }) => state === 'CONNECTING')?.contactId ?? 'none';
const talks = ['contact.ringing', 'contact.answered', 'contact.missed', 'contact.ended'] as const;

describe('an agent who is taken over', () => {
  it('answers nothing by the script, what it had begun included; the ring is missed after 20 s', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { offers: [{ answerAfter: 4 }] });
    office.ring(1, { patience: 25 });
    office.at(3, () => ana.takeOver());
    await office.to(24);
    expect(office.told(...talks)).toEqual(['1 ringing ana', '21 missed ana']);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Available', shown: 'Missed call' });
  });

  it('is answered by the softphone, and the talk goes on when they are let go; the script does the wrap-up', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { wrapUpSeconds: () => 7 });
    ana.takeOver();
    office.ring(1, { talk: 30 });
    office.at(10, () => office.connect.agents.accept(ana.userId, ringing(office, ana.userId)));
    office.at(20, () => expect(ana.letGo()).toBeNull());
    await office.to(46);
    expect(office.told(...talks)).toEqual(['1 ringing ana', '10 answered ana', '40 ended ana']);
    expect(office.connect.agents.view(ana.userId).shown).toBe('AfterCallWork');
    await office.to(48);
    expect(office.connect.agents.view(ana.userId).shown).toBe('Available');
  });

  it('stays in wrap-up until the person clears it, and is cleared by the script when let go in it', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { wrapUpSeconds: () => 5 });
    office.ring(1, { talk: 10 });
    office.at(14, () => ana.takeOver());
    await office.to(100);
    expect(office.connect.agents.view(ana.userId).shown).toBe('AfterCallWork');
    office.at(101, () => void ana.letGo());
    await office.to(107);
    expect(office.connect.agents.view(ana.userId).shown).toBe('Available');
  });

  it('is rung on by the script when let go in a ring', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { offers: [{ answerAfter: 3 }] });
    ana.takeOver();
    office.ring(1);
    office.at(9, () => void ana.letGo());
    await office.to(20);
    expect(office.told('contact.answered')).toEqual(['12 answered ana']);
  });

  it('does what the timeline asks only after it: the last wish of the script is done when they are let go', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { timeline: [{ at: 5, do: 'not-ready' }] });
    ana.takeOver();
    await office.to(10);
    expect(office.connect.agents.view(ana.userId).status).toBe('Available');
    office.at(11, () => {
      const wish = ana.letGo();
      expect(wish).toBe('not-ready');
      if (wish !== null) ana.act(wish);
    });
    await office.to(12);
    expect(office.connect.agents.view(ana.userId).status).toBe('Break');
  });

  it('comes Available only by the person, whatever the script says of when', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { availableAt: 5 });
    office.at(1, () => ana.takeOver());
    await office.to(10);
    expect(office.connect.agents.view(ana.userId).status).toBe('Offline');
    office.at(11, () => expect(ana.letGo()).toBe('available'));
    await office.to(12);
  });

  it('is parked after a miss by the page of the scenario no more, and goes on as after a miss when let go', async () => {
    const office = anOffice({}, 'not-ready');
    const ana = office.hire('ana', { afterMiss: { availableAfter: 30 } });
    ana.takeOver();
    office.ring(1);
    office.at(22, () =>
      office.api('UpdateContactRoutingData', {
        ContactId: office.contacts()[0] ?? '',
        RoutingCriteria: { Steps: [holdStep()] },
      }),
    );
    office.at(40, () => expect(ana.letGo()).toBeNull());
    await office.to(41);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Missed call' });
    await office.to(80);
    expect(office.connect.agents.view(ana.userId)).toMatchObject({ status: 'Available', contacts: [] });
  });

  it('accepts no tether by itself, and the page of the scenario does when they are let go', async () => {
    const office = anOffice();
    const ana = office.hire('ana');
    office.expected.set(ana.userId, 't1');
    ana.takeOver();
    office.ring(1);
    office.at(1.5, () =>
      office.api('UpdateContactAttributes', {
        InstanceId: 'aaaaaaaa-0000-4000-8000-000000000001',
        InitialContactId: office.contacts()[0] ?? '',
        Attributes: { ccbTetherId: 't1' },
      }),
    );
    office.at(5, () => void ana.letGo());
    await office.to(6);
    expect(office.told('contact.answered')).toEqual(['5 answered ana']);
  });

  it('answers no preview and sends no heartbeat by the script, which reacts anew when they are let go', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { previews: [{ answer: 'reject', after: 2 }] });
    office.previews.set(ana.userId, 'p1');
    office.at(1, () => ana.previewShown('p1'));
    office.at(2, () => ana.takeOver());
    await office.to(50);
    expect(office.answers).toEqual([]);
    const beats = office.heartbeats.length;
    office.at(60, () => void ana.letGo());
    await office.to(70);
    expect(office.answers).toEqual(['62 ana p1 reject']);
    expect(office.heartbeats.length).toBeGreaterThan(beats);
  });

  it('has no task finished by the script, which does so when they are let go', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { timeline: [{ at: 1, do: { taskSeconds: () => 10 } }] });
    office.at(5, () => ana.takeOver());
    await office.to(30);
    expect(office.connect.agents.view(ana.userId).contacts).toMatchObject([{ state: 'CONNECTED' }]);
    office.at(31, () => void ana.letGo());
    await office.to(37);
    expect(office.connect.agents.view(ana.userId).contacts).toEqual([]);
  });

  it('taken over or let go twice is as once', async () => {
    const office = anOffice();
    const ana = office.hire('ana');
    ana.takeOver();
    ana.takeOver();
    expect(ana.isTakenOver()).toBe(true);
    ana.letGo();
    expect([ana.isTakenOver(), ana.letGo()]).toEqual([false, null]);
  });
});
