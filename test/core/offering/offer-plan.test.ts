import fc from 'fast-check';
import { type CriteriaStep, maxAgentsPerStep, maxSteps } from '../../../core/connect/routing-steps';
import { draftOfferPlan, type OfferView } from '../../../core/offering/offer-plan';

const now = 1_700_000_000_000;
const candidate = (name: string, secondsAvailable: number) => ({
  agentId: `id-${name}`,
  username: name,
  availableSince: now - secondsAvailable * 1000,
});
const aView = (over: Partial<OfferView> = {}): OfferView => ({
  now,
  queuedAt: now,
  holdUntil: null,
  triedCount: 0,
  unattended: false,
  isPilot: false,
  ends: 'held',
  required: [],
  idle: [],
  others: [],
  awaitsNews: false,
  thresholds: { 'offer/seconds': 30, 'queue/max-wait-seconds': 120 },
  ...over,
});

/** `A 22 | hold 8 | B,C 90 | hold`: the table of docs/offers.md#what-is-written in short. */
const short = (steps: readonly CriteriaStep[]): string =>
  steps
    .map(({ who, seconds }) => {
      const name =
        who.kind === 'agents'
          ? who.agentIds.map((id) => id.replace('id-', '')).join(',')
          : who.kind === 'hold'
            ? 'hold'
            : 'anyone';
      return seconds === null ? name : `${name} ${seconds}`;
    })
    .join(' | ');

describe('the plan table', () => {
  it('says why nobody is asked where nobody else may be rung until the maximum wait', () => {
    const late = { holdUntil: now + 120_000, triedCount: 1, idle: [candidate('bo', 50)] };
    expect([draftOfferPlan(aView(late)), draftOfferPlan(aView({ ...late, ends: 'open' }))]).toMatchObject([
      { reason: 'nobody else may be rung before the maximum wait is over: voicemail at the tick after it' },
      {
        reason:
          'nobody else may be rung before the maximum wait is over, and no flow of ours leads the caller to voicemail: open to whoever is free first',
      },
    ]);
  });

  it('names the agent available longest, holds the rest of the slot, then asks the others until the maximum wait', () => {
    const plan = draftOfferPlan(aView({ idle: [candidate('ana', 100), candidate('bo', 50)], others: ['id-cy'] }));
    expect(short(plan.steps)).toBe('ana 22 | hold 8 | bo,cy 90 | hold');
    expect(plan).toMatchObject({
      kind: 'offer',
      agentId: 'id-ana',
      slotEndsAt: now + 30_000,
      candidates: ['id-ana', 'id-bo', 'id-cy'],
    });
    expect(plan.reason).toBe('ana has been available longest, 100 s');
  });

  it('is open to anyone when nobody is idle and nobody was asked, also with nobody logged in', () => {
    expect(short(draftOfferPlan(aView({ others: ['id-ana'] })).steps)).toBe('anyone 120 | hold');
    expect(short(draftOfferPlan(aView()).steps)).toBe('anyone 120 | hold');
    expect(draftOfferPlan(aView({ others: ['id-ana'] }))).toMatchObject({
      ...{ kind: 'open', candidates: ['id-ana'] },
      reason: 'nobody is idle and nobody was asked yet: open to whoever is free first',
    });
  });

  it('keeps the rest of the slot after a miss, then asks the next', () => {
    const plan = draftOfferPlan(
      aView({
        queuedAt: now - 20_000,
        holdUntil: now + 10_000,
        triedCount: 1,
        idle: [candidate('bo', 50)],
        others: ['id-cy'],
      }),
    );
    expect(short(plan.steps)).toBe('hold 10 | bo 22 | hold 8 | cy 60 | hold');
    expect(plan.slotEndsAt).toBe(now + 40_000);
    expect(plan.reason).toBe(
      'bo has been available longest, 50 s; rung in 10 s, when the time of the one before is over',
    );
  });

  it('asks the next at once after a decline', () => {
    const plan = draftOfferPlan(aView({ triedCount: 1, idle: [candidate('bo', 50)] }));
    expect(short(plan.steps)).toBe('bo 22 | hold');
  });

  it('is held for the untried when all of them are busy', () => {
    const plan = draftOfferPlan(aView({ holdUntil: now + 9_100, triedCount: 1, others: ['id-bo', 'id-cy'] }));
    expect(short(plan.steps)).toBe('hold 10 | bo,cy 110 | hold');
    expect(plan.kind).toBe('restricted');
    expect(plan.reason).toBe('nobody idle is left who was not asked; held for 2 who are busy');
    const one = draftOfferPlan(aView({ triedCount: 1, others: ['id-bo'] }));
    expect(one.reason).toBe('nobody idle is left who was not asked; held for 1 who is busy');
  });

  it('is held for nobody when everybody was asked', () => {
    const plan = draftOfferPlan(aView({ triedCount: 2 }));
    expect(plan.kind).toBe('held');
    expect(short(plan.steps)).toBe('hold');
    expect(plan.reason).toBe('2 asked, nobody else is logged in for this queue: voicemail within 30 s');
  });

  it.each([119_999, 120_000])('tells of the maximum wait from its end on, asked or not heard of (%i ms)', (waited) => {
    const over = waited === 120_000;
    const at = { queuedAt: now - waited, triedCount: 2 };
    const isOver = 'the maximum wait is over: nobody else is rung, voicemail at the next tick';
    expect(draftOfferPlan(aView(at)).reason === isOver).toBe(over);
    expect(draftOfferPlan(aView({ ...at, unattended: true })).reason).toBe(
      over ? isOver : 'the queue flow is not heard of: it leads the caller to voicemail, and nobody else is rung',
    );
  });

  it('starts no ring after the maximum wait', () => {
    expect(short(draftOfferPlan(aView({ queuedAt: now - 110_000, idle: [candidate('ana', 1)] })).steps)).toBe(
      'ana 10 | hold',
    );
    expect(short(draftOfferPlan(aView({ queuedAt: now - 120_000, idle: [candidate('ana', 1)] })).steps)).toBe('hold');
  });

  it.each([
    [119, 'offer'],
    [120, 'held'],
  ] as const)('whose turn comes %d s after the caller did is in a plan that is %s', (turnAt, kind) => {
    const queuedAt = now - 110_000;
    const plan = draftOfferPlan(
      aView({ queuedAt, holdUntil: queuedAt + turnAt * 1000, triedCount: 1, idle: [candidate('bo', 50)] }),
    );
    expect(plan.kind).toBe(kind);
    expect(plan.agentId).toBe(kind === 'offer' ? 'id-bo' : null);
  });

  it('asks for the required proficiencies when it is open', () => {
    const required = [{ name: 'Language', value: 'Spanish', minLevel: 3 }];
    expect(draftOfferPlan(aView({ required })).steps[0]?.who).toEqual({ kind: 'anyone', required });
  });

  it('rings nobody while the queue flow is not heard of, whoever is idle', () => {
    const plan = draftOfferPlan(aView({ unattended: true, idle: [candidate('ana', 100)], others: ['id-cy'] }));
    expect([plan.kind, short(plan.steps), plan.candidates]).toEqual(['held', 'hold', []]);
  });

  describe('where no flow of ours leads the caller to voicemail', () => {
    const open = (over: Partial<OfferView> = {}) => draftOfferPlan(aView({ ends: 'open', ...over }));

    it('offers one at a time as ever, and is open to anyone from the maximum wait on', () => {
      const plan = open({ idle: [candidate('ana', 100)], others: ['id-bo'], queuedAt: now - 20_000 });
      expect(short(plan.steps)).toBe('ana 22 | hold 8 | bo 70 | anyone');
      expect(short(open({ idle: [candidate('ana', 1)] }).steps)).toBe('ana 22 | hold 8 | anyone');
    });

    it('is open for good while nobody was asked, and once nobody is left or the maximum wait is over', () => {
      const kinds = [open(), open({ triedCount: 2 }), open({ triedCount: 1, queuedAt: now - 120_000 })].map(
        ({ kind, steps, leftOpen = false }) => [kind, short(steps), leftOpen],
      );
      expect(kinds).toEqual([
        ['open', 'anyone', false],
        ['open', 'anyone', true],
        ['open', 'anyone', true],
      ]);
    });

    it.each<[string, Partial<OfferView>]>([
      ['nobody has looked after the call for a while', { unattended: true }],
      ['2 asked, nobody else is logged in for this queue', { triedCount: 2 }],
      ['the maximum wait is over', { triedCount: 1, queuedAt: now - 120_000 }],
    ])('says why nobody is chosen any more: %s', (why, over) => {
      const { reason, candidates, leftOpen } = open(over);
      expect(reason).toBe(`${why}, and no flow of ours leads the caller to voicemail: open to whoever is free first`);
      expect([candidates, leftOpen]).toEqual([[], over.triedCount ? true : undefined]);
    });
  });

  describe('where only some agents take part', () => {
    const pilot = (over: Partial<OfferView> = {}) =>
      draftOfferPlan(aView({ isPilot: true, others: ['id-bo'], ...over }));

    it('offers to one of them, and is open to anyone after that', () => {
      expect(short(pilot({ idle: [candidate('ana', 100)] }).steps)).toBe('ana 22 | hold 8 | anyone 90 | hold');
    });

    it('is open to anyone until the maximum wait while it is the turn of none of them', () => {
      const waiting = { queuedAt: now - 119_999 };
      expect(pilot(waiting)).toEqual({
        ...{ kind: 'open', agentId: null, slotEndsAt: null, candidates: [] },
        steps: [
          { who: { kind: 'anyone', required: [] }, seconds: 1 },
          { who: { kind: 'hold' }, seconds: null },
        ],
        reason: 'it is the turn of nobody in the pilot: open to whoever is free first',
      });
      expect(pilot({ ...waiting, triedCount: 1 })).toMatchObject({ kind: 'open', leftOpen: true });
      const over = pilot({ queuedAt: now - 120_000, triedCount: 1, others: [] });
      expect(over).toMatchObject({ kind: 'held', candidates: [] });
      expect(over.reason).toBe('the maximum wait is over: nobody else is rung, voicemail at the next tick');
    });
  });

  it('in a pilot names one, whose turn it is, and is open to anyone else', () => {
    const pilot = (over: Partial<OfferView>) =>
      short(draftOfferPlan(aView({ isPilot: true, others: ['id-bo'], ...over })).steps);
    expect([
      pilot({ idle: [candidate('ana', 100)] }),
      pilot({ idle: [candidate('ana', 100)], ends: 'open' }),
      pilot({}),
      pilot({ triedCount: 1, holdUntil: now + 9_000 }),
      pilot({ triedCount: 1, ends: 'open' }),
      pilot({ triedCount: 1, queuedAt: now - 120_000 }),
    ]).toEqual([
      'ana 22 | hold 8 | anyone 90 | hold',
      'ana 22 | hold 8 | anyone',
      'anyone 120 | hold',
      'anyone 120 | hold',
      'anyone',
      'hold',
    ]);
  });

  describe('while somebody who is left may be rung by the plan before, and the ring withdrawn', () => {
    const awaiting = (over: Partial<OfferView> = {}) => draftOfferPlan(aView({ awaitsNews: true, ...over }));

    it('is open to nobody until news of that would have come, asked or not, in a pilot or not', () => {
      const plans = [awaiting(), awaiting({ triedCount: 1 }), awaiting({ isPilot: true, others: ['id-bo'] })];
      for (const plan of plans) {
        expect(plan).toMatchObject({ kind: 'held', agentId: null, slotEndsAt: null, candidates: [] });
        expect(short(plan.steps)).toBe('hold');
        expect(plan.reason).toBe('whoever is left may be rung at this moment: planned anew when that is known');
      }
    });

    it('is open to anyone after that where no flow of ours leads the caller to voicemail', () => {
      expect(short(awaiting({ ends: 'open', triedCount: 1 }).steps)).toBe('hold 13 | anyone');
      expect(short(awaiting({ ends: 'open', queuedAt: now - 110_000 }).steps)).toBe('hold 10 | anyone');
    });

    it('asks the others', () => {
      expect(short(awaiting({ others: ['id-cy'] }).steps)).toBe('cy 120 | hold');
      expect(short(awaiting({ idle: [candidate('ana', 100)] }).steps)).toBe('ana 22 | hold');
    });
  });

  it('fits eleven candidates into one name and ten others', () => {
    const idle = Array.from({ length: 15 }, (_, index) => candidate(`a${index}`, 100 - index));
    const plan = draftOfferPlan(aView({ idle }));
    const others = plan.steps[2]?.who;
    expect(others?.kind === 'agents' && others.agentIds).toHaveLength(10);
    expect(plan.candidates).toHaveLength(10);
  });

  it.each([0, 1])('names ten candidates at most when nobody is idle (%i asked)', (triedCount) => {
    const others = Array.from({ length: 11 }, (_, index) => `id-${index}`);
    const plan = draftOfferPlan(aView({ triedCount, others }));
    expect(plan.candidates).toEqual(others.slice(0, 10));
    const first = plan.steps[0]?.who;
    if (triedCount > 0) expect(first).toEqual({ kind: 'agents', agentIds: others.slice(0, 10) });
  });
});

const views: fc.Arbitrary<OfferView> = fc.record({
  now: fc.constant(now),
  queuedAt: fc.integer({ min: now - 400_000, max: now }),
  holdUntil: fc.option(fc.integer({ min: now - 30_000, max: now + 120_000 })),
  triedCount: fc.integer({ min: 0, max: 5 }),
  unattended: fc.boolean(),
  isPilot: fc.boolean(),
  awaitsNews: fc.boolean(),
  ends: fc.constantFrom('held', 'open'),
  required: fc.constant([]),
  idle: fc
    .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 20 })
    .map((ids) => ids.map((id) => candidate(`i${id}`, id))),
  others: fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }).map((ids) => ids.map((id) => `id-o${id}`)),
  thresholds: fc.record({
    'offer/seconds': fc.integer({ min: 22, max: 120 }),
    'queue/max-wait-seconds': fc.integer({ min: 30, max: 3600 }),
  }),
});

describe.each([1, 2, 3])('every plan (seed %i)', (seed) => {
  const holds = (property: (view: OfferView, steps: readonly CriteriaStep[]) => void) =>
    fc.assert(
      fc.property(views, (view) => property(view, draftOfferPlan(view).steps)),
      { seed, numRuns: 1000 },
    );

  it('keeps the limits of Connect: five steps, ten agents, no empty list, expiries of at least a second on all but the last', () => {
    holds((_, steps) => {
      expect(steps.length).toBeLessThanOrEqual(maxSteps);
      for (const [index, step] of steps.entries()) {
        if (step.who.kind === 'agents') {
          expect(step.who.agentIds.length).toBeGreaterThan(0);
          expect(step.who.agentIds.length).toBeLessThanOrEqual(maxAgentsPerStep);
        }
        if (index < steps.length - 1) expect(step.seconds).toBeGreaterThanOrEqual(1);
        expect(Number.isInteger(step.seconds ?? 0)).toBe(true);
      }
    });
  });

  it('ends in a HOLD, or open to anyone where nobody leads to voicemail, at the maximum wait at the latest', () => {
    holds((view, steps) => {
      const last = view.ends === 'held' ? { kind: 'hold' } : { kind: 'anyone', required: [] };
      expect(steps.at(-1)).toEqual({ who: last, seconds: null });
      const total = steps.reduce((sum, step) => sum + (step.seconds ?? 0), 0);
      const left = view.queuedAt / 1000 + view.thresholds['queue/max-wait-seconds'] - now / 1000;
      expect(total).toBeLessThan(Math.max(0, left) + 1);
    });
  });

  it('rings nobody before the slot of the last one ends, and the first candidate alone after that', () => {
    fc.assert(
      fc.property(views, (view) => {
        const plan = draftOfferPlan(view);
        let start = 0;
        for (const step of plan.steps) {
          if (step.who.kind === 'agents' && view.triedCount > 0)
            expect(now + start * 1000).toBeGreaterThanOrEqual(view.holdUntil ?? 0);
          if (step.who.kind === 'agents' && plan.kind === 'offer') {
            expect(step.who.agentIds).toEqual([view.idle[0]?.agentId]);
            break;
          }
          start += step.seconds ?? 0;
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});
