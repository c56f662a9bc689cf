/** The reference with a journal, killed at any line it writes and at any moment between, and started again until all is done. */

import fc from 'fast-check';
import { ledgerWindows } from '../../../campaign-manager/reference/abandon-ledger';
import type { CampaignFact } from '../../../campaign-manager/reference/facts';
import { MemoryJournal } from '../../../campaign-manager/reference/lists/journal-store';
import { openCampaigns } from '../../../campaign-manager/reference/program/open-campaigns';
import { readCampaigns } from '../../../campaign-manager/reference/program/read-campaigns';
import { seededChance } from '../../../clock/chance';
import { RefusedError } from '../../../documents/told';
import { Crash, Doom, type WrittenPart, writtenParts } from '../reference/lists/doomed';
import { anOffice, startMs } from '../reference/office';

const daySeconds = 86_400;
const windows = Object.fromEntries(
  ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((day) => [
    day,
    [{ from: '08:00', to: '20:00' }],
  ]),
);
const csv = (prefix: string, count: number) => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];
  const rows = Array.from(
    { length: count },
    (_, index) => `${prefix}${index},Person ${index},+120255501${prefix === 'r' ? 0 : 1}${index},${zones[index % 3]}`,
  );
  return ['contact id,name,number,time zone', ...rows].join('\n');
};

const crash = fc.record({
  /** Lines written before the process dies; more than it writes: it does not die of that. */
  lines: fc.integer({ min: 1, max: 80 }),
  written: fc.constantFrom(...writtenParts),
  /** How long it lives at the most, and how long it is down then. */
  upSeconds: fc.integer({ min: 1, max: 3000 }),
  downSeconds: fc.integer({ min: 0, max: 4000 }),
});
const story = fc.record({
  seed: fc.nat(),
  attempts: fc.integer({ min: 1, max: 3 }),
  retrySeconds: fc.constantFrom(0, 300, 5000),
  linesPerAgent: fc.integer({ min: 1, max: 3 }),
  callBackWish: fc.constantFrom(0, 0.5, 1),
  bar: fc.boolean(),
  crashes: fc.array(crash, { maxLength: 6 }),
});
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

const callBackAttempts = 2;
const contactsOf = { renewals: 5, winback: 4 } as const;

function campaignsOf({ attempts, retrySeconds, linesPerAgent, callBackWish }: Story, nowMs: number) {
  const common = {
    timeZone: 'Europe/Berlin',
    windows,
    attempts,
    retrySeconds,
    callBacks: { attempts: callBackAttempts, retrySeconds: 400 },
    callBackWish: { probability: callBackWish, afterSeconds: 900, personalProbability: 0.5 },
    answerProbability: 0.6,
    ringSeconds: { uniform: [2, 20] },
    talkSeconds: { uniform: [1, 90] },
    wrapUpSeconds: 3,
  };
  const campaigns = [
    { ...common, name: 'renewals', list: 'r', pacing: { mode: 'progressive', linesPerAgent, maxAbandonRate: 0.03 } },
    { ...common, name: 'winback', priority: 2, list: 'w', pacing: { mode: 'preview', seconds: 5 } },
  ];
  const files = { r: csv('r', contactsOf.renewals), w: csv('w', contactsOf.winback) };
  const read = readCampaigns(
    'campaigns.json',
    JSON.stringify({ campaigns }),
    (path) => ({ shown: path, bytes: Buffer.from(files[path as 'r' | 'w']) }),
    nowMs,
  );
  if (!read.ok) throw new RefusedError(read.problems);
  return read.campaigns;
}

/** The disk, and the telephone network, which knows of every dial whatever the journal says. */
class World {
  readonly disk = new Map<string, MemoryJournal>();
  readonly facts: CampaignFact[] = [];
  /** Previews by id as often as they were offered. */
  readonly shown: string[] = [];
  nowMs = startMs;

  journal = (name: string): MemoryJournal => {
    const journal = this.disk.get(name) ?? new MemoryJournal();
    this.disk.set(name, journal);
    return journal;
  };
}

interface Life {
  readonly doom: Doom | null;
  readonly upSeconds: number;
}

/** One life of the process, dropped at its end without being closed. Answers whether everything was done. */
async function live(world: World, told: Story, life: Life, count: number): Promise<boolean> {
  const chance = seededChance(told.seed + count);
  const clock = { now: () => world.nowMs };
  const journal = (name: string) => life.doom?.over(world.journal(name)) ?? world.journal(name);
  const born = world.nowMs;
  try {
    const { scripts } = openCampaigns(campaignsOf(told, world.nowMs), { clock, chance, journal });
    const office = anOffice({
      campaigns: scripts,
      chance,
      startMs: born,
      observe: (fact) => world.facts.push(fact),
      send(events, t) {
        for (const event of events) {
          if (event.type !== 'PreviewOffered') continue;
          const { previewId, agentId, tetherId } = event;
          world.shown.push(previewId);
          const outcome = chance.next('decide') < 0.8 ? 'accept' : 'reject';
          office.at(t + 4, () => office.ask('PreviewDecided', 'ana', { previewId, agentId, tetherId, outcome }));
        }
      },
    });
    office.clock.at(born, () => office.campaignManager.start());
    for (const name of ['ana', 'ben']) office.hire(name, 1);
    if (told.bar) office.at(30, () => office.campaignManager.bar('+12025550100', 'asked'));
    const { campaignManager } = office;
    const open = () =>
      campaignManager
        .campaigns()
        .flatMap((name) => campaignManager.contacts(name))
        .filter(({ state }) => state !== 'closed' && state !== 'completed');
    const done = () => {
      world.nowMs = office.clock.now();
      if (open().length === 0) office.clock.stop();
      else office.at((office.clock.now() - born) / 1000 + 600, done);
    };
    office.at(600, done);
    try {
      await office.to(life.upSeconds);
    } finally {
      world.nowMs = office.clock.now();
    }
    return open().length === 0;
  } catch (error) {
    if (error instanceof Crash) return false;
    throw error;
  }
}

describe.each([1, 2, 3])('a process that dies again and again on one journal (seed %i)', (seed) => {
  it('dials nobody twice, loses nobody, and remembers what the law counts', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const world = new World();
        const starts: number[] = [];
        let done = false;
        for (const [count, { lines, written, upSeconds, downSeconds }] of told.crashes.entries()) {
          starts.push(world.nowMs);
          done = await live(world, told, { doom: new Doom(lines, written as WrittenPart), upSeconds }, count);
          world.nowMs += downSeconds * 1000;
        }
        starts.push(world.nowMs);
        done = await live(world, told, { doom: null, upSeconds: 20 * daySeconds }, told.crashes.length);
        expect(done).toBe(true);
        check(world, told, starts);
      }),
      { seed, numRuns: 25 },
    );
  }, 60_000);
});

function check(world: World, told: Story, starts: readonly number[]): void {
  const { scripts } = openCampaigns(campaignsOf(told, world.nowMs), {
    clock: { now: () => world.nowMs },
    chance: seededChance(1),
    journal: world.journal,
  });
  for (const { name: campaign, contacts, memory } of scripts) {
    const kept = typeof contacts === 'number' ? [] : [...contacts.contacts];
    // Nobody is lost, and everybody has come to an end.
    expect(kept).toHaveLength(contactsOf[campaign as keyof typeof contactsOf]);
    for (const { name, state, attempts } of kept) {
      expect(['closed', 'completed']).toContain(state);
      const own = world.facts.filter((fact) => fact.contact === name);
      const dials = own.flatMap((fact) => (fact.type === 'dial.started' ? [fact.at] : []));
      // A line that was written before the crash is an attempt, whether or not the telephone got to ring.
      expect(dials.length).toBeLessThanOrEqual(attempts);
      // One promise each: whoever is called back asks for nothing more.
      expect(attempts).toBeLessThanOrEqual(told.attempts + (told.callBackWish > 0 ? callBackAttempts : 0));
      for (const [index, at] of dials.entries()) {
        const before = dials[index - 1];
        if (before === undefined) continue;
        const ended = own.filter((fact) => fact.type === 'dial.ended' && fact.at >= before && fact.at <= at);
        const [end] = ended;
        // Cut off by a crash: the retry rule counts from the start that found it, and a minute is the least.
        if (!end) {
          const found = starts.find((start) => start >= before) ?? 0;
          expect(at - found).toBeGreaterThanOrEqual(Math.max(Math.min(told.retrySeconds, 400), 60) * 1000);
        } else if (end.type === 'dial.ended' && end.outcome !== 'completed') {
          expect(at - end.at).toBeGreaterThanOrEqual(Math.min(told.retrySeconds, 400) * 1000);
        }
      }
      const ends = own.filter((fact) => fact.type === 'contact.state' && /closed|completed/.test(fact.state));
      expect(ends.length).toBeLessThanOrEqual(1);
      if (ends[0]) expect(ends[0]).toMatchObject({ state });
    }
    const since = world.nowMs - ledgerWindows['the last 30 days'];
    const answers = world.facts.filter(
      (fact) => fact.type === 'dial.answered' && fact.campaign === campaign && fact.at > since,
    );
    const abandons = world.facts.filter((fact) => fact.type === 'dial.abandoned' && fact.campaign === campaign);
    expect(memory?.ledger.live.length).toBeGreaterThanOrEqual(answers.length);
    expect(memory?.ledger.live).toEqual(expect.arrayContaining(answers.map(({ at }) => at)));
    expect(memory?.ledger.abandoned.length).toBeGreaterThanOrEqual(abandons.length);
  }
  expect(new Set(world.shown).size).toBe(world.shown.length);
}
