import type { Expectation } from './match';

/**
 * Scenarios in which the application is right and the judge was not: what they must show in both runners, by file name.
 */
export const judgedExpectations: Readonly<Record<string, Expectation>> = {
  'bad-threshold-at-zero': {
    lines: [
      { t: 0, fields: { type: 'threshold.applied', group: 'sales', version: 1 } },
      { t: 0, fields: { type: 'threshold.rejected', group: 'sales', version: 1 } },
    ],
    counts: [
      { fields: { type: 'threshold.rejected' }, atLeast: 1, atMost: 1 },
      { fields: { type: 'summary' }, from: 20, atLeast: 1 },
    ],
  },
};
