import type { Expectation, Fields } from './match';

const exactly = (count: number, fields: Fields) => ({ fields, atLeast: count, atMost: count });
const none = (fields: Fields, from = 0) => ({ fields, from, atMost: 0 });

/** Nobody is asked twice, whatever the speed of agents and the lateness of news: by file name, as `expectations`. */
export const offeringExpectations: Readonly<Record<string, Expectation>> = {
  /** That ana became free is heard when she has declined already: it names her in no plan. */
  'declines-fast-rung-again': {
    lines: [
      { t: 23, fields: { type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'native' } },
      { t: 23.3, fields: { type: 'offer.declined', call: 'c1', agent: 'ana' } },
      { t: 35, fields: { type: 'call.voicemail', call: 'c1', reason: 'nobody-left' } },
    ],
    counts: [
      exactly(1, { type: 'offer.ringing', call: 'c1', agent: 'ana' }),
      exactly(1, { type: 'offer.ringing', call: 'c1', agent: 'ben' }),
      none({ type: 'offer.planned', call: 'c1', agent: 'ana' }),
    ],
  },
  /**
   * plan-offer is dead, and each decline rings the next. The flow, which counts the arrival too, leads the caller to voicemail
   * at its second tick; by then nobody is rung any more who would answer a caller on voicemail.
   */
  'voicemail-while-ringing': {
    lines: [
      { t: 58, fields: { type: 'offer.declined', call: 'c1', agent: 'a3' } },
      { t: 61, fields: { type: 'call.voicemail', call: 'c1', reason: 'failure' } },
    ],
    counts: [none({ type: 'offer.ringing' }, 46), none({ type: 'call.answered' })],
  },
  /** What ana missed while offers were off counts once they are on: nobody is left at the next tick. */
  'offers-switched-on-again': {
    lines: [
      { t: 5, fields: { type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'native' } },
      { t: 65, fields: { type: 'call.voicemail', call: 'c1', reason: 'nobody-left' } },
    ],
    counts: [none({ type: 'offer.ringing' }, 60), none({ type: 'offer.planned' })],
  },
  /** ana declined before ben answered: her place counts from when she is Available again, whatever became of the call. */
  'decliner-keeps-first-place': {
    lines: [
      { t: 15, fields: { type: 'offer.declined', call: 'c1', agent: 'ana' } },
      { t: 15.3, fields: { type: 'call.answered', call: 'c1', agent: 'ben' } },
      { t: 90, fields: { type: 'offer.planned', call: 'c2', agent: 'ana', availableSince: 20 } },
    ],
    counts: [],
  },
  /** Connect takes 20 criteria a second; whoever waits for theirs is remembered all the same. */
  'hundred-decline-at-once': {
    lines: [
      { t: 13, fields: { type: 'offer.planned', agent: 'a1' } },
      { t: 15, late: 9, fields: { type: 'call.answered', call: 'c100' } },
    ],
    counts: [
      exactly(100, { type: 'offer.declined' }),
      exactly(100, { type: 'call.answered' }),
      none({ type: 'offer.declined' }, 9),
    ],
  },
  /** What comes when depends on how fast criteria bite: see nativeMiss. */
  'native-miss-next-comes-late': { lines: [], counts: [exactly(2, { type: 'call.answered' })] },
};

/**
 * native-miss-next-comes-late under its own switches. ana, whose plain CCP lets her be rung again, misses once more: cyd,
 * idle since 40, is next at once.
 */
export const nativeMiss: Expectation = {
  lines: [
    { t: 45, fields: { type: 'offer.missed', call: 'c1', agent: 'ana' } },
    { t: 45, fields: { type: 'offer.planned', call: 'c1', agent: 'cyd' } },
    { t: 46, fields: { type: 'offer.ringing', call: 'c1', agent: 'cyd', by: 'planned' } },
  ],
  counts: [],
};
