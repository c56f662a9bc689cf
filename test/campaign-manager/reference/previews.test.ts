import type { PreviewPacing } from '../../../campaign-manager/reference/pacing';
import type { PreviewOutcome } from '../../../core/campaign-contract/identifiers';
import { aCampaign, anOffice, type Office, type OfficeOptions, roomToAbandon, startMs } from './office';

const preview: PreviewPacing = {
  mode: 'preview',
  seconds: 20,
  onTimeout: 'reject',
  rescheduleSeconds: 600,
  reservationSeconds: 50,
};
const showing = (more: Parameters<typeof aCampaign>[1] = {}, options: OfficeOptions = {}): Office => {
  const office = anOffice({
    campaigns: [aCampaign('renewals', { pacing: preview, contacts: 2, ...more })],
    ...options,
  });
  office.campaignManager.start();
  office.hire('ana');
  return office;
};
const decide = (office: Office, outcome: PreviewOutcome, previewId = 'renewals-1/1', username = 'ana') =>
  office.ask('PreviewDecided', username, { previewId, outcome });

it('reserves an idle agent, shows them a contact with the number masked, and dials nobody', async () => {
  const office = showing({}, { latency: { dialMs: () => 500 } });
  await office.to(5);
  expect(office.told()).toEqual(['1 renewals-1 dialling', '1.5 offered renewals-1/1 ana']);
  expect(office.work('ana')).toEqual(['1 idle', '1 reserved renewals-1', '1.5 preview renewals-1']);
  expect(office.eventsOf('PreviewOffered')).toMatchObject([
    {
      agentId: 'id-ana',
      tetherId: 't-ana',
      previewId: 'renewals-1/1',
      campaign: 'renewals',
      contact: 'renewals-1',
      seconds: 20,
      reservationSeconds: 50,
      onTimeout: 'reject',
      card: { name: 'renewals-1', number: '+1 *** *** 01', attempts: 0, lastOutcome: null, fields: {} },
    },
  ]);
});

it('does not tell of a reservation that takes no time', async () => {
  const office = showing();
  await office.to(5);
  expect(office.work('ana')).toEqual(['1 idle', '1 preview renewals-1']);
});

it('shows each idle agent one contact, and no further than there are contacts', async () => {
  const office = showing();
  office.hire('ben');
  office.hire('cleo');
  await office.to(5);
  expect(office.told('preview.offered')).toEqual(['1 offered renewals-1/1 ana', '1 offered renewals-2/1 ben']);
  expect(office.work('cleo')).toEqual(['1 idle']);
});

describe('the application decides', () => {
  it('accept: the contact is dialled for that agent, as one line', async () => {
    const office = showing({}, { latency: { dialMs: () => 500 } });
    office.at(6, () => expect(decide(office, 'accept')).toMatchObject({ result: 'accepted' }));
    await office.to(17);
    expect(office.told().slice(2)).toEqual([
      '6 decided renewals-1/1 accept agent',
      '6.5 started renewals-1 ana',
      '16.5 answered renewals-1 ana',
      '16.5 connected renewals-1 ana',
    ]);
    expect(office.work('ana').slice(-3)).toEqual([
      '6 reserved renewals-1',
      '6.5 dialling renewals-1',
      '16.5 talking renewals-1',
    ]);
  });

  it('reject: the contact is open for anybody, behind the others, its attempts unchanged; the agent sees the next', async () => {
    const office = showing();
    office.at(6, () => decide(office, 'reject'));
    await office.to(7);
    expect(office.told().slice(2)).toEqual([
      '6 decided renewals-1/1 reject agent',
      '6 renewals-1 open',
      '6 renewals-2 dialling',
      '6 offered renewals-2/1 ana',
    ]);
    expect(office.work('ana').slice(-2)).toEqual(['6 idle', '6 preview renewals-2']);
    expect(office.campaignManager.contacts('renewals')[0]).toMatchObject({ state: 'open', attempts: 0 });
  });

  it('reject of the only contact: it is shown again after 5 s, with the next number', async () => {
    const office = showing({ contacts: 1 });
    office.at(6, () => decide(office, 'reject'));
    await office.to(20);
    expect(office.told('preview.offered')).toEqual(['1 offered renewals-1/1 ana', '11 offered renewals-1/2 ana']);
  });

  it('reject: not again within rescheduleSeconds while there is another contact, even one that is no better', async () => {
    const office = showing({ pacing: { ...preview, rescheduleSeconds: 60 } });
    office.at(6, () => decide(office, 'reject'));
    office.at(9, () => decide(office, 'reject', 'renewals-2/1'));
    await office.to(80);
    expect(office.told('preview.offered')).toEqual([
      '1 offered renewals-1/1 ana',
      '6 offered renewals-2/1 ana',
      '66 offered renewals-1/2 ana',
    ]);
  });

  it('reject: somebody else gets it, or it waits for them while they are busy', async () => {
    const office = showing({ contacts: 1 });
    office.hire('ben', 3);
    office.at(6, () => decide(office, 'reject'));
    office.at(8, () => decide(office, 'reject', 'renewals-1/2', 'ben'));
    await office.to(500);
    expect(office.told('preview.offered')).toEqual(['1 offered renewals-1/1 ana', '6 offered renewals-1/2 ben']);
    office.at(510, () => office.ask('TetherStateChanged', 'ben', { state: 'ended', why: 'gone' }));
    await office.to(520);
    expect(office.told('preview.offered').at(-1)).toBe('510 offered renewals-1/3 ana');
  });

  it('reject-and-reschedule for no time at all: not to the same agent within 5 s', async () => {
    const office = showing({ contacts: 1, pacing: { ...preview, rescheduleSeconds: 0 } });
    office.at(6, () => decide(office, 'reject-and-reschedule'));
    await office.to(20);
    expect(office.told('preview.offered')).toEqual(['1 offered renewals-1/1 ana', '11 offered renewals-1/2 ana']);
  });

  it('reject without looking: the next comes a second after, so that a list does not go round in no time', async () => {
    let shown = 0;
    const office: Office = showing(
      { contacts: 20 },
      {
        send: (events) => {
          for (const event of events) {
            if (event.type !== 'PreviewOffered') continue;
            shown += 1;
            office.clock.after(0, () => void decide(office, 'reject', event.previewId), 'hop');
          }
        },
      },
    );
    await office.to(5.5);
    expect(shown).toBe(5);
  });

  it.each(['close', 'reject-and-close'] as const)('%s: the contact is never dialled again', async (outcome) => {
    const office = showing({ contacts: 1 });
    office.at(6, () => decide(office, outcome));
    await office.to(2_000);
    expect(office.told().slice(2)).toEqual([`6 decided renewals-1/1 ${outcome} agent`, '6 renewals-1 closed']);
  });

  it('reject-and-reschedule: the contact is open again when the campaign says so', async () => {
    const office = showing({ contacts: 1 });
    office.at(6, () => decide(office, 'reject-and-reschedule'));
    await office.to(607);
    expect(office.told().slice(2)).toEqual([
      '6 decided renewals-1/1 reject-and-reschedule agent',
      '6 renewals-1 rescheduled',
      '606 renewals-1 open',
      '606 renewals-1 dialling',
      '606 offered renewals-1/2 ana',
    ]);
  });

  it('withdrawn: the contact is as before, in front, and nobody is told again', async () => {
    const office = showing();
    office.at(6, () =>
      office.ask('PreviewDecided', 'ana', { previewId: 'renewals-1/1', outcome: 'withdrawn', by: 'system' }),
    );
    await office.to(7);
    expect(office.told().slice(2)).toEqual([
      '6 decided renewals-1/1 withdrawn system',
      '6 renewals-1 open',
      '6 renewals-1 dialling',
      '6 offered renewals-1/2 ana',
    ]);
    expect(office.eventsOf('PreviewWithdrawn')).toEqual([]);
  });

  it('once: the same outcome again changes nothing, another comes too late', async () => {
    const office = showing();
    const replies: unknown[] = [];
    office.at(6, () => {
      replies.push(decide(office, 'accept').result, decide(office, 'accept').result, decide(office, 'close').result);
    });
    await office.to(7);
    expect(replies).toEqual(['accepted', 'accepted', 'ignored']);
    expect(office.told('preview.decided', 'dial.started', 'contact.state')).toEqual([
      '1 renewals-1 dialling',
      '6 decided renewals-1/1 accept agent',
      '6 started renewals-1 ana',
    ]);
  });

  it('of a preview nobody knows, or of somebody else: refused', async () => {
    const office = showing();
    office.hire('ben');
    const replies: unknown[] = [];
    office.at(6, () => {
      replies.push(decide(office, 'accept', 'renewals-1/7'), decide(office, 'accept', 'renewals-1/1', 'ben'));
      replies.push(decide(office, 'accept', 'nonsense'));
    });
    await office.to(7);
    expect(replies).toMatchObject(Array(3).fill({ result: 'refused', reason: 'unknown-preview' }));
    expect(office.told('preview.decided')).toEqual([]);
  });
});

describe('is withdrawn', () => {
  const afterWards = (office: Office) => decide(office, 'accept');

  it('when nobody has decided by the end of the reservation', async () => {
    const office = showing({ contacts: 1 });
    const replies: unknown[] = [];
    office.at(52, () => replies.push(afterWards(office)));
    await office.to(53);
    expect(office.told().slice(2, 6)).toEqual([
      '51 decided renewals-1/1 withdrawn campaign-manager',
      '51 renewals-1 open',
      '51 renewals-1 dialling',
      '51 offered renewals-1/2 ana',
    ]);
    expect(office.eventsOf('PreviewWithdrawn')).toMatchObject([
      { previewId: 'renewals-1/1', agentId: 'id-ana', tetherId: 't-ana', why: 'nobody decided within 50 s' },
    ]);
    expect(replies).toMatchObject([{ result: 'refused', reason: 'withdrawn' }]);
  });

  it.each([
    ['the tether breaks', (office: Office) => office.breakLine('contact-1')],
    ['the agent is not ready', (office: Office) => office.ask('TetherStateChanged', 'ana', { state: 'not-ready' })],
    ['the tether is ended', (office: Office) => office.ask('TetherStateChanged', 'ana', { state: 'ended' })],
  ])('by the system when %s', async (_when, happen) => {
    const office = showing({ contacts: 1 });
    const replies: unknown[] = [];
    office.at(6, () => {
      happen(office);
      replies.push(afterWards(office));
    });
    await office.to(60);
    expect(office.told().slice(2)).toEqual(['6 decided renewals-1/1 withdrawn system', '6 renewals-1 open']);
    expect(office.eventsOf('PreviewWithdrawn')).toMatchObject([{ previewId: 'renewals-1/1' }]);
    expect(replies).toMatchObject([{ result: 'refused', reason: 'withdrawn' }]);
    expect(office.campaignManager.contacts('renewals')).toMatchObject([{ state: 'open', attempts: 0 }]);
  });

  it('when the campaign is stopped; it goes on when it is not any more', async () => {
    const office = showing({ contacts: 1 });
    office.at(6, () => office.campaignManager.setCampaignStopped('renewals', true));
    office.at(30, () => office.campaignManager.setCampaignStopped('renewals', false));
    await office.to(31);
    expect(office.told().slice(2)).toEqual([
      '6 decided renewals-1/1 withdrawn campaign-manager',
      '6 renewals-1 open',
      '30 renewals-1 dialling',
      '30 offered renewals-1/2 ana',
    ]);
    expect(office.work('ana')).toEqual(['1 idle', '1 preview renewals-1', '6 idle', '30 preview renewals-1']);
    const later = office.eventsOf('CampaignWork').filter(({ at }) => at >= startMs + 2_000);
    expect(later.map(({ callsAvailable }) => callsAvailable)).toEqual(later.map(() => 0));
  });
});

describe('an agent who is asked for while a preview is open', () => {
  it('is not given back now', async () => {
    const office = showing();
    const replies: unknown[] = [];
    office.at(6, () => replies.push(office.ask('ReleaseAgent', 'ana')));
    await office.to(7);
    expect(replies).toMatchObject([{ result: 'refused', reason: 'preview' }]);
  });

  it.each(['reject', 'close', 'reject-and-reschedule', 'withdrawn'] as const)(
    'is given back after it: %s frees them at once',
    async (outcome) => {
      const office = showing();
      office.at(6, () => expect(office.ask('ReleaseAgent', 'ana', { when: 'after-work' }).result).toBe('accepted'));
      office.at(9, () => decide(office, outcome));
      await office.to(20);
      expect(office.results()).toEqual(['9 k3 released']);
      expect(office.told('preview.offered', 'dial.started')).toEqual(['1 offered renewals-1/1 ana']);
    },
  );

  it('is given back after the customer they accepted', async () => {
    const office = showing();
    office.at(6, () => office.ask('ReleaseAgent', 'ana', { when: 'after-work' }));
    office.at(9, () => decide(office, 'accept'));
    await office.to(100);
    expect(office.results()).toEqual(['84 k3 released']);
    expect(office.told('dial.started', 'dial.ended')).toEqual([
      '9 started renewals-1 ana',
      '79 ended renewals-1 ana completed',
    ]);
  });
});

it('an answered customer of another campaign does not take an agent who looks at a preview', async () => {
  const office = anOffice({
    campaigns: [
      aCampaign('winback', {
        pacing: { mode: 'progressive', linesPerAgent: 2, maxAbandonRate: 0.03 },
        memory: roomToAbandon,
        contacts: 2,
        priority: 1,
      }),
      aCampaign('renewals', { pacing: preview, contacts: 1, priority: 2 }),
    ],
  });
  office.campaignManager.start();
  office.hire('ana');
  office.at(2, () => office.hire('ben', 4));
  await office.to(20);
  expect(office.told('preview.offered', 'dial.connected', 'dial.abandoned')).toEqual([
    '4 offered renewals-1/1 ben',
    '11 connected winback-1 ana',
    '13 abandoned winback-2',
  ]);
});

it('a restart does not use the number of a preview again', async () => {
  const before = showing({ contacts: 1 });
  await before.to(2);
  const memory = before.campaignManager.memory('renewals');
  expect(memory.previews).toEqual({ 'renewals-1': 1 });
  const after = showing({ contacts: 1, memory });
  await after.to(2);
  expect(after.told('preview.offered')).toEqual(['1 offered renewals-1/2 ana']);
});
