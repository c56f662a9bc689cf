import fc from 'fast-check';
import { previewOffered } from '../../../core/campaign-contract/events';
import { sentences } from '../../../documents/told';
import { readScenario } from '../../../simulator/scenario/read-scenario';

const read = (pacing: object) =>
  readScenario(
    's.json',
    JSON.stringify({
      name: 'small',
      durationSeconds: 60,
      groups: [{ name: 'sales', queues: ['sales-inbound'], campaigns: ['renewals'] }],
      campaigns: [{ name: 'renewals', contacts: 5, pacing }],
    }),
  );
const problemsOf = (pacing: object): readonly string[] => {
  const answer = read(pacing);
  return answer.ok ? [] : sentences(answer.problems);
};
const at = 's.json: $.campaigns[0].pacing';

test.each([50.5, 10_000, 20_000, '60'])('a reservation of %j is refused', (reservationSeconds) => {
  expect(problemsOf({ mode: 'preview', reservationSeconds })).toEqual([
    `${at}.reservationSeconds: is ${JSON.stringify(reservationSeconds)}; it must be a whole number of seconds, 9999 at most`,
  ]);
});

test('whatever is accepted of a preview can be told by the contract', () => {
  const number = fc.oneof(fc.integer({ min: -10, max: 12_000 }), fc.double({ min: -10, max: 12_000, noNaN: true }));
  const maybe = fc.option(number, { nil: undefined });
  fc.assert(
    fc.property(maybe, maybe, (seconds, reservationSeconds) => {
      const answer = read({ mode: 'preview', seconds, reservationSeconds });
      const told = (pacing: object) =>
        previewOffered.safeParse({
          ...{ type: 'PreviewOffered', eventId: 'e', at: 0, agentId: 'a', tetherId: 't', previewId: 'p' },
          ...{ campaign: 'renewals', contact: 'renewals-1', card: { name: 'Ada', number: 'hidden', attempts: 0 } },
          ...pacing,
        }).success;
      const given = { seconds: seconds ?? 20, reservationSeconds: reservationSeconds ?? (seconds ?? 20) + 30 };
      expect(answer.ok).toBe(told({ ...given, onTimeout: 'reject' }));
      if (answer.ok) expect(told(answer.scenario.campaigns[0]?.pacing ?? {})).toBe(true);
    }),
    { numRuns: 300 },
  );
});

describe('what two fields must be to each other is said beside whatever else is wrong', () => {
  test.each<[string, object, readonly string[]]>([
    [
      'fewest above most, and a rate',
      { mode: 'predictive', minLines: 4, maxAbandonRate: 'low' },
      ['.maxAbandonRate: is "low"', '.minLines: is 4 and maxLines 3; minLines must be at most maxLines'],
    ],
    [
      'fewest above most, and an unknown field',
      { mode: 'predictive', minLines: 5, maxLines: 4, lines: 1 },
      [': unknown field "lines"', '.minLines: is 5 and maxLines 4;'],
    ],
    [
      'a short reservation, and a time-out',
      { mode: 'preview', reservationSeconds: 49, onTimeout: 'close' },
      ['.onTimeout: is "close"', '.reservationSeconds: is 49; it must be at least 50, 30 more than "seconds"'],
    ],
    [
      'a short reservation, and seconds too long for any',
      { mode: 'preview', seconds: 1200, reservationSeconds: 60 },
      ['.seconds: is 1200', '.reservationSeconds: is 60; it must be at least 1029, 30 more than "seconds"'],
    ],
    [
      'a reservation no preview has, and seconds that are none',
      { mode: 'preview', seconds: 'few', reservationSeconds: 30 },
      ['.seconds: is "few"', '.reservationSeconds: is 30; it must be at least 31'],
    ],
  ])('%s', (_, pacing, lines) => {
    expect(problemsOf(pacing)).toEqual(lines.map((line) => expect.stringContaining(`${at}${line}`)));
  });

  test('lines that are wrong by themselves are not compared', () => {
    expect(problemsOf({ mode: 'predictive', maxLines: 0 })).toEqual([
      expect.stringContaining(`${at}.maxLines: is 0; it must be a number of lines from 1 to 100`),
    ]);
  });
});
