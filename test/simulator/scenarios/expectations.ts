import { judgedExpectations } from './judged-expectations';
import type { Expectation, ExpectedCount, ExpectedLine, Fields } from './match';
import { offeringExpectations } from './offering-expectations';
import { outboundExpectations } from './outbound-expectations';
import { takenOffExpectations } from './taken-off-expectations';
import { workExpectations } from './work-expectations';

/**
 * What the scenarios under scenarios must show in both runners, by file name. Times are the nominal ones of
 * docs/scenarios.md#tolerance: first planned offer at queued; next offer at the end of the slot (30 s from the ring) after a
 * planned miss, at once after a native miss or a decline; voicemail at the first tick (every 30 s from queued) at or after
 * its cause; delivered within 30 s of the recording, which lasts 10 s unless the scenario says otherwise.
 */

const at = (t: number, fields: Fields, late?: number): ExpectedLine =>
  late === undefined ? { t, fields } : { t, late, fields };
const exactly = (count: number, fields: Fields): ExpectedCount => ({ fields, atLeast: count, atMost: count });

const planned = (t: number, call: string, agent: string, more: object = {}, late?: number) =>
  at(t, { type: 'offer.planned', call, agent, ...more }, late);
const ringing = (t: number, call: string, agent: string, by: 'planned' | 'native' = 'planned', late?: number) =>
  at(t, { type: 'offer.ringing', call, agent, by }, late);
const missed = (t: number, call: string, agent: string, late?: number) =>
  at(t, { type: 'offer.missed', call, agent }, late);
const declined = (t: number, call: string, agent: string, late?: number) =>
  at(t, { type: 'offer.declined', call, agent }, late);
const answered = (t: number, call: string, agent: string, late?: number) =>
  at(t, { type: 'call.answered', call, agent }, late);
const status = (t: number, agent: string, now: string, late?: number) =>
  at(t, { type: 'agent.status', agent, status: now }, late);
const voicemail = (t: number, call: string, reason: string, late?: number) =>
  at(t, { type: 'call.voicemail', call, reason }, late);
/** From the end of the message on, within 30 s. */
const delivered = (t: number, call: string, as: 'recording' | 'callback', late = 30) =>
  at(t, { type: 'voicemail.delivered', call, as }, late);
const rings = (count: number, agent?: string) =>
  exactly(count, agent === undefined ? { type: 'offer.ringing' } : { type: 'offer.ringing', agent });
const noVoicemail = exactly(0, { type: 'call.voicemail' });
const everyCallHasAnEnd = (arrivals: number): ExpectedCount[] => [
  { fields: { type: 'call.arrived' }, atLeast: arrivals },
  { fields: { type: 'call.answered' }, atLeast: Math.floor(arrivals / 2) },
  exactly(0, { type: 'call.refused' }),
];

const inOrderOfName = ['a1', 'a10', 'a11', 'a12', 'a13', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9'];

export const expectations: Readonly<Record<string, Expectation>> = {
  ...outboundExpectations,
  ...judgedExpectations,
  ...offeringExpectations,
  ...workExpectations,
  ...takenOffExpectations,
  default: {
    lines: [
      at(8, { type: 'call.queued', call: 'maria', queue: 'support-inbound' }),
      ringing(8, 'maria', 'farah'),
      missed(28, 'maria', 'farah'),
      ringing(38, 'maria', 'goran'),
      declined(43, 'maria', 'goran'),
      voicemail(68, 'maria', 'nobody-left'),
      delivered(80, 'maria', 'recording'),
      at(1, { type: 'tether.connected', agent: 'hana' }),
      at(4, { type: 'indicator', agent: 'ivan', colour: 'grey' }),
      at(150, { type: 'tether.ended', agent: 'jo', why: 'dropped' }),
      at(151, { type: 'indicator', agent: 'jo', colour: 'green' }),
    ],
    counts: [
      ...everyCallHasAnEnd(20),
      { fields: { type: 'move.completed', to: 'outbound' }, atLeast: 3 },
      { fields: { type: 'move.decided', rule: 'caller-waiting' }, atLeast: 2 },
      { fields: { type: 'dial.connected' }, atLeast: 15 },
    ],
  },
  'longest-available-first': {
    lines: [
      at(0, { type: 'agent.status', agent: 'ana', status: 'Available' }),
      at(0, { type: 'agent.side', agent: 'ana', side: 'inbound' }),
      at(0, { type: 'threshold.applied', group: 'sales', version: 1 }),
      at(5, { type: 'call.arrived', call: 'c1', queue: 'sales-inbound' }),
      at(5, { type: 'call.queued', call: 'c1', queue: 'sales-inbound' }),
      planned(5, 'c1', 'ben', { candidates: ['ben', 'cleo', 'ana'], availableSince: -100, slotEnds: 35 }),
      ringing(5, 'c1', 'ben'),
      answered(7, 'c1', 'ben'),
      status(7, 'ben', 'Busy'),
      planned(10, 'c2', 'cleo', { availableSince: -60 }),
      answered(12, 'c2', 'cleo'),
      at(67, { type: 'call.ended', call: 'c1', agent: 'ben' }),
      status(67, 'ben', 'Available'),
      planned(80, 'c3', 'ana', { candidates: ['ana', 'ben', 'cleo'], availableSince: -30 }),
      answered(82, 'c3', 'ana'),
    ],
    counts: [rings(3), noVoicemail],
  },
  'miss-then-next': {
    lines: [
      planned(5, 'c1', 'ana', { slotEnds: 35, candidates: ['ana', 'ben'] }),
      ringing(5, 'c1', 'ana'),
      missed(25, 'c1', 'ana'),
      status(25, 'ana', 'Missed call'),
      planned(25, 'c1', 'ben'),
      ringing(35, 'c1', 'ben'),
      at(37, { type: 'call.answered', call: 'c1', agent: 'ben' }),
    ],
    counts: [rings(2), rings(1, 'ana'), exactly(0, { type: 'agent.status', agent: 'ben', status: 'Missed call' })],
  },
  'miss-cleared-at-once': {
    lines: [
      missed(25, 'c1', 'ana'),
      status(25, 'ana', 'Missed call'),
      status(25, 'ana', 'Available'),
      ringing(35, 'c1', 'ben'),
      missed(55, 'c1', 'ben'),
      ringing(65, 'c1', 'cleo'),
      answered(67, 'c1', 'cleo'),
    ],
    counts: [rings(1, 'ana'), rings(3)],
  },
  'miss-then-available': {
    lines: [
      missed(25, 'c1', 'ana'),
      status(25, 'ana', 'Available'),
      ringing(35, 'c1', 'ben'),
      answered(37, 'c1', 'ben'),
      planned(50, 'c2', 'ana'),
      answered(52, 'c2', 'ana'),
    ],
    counts: [exactly(1, { type: 'offer.ringing', call: 'c1', agent: 'ana' })],
  },
  'offline-while-ringing-then-avail': {
    lines: [
      ringing(5, 'c1', 'ana'),
      missed(25, 'c1', 'ana'),
      status(25, 'ana', 'Offline'),
      ringing(35, 'c1', 'ben'),
      planned(100, 'c2', 'ben', { candidates: ['ben'] }),
      missed(120, 'c2', 'ben'),
      voicemail(130, 'c2', 'nobody-left'),
    ],
    counts: [rings(1, 'ana'), exactly(2, { type: 'agent.status', agent: 'ana' })],
  },
  'offline-while-ringing-then-misse': {
    lines: [
      missed(25, 'c1', 'ana'),
      status(25, 'ana', 'Offline'),
      planned(100, 'c2', 'ben', { candidates: ['ben'] }),
      voicemail(130, 'c2', 'nobody-left'),
    ],
    counts: [rings(1, 'ana'), exactly(2, { type: 'agent.status', agent: 'ana' })],
  },
  'agent-events-killed-rung-again': {
    lines: [],
    counts: ['c1', 'c2', 'c3', 'c4', 'c5'].flatMap((call) =>
      ['m0', 'b1'].map((agent) => ({ fields: { type: 'offer.ringing', call, agent }, atMost: 1 })),
    ),
  },
  'rung-again-under-every-switch': {
    lines: [],
    counts: Array.from({ length: 9 }, (_, index) => `c${index + 1}`).flatMap((call) =>
      ['z2', 'b3', 'a5', 'b6'].map((agent) => ({ fields: { type: 'offer.ringing', call, agent }, atMost: 1 })),
    ),
  },
  'miss-advances-at-once': {
    lines: [missed(25, 'c1', 'ana'), ringing(25, 'c1', 'ben'), answered(27, 'c1', 'ben')],
    counts: [rings(2)],
  },
  'decline-then-next': {
    lines: [
      ringing(5, 'c1', 'ana'),
      declined(8, 'c1', 'ana'),
      status(8, 'ana', 'Missed call'),
      planned(8, 'c1', 'ben', { slotEnds: 38 }),
      ringing(8, 'c1', 'ben'),
      answered(10, 'c1', 'ben'),
    ],
    counts: [rings(2), exactly(0, { type: 'offer.missed' })],
  },
  'plain-ccp-miss': {
    lines: [missed(25, 'c1', 'ana'), ringing(35, 'c1', 'ben'), answered(37, 'c1', 'ben')],
    counts: [rings(1, 'ana')],
  },
  'plain-ccp-repeat': {
    lines: [missed(25, 'c1', 'ana'), answered(37, 'c1', 'ben', 45)],
    // The criteria written at 25 s bite at 30 s; a ring that begins after that is never a repeat.
    counts: [
      { fields: { type: 'offer.ringing', agent: 'ana' }, atLeast: 1, atMost: 2 },
      { fields: { type: 'offer.ringing', agent: 'ana' }, from: 30.1, atMost: 0 },
    ],
  },
  'two-callers-at-once': {
    lines: [
      planned(5, 'c1', 'ana'),
      planned(5, 'c2', 'ben'),
      ringing(5, 'c1', 'ana'),
      ringing(5, 'c2', 'ben'),
      answered(7, 'c1', 'ana'),
      answered(7, 'c2', 'ben'),
    ],
    counts: [rings(2), rings(0, 'cleo')],
  },
  'busy-while-planned': {
    lines: [
      missed(25, 'c1', 'zoe'),
      planned(25, 'c1', 'ana'),
      status(30, 'ana', 'Break'),
      planned(30, 'c1', 'ben'),
      ringing(35, 'c1', 'ben'),
      answered(37, 'c1', 'ben'),
    ],
    counts: [rings(0, 'ana'), rings(2)],
  },
  'caller-gives-up-while-ringing': {
    lines: [
      ringing(5, 'c1', 'ana'),
      at(15, { type: 'call.abandoned', call: 'c1', agent: 'ana' }),
      planned(30, 'c2', 'ana', { availableSince: -100 }),
      ringing(30, 'c2', 'ana'),
      answered(32, 'c2', 'ana'),
    ],
    counts: [exactly(0, { type: 'offer.missed' }), exactly(0, { type: 'offer.declined' }), rings(2)],
  },
  'nobody-idle-then-miss': {
    lines: [
      answered(7, 'c1', 'ana'),
      ringing(37, 'c2', 'ana', 'native'),
      missed(57, 'c2', 'ana'),
      ringing(57, 'c2', 'ben'),
      answered(59, 'c2', 'ben'),
    ],
    counts: [exactly(1, { type: 'offer.ringing', call: 'c2', agent: 'ana' })],
  },
  'eleven-candidates': {
    lines: [
      planned(5, 'c1', 'a1', { candidates: inOrderOfName.slice(0, 10), availableSince: -100 }),
      ...inOrderOfName.map((agent, index) => ringing(5 + 30 * index, 'c1', agent)),
      ringing(395, 'c1', 'zoe'),
      answered(397, 'c1', 'zoe'),
    ],
    counts: [rings(14)],
  },
  'max-wait-before-all-tried': {
    lines: [
      ringing(5, 'c1', 'a1'),
      ringing(35, 'c1', 'a2'),
      ringing(65, 'c1', 'a3'),
      voicemail(95, 'c1', 'max-wait'),
      delivered(105, 'c1', 'recording'),
    ],
    counts: [rings(3)],
  },
  'voicemail-meets-a-ring': {
    lines: [
      declined(17, 'c1', 'ana'),
      ringing(17, 'c1', 'ben'),
      ringing(47, 'c1', 'cleo'),
      missed(67, 'c1', 'cleo'),
      voicemail(95, 'c1', 'max-wait'),
      delivered(105, 'c1', 'recording'),
    ],
    counts: [rings(3), rings(0, 'dora')],
  },
  'nobody-left': {
    lines: [missed(25, 'c1', 'ana'), voicemail(35, 'c1', 'nobody-left'), delivered(45, 'c1', 'recording')],
    counts: [rings(1)],
  },
  'nobody-logged-in': {
    lines: [status(0, 'ana', 'Offline'), voicemail(125, 'c1', 'max-wait'), delivered(135, 'c1', 'recording')],
    counts: [rings(0)],
  },
  'empty-recording': {
    lines: [voicemail(35, 'c1', 'max-wait'), delivered(35, 'c1', 'callback')],
    counts: [exactly(1, { type: 'voicemail.delivered' })],
  },
  'closed-hours': {
    lines: [at(10, { type: 'call.refused', call: 'c1', reason: 'closed-hours' }), answered(72, 'c2', 'ana')],
    counts: [exactly(0, { type: 'call.queued', call: 'c1' }), rings(1)],
  },
  'plan-offer-failing': {
    // The third failure in a row: at the second tick if the first plan counts, at the third if only ticks do.
    lines: [voicemail(65, 'c1', 'failure', 32), delivered(75, 'c1', 'recording', 62)],
    counts: [exactly(1, { type: 'call.voicemail' })],
  },
  'offers-switched-off': {
    lines: [ringing(5, 'c1', 'ana', 'native'), answered(7, 'c1', 'ana')],
    counts: [exactly(0, { type: 'offer.planned' })],
  },
  'thresholds-changed': {
    lines: [
      planned(5, 'c1', 'ana', { slotEnds: 35 }),
      ringing(35, 'c1', 'ben'),
      at(50, { type: 'threshold.applied', group: 'sales', version: 2 }),
      planned(60, 'c2', 'cleo', { slotEnds: 100 }),
      missed(80, 'c2', 'cleo'),
      ringing(100, 'c2', 'dora'),
      answered(102, 'c2', 'dora'),
    ],
    counts: [exactly(0, { type: 'threshold.rejected' })],
  },
  'thresholds-nonsense': {
    lines: [
      at(20, { type: 'threshold.rejected', group: 'sales', version: 1 }),
      planned(30, 'c1', 'ana', { slotEnds: 60 }),
      ringing(60, 'c1', 'ben'),
      answered(62, 'c1', 'ben'),
    ],
    counts: [exactly(1, { type: 'threshold.applied' })],
  },
  'agent-events-killed-often': { lines: [], counts: everyCallHasAnEnd(17) },
  'every-function': { lines: [], counts: everyCallHasAnEnd(3) },
  'lost-events': { lines: [], counts: everyCallHasAnEnd(10) },
  'duplicated-and-reordered-events': { lines: [], counts: everyCallHasAnEnd(10) },
  'lambda-dies': { lines: [], counts: everyCallHasAnEnd(8) },
  'stale-index': { lines: [], counts: everyCallHasAnEnd(4) },
  'connect-throttled': {
    lines: [
      missed(25, 'c1', 'ana'),
      ringing(35, 'c1', 'ben'),
      missed(55, 'c1', 'ben'),
      ringing(65, 'c1', 'cleo'),
      answered(67, 'c1', 'cleo'),
    ],
    counts: [rings(3)],
  },
  'latency-typical': {
    lines: [
      ringing(5, 'c1', 'ana'),
      missed(25, 'c1', 'ana'),
      ringing(35, 'c1', 'ben'),
      declined(37, 'c1', 'ben'),
      ringing(37, 'c1', 'cleo', 'planned', 4),
      answered(39, 'c1', 'cleo', 4),
    ],
    counts: [rings(3)],
  },
};
