import type { CampaignScript } from '../../../campaign-manager/reference/campaign-script';
import { aCampaign, anOffice, type Office, type OfficeOptions, startMs } from './office';

/** ana is dialled for from second 1; a customer takes her from 11 to 71, and wrap-up until 76. */
function run(more: Partial<CampaignScript> = {}, options: OfficeOptions = {}): Office {
  const office = anOffice({ campaigns: [aCampaign('renewals', more)], ...options });
  office.campaignManager.start();
  office.hire('ana');
  return office;
}

/** Of ana's newest AgentWork. */
const seqOf = (office: Office): number => office.eventsOf('AgentWork').at(-1)?.seq ?? 0;
const end = (office: Office, more: object = {}) =>
  office.ask('EndCustomer', 'ana', { workSeq: seqOf(office), reason: 'test', ...more });
const finish = (office: Office, more: object = {}) =>
  office.ask('FinishWork', 'ana', { workSeq: seqOf(office), doNotCall: false, reason: 'test', ...more });
const contact = (office: Office, name = 'renewals-1') =>
  office.campaignManager.contacts('renewals').find((one) => one.name === name);

describe('EndCustomer', () => {
  it('takes the customer off as if they had hung up: the tether stays, and the next one is dialled after the wrap-up', async () => {
    const office = run();
    office.at(20, () => expect(end(office)).toMatchObject({ result: 'accepted' }));
    await office.to(40);
    expect(office.told('dial.started', 'dial.connected', 'dial.ended', 'contact.state')).toEqual([
      '1 renewals-1 dialling',
      '1 started renewals-1 ana',
      '11 connected renewals-1 ana',
      '20 ended renewals-1 ana completed',
      '20 renewals-1 completed',
      '25 renewals-2 dialling',
      '25 started renewals-2 ana',
      '35 connected renewals-2 ana',
    ]);
    expect(office.work('ana').slice(-4)).toEqual([
      '20 wrap-up renewals-1',
      '25 idle',
      '25 dialling renewals-2',
      '35 talking renewals-2',
    ]);
    expect(office.tethers()).toEqual(['0 ana dialling', '1 ana answered']);
    // What ended the call it was about ends no other.
    await office.to(90);
    expect(office.told('dial.ended').at(-1)).toBe('20 ended renewals-1 ana completed');
  });

  it('is done once, though it come twice', async () => {
    const office = run();
    office.at(20, () => {
      const command = office.command('EndCustomer', 'ana', { workSeq: seqOf(office), reason: 'test' });
      const first = office.campaignManager.receive(command);
      expect(office.campaignManager.receive(command)).toEqual(first);
    });
    await office.to(24);
    expect(office.told('dial.ended')).toHaveLength(1);
  });

  it.each([
    ['before the customer is put through', 5],
    ['in the wrap-up', 72],
  ])('is refused %s, and nothing is done', async (_, at) => {
    const office = run();
    office.at(at, () => expect(end(office)).toMatchObject({ result: 'refused', reason: 'no-customer' }));
    await office.to(80);
    expect(office.told('dial.ended')).toEqual(['71 ended renewals-1 ana completed']);
  });

  it('that is old never ends a newer customer, be it the same contact', async () => {
    const office = run({
      contacts: 1,
      wrapUpSeconds: () => 0,
      callBackWish: () => ({ afterSeconds: 0, personal: false }),
    });
    let seq = 0;
    office.at(20, () => {
      seq = seqOf(office);
    });
    office.at(90, () => {
      expect(office.work('ana').at(-1)).toBe('81 talking renewals-1');
      const old = { workSeq: seq, campaign: 'renewals', contact: 'renewals-1' };
      expect(end(office, old)).toMatchObject({ result: 'refused', reason: 'no-customer' });
      expect(end(office, { contact: 'renewals-2' })).toMatchObject({ result: 'refused', reason: 'no-customer' });
      expect(office.told('dial.ended')).toHaveLength(1);
      expect(end(office)).toMatchObject({ result: 'accepted' });
    });
    await office.to(91);
    expect(office.told('dial.ended')).toHaveLength(2);
  });

  it('of a conversation that was told again is of the same', async () => {
    const office = run();
    office.at(20, () => {
      const workSeq = seqOf(office);
      office.ask('ReportAgentWork', 'ana');
      office.ask('TetherStateChanged', 'ana', { state: 'not-ready' });
      office.ask('TetherStateChanged', 'ana', { state: 'ready' });
      expect(end(office, { workSeq })).toMatchObject({ result: 'accepted' });
    });
    await office.to(21);
    expect(office.told('dial.ended')).toHaveLength(1);
  });

  it('in the moment the customer hangs up leaves one end of the call', async () => {
    const office = run();
    office.at(71, () => end(office));
    await office.to(77);
    expect(office.told('dial.ended')).toEqual(['71 ended renewals-1 ana completed']);
    expect(office.work('ana').at(-1)).toBe('76 dialling renewals-2');
  });

  it('asks the customer for no wish: they were not there to say it', async () => {
    const office = run({ callBackWish: () => ({ afterSeconds: 600, personal: false }) });
    office.at(20, () => end(office));
    await office.to(30);
    expect(contact(office)).toMatchObject({ state: 'completed', callBack: null });
  });

  it('gives an agent back who was asked for after work, once the wrap-up is over', async () => {
    const office = run();
    office.at(15, () => office.ask('ReleaseAgent', 'ana', { when: 'after-work' }));
    office.at(20, () => end(office));
    office.at(21, () => expect(finish(office)).toMatchObject({ result: 'accepted' }));
    await office.to(30);
    expect(office.results()).toEqual([expect.stringMatching(/^21 k\d released$/)]);
    expect(office.told('dial.started')).toHaveLength(1);
  });

  it('is refused of a tether nobody has', async () => {
    const office = run();
    office.at(20, () => {
      expect(end(office, { tetherId: 'another' })).toMatchObject({ result: 'refused', reason: 'unknown-tether' });
      expect(office.ask('EndCustomer', 'zoe', { workSeq: 1, reason: 'test' })).toMatchObject({
        reason: 'unknown-agent',
      });
    });
    await office.to(21);
    expect(office.told('dial.ended')).toEqual([]);
  });
});

describe('FinishWork', () => {
  it('ends the wrap-up, and the next customer is dialled at once', async () => {
    const office = run();
    office.at(72, () => expect(finish(office, { outcome: 'interested' })).toMatchObject({ result: 'accepted' }));
    await office.to(78);
    expect(office.work('ana').slice(-3)).toEqual(['71 wrap-up renewals-1', '72 idle', '72 dialling renewals-2']);
    expect(contact(office)).toMatchObject({ state: 'completed', agentOutcome: 'interested', lastOutcome: 'completed' });
  });

  it('ends no wrap-up but the one it is about', async () => {
    const office = run({ wrapUpSeconds: () => 30 });
    let first = 0;
    office.at(72, () => {
      first = seqOf(office);
      finish(office);
    });
    office.at(83, () => end(office));
    office.at(84, () =>
      expect(finish(office, { workSeq: first, doNotCall: true })).toMatchObject({ result: 'accepted' }),
    );
    // The limit of the first wrap-up, at 101, is not that of this one.
    await office.to(112);
    expect(office.work('ana').at(-1)).toBe('83 wrap-up renewals-2');
    await office.to(114);
    expect(office.work('ana').at(-1)).toBe('113 dialling renewals-3');
  });

  it('tries somebody again by the retry rule whom the outcome says was not reached, if attempts are left', async () => {
    const office = run({ attempts: 2, retrySeconds: 100 });
    office.at(72, () => finish(office, { outcome: 'voicemail' }));
    await office.to(73);
    const retryAt = startMs + 172_000;
    expect(contact(office)).toMatchObject({ state: 'rescheduled', retryAt, agentOutcome: 'voicemail' });
    const last = run();
    last.at(72, () => finish(last, { outcome: 'voicemail' }));
    await last.to(73);
    expect(contact(last)).toMatchObject({ state: 'completed', agentOutcome: 'voicemail' });
  });

  it('promises a call-back by anybody, and the outcome of that call takes the place of this one', async () => {
    const office = run({ contacts: 1 });
    office.at(72, () => finish(office, { outcome: 'voicemail', callBackAt: startMs + 100_000 }));
    await office.to(111);
    expect(office.told('dial.started', 'contact.state').slice(2)).toEqual([
      '71 renewals-1 completed',
      '72 renewals-1 rescheduled',
      '100 renewals-1 open',
      '100 renewals-1 dialling',
      '100 started renewals-1 ana',
    ]);
    expect(contact(office)).toMatchObject({ agentOutcome: null, callBack: { agentId: null } });
  });

  it('counts for the contact though the wrap-up be over and the agent with the next customer', async () => {
    const office = run();
    let seq = 0;
    office.at(73, () => {
      seq = seqOf(office);
    });
    office.at(90, () => {
      expect(office.work('ana').at(-1)).toBe('86 talking renewals-2');
      const late = { workSeq: seq, contact: 'renewals-1', outcome: 'not-interested' };
      expect(finish(office, late)).toMatchObject({ result: 'accepted' });
    });
    await office.to(91);
    expect(contact(office)).toMatchObject({ agentOutcome: 'not-interested' });
    expect(office.work('ana').at(-1)).toBe('86 talking renewals-2');
  });

  it('counts though the tether be over', async () => {
    const office = run();
    let seq = 0;
    office.at(73, () => {
      seq = seqOf(office);
      office.ask('TetherStateChanged', 'ana', { state: 'ended' });
    });
    office.at(74, () =>
      expect(finish(office, { workSeq: seq, outcome: 'interested' })).toMatchObject({ result: 'accepted' }),
    );
    await office.to(75);
    expect(contact(office)).toMatchObject({ agentOutcome: 'interested' });
  });

  it.each([
    ['of no customer', { workSeq: 1 }, 'no-customer'],
    ['of another contact', { contact: 'renewals-9' }, 'no-customer'],
    ['of a tether that never was', { tetherId: 'another' }, 'no-customer'],
    ['with an outcome nobody knows', { outcome: 'lost', doNotCall: true }, 'unknown-outcome'],
    ['with a call-back in years', { callBackAt: startMs + 400 * 86_400_000 }, 'no-call-back'],
  ])('%s is refused as a whole', async (_, said, reason) => {
    const office = run();
    office.at(72, () => expect(finish(office, said)).toMatchObject({ result: 'refused', reason }));
    await office.to(73);
    expect(contact(office)).toMatchObject({ state: 'completed', agentOutcome: null });
    expect(office.work('ana').at(-1)).toBe('71 wrap-up renewals-1');
  });

  it('whom nobody is to call again is called no more, though they had asked for it', async () => {
    const office = run({ contacts: 1, callBackWish: () => ({ afterSeconds: 60, personal: false }) });
    office.at(72, () => {
      expect(contact(office)).toMatchObject({ state: 'rescheduled' });
      finish(office, { doNotCall: true });
      expect(finish(office, { callBackAt: startMs + 100_000 })).toMatchObject({ reason: 'no-call-back' });
    });
    await office.to(300);
    expect(contact(office)).toMatchObject({ state: 'closed' });
    expect(office.told('dial.started')).toHaveLength(1);
  });

  it('of somebody who is being called again already promises no call, and is noted', async () => {
    const wishes = { contacts: 1, callBackWish: () => ({ afterSeconds: 0, personal: false }) };
    const office = run({ ...wishes, wrapUpSeconds: () => 30 });
    office.hire('ben');
    office.at(75, () => {
      expect(office.told('dial.started').at(-1)).toBe('71 started renewals-1 ben');
      const workSeq = office.eventsOf('AgentWork').findLast(({ agentId }) => agentId === 'id-ana')?.seq ?? 0;
      const callBackAt = startMs + 3_600_000;
      expect(finish(office, { workSeq, callBackAt })).toMatchObject({ result: 'refused', reason: 'no-call-back' });
      const said = { workSeq, outcome: 'voicemail', doNotCall: true };
      expect(finish(office, said)).toMatchObject({ result: 'accepted' });
    });
    await office.to(76);
    expect(contact(office)).toMatchObject({ state: 'dialling', agentOutcome: 'voicemail' });
    expect(office.work('ana').at(-1)).toBe('75 idle');
  });

  it('that was not heard while the link was down is noted when it comes again, whatever the agent does by then', async () => {
    const office = run();
    let command: ReturnType<typeof office.command> | null = null;
    office.at(72, () => {
      command = office.command('FinishWork', 'ana', {
        workSeq: seqOf(office),
        doNotCall: false,
        outcome: 'interested',
        reason: '',
      });
      office.campaignManager.setDown(true);
      expect(() => office.campaignManager.receive(command)).toThrow('down');
    });
    office.at(95, () => {
      office.campaignManager.setDown(false);
      expect(office.campaignManager.receive(command)).toMatchObject({ result: 'accepted' });
    });
    await office.to(96);
    expect(contact(office)).toMatchObject({ agentOutcome: 'interested' });
    expect(office.work('ana').at(-1)).toBe('86 talking renewals-2');
  });
});

it('says what agents may choose, in the order it is shown', async () => {
  const office = run({ outcomes: [{ outcome: 'a', label: 'A', again: false }] });
  await office.to(2);
  expect(office.eventsOf('CampaignWork')[0]?.outcomes).toEqual([{ outcome: 'a', label: 'A' }]);
  expect(office.eventsOf('Heartbeat')[0]?.capabilities).toEqual(['hold-agents', 'end-customer', 'finish-work']);
});

describe('a dial that nobody answers', () => {
  it.each([
    ['busy', 'rescheduled'],
    ['machine', 'rescheduled'],
    ['rejected', 'rescheduled'],
    ['invalid-number', 'closed'],
  ] as const)('may be %s: the contact is %s, and nobody is put through', async (outcome, state) => {
    const office = run({ answerProbability: 0, attempts: 2, unanswered: () => outcome });
    await office.to(12);
    expect(office.eventsOf('DialOutcome')).toMatchObject([{ contact: 'renewals-1', outcome }]);
    expect(contact(office)).toMatchObject({ state, lastOutcome: outcome });
    expect(office.told('dial.answered', 'dial.connected')).toEqual([]);
  });
});
