import fc from 'fast-check';
import type { CampaignFact } from '../../../campaign-manager/reference/facts';
import type { Pacing } from '../../../campaign-manager/reference/pacing';
import { seededChance } from '../../../clock/chance';
import { previewOutcomes } from '../../../core/campaign-contract/identifiers';
import { aCampaign, anOffice } from './office';

const names = ['ana', 'ben', 'cleo'] as const;
const acts = [
  'tether',
  'ready',
  'not-ready',
  'ended',
  'break-line',
  'now',
  'after-work',
  'cancel',
  'break',
  'available',
  'down',
  'up',
  ...Array<'decide'>(10).fill('decide'),
  'stop',
  'go-on',
] as const;

/** How the two campaigns of a story dial. */
const pacing = fc.oneof(
  fc
    .integer({ min: 1, max: 3 })
    .map((linesPerAgent) => ({ mode: 'progressive' as const, linesPerAgent, maxAbandonRate: 0.03 })),
  fc.constant({ mode: 'predictive' as const, minLines: 1, maxLines: 3, maxAbandonRate: 0.03 }),
  fc.constant({
    mode: 'preview' as const,
    seconds: 5,
    onTimeout: 'reject' as const,
    rescheduleSeconds: 9,
    reservationSeconds: 35,
  }),
);

const story = fc.record({
  seed: fc.nat(),
  pacings: fc.tuple(pacing, pacing),
  outcomes: fc.array(fc.constantFrom(...previewOutcomes), { minLength: 1, maxLength: 8 }),
  attempts: fc.integer({ min: 1, max: 3 }),
  dialMs: fc.constantFrom(0, 700),
  bridgeMs: fc.constantFrom(0, 400, 2_500),
  freshTether: fc.boolean(),
  steps: fc.array(fc.tuple(fc.constantFrom(...acts), fc.constantFrom(...names), fc.integer({ min: 0, max: 20 })), {
    minLength: 10,
    maxLength: 70,
  }),
});

/** Plays a story: each step so many seconds after the one before, against tethers that are asked for as they come. */
async function play({
  seed,
  pacings,
  outcomes,
  attempts,
  dialMs,
  bridgeMs,
  freshTether,
  steps,
}: typeof story extends fc.Arbitrary<infer S> ? S : never) {
  const chance = seededChance(seed);
  const campaign = (name: string, contacts: number, pacing: Pacing) =>
    aCampaign(name, {
      contacts,
      attempts,
      freshTether,
      retrySeconds: 20,
      answerProbability: 0.6,
      pacing,
      ringSeconds: () => 1 + 8 * chance.next('ring'),
      talkSeconds: () => 15 * chance.next('talk'),
      wrapUpSeconds: () => Math.round(3 * chance.next('wrap-up')),
    });
  const office = anOffice({
    chance,
    campaigns: [campaign('renewals', 12, pacings[0]), { ...campaign('winback', 6, pacings[1]), priority: 2 }],
    latency: { dialMs: () => dialMs, bridgeMs: () => bridgeMs },
  });
  const { campaignManager } = office;
  campaignManager.start();
  const tetherOf = new Map<string, string>();
  /** Tethers given back, with the moment; an agent on one must not be dialled for. */
  const givenBack = new Map<string, number>();
  let count = 0;
  let decided = 0;
  let at = 0;
  const hired = names.flatMap((name) => [['tether', name, 0] as const, ['ready', name, 2] as const]);
  for (const [act, name, pause] of [...hired, ...steps]) {
    at += pause;
    office.at(at, () => {
      const tetherId = tetherOf.get(name) ?? 'none';
      const ask: typeof office.ask = (type, who, fields) => {
        const reply = office.ask(type, who, fields);
        if (reply.result === 'released') givenBack.set(tetherId, office.clock.now());
        return reply;
      };
      if (act === 'stop' || act === 'go-on') return campaignManager.setCampaignStopped('renewals', act === 'stop');
      if (act === 'down' || act === 'up') return campaignManager.setDown(act === 'down');
      if (act === 'break-line') {
        const line = office.lines.filter(({ up }) => up).at(-1);
        return line && office.breakLine(line.contactId);
      }
      if (campaignManager.isDown()) return;
      if (act === 'decide') {
        // One of the latest, open or over.
        const preview = office.eventsOf('PreviewOffered').at(-1 - Math.floor(chance.next('decide') * 3));
        const outcome = outcomes[decided % outcomes.length];
        decided += 1;
        if (!preview || !outcome) return;
        const { previewId } = preview;
        office.ask('PreviewDecided', name, {
          agentId: preview.agentId,
          tetherId: preview.tetherId,
          previewId,
          outcome,
        });
      }
      if (act === 'tether') {
        count += 1;
        const tether = office.order(name, { tetherId: `t${count}` });
        if (office.ask('ChangeAgentState', name, { tether }).result === 'accepted') tetherOf.set(name, tether.tetherId);
      }
      if (act === 'ready' || act === 'not-ready' || act === 'ended')
        ask('TetherStateChanged', name, { tetherId, state: act });
      if (act === 'now' || act === 'after-work') ask('ReleaseAgent', name, { tetherId, when: act });
      if (act === 'cancel') ask('CancelRelease', name, { tetherId });
      if (act === 'break') ask('ChangeAgentState', name, { state: 'not-ready' });
      if (act === 'available') ask('ChangeAgentState', name);
    });
  }
  office.at(at + 1, () => campaignManager.setDown(false));
  await office.to(at + 100);
  return { office, givenBack };
}

/** Follows the facts about one campaign contact or agent, and says what is wrong with them. */
function faultsIn(facts: readonly CampaignFact[], attempts: number): string[] {
  const faults: string[] = [];
  const ended = new Map<string, string>();
  const open = new Map<string, string>();
  const customerOf = new Map<string, string>();
  const shown = new Map<string, string>();
  for (const fact of facts) {
    const where = `${fact.type} ${fact.contact}`;
    if (fact.type === 'contact.state') {
      if (ended.has(fact.contact)) faults.push(`${where} ${fact.state} after ${ended.get(fact.contact)}`);
      if (fact.state === 'closed' || fact.state === 'completed') ended.set(fact.contact, fact.state);
      continue;
    }
    if (fact.type === 'preview.offered' || fact.type === 'preview.decided') {
      const isOpen = shown.get(fact.contact) ?? null;
      if (isOpen !== (fact.type === 'preview.offered' ? null : fact.preview)) faults.push(`${where} during ${isOpen}`);
      if (fact.type === 'preview.offered') shown.set(fact.contact, fact.preview);
      else shown.delete(fact.contact);
      continue;
    }
    if (shown.has(fact.contact)) faults.push(`${where} while it is shown`);
    const before = open.get(fact.contact) ?? null;
    if (fact.attempt > attempts || fact.attempt < 1) faults.push(`${where}: attempt ${fact.attempt}`);
    if (fact.type === 'dial.ended') {
      const fits: Record<typeof fact.outcome, string> = {
        completed: 'dial.connected',
        failed: 'dial.connected',
        abandoned: 'dial.abandoned',
        'no-answer': 'dial.started',
        busy: 'dial.started',
        machine: 'dial.started',
        'invalid-number': 'dial.started',
        rejected: 'dial.started',
      };
      if (before !== fits[fact.outcome]) faults.push(`${where} ${fact.outcome} after ${before}`);
      open.delete(fact.contact);
      if (fact.agentId !== null && customerOf.get(fact.agentId) === fact.contact) customerOf.delete(fact.agentId);
      continue;
    }
    const follows = {
      'dial.started': null,
      'dial.answered': 'dial.started',
      'dial.connected': 'dial.answered',
      'dial.abandoned': 'dial.answered',
    };
    if (before !== follows[fact.type]) faults.push(`${where} after ${before}`);
    open.set(fact.contact, fact.type);
    if (fact.type === 'dial.connected') {
      if (fact.agentId === null) faults.push(`${where} with nobody`);
      else {
        if (customerOf.has(fact.agentId))
          faults.push(`${where}: ${fact.agentId} talks to ${customerOf.get(fact.agentId)}`);
        customerOf.set(fact.agentId, fact.contact);
      }
    }
  }
  return faults;
}

it('whatever it is told: one customer an agent, one end a contact, no attempt too many, and no answer cut off', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const { office } = await play(told);
      expect(faultsIn(office.facts, told.attempts)).toEqual([]);
      for (const campaign of ['renewals', 'winback']) {
        for (const { name, state, attempts } of office.campaignManager.contacts(campaign)) {
          const last = office.facts.filter((fact) => fact.type === 'contact.state' && fact.contact === name).at(-1);
          expect([name, state]).toEqual([name, last && 'state' in last ? last.state : 'open']);
          expect(attempts).toBeLessThanOrEqual(told.attempts);
        }
      }
    }),
    { numRuns: 30 },
  );
});

it('whatever it is told: every preview ends once, the agent of it knows, and who decides late is told the truth', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const { office } = await play(told);
      const ends = office.facts.flatMap((fact) => (fact.type === 'preview.decided' ? [fact] : []));
      expect(new Set(ends.map(({ preview }) => preview)).size).toBe(ends.length);
      const offered = office.eventsOf('PreviewOffered').map(({ previewId }) => previewId);
      expect(new Set(offered).size).toBe(offered.length);
      const withdrawnHere = office.eventsOf('PreviewWithdrawn').map(({ previewId }) => previewId);
      for (const { preview, outcome, by } of ends) {
        expect(withdrawnHere.includes(preview)).toBe(outcome === 'withdrawn' && by !== 'agent');
        expect(offered).toContain(preview);
        const [contact = ''] = preview.split('/');
        const asked = office.ask('PreviewDecided', 'ana', { previewId: preview, outcome: 'accept' });
        const late = { accept: 'accepted', withdrawn: 'refused' }[outcome as string] ?? 'ignored';
        expect([contact, asked.result]).toEqual([contact, late]);
      }
    }),
    { numRuns: 30 },
  );
});

it('whatever it is told: nobody who was given back is dialled for or talked to on that tether', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const { office, givenBack } = await play(told);
      for (const { tetherId, result, at } of office.eventsOf('ReleaseResult')) {
        if (result === 'released') givenBack.set(tetherId, at);
      }
      const given = office.eventsOf('TetherProgress').filter(({ state }) => state === 'dialling');
      const after = office.facts.filter((fact) => {
        if (fact.type !== 'dial.started' && fact.type !== 'dial.connected') return false;
        const tether = given.filter(({ agentId, at }) => agentId === fact.agentId && at <= fact.at).at(-1);
        return fact.at > (givenBack.get(tether?.tetherId ?? '') ?? Number.POSITIVE_INFINITY);
      });
      expect(after).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('whatever it is told: each tether has its numbers in order and one end, and every event comes once', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const { office } = await play(told);
      const seqs = new Map<string, number>();
      for (const { tetherId, seq } of office.eventsOf('AgentWork')) {
        expect(seq).toBe((seqs.get(tetherId) ?? 0) + 1);
        seqs.set(tetherId, seq);
      }
      const ends = office.eventsOf('TetherProgress').filter(({ state }) => state === 'ended' || state === 'failed');
      expect(new Set(ends.map(({ tetherId }) => tetherId)).size).toBe(ends.length);
      expect(new Set(office.events().map(({ eventId }) => eventId)).size).toBe(office.events().length);
      expect(office.campaignManager.undelivered()).toEqual({ events: 0, problem: null });
    }),
    { numRuns: 20 },
  );
});
