import { openContacts } from '../../../campaign-manager/reference/lists/open-contacts';
import { answerTyped } from '../../../campaign-manager/reference/program/typed-answer';
import { aPerson } from '../reference/lists/people';
import { aCampaign, anOffice, startMs } from '../reference/office';

const ada = aPerson('a', { name: 'Ada Example', number: '+12025550101', fields: { contract: 'home' } });

/** Ana talks to Ada from 11 to 71, then to the made-up contact of winback. */
const anOfficeAt = async (seconds: number) => {
  const { contents } = openContacts('renewals', { people: [ada, aPerson('b')] });
  const office = anOffice({
    campaigns: [aCampaign('renewals', { contacts: contents }), aCampaign('winback', { contacts: 1, priority: 2 })],
  });
  office.campaignManager.start();
  office.hire('ana');
  await office.to(seconds);
  return {
    office,
    ask: (line: string, colour = false) => answerTyped(line, office.campaignManager, startMs + seconds * 1000, colour),
  };
};

it('status: every campaign in figures', async () => {
  const { ask } = await anOfficeAt(80);
  expect(ask('status')?.split('\n')).toEqual([
    'campaign  open  dialling  rescheduled  closed  completed  calls dialled  abandoned in 24 hours  in 30 days',
    'renewals  0     1         0            0       1          2              0 of 1 (0 %)           0 of 1 (0 %)',
    'winback   1     0         0            0       0          0              nobody answered        nobody answered',
  ]);
});

it('contact: how one is, their number as an agent would see it', async () => {
  const { ask } = await anOfficeAt(80);
  expect(ask('contact renewals a')?.split('\n')).toEqual([
    'a, Ada Example, +1 *** *** 01: completed',
    '  dialled 1 time, last completed; talked to at attempt 1 of 1',
    '  contract: home',
  ]);
  expect(ask('contact winback winback-1')).toContain('winback-1, winback-1, +1 *** *** 01: open\n  never dialled');
  expect(ask('contact renewals c')).toBe('campaign renewals has no contact "c"');
});

it('call-back: promised from now on, and to be seen', async () => {
  const { ask } = await anOfficeAt(5);
  expect(ask('call-back renewals b in 60 for id-ana')).toBe(
    'b is rescheduled for 2026-01-05T09:01:05.000Z, a call-back by id-ana',
  );
  expect(ask('contact renewals b')).toContain('rescheduled for 2026-01-05T09:01:05.000Z, a call-back by id-ana');
  expect(ask('call-back renewals b in 90')).toBe(
    'b is rescheduled for 2026-01-05T09:01:35.000Z, a call-back by anybody',
  );
  expect(ask('call-back renewals a in 60')).toBe('a is being called; ask again when that call has ended');
});

it('do-not-call: says whom it closes and who is in a call', async () => {
  const { ask } = await anOfficeAt(5);
  expect(ask('do-not-call +12025550101')).toBe(
    'the number is never dialled again; nobody is closed by it; in a call, which is not cut off: a of renewals',
  );
  expect(ask(`do-not-call ${aPerson('b').number} asked by letter`)).toBe(
    'the number is never dialled again; closed: b of renewals',
  );
  expect(ask('contact renewals b')).toContain('do not call: asked by letter');
  expect(ask('do-not-call 12')).toContain('has no country');
});

it('stop and go: once each, and only what there is', async () => {
  const { ask, office } = await anOfficeAt(5);
  expect(ask('stop renewals')).toBe('renewals is stopped: nobody further is dialled');
  expect(ask('stop renewals')).toBe('renewals is stopped as it is');
  expect(ask('status')).toContain('renewals (stopped)');
  await office.to(100);
  expect(office.told('dial.started')).toEqual(['1 started a ana', '76 started winback-1 ana']);
  expect(ask('go renewals')).toBe('renewals goes on');
  expect(ask('go renewals')).toBe('renewals is not stopped as it is');
  expect(ask('stop winbck')).toBe('there is no campaign "winbck"; did you mean "winback"?');
});

it('help names every command, an empty line is answered by nothing, and colours are for terminals', async () => {
  const { ask } = await anOfficeAt(1);
  expect(ask('help')?.split('\n')).toHaveLength(7);
  expect(ask('')).toBeNull();
  const colourBegins = String.fromCharCode(27);
  for (const line of ['status', 'contact renewals a', 'nonsense']) {
    expect([ask(line)?.includes(colourBegins), ask(line, true)?.includes(colourBegins)]).toEqual([false, true]);
  }
});
