import fc from 'fast-check';
import type { CampaignFact } from '../../../campaign-manager/reference/facts';
import { openContacts } from '../../../campaign-manager/reference/lists/open-contacts';
import type { Pacing } from '../../../campaign-manager/reference/pacing';
import { seededChance } from '../../../clock/chance';
import { aPerson } from './lists/people';
import { aCampaign, anOffice } from './office';

const agents = ['ana', 'ben', 'cleo'] as const;
const ids = ['a', 'b', 'c', 'd', 'e'] as const;
const attempts = 2;
const personalSeconds = 60;
const callBacks = { attempts: 2, retrySeconds: 20, personalAttempts: 1, personalSeconds };

const pacing = fc.constantFrom<Pacing>(
  { mode: 'progressive', linesPerAgent: 1, maxAbandonRate: 0.03 },
  { mode: 'progressive', linesPerAgent: 3, maxAbandonRate: 0.03 },
  { mode: 'predictive', minLines: 1, maxLines: 3, maxAbandonRate: 0.03 },
  { mode: 'preview', seconds: 5, onTimeout: 'reject', rescheduleSeconds: 9, reservationSeconds: 35 },
);
const step = fc.record({
  act: fc.constantFrom('promise', 'promise', 'promise', 'bar', 'decide', 'decide', 'decide', 'break', 'stop', 'go'),
  campaign: fc.constantFrom('renewals', 'winback'),
  contact: fc.constantFrom(...ids),
  agent: fc.constantFrom(...agents, null),
  inSeconds: fc.integer({ min: 0, max: 90 }),
  pause: fc.integer({ min: 0, max: 25 }),
});
const story = fc.record({
  seed: fc.nat(),
  pacings: fc.tuple(pacing, pacing),
  dialMs: fc.constantFrom(0, 700),
  bridgeMs: fc.constantFrom(0, 400),
  wishes: fc.constantFrom(0, 0.5),
  steps: fc.array(step, { minLength: 5, maxLength: 40 }),
});
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

async function play({ seed, pacings, dialMs, bridgeMs, wishes, steps }: Story) {
  const chance = seededChance(seed);
  const office = anOffice({
    chance,
    campaigns: (['renewals', 'winback'] as const).map((name, index) =>
      aCampaign(name, {
        priority: index + 1,
        contacts: openContacts(name, { people: ids.map((id) => aPerson(id, { id: `${name}-${id}` })) }).contents,
        pacing: pacings[index as 0 | 1],
        attempts,
        callBacks,
        retrySeconds: 20,
        answerProbability: 0.5,
        ringSeconds: () => 1 + 8 * chance.next('ring'),
        talkSeconds: () => 15 * chance.next('talk'),
        callBackWish: () =>
          chance.next('wish') < wishes ? { afterSeconds: 30, personal: chance.next('personal') < 0.5 } : null,
      }),
    ),
    latency: { dialMs: () => dialMs, bridgeMs: () => bridgeMs },
  });
  office.campaignManager.start();
  for (const name of agents) office.hire(name, 1);
  /** By number, when it was barred. */
  const barred = new Map<string, number>();
  let at = 2;
  for (const { act, campaign, contact, agent, inSeconds, pause } of steps) {
    at += pause;
    office.at(at, () => {
      const { campaignManager, clock } = office;
      if (act === 'promise') {
        const request = { agentId: agent && `id-${agent}`, atMs: clock.now() + inSeconds * 1000 };
        const answer = campaignManager.promise(campaign, `${campaign}-${contact}`, request);
        if (answer.result === 'refused')
          expect(answer.message).toMatch(/being called|not called again|not to be called/);
      }
      if (act === 'bar') {
        const { number } = aPerson(contact);
        expect(campaignManager.bar(number).result).toBe('accepted');
        barred.set(number, barred.get(number) ?? clock.now());
      }
      if (act === 'decide') {
        const preview = office.eventsOf('PreviewOffered').at(-1);
        if (!preview) return;
        const { previewId, agentId, tetherId } = preview;
        office.ask('PreviewDecided', 'ana', { previewId, agentId, tetherId, outcome: 'accept' });
      }
      if (act === 'break') office.ask('ChangeAgentState', agent ?? 'ana', { state: 'not-ready' });
      if (act === 'stop' || act === 'go') campaignManager.setCampaignStopped(campaign, act === 'stop');
    });
  }
  await office.to(at + 400);
  return { office, barred };
}

const numberOf = (contact: string) => aPerson(contact.slice(-1)).number;

/** Follows promises by the reasons contacts changed for, and says what is wrong with how they are kept. */
function faultsIn(facts: readonly CampaignFact[], barred: ReadonlyMap<string, number>): readonly string[] {
  const faults: string[] = [];
  const promises = new Map<string, { readonly by: string; openAt: number | null }>();
  const ended = new Set<string>();
  for (const fact of facts) {
    const { contact, at } = fact;
    const promise = promises.get(contact);
    // What time alone makes of an open contact's promise is told by no state: it is general after so long.
    if (promise && promise.openAt !== null && at - promise.openAt >= personalSeconds * 1000) promises.delete(contact);
    if (fact.type === 'contact.state') {
      if (ended.has(contact)) faults.push(`${contact} is ${fact.state} after its end`);
      if (fact.state === 'closed' || fact.state === 'completed') ended.add(contact);
      if (fact.state === 'open' && promise) promise.openAt ??= at;
      const by = /^a call-back by (\S+) (?:asked for|promised)/.exec(fact.reason)?.[1];
      if (by) promises.set(contact, { by, openAt: null });
      else if (/^a call-back (?:asked for|promised at)|anybody may/.test(fact.reason)) promises.delete(contact);
    }
    if (fact.type !== 'dial.started') continue;
    if ((barred.get(numberOf(contact)) ?? Number.POSITIVE_INFINITY) <= at) faults.push(`${contact} was barred`);
    const owed = promises.get(contact);
    if (owed && fact.agentId !== owed.by) faults.push(`${contact} is owed by ${owed.by}, dialled for ${fact.agentId}`);
  }
  return faults;
}

describe.each([1, 2, 3])('whatever is promised and barred, and when (seed %i)', (seed) => {
  it('a promise is kept by its agent in their time, nobody barred is dialled, and everybody has one end', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const { office, barred } = await play(told);
        expect(faultsIn(office.facts, barred)).toEqual([]);
        expect(office.campaignManager.undelivered()).toEqual({ events: 0, problem: null });
        for (const campaign of office.campaignManager.campaigns()) {
          for (const { name, state } of office.campaignManager.contacts(campaign)) {
            const last = office.facts.findLast((fact) => fact.type === 'contact.state' && fact.contact === name);
            expect([name, state]).toEqual([name, last && 'state' in last ? last.state : 'open']);
          }
        }
        const ends = office.facts.flatMap((fact) => (fact.type === 'preview.decided' ? [fact.preview] : []));
        expect(new Set(ends).size).toBe(ends.length);
      }),
      { seed, numRuns: 40 },
    );
  });
});

it('plays stories in which promises are kept by their agents', async () => {
  let kept = 0;
  const check = fc.asyncProperty(story, async (told) => {
    const { office } = await play(told);
    kept += office.facts.filter(
      (fact) =>
        fact.type === 'contact.state' && fact.state === 'dialling' && /a call-back promised by/.test(fact.reason),
    ).length;
  });
  await fc.assert(check, { seed: 1, numRuns: 40 });
  expect(kept).toBeGreaterThan(20);
});
