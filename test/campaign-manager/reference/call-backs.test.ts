/** Call-backs from the promise to the dial, and numbers that are barred while campaigns run. */
import type { CampaignScript } from '../../../campaign-manager/reference/campaign-script';
import { usualCallBacks } from '../../../campaign-manager/reference/lists/call-backs';
import { weekdays } from '../../../campaign-manager/reference/lists/calling-windows';
import { type LoadedContacts, openContacts } from '../../../campaign-manager/reference/lists/open-contacts';
import { aPerson } from './lists/people';
import { aCampaign, anOffice, answering, type OfficeOptions, roomToAbandon, startMs } from './office';

const atSecond = (seconds: number) => startMs + seconds * 1000;
const listOf = (ids: readonly string[], more: Partial<LoadedContacts> = {}) =>
  openContacts('renewals', { people: ids.map((id) => aPerson(id)), ...more }).contents;

/** Rings 10 s, talks 60 s, wraps up 5 s, and calls one list. */
const anOfficeWith = (
  ids: readonly string[],
  script: Partial<CampaignScript> = {},
  options: OfficeOptions = {},
  more: Partial<LoadedContacts> = {},
) => {
  const office = anOffice({
    campaigns: [aCampaign('renewals', { contacts: listOf(ids, more), attempts: 2, ...script })],
    ...options,
  });
  office.campaignManager.start();
  return office;
};

const dials = (office: ReturnType<typeof anOffice>) => office.told('dial.started');

describe('what a customer asks for at the end of a conversation', () => {
  it('makes them rescheduled instead of completed, and is kept by the agent who talked', async () => {
    const office = anOfficeWith(['a'], { callBackWish: () => ({ afterSeconds: 100, personal: true }) });
    office.hire('ana');
    office.hire('ben', 20);
    await office.to(400);
    // Ana talks from 11 to 71; the customer who was called back asks for nothing more.
    expect(office.told('dial.started', 'dial.ended', 'contact.state')).toEqual([
      '1 a dialling',
      '1 started a ana',
      '71 ended a ana completed',
      '71 a rescheduled',
      '171 a open',
      '171 a dialling',
      '171 started a ana',
      '241 ended a ana completed',
      '241 a completed',
    ]);
    expect(office.eventsOf('DialOutcome').map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
    expect(office.facts).toContainEqual(
      expect.objectContaining({ state: 'rescheduled', reason: 'a call-back by id-ana promised at attempt 1' }),
    );
  });

  it('may be a call by anybody', async () => {
    const office = anOfficeWith(['a', 'b'], {
      callBackWish: (contact) => (contact === 'a' ? { afterSeconds: 30, personal: false } : null),
      talkSeconds: (contact) => (contact === 'a' ? 60 : 600),
    });
    office.hire('ana');
    office.hire('ben', 90);
    await office.to(150);
    expect(dials(office)).toEqual(['1 started a ana', '76 started b ana', '101 started a ben']);
  });
});

describe('a personal call-back', () => {
  const promised = (script: Partial<CampaignScript> = {}, options: OfficeOptions = {}, ids = ['a']) => {
    const office = anOfficeWith(ids, { startAtSeconds: 50, ...script }, options);
    office.at(2, () => office.campaignManager.promise('renewals', 'a', { agentId: 'id-ana', atMs: atSecond(60) }));
    return office;
  };

  it('is made by its agent, however idle others are', async () => {
    const office = promised();
    office.hire('ben');
    office.hire('ana', 300);
    await office.to(310);
    expect(dials(office)).toEqual(['300 started a ana']);
  });

  it('is anybody’s once its agent was not there in time', async () => {
    const office = promised();
    office.hire('ben');
    await office.to(1000);
    expect(dials(office)).toEqual([`${60 + usualCallBacks.personalSeconds} started a ben`]);
  });

  it('is anybody’s after its agent has dialled in vain, and closed after its attempts', async () => {
    const office = promised({}, { chance: answering(false) });
    office.hire('ben', 100);
    office.hire('ana');
    office.at(80, () => office.ask('ChangeAgentState', 'ana', { state: 'not-ready' }));
    await office.to(2000);
    expect(dials(office)).toEqual(['60 started a ana', '370 started a ben', '680 started a ben']);
    expect(office.campaignManager.contacts('renewals')).toMatchObject([
      { state: 'closed', attempts: 3, reason: 'not answered at call-back attempt 3 of 3, the last' },
    ]);
  });

  it('goes by the rules of its campaign', async () => {
    const office = promised({ callBacks: { ...usualCallBacks, personalSeconds: 5 } });
    office.hire('ben');
    await office.to(100);
    expect(dials(office)).toEqual(['65 started a ben']);
  });

  it('has its agent to itself: no second line, and no answer of somebody else’s', async () => {
    const office = promised(
      {
        pacing: { mode: 'progressive', linesPerAgent: 2, maxAbandonRate: 0.03 },
        memory: roomToAbandon,
        startAtSeconds: 0,
        ringSeconds: (contact) => (contact === 'a' ? 30 : 10),
      },
      {},
      ['a', 'b', 'c', 'd', 'e', 'f'],
    );
    office.hire('ana', 60);
    office.hire('ben', 60);
    await office.to(95);
    // Whoever answers second finds Ben talking, and is abandoned rather than given to Ana.
    expect(dials(office)).toEqual(['60 started a ana', '60 started b ben', '60 started c ben']);
    expect(office.told('dial.connected', 'dial.abandoned')).toEqual([
      '70 connected b ben',
      '72 abandoned c',
      '90 connected a ana',
    ]);
  });

  it('is shown to its agent first where contacts are shown', async () => {
    const pacing = {
      mode: 'preview',
      seconds: 20,
      onTimeout: 'reject',
      rescheduleSeconds: 9,
      reservationSeconds: 50,
    } as const;
    const office = promised({ pacing });
    office.hire('ben');
    office.hire('ana', 70);
    office.at(75, () => office.ask('PreviewDecided', 'ana', { previewId: 'a/1', outcome: 'accept' }));
    await office.to(80);
    expect(office.told('preview.offered')).toEqual(['70 offered a/1 ana']);
    expect(dials(office)).toEqual(['75 started a ana']);
  });

  it('goes to somebody else when its agent is gone while it rings', async () => {
    const office = promised();
    office.hire('ana');
    office.hire('ben');
    office.at(65, () => office.ask('TetherStateChanged', 'ana', { state: 'ended' }));
    await office.to(75);
    expect(office.told('dial.connected')).toEqual(['70 connected a ben']);
  });
});

describe('a call-back is promised', () => {
  it('to somebody who is shown: the preview is withdrawn, and the agent told why', async () => {
    const pacing = {
      mode: 'preview',
      seconds: 20,
      onTimeout: 'reject',
      rescheduleSeconds: 9,
      reservationSeconds: 50,
    } as const;
    const office = anOfficeWith(['a'], { pacing });
    office.hire('ana');
    office.at(5, () => {
      const answer = office.campaignManager.promise('renewals', 'a', { agentId: null, atMs: atSecond(60) });
      expect(answer).toMatchObject({
        result: 'accepted',
        contact: { state: 'rescheduled', attempts: 0, retryAt: atSecond(60) },
      });
    });
    await office.to(30);
    expect(office.eventsOf('PreviewWithdrawn')).toMatchObject([{ previewId: 'a/1', why: 'a call-back was promised' }]);
    expect(office.told('preview.decided', 'contact.state')).toEqual([
      '1 a dialling',
      '5 decided a/1 withdrawn campaign-manager',
      '5 a open',
      '5 a rescheduled',
    ]);
    expect(office.eventsOf('CampaignWork').at(-1)).toMatchObject({ callsAvailable: 0 });
  });

  it('or not, with a sentence', async () => {
    const office = anOfficeWith(['a', 'b', 'c', 'd'], { attempts: 1 });
    const { campaignManager } = office;
    office.hire('ana');
    const soon = { agentId: null, atMs: atSecond(500) };
    const refusals: string[] = [];
    const ask = (...given: Parameters<typeof campaignManager.promise>) => {
      const answer = campaignManager.promise(...given);
      refusals.push(answer.result === 'refused' ? answer.message : 'accepted');
    };
    office.at(5, () => ask('renewals', 'a', soon));
    office.at(80, () => {
      campaignManager.bar(aPerson('c').number, 'asked by letter');
      ask('renewals', 'a', soon);
      ask('renewals', 'c', soon);
      ask('renewal', 'a', soon);
      ask('renewals', 'e', soon);
      ask('renewals', 'd', { agentId: null, atMs: Number.NaN });
      ask('renewals', 'd', { agentId: null, atMs: atSecond(400 * 86_400) });
      ask('renewals', 'd', { agentId: '', atMs: atSecond(0) });
      ask('renewals', 'd', { agentId: null, atMs: atSecond(0) });
    });
    await office.to(81);
    expect(refusals).toEqual([
      'a is being called; ask again when that call has ended',
      'a is completed (talked to at attempt 1 of 1) and is not called again',
      'c is closed (do not call: asked by letter) and is not called again',
      'there is no campaign "renewal"; did you mean "renewals"?',
      'campaign renewals has no contact "e"',
      'a call-back at NaN is at no moment; give milliseconds since the epoch',
      'a call-back is promised for 366 days ahead at the most',
      'agent id "" is none; it has 1 to 256 characters',
      'accepted',
    ]);
  });
});

describe('a number that is barred', () => {
  it('is closed in every campaign at once, and never dialled', async () => {
    const office = anOffice({
      campaigns: ['renewals', 'winback'].map((name) =>
        aCampaign(name, {
          startAtSeconds: 100,
          contacts: openContacts(name, { people: [aPerson('a', { id: `${name}-a` }), aPerson('b')] }).contents,
        }),
      ),
    });
    office.campaignManager.start();
    office.hire('ana');
    office.at(5, () => {
      const written = aPerson('a').number.replace('+49', '+49 ');
      expect(office.campaignManager.bar(written, 'asked by letter')).toEqual({
        result: 'accepted',
        number: aPerson('a').number,
        closed: [
          { campaign: 'renewals', contact: 'renewals-a' },
          { campaign: 'winback', contact: 'winback-a' },
        ],
        inCall: [],
      });
    });
    await office.to(600);
    expect(office.told('contact.state').slice(0, 2)).toEqual(['5 renewals-a closed', '5 winback-a closed']);
    expect(dials(office)).toEqual(['100 started b ana', '175 started b ana']);
  });

  it('is closed when the call in progress has ended, without being cut off', async () => {
    const office = anOfficeWith(['a'], {}, { chance: answering(false) });
    office.hire('ana');
    office.at(5, () =>
      expect(office.campaignManager.bar(aPerson('a').number)).toMatchObject({
        closed: [],
        inCall: [{ campaign: 'renewals', contact: 'a' }],
      }),
    );
    await office.to(2000);
    expect(office.told('dial.started', 'dial.ended', 'contact.state')).toEqual([
      '1 a dialling',
      '1 started a ana',
      '11 ended a ana no-answer',
      '11 a rescheduled',
      '11 a closed',
    ]);
  });

  it('takes a preview of them away', async () => {
    const office = anOfficeWith(['a'], {
      pacing: { mode: 'preview', seconds: 20, onTimeout: 'reject', rescheduleSeconds: 9, reservationSeconds: 50 },
    });
    office.hire('ana');
    office.at(5, () => office.campaignManager.bar(aPerson('a').number));
    await office.to(100);
    expect(office.eventsOf('PreviewWithdrawn')).toMatchObject([{ why: 'the customer may not be called' }]);
    expect(office.campaignManager.contacts('renewals')).toMatchObject([{ state: 'closed', attempts: 0 }]);
    expect(office.work('ana').at(-1)).toBe('5 idle');
  });

  it('is refused with a sentence when it is none', () => {
    expect(anOfficeWith(['a']).campaignManager.bar('030 12')).toMatchObject({
      result: 'refused',
      message: expect.stringContaining('has no country'),
    });
  });
});

it('a call-back promised for the night is made when the window opens where the customer is', async () => {
  const windows = Object.fromEntries(weekdays.map((day) => [day, [{ from: '09:00', to: '18:00' }]]));
  const people = [aPerson('ny', { timeZone: 'America/New_York' })];
  const { contents } = openContacts('renewals', { people, windows });
  const office = anOffice({ campaigns: [aCampaign('renewals', { contacts: contents })] });
  office.campaignManager.start();
  office.hire('ana');
  // Second 0 is 04:00 in New York.
  expect(office.campaignManager.promise('renewals', 'ny', { agentId: 'id-ana', atMs: atSecond(60) })).toMatchObject({
    contact: { retryAt: atSecond(5 * 3600), callBack: { generalAt: atSecond(5 * 3600 + 900) } },
  });
  await office.to(6 * 3600);
  expect(dials(office)).toEqual(['18000 started ny ana']);
});

it('two campaigns: the one that is first is dialled out first, call-backs of the other wait their turn', async () => {
  const people = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => aPerson(`${prefix}${index}`));
  const office = anOffice({
    campaigns: [
      aCampaign('winback', { priority: 2, contacts: openContacts('winback', { people: people('w', 2) }).contents }),
      aCampaign('renewals', { priority: 1, contacts: openContacts('renewals', { people: people('r', 2) }).contents }),
    ],
  });
  office.campaignManager.start();
  office.campaignManager.promise('winback', 'w1', { agentId: null, atMs: startMs });
  office.hire('ana');
  await office.to(400);
  expect(dials(office).map((line) => line.split(' ')[2])).toEqual(['r0', 'r1', 'w1', 'w0']);
});

it('closes at the end of its lifetime who was not reached, and keeps the call-back that was promised', async () => {
  const office = anOfficeWith(['a', 'b'], { startAtSeconds: 700 }, {}, { lifetimeSeconds: 600 });
  office.hire('ana');
  office.campaignManager.promise('renewals', 'b', { agentId: null, atMs: atSecond(800) });
  await office.to(900);
  expect(office.told('contact.state')).toContain('600 a closed');
  expect(dials(office)).toEqual(['800 started b ana']);
});
