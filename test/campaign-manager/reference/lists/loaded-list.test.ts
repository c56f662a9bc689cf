import { weekdays } from '../../../../campaign-manager/reference/lists/calling-windows';
import { DoNotCallList } from '../../../../campaign-manager/reference/lists/do-not-call';
import { MemoryJournal } from '../../../../campaign-manager/reference/lists/journal-store';
import { openContacts } from '../../../../campaign-manager/reference/lists/open-contacts';
import { readPeople } from '../../../../campaign-manager/reference/lists/read-people';
import { aCampaign, anOffice, type OfficeOptions, startMs } from '../office';

const loadedAt = startMs;
const { people } = readPeople(
  ['contact id,name,number,time zone', 'ny,Ben,+12125550147,America/New_York', 'b,Ada,+4930123456,'].join('\n'),
  { campaign: 'renewals', timeZone: 'Europe/Berlin', loadedAt },
);
const aStartedOffice = (options: OfficeOptions) => {
  const office = anOffice(options);
  office.campaignManager.start();
  return office;
};
const windows = Object.fromEntries(weekdays.map((day) => [day, [{ from: '09:00', to: '18:00' }]]));

it('a campaign dials the people of its list when it is day where they are', async () => {
  const { contents } = openContacts('renewals', { people, windows });
  const office = aStartedOffice({ campaigns: [aCampaign('renewals', { contacts: contents })] });
  office.hire('ana');
  await office.to(6 * 3600);
  expect(office.told('dial.started')).toEqual([
    expect.stringMatching(/^1 started b/),
    expect.stringMatching(/^18000 started ny/),
  ]);
  const availableWithin = (from: number, to: number) => {
    const told = office
      .eventsOf('CampaignWork')
      .filter(({ at }) => at >= startMs + from * 1000 && at < startMs + to * 1000);
    return [...new Set(told.map(({ callsAvailable }) => callsAvailable))];
  };
  expect([availableWithin(0, 1), availableWithin(2, 18_000)]).toEqual([[1], [0]]);
});

it('a Campaign Manager that crashed during a dial goes on with its list: that dial counts, and waits for its retry', async () => {
  const disk = new MemoryJournal();
  const campaign = (store: MemoryJournal) =>
    aCampaign('renewals', { attempts: 2, contacts: openContacts('renewals', { people, store }).contents });
  const first = aStartedOffice({ campaigns: [campaign(disk)] });
  first.hire('ana');
  await first.to(5);
  expect(first.told('dial.started')).toEqual([expect.stringMatching(/^1 started ny/)]);

  const second = aStartedOffice({ campaigns: [campaign(new MemoryJournal(disk.read()))] });
  second.hire('ana');
  await second.to(1000);
  expect(second.told('contact.state')[0]).toBe('0 ny rescheduled');
  expect(second.told('dial.started')).toEqual([
    expect.stringMatching(/^1 started b/),
    expect.stringMatching(/^600 started ny/),
  ]);
  expect(second.campaignManager.contacts('renewals')).toMatchObject([
    { name: 'ny', state: 'completed', attempts: 2 },
    { name: 'b', state: 'completed', attempts: 1 },
  ]);
});

it('never dials a number that came on the do-not-call list while the agent was reserved for it', async () => {
  const doNotCall = new DoNotCallList();
  const { contents } = openContacts('renewals', { people, doNotCall });
  const office = aStartedOffice({
    campaigns: [aCampaign('renewals', { contacts: contents })],
    latency: { dialMs: () => 2000 },
  });
  office.hire('ana');
  office.at(2, () => doNotCall.add('+12125550147', 'asked on the telephone'));
  await office.to(600);
  expect(office.told('dial.started')).toEqual([expect.stringMatching(/^\d+ started b/)]);
  expect(office.told('contact.state')).toContain('3 ny closed');
  expect(office.facts).toContainEqual(
    expect.objectContaining({ contact: 'ny', reason: 'do not call: asked on the telephone' }),
  );
});
