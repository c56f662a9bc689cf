import type { Expectation, ExpectedCount, ExpectedLine, Fields } from './match';

/** What the scenarios of agents whom campaigns reach for nothing must show in both runners, by file name. */

const exactly = (count: number, fields: Fields): ExpectedCount => ({ fields, atLeast: count, atMost: count });
const takenOff = (t: number, agent: string, why: string, count: number): ExpectedLine => ({
  t,
  fields: { type: 'agent.taken-off', agent, why, count },
});
const status = (t: number, agent: string, now: string): ExpectedLine => ({
  t,
  fields: { type: 'agent.status', agent, status: now },
});

export const takenOffExpectations: Readonly<Record<string, Expectation>> = {
  // Three moves out, three attempts each, every ring of 20 s: the third failure takes ana off for the rest of the hour.
  'closed-page-tethered-all-hour': {
    lines: [
      { t: 70, fields: { type: 'tether.failed', agent: 'ana' } },
      { t: 268, fields: { type: 'tether.failed', agent: 'ana' } },
      takenOff(268, 'ana', 'tethers', 3),
    ],
    counts: [
      exactly(9, { type: 'tether.requested', agent: 'ana' }),
      exactly(3, { type: 'move.decided', agent: 'ana' }),
      exactly(1, { type: 'agent.taken-off' }),
    ],
  },
  // Two previews in a row run out; bob's answer in between begins anew, and only ana is Available again.
  'previews-nobody-answers': {
    lines: [
      takenOff(41, 'ana', 'previews', 2),
      { t: 41, fields: { type: 'tether.ended', agent: 'ana', why: 'released' } },
      { t: 41, fields: { type: 'agent.side', agent: 'ana', side: 'inbound' } },
      status(41, 'ana', 'Missed call'),
      { t: 26, fields: { type: 'preview.decided', agent: 'bob', outcome: 'reject', by: 'agent' } },
      takenOff(66, 'bob', 'previews', 2),
      status(66, 'bob', 'Missed call'),
      { t: 330, fields: { type: 'move.decided', agent: 'ana', to: 'outbound' } },
      takenOff(371, 'ana', 'previews', 2),
    ],
    counts: [
      exactly(1, { type: 'move.decided' }),
      exactly(1, { type: 'tether.requested', agent: 'bob' }),
      exactly(3, { type: 'agent.taken-off' }),
    ],
  },
};
