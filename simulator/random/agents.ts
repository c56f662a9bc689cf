import fc from 'fast-check';
import { timelineTriggers } from '../scenario/schema';
import { proficiencies } from './skills';
import { index, type Json, oftenLeftOut, pick, present, secondsIn, timesAround, upTo } from './values';

/** What an agent does with a call that rings; `declining`: how often it is declined, where four of so many more are answered. */
const offerWithin = (ringTime: fc.Arbitrary<number>, declining: number) =>
  fc.oneof(
    { weight: 4, arbitrary: ringTime.map((answerAfter): unknown => ({ answerAfter })) },
    { weight: 2, arbitrary: fc.constant<unknown>('miss') },
    { weight: declining, arbitrary: ringTime.map((declineAfter): unknown => ({ declineAfter })) },
  );
const offer = offerWithin(fc.oneof(secondsIn(0, 4), secondsIn(0, 19.9)), 2);
const denseOffer = offerWithin(fc.oneof(secondsIn(0, 1), secondsIn(0, 4), secondsIn(0, 19.9)), 4);

const previewWithin = (previewTime: fc.Arbitrary<number>) =>
  fc.oneof(
    { weight: 4, arbitrary: previewTime.map((acceptAfter): unknown => ({ acceptAfter })) },
    { weight: 2, arbitrary: previewTime.map((rejectAfter): unknown => ({ rejectAfter })) },
    { weight: 1, arbitrary: previewTime.map((closeAfter): unknown => ({ closeAfter })) },
    { weight: 2, arbitrary: fc.constant<unknown>('ignore') },
  );
const preview = previewWithin(secondsIn(0, 30));
const densePreview = previewWithin(secondsIn(0, 3));

/** What an agent's own acts may follow; on a change of their state they follow at most once, else they chase themselves. */
const changes = ['agent.status', 'agent.side', 'indicator'] as const;
const happenings = timelineTriggers.filter((type) => !(changes as readonly string[]).includes(type));

const act: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc
      .constantFrom('available', 'not-ready', 'offline', 'clear-miss', 'close-page', 'open-page', 'available')
      .map((what) => ({ do: what })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('call-out'),
      talkSeconds: secondsIn(0, 60),
      outcome: fc.constantFrom('answered', 'no-answer', 'hung-up'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('task'), talkSeconds: secondsIn(0, 120) }) },
);
const after = fc.oneof(secondsIn(0, 2), secondsIn(0.1, 60));

/** Entries at a moment, as a share of the run, and after events. */
const timeline = fc.record({
  at: upTo(3, fc.record({ share: fc.nat({ max: 1000 }), act })),
  on: upTo(2, fc.record({ on: fc.constantFrom(...happenings), after, act })),
  change: oftenLeftOut(fc.record({ on: fc.constantFrom(...changes), after: secondsIn(0.1, 60), act }), 9),
});

const usual = {
  group: index,
  kind: fc.constantFrom('blended', 'blended', 'blended', 'inbound', 'outbound'),
  side: oftenLeftOut(fc.constantFrom('inbound', 'outbound')),
  availableAt: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -300, max: 0 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 120 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  offers: oftenLeftOut(upTo(4, offer, 1), 2),
  previews: oftenLeftOut(upTo(3, preview, 1), 2),
  afterMiss: oftenLeftOut(
    fc.oneof(
      { weight: 1, arbitrary: fc.constant<unknown>('stay') },
      { weight: 4, arbitrary: secondsIn(0, 90).map((availableAfter): unknown => ({ availableAfter })) },
    ),
    1,
  ),
  page: oftenLeftOut(fc.constantFrom('ours', 'ours', 'ours', 'ours', 'plain-ccp', 'closed')),
  wrapUpSeconds: oftenLeftOut(timesAround(10)),
  proficiencies: oftenLeftOut(proficiencies, 6),
  timeline,
};

/** An agent, not yet of a scenario: its group is an index, its name is still to be given. */
export const agent = fc.record(usual);

/** Refuses often and at once, and is back as soon. */
export const denseAgent: typeof agent = fc.record({
  ...usual,
  availableAt: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -300, max: 0 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
  ),
  offers: upTo(6, denseOffer, 1),
  previews: oftenLeftOut(upTo(3, densePreview, 1)),
  afterMiss: fc.oneof(
    { weight: 1, arbitrary: fc.constant<unknown>('stay') },
    { weight: 2, arbitrary: secondsIn(0, 3).map((availableAfter): unknown => ({ availableAfter })) },
    { weight: 2, arbitrary: secondsIn(0, 40).map((availableAfter): unknown => ({ availableAfter })) },
  ),
  page: oftenLeftOut(fc.constantFrom('ours', 'ours', 'ours', 'ours', 'plain-ccp'), 6),
  wrapUpSeconds: oftenLeftOut(timesAround(3)),
  proficiencies: oftenLeftOut(proficiencies, 9),
});

type RandomAgent = typeof agent extends fc.Arbitrary<infer T> ? T : never;

/** As the file says it. */
export function agentOf(given: RandomAgent, groups: readonly string[], durationSeconds: number): Json {
  const { kind, availableAt, timeline: acts } = given;
  const entries = [
    ...acts.at.map((entry) => {
      const at = Math.round((entry.share / 1000) * durationSeconds * 10) / 10;
      // Nobody logs out before they came.
      return { at: entry.act['do'] === 'offline' ? Math.max(at, availableAt ?? 0) : at, ...entry.act };
    }),
    ...[...acts.on, ...(acts.change === undefined ? [] : [acts.change])].map(({ act: what, ...when }) => ({
      ...when,
      ...what,
    })),
  ];
  return present({
    group: pick(groups, given.group),
    kind,
    side: kind === 'blended' ? given.side : undefined,
    availableAt,
    offers: given.offers,
    previews: given.previews,
    afterMiss: given.afterMiss,
    page: given.page,
    wrapUpSeconds: given.wrapUpSeconds,
    proficiencies: given.proficiencies,
    timeline: entries.length === 0 ? undefined : entries,
  });
}
