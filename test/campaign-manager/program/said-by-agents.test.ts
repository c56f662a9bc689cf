/** Lists of real people: what their agents say of them, kept; and what dials that nobody answers come to. */

import { MemoryJournal } from '../../../campaign-manager/reference/lists/journal-store';
import { openCampaigns } from '../../../campaign-manager/reference/program/open-campaigns';
import { readCampaigns } from '../../../campaign-manager/reference/program/read-campaigns';
import { RefusedError } from '../../../documents/told';
import { anOffice, startMs } from '../reference/office';

const list = 'contact id,name,number,mobile\nada,Ada,+12025550101,+12025550102\n';
const other = 'contact id,name,number\nada-too,Ada,+12025550102\n';
const campaign = {
  ...{ pacing: { mode: 'progressive' }, timeZone: 'UTC', ringSeconds: 2, talkSeconds: 60, wrapUpSeconds: 5 },
  ...{ attempts: 2, retrySeconds: 60 },
};

/** Two campaigns, one after the other, each with Ada; `journals` are kept from one run to the next. */
function reading(more: object = {}, chance = 0, journals = new Map<string, MemoryJournal>()) {
  const campaigns = [
    { ...campaign, name: 'renewals', list: 'a.csv', priority: 1, ...more },
    { ...campaign, name: 'winback', list: 'b.csv', priority: 2 },
  ];
  const files = { 'a.csv': list, 'b.csv': other } as Readonly<Record<string, string>>;
  const read = readCampaigns(
    'c.json',
    JSON.stringify({ campaigns }),
    (shown) => ({ shown, bytes: Buffer.from(files[shown] ?? '') }),
    startMs,
  );
  if (!read.ok) throw new RefusedError(read.problems);
  const journal = (name: string): MemoryJournal => {
    const known = journals.get(name) ?? new MemoryJournal();
    journals.set(name, known);
    return known;
  };
  const parts = { clock: { now: () => startMs }, chance: { next: () => chance }, journal };
  const { scripts } = openCampaigns(read.campaigns, parts);
  return { scripts, journals };
}

function talking(more: object = {}) {
  const { scripts, journals } = reading(more);
  const office = anOffice({ campaigns: scripts, chance: { next: () => 0 } });
  office.campaignManager.start();
  office.hire('ana');
  const states = () =>
    ['renewals', 'winback'].flatMap((name) => office.campaignManager.contacts(name).map(({ state }) => state));
  const finish = (said: object) => {
    const workSeq = office.eventsOf('AgentWork').at(-1)?.seq ?? 0;
    return office.ask('FinishWork', 'ana', { workSeq, doNotCall: false, reason: 'test', ...said });
  };
  return { office, journals, states, finish };
}

it('whoever is not to be called again is barred by each of their numbers, in every campaign, and after a restart', async () => {
  const { office, journals, states, finish } = talking();
  office.at(64, () => {
    expect(states()).toEqual(['completed', 'open']);
    expect(finish({ doNotCall: true })).toMatchObject({ result: 'accepted' });
  });
  await office.to(300);
  expect(states()).toEqual(['completed', 'closed']);
  expect(office.told('dial.started')).toEqual(['1 started ada ana']);
  const again = anOffice({ campaigns: reading({}, 0, journals).scripts });
  again.campaignManager.start();
  again.hire('ben');
  await again.to(300);
  expect(again.told('dial.started')).toEqual([]);
});

it('nobody who is barred is promised a call', async () => {
  const { office, finish } = talking();
  office.at(64, () => {
    office.campaignManager.bar('+12025550101');
    const callBackAt = startMs + 3_600_000;
    expect(finish({ callBackAt })).toMatchObject({ result: 'refused', reason: 'no-call-back' });
    expect(finish({ outcome: 'interested' })).toMatchObject({ result: 'accepted' });
  });
  await office.to(65);
});

it('what came of a conversation is on the card, and kept', async () => {
  const { office, journals, finish } = talking({
    outcomes: [{ outcome: 'moved', label: 'Has moved', again: true }, { outcome: 'no' }],
  });
  office.at(64, () => finish({ outcome: 'moved' }));
  await office.to(65);
  expect(office.eventsOf('CampaignWork')[0]?.outcomes).toEqual([
    { outcome: 'moved', label: 'Has moved' },
    { outcome: 'no', label: 'no' },
  ]);
  expect(office.campaignManager.find('renewals', 'ada')).toMatchObject({ card: { lastOutcome: 'moved' } });
  const again = anOffice({ campaigns: reading({}, 0, journals).scripts });
  expect(again.campaignManager.find('renewals', 'ada')).toMatchObject({
    ...{ contact: { state: 'rescheduled', agentOutcome: 'moved' }, card: { lastOutcome: 'moved' } },
  });
});

const unanswered = { busy: 0.1, machine: 0.2, invalidNumber: 0.3, rejected: 0.2 };
it.each([
  [0.09, 'busy'],
  [0.11, 'machine'],
  [0.29, 'machine'],
  [0.31, 'invalid-number'],
  [0.61, 'rejected'],
  [0.81, 'no-answer'],
] as const)('a dial that nobody answers comes, at %d of the shares, to %s', (chance, outcome) => {
  const [renewals, winback] = reading({ unanswered }, chance).scripts;
  expect(renewals?.unanswered?.('ada')).toBe(outcome);
  expect(winback?.unanswered).toBeUndefined();
});

it('a number that is none gives way to the next one of the person', async () => {
  const { scripts } = reading({ attempts: 5, answerProbability: 0, unanswered: { invalidNumber: 1 } });
  const office = anOffice({ campaigns: scripts });
  office.campaignManager.start();
  office.hire('ana');
  await office.to(4);
  expect(office.campaignManager.find('renewals', 'ada')).toMatchObject({
    contact: { state: 'rescheduled', numberIndex: 1, lastOutcome: 'invalid-number' },
  });
});
