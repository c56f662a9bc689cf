import fc from 'fast-check';
import { reservationMarginSeconds } from '../../core/campaign-contract/events';
import { timeoutActions } from '../../core/campaign-contract/identifiers';
import { requires } from './skills';
import { index, type Json, oftenLeftOut, present, secondsIn, timesAround } from './values';

const abandonRate = oftenLeftOut(fc.constantFrom(0, 0.01, 0.03, 0.1, 1), 3);

const pacing: fc.Arbitrary<Json> = fc.oneof(
  fc
    .record({ linesPerAgent: oftenLeftOut(fc.integer({ min: 1, max: 4 })), maxAbandonRate: abandonRate })
    .map((given) => present({ mode: 'progressive', ...given })),
  fc
    .record({
      seconds: oftenLeftOut(fc.integer({ min: 1, max: 45 }), 3),
      onTimeout: oftenLeftOut(fc.constantFrom(...timeoutActions), 2),
      rescheduleSeconds: oftenLeftOut(secondsIn(0, 300, 1), 3),
      reservation: oftenLeftOut(fc.integer({ min: 0, max: 120 }), 7),
    })
    .map(({ reservation, seconds, ...given }) =>
      present({
        mode: 'preview',
        ...{ seconds, ...given },
        reservationSeconds:
          reservation === undefined ? undefined : (seconds ?? 20) + reservationMarginSeconds + reservation,
      }),
    ),
  fc
    .record({
      minLines: oftenLeftOut(fc.integer({ min: 10, max: 20 })),
      more: oftenLeftOut(fc.integer({ min: 0, max: 30 })),
      maxAbandonRate: abandonRate,
    })
    .map(({ minLines, more, maxAbandonRate }) =>
      present({
        mode: 'predictive',
        minLines: minLines === undefined ? undefined : minLines / 10,
        maxLines: more === undefined ? undefined : ((minLines ?? 10) + more) / 10,
        maxAbandonRate,
      }),
    ),
);

const usual = {
  group: index,
  priority: oftenLeftOut(fc.integer({ min: 1, max: 3 })),
  startShare: oftenLeftOut(fc.nat({ max: 300 }), 6),
  contacts: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 200 })),
  pacing,
  answerProbability: oftenLeftOut(fc.constantFrom(0, 0.2, 0.5, 0.8), 3),
  ringSeconds: oftenLeftOut(timesAround(10), 3),
  talkSeconds: oftenLeftOut(timesAround(60), 2),
  wrapUpSeconds: oftenLeftOut(timesAround(8)),
  attempts: oftenLeftOut(fc.integer({ min: 1, max: 4 })),
  retrySeconds: oftenLeftOut(secondsIn(0, 300, 1), 3),
  freshTether: oftenLeftOut(fc.boolean(), 7),
  requires: oftenLeftOut(requires, 9),
};

/** A campaign as a scenario file may have one, its start as a share of the run. */
export const campaign = fc.record(usual);

/** Its agents change their work every few seconds. */
export const denseCampaign: typeof campaign = fc.record({
  ...usual,
  startShare: oftenLeftOut(fc.nat({ max: 300 }), 9),
  contacts: fc.integer({ min: 5, max: 80 }),
  ringSeconds: secondsIn(0, 10),
  talkSeconds: timesAround(15),
  wrapUpSeconds: oftenLeftOut(timesAround(3)),
  retrySeconds: secondsIn(1, 60),
});

type RandomCampaign = typeof campaign extends fc.Arbitrary<infer T> ? T : never;

/** The campaign as a scenario file has it; `startShare` is in thousandths of the run. */
export function campaignOf(given: RandomCampaign, name: string, durationSeconds: number): Json {
  const { group: _group, startShare, ...rest } = given;
  const startAt = startShare === undefined ? undefined : Math.round((startShare / 1000) * durationSeconds);
  return present({ name, ...rest, startAt });
}
