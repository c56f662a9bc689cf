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

  /** The status after a tether nobody accepted is no customer's doing: ana is first in line still. */
  'missed-tether-is-no-missed-call': {
    lines: [
      { t: 22, fields: { type: 'tether.failed', agent: 'ana' } },
      { t: 23, fields: { type: 'agent.status', agent: 'ana', status: 'Available' } },
      { t: 30, fields: { type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'planned' } },
      { t: 60, fields: { type: 'offer.ringing', call: 'c1', agent: 'ben', by: 'planned' } },
    ],
    counts: [{ fields: { type: 'offer.ringing' }, atLeast: 2, atMost: 2 }],
  },
  /** ana declines in the first second and is Available again in it: last in line. */
  'decline-at-zero': {
    lines: [
      { t: 0, fields: { type: 'offer.declined', call: 'c1', agent: 'ana' } },
      { t: 0, fields: { type: 'offer.ringing', call: 'c1', agent: 'cleo' } },
      { t: 5, fields: { type: 'offer.planned', call: 'c2', agent: 'ben' } },
    ],
    counts: [],
  },
  /** g0-a8 comes before the time the file says, by a timeline entry: dwell is counted from there. */
  'came-to-the-side-before-login': {
    lines: [],
    counts: [{ fields: { type: 'move.decided', agent: 'g0-a8' }, atLeast: 1 }],
  },
  /** g1-a0 logs out while the application still asks for their tether. */
  'logout-before-the-request': {
    lines: [
      { t: 0.7, fields: { type: 'agent.status', agent: 'g1-a0', status: 'Offline' } },
      { t: 0.7, fields: { type: 'tether.ended', agent: 'g1-a0', why: 'logout' }, late: 3 },
    ],
    counts: [{ fields: { type: 'tether.requested', agent: 'g1-a0' }, atLeast: 1 }],
  },
  /** a0 logs out in the moment in which the next customer's tether is asked for. */
  'fresh-tether-and-logout': {
    lines: [
      { t: 43.39, fields: { type: 'agent.status', agent: 'a0', status: 'Offline' } },
      { t: 43.39, fields: { type: 'tether.ended', agent: 'a0', why: 'logout' }, late: 3 },
    ],
    counts: [],
  },
  /** Connect throttles what the application asks about sixteen refusals at once: asked again, and nobody is rung twice. */
  'sixteen-decline-at-once': {
    lines: [],
    counts: [
      { fields: { type: 'offer.declined' }, atLeast: 16, atMost: 16 },
      { fields: { type: 'call.answered' }, atLeast: 16, atMost: 16 },
      { fields: { type: 'summary', sameAgentTwice: 0 }, atLeast: 1 },
    ],
  },
  /** With tethers and customers the instance is at its quota of calls: everybody who arrives is in one figure. */
  'refused-callers-not-counted': {
    lines: [{ t: 21, fields: { type: 'call.refused', call: 'c2', reason: 'concurrent-calls' } }],
    counts: [
      {
        fields: {
          type: 'summary',
          inbound: {
            ...{ arrived: 5, answered: 1, abandoned: 0, voicemail: 0, refused: 4, waiting: 0 },
            ...{ serviceLevel20: 0.2, meanWaitSeconds: 2 },
          },
        },
        atLeast: 1,
      },
    ],
  },
};
