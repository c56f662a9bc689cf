import type { Expectation, ExpectedCount, ExpectedLine, Fields } from './match';

/**
 * What the scenarios of tethers and blending must show in both runners, by file name. Nominal times: a tether rings 1 s
 * after its request and is accepted at once; back-off 2 s, 4 s; a move is decided at most 2 s after its threshold is
 * reached, and to inbound it is done at once when the Campaign Manager is neither slow nor down.
 */

const at = (t: number, fields: Fields, late?: number): ExpectedLine =>
  late === undefined ? { t, fields } : { t, late, fields };
const exactly = (count: number, fields: Fields): ExpectedCount => ({ fields, atLeast: count, atMost: count });

const requested = (t: number, agent: string, attempt = 1, late?: number) =>
  at(t, { type: 'tether.requested', agent, attempt }, late);
const connected = (t: number, agent: string, late?: number) => at(t, { type: 'tether.connected', agent }, late);
const ended = (t: number, agent: string, why: string, late?: number) =>
  at(t, { type: 'tether.ended', agent, why }, late);
const icon = (t: number, agent: string, colour: string, late?: number) =>
  at(t, { type: 'indicator', agent, colour }, late);
const status = (t: number, agent: string, now: string, late?: number) =>
  at(t, { type: 'agent.status', agent, status: now }, late);
const side = (t: number, agent: string, now: string, late?: number) =>
  at(t, { type: 'agent.side', agent, side: now }, late);
const moved = (t: number, agent: string, to: string, rule: string, more: object = {}, late?: number) =>
  at(t, { type: 'move.decided', agent, to, rule, ...more }, late);
const arrived = (t: number, agent: string, to: string, late?: number) =>
  at(t, { type: 'move.completed', agent, to }, late);
const answered = (t: number, call: string, agent: string, late?: number) =>
  at(t, { type: 'call.answered', call, agent }, late);
const dial = (
  t: number,
  type: `dial.${'started' | 'answered' | 'connected' | 'ended'}`,
  contact: string,
  more: object = {},
) => at(t, { type, contact, ...more });
const goesOut = (t: number, agent: string, late?: number) => [
  moved(t, agent, 'outbound', 'idle', {}, late),
  side(t, agent, 'moving', late),
  requested(t, agent, 1, late),
  connected(t + 1, agent, late),
  arrived(t + 1, agent, 'outbound', late),
  side(t + 1, agent, 'outbound', late),
];

const outAndBack = (out: number, back: number, agent: string) => [
  moved(out, agent, 'outbound', 'campaign-acquire'),
  moved(back, agent, 'inbound', 'campaign-release'),
];

const shown = (t: number, preview: string, agent: string, late?: number) =>
  at(t, { type: 'preview.offered', preview, agent, contact: preview.slice(0, preview.lastIndexOf('/')) }, late);
const settled = (t: number, preview: string, outcome: string, by: string, late?: number) =>
  at(t, { type: 'preview.decided', preview, outcome, by }, late);
const contactIs = (t: number, contact: string, state: string, late?: number) =>
  at(t, { type: 'contact.state', contact, state }, late);

const fives = [1, 2, 3, 4, 5];

export const outboundExpectations: Readonly<Record<string, Expectation>> = {
  // The event that lars's tether rang out is lost: reconcile looks at every group each minute, whatever their number.
  'reconcile-leaves-groups-out': {
    lines: [requested(0, 'lars'), requested(60, 'lars', 2), connected(61, 'lars')],
    counts: [exactly(2, { type: 'tether.requested', agent: 'lars' })],
  },
  // Who has what a call asks for is asked; callers of a queue of priority 1 come first, also where agents are fetched.
  'skills-and-priorities': {
    lines: [
      at(3, { type: 'offer.planned', call: 'c1', agent: 'ben' }),
      at(4, { type: 'offer.planned', call: 'c2', agent: 'ana', candidates: ['ana', 'flo'] }),
      at(15, { type: 'move.decided', call: 'c4' }),
      at(15, { type: 'move.decided', call: 'c3' }),
      at(25, { type: 'offer.ringing', call: 'c4', agent: 'ben', by: 'native' }),
      at(80, { type: 'call.abandoned', call: 'c5' }),
    ],
    counts: [
      exactly(0, { type: 'offer.ringing', call: 'c5' }),
      exactly(0, { type: 'offer.ringing', call: 'c3', agent: 'ana' }),
      { fields: { type: 'call.answered' }, atLeast: 4 },
      exactly(0, { type: 'dial.started', campaign: 'spanish', agent: 'eva' }),
    ],
  },
  // A call of one's own is no offer, and costs the place only if it was answered; a task keeps from tethers, not from callers.
  'own-work': {
    lines: [
      at(5, { type: 'callout.started', agent: 'ben' }),
      status(5, 'ben', 'Busy'),
      at(45, { type: 'callout.ended', agent: 'ben', answered: true }),
      status(45, 'ben', 'AfterCallWork'),
      status(49, 'ben', 'Available'),
      at(15, { type: 'callout.ended', agent: 'cyd', answered: false }),
      status(19, 'cyd', 'Available'),
      at(20, { type: 'offer.planned', call: 'c1', agent: 'cyd', availableSince: -40 }),
      at(25, { type: 'offer.ringing', call: 'c2', agent: 'ana', by: 'planned' }),
      at(50, { type: 'offer.planned', call: 'c3', agent: 'cyd', availableSince: 36 }),
      at(135, { type: 'callout.started', agent: 'cyd' }),
      at(145, { type: 'callout.ended', agent: 'cyd', answered: false }),
      ...goesOut(100, 'ana', 3),
      ended(150, 'fay', 'released', 30),
      requested(190, 'fay'),
      connected(191, 'fay'),
    ],
    counts: [
      exactly(1, { type: 'move.decided' }),
      exactly(2, { type: 'tether.requested', agent: 'fay' }),
      exactly(0, { type: 'offer.missed' }),
      exactly(3, { type: 'callout.ended' }),
    ],
  },
  'tether-before-customers': {
    lines: [
      side(0, 'ana', 'outbound'),
      status(0, 'ana', 'Available'),
      requested(0, 'ana'),
      connected(1, 'ana'),
      status(1, 'ana', 'Busy'),
      icon(1, 'ana', 'green'),
      dial(1, 'dial.started', 'renewals-1', { agent: 'ana' }),
      dial(6, 'dial.connected', 'renewals-1', { agent: 'ana' }),
      dial(26, 'dial.ended', 'renewals-1', { agent: 'ana', outcome: 'completed' }),
      at(26, { type: 'contact.state', contact: 'renewals-1', state: 'completed' }),
      dial(31, 'dial.started', 'renewals-3', { agent: 'ana' }),
      requested(10, 'ben'),
      connected(11, 'ben'),
      // Nobody is left to dial: blended ben is released, ana of kind outbound stays.
      moved(101, 'ben', 'inbound', 'campaign-release'),
      ended(101, 'ben', 'released'),
      arrived(101, 'ben', 'inbound'),
    ],
    counts: [
      exactly(6, { type: 'dial.connected' }),
      exactly(0, { type: 'move.decided', agent: 'ana' }),
      exactly(1, { type: 'tether.requested', agent: 'ana' }),
    ],
  },
  'tether-troubles': {
    lines: [
      // A wrong token: grey while the call is up, then a second attempt.
      at(4, { type: 'tether.unmapped', agent: 'gina' }, 3),
      icon(4, 'gina', 'grey', 3),
      ended(6, 'gina', 'unmapped'),
      icon(6, 'gina', 'none'),
      requested(8, 'gina', 2),
      connected(9, 'gina'),
      icon(9, 'gina', 'green'),
      // Never answered, twice 20 s: red until the agent sets Available anew.
      requested(0, 'rob', 1),
      requested(22, 'rob', 2),
      at(42, { type: 'tether.failed', agent: 'rob' }),
      icon(42, 'rob', 'red'),
      requested(70, 'rob', 1),
      icon(71, 'rob', 'green'),
      // Dropped while idle.
      ended(40, 'dora', 'dropped'),
      icon(40, 'dora', 'none'),
      requested(40, 'dora', 1),
      connected(41, 'dora'),
      // Dropped with a customer: the customer is lost, is called again, and the agent is back at once.
      dial(30, 'dial.ended', 'cut-calls-1', { agent: 'carl', outcome: 'failed' }),
      ended(30, 'carl', 'dropped'),
      connected(31, 'carl'),
      dial(96, 'dial.ended', 'cut-calls-2', { outcome: 'completed' }),
      dial(106, 'dial.connected', 'cut-calls-1', { agent: 'carl' }),
      // No page accepts it: a tether failure, and nobody is parked.
      requested(0, 'pia', 1),
      requested(23, 'pia', 2),
      at(44, { type: 'tether.failed', agent: 'pia' }, 3),
      icon(44, 'pia', 'red', 3),
      requested(110, 'pia', 1),
      connected(111, 'pia'),
    ],
    counts: [
      exactly(2, { type: 'tether.requested', agent: 'gina' }),
      exactly(3, { type: 'tether.requested', agent: 'rob' }),
      exactly(2, { type: 'tether.requested', agent: 'dora' }),
    ],
  },
  'breaks-on-a-tether': {
    lines: [
      // Idle: at once.
      ended(20, 'rose', 'released'),
      status(20, 'rose', 'Break'),
      requested(50, 'rose'),
      connected(51, 'rose'),
      // With a customer: after the customer and the wrap-up.
      dial(46, 'dial.ended', 'talk-calls-1', { agent: 'tim', outcome: 'completed' }),
      ended(51, 'tim', 'released'),
      status(51, 'tim', 'Break'),
      ended(30, 'hugo', 'logout'),
      status(30, 'hugo', 'Offline'),
      connected(1, 'rea'),
      // A fresh tether per customer.
      ended(31, 'fran', 'renewed'),
      requested(31, 'fran', 1),
      connected(32, 'fran'),
      ended(62, 'fran', 'renewed'),
      // A caller who waits wins before the tether; it comes after the call.
      requested(10, 'finn', 1),
      ended(10, 'finn', 'cancelled'),
      answered(12, 'first-caller', 'finn'),
      requested(42, 'finn', 1),
      connected(43, 'finn'),
    ],
    counts: [
      exactly(1, { type: 'tether.requested', agent: 'rea' }),
      exactly(1, { type: 'dial.started', agent: 'tim' }),
      exactly(4, { type: 'tether.requested', agent: 'fran' }),
      exactly(2, { type: 'tether.requested', agent: 'finn' }),
    ],
  },
  'calls-at-the-quota': {
    // One tether and one caller: the quota of 3 less 1 is used until the caller hangs up.
    lines: [connected(1, 'una'), answered(2.5, 'u1', 'uwe'), requested(42.5, 'uri', 1, 11), connected(43.5, 'uri', 11)],
    counts: [exactly(1, { type: 'tether.requested', agent: 'uri' }), exactly(0, { type: 'call.refused' })],
  },
  'callers-fetch-agents': {
    lines: [
      moved(30, 'ben', 'inbound', 'caller-waiting', { call: 'one-caller', when: 'now' }),
      side(30, 'ben', 'moving'),
      ended(30, 'ben', 'released'),
      arrived(30, 'ben', 'inbound'),
      answered(33, 'one-caller', 'ben'),
      ...fives.map((n) => at(30 + n, { type: 'move.decided', call: `five-${n}`, rule: 'caller-waiting', when: 'now' })),
      // Nobody is idle: the one longest without a break comes after the customer.
      moved(25, 'zoe', 'inbound', 'caller-waiting', { call: 'busy-caller', when: 'after-work' }),
      dial(46, 'dial.ended', 'busy-calls-1', { agent: 'zoe', outcome: 'completed' }),
      ended(51, 'zoe', 'released'),
      answered(53, 'busy-caller', 'zoe'),
      // The caller is served by somebody else meanwhile.
      moved(30, 'sam', 'inbound', 'caller-waiting', { call: 'served-caller', when: 'after-work' }),
      answered(42, 'served-caller', 'ivy'),
      at(43, { type: 'move.cancelled', agent: 'sam', to: 'inbound' }),
      // A dial in flight is not cut off.
      moved(32, 'rita', 'inbound', 'caller-waiting', { call: 'ringing-caller', when: 'after-work' }),
      dial(61, 'dial.ended', 'ringing-calls-2', { agent: 'rita', outcome: 'no-answer' }),
      ended(61, 'rita', 'released'),
    ],
    counts: [
      exactly(1, { type: 'move.decided', call: 'one-caller' }),
      ...fives.map((n) => exactly(1, { type: 'move.decided', call: `five-${n}` })),
      exactly(9, { type: 'move.decided', to: 'inbound' }),
      exactly(0, { type: 'agent.side', agent: 'sam', side: 'moving' }),
    ],
  },
  'idle-agents-go-out': {
    lines: [
      // Idle for 40 s, one after another, until two are left in reserve.
      ...goesOut(15, 'r5'),
      ...goesOut(20, 'r4'),
      ...goesOut(25, 'r3'),
      // Two campaigns need three agents; the first one is dialled first.
      ...goesOut(26, 'd4'),
      ...goesOut(27, 'd3'),
      ...goesOut(28, 'd2'),
      dial(27, 'dial.started', 'first-calls-1'),
      at(133, { type: 'move.decided', agent: 'd4', to: 'inbound', rule: 'campaign-release' }, 5),
      // Dwell of 60 s counts, not the 10 s of idleness.
      ...goesOut(60, 'dwight'),
      at(100, { type: 'move.decided', agent: 'dwight', to: 'inbound', rule: 'caller-waiting' }),
      // The threshold is lowered from an hour to a minute.
      ...goesOut(150, 'chloe'),
      // Blending is switched off: the tether is given back after the customer, and nobody moves; and on again.
      ended(111, 'kim', 'released', 3),
      side(111, 'kim', 'inbound', 3),
      ...goesOut(250, 'lou'),
      moved(50, 'max', 'outbound', 'supervisor'),
      arrived(51, 'max', 'outbound'),
      moved(60, 'nora', 'inbound', 'supervisor'),
      arrived(60, 'nora', 'inbound'),
    ],
    counts: [
      exactly(0, { type: 'move.decided', agent: 'r2' }),
      exactly(0, { type: 'move.decided', agent: 'r1' }),
      exactly(0, { type: 'move.decided', agent: 'd1' }),
      // Two moves an hour: out, and back for a caller.
      exactly(2, { type: 'move.decided', agent: 'dwight' }),
      exactly(1, { type: 'move.decided', agent: 'lou' }),
      exactly(6, { type: 'dial.connected', campaign: 'first-calls' }),
      exactly(3, { type: 'dial.connected', campaign: 'second-calls' }),
    ],
  },
  'campaigns-in-turn': {
    lines: [
      // One campaign, from 50 s on a more urgent one, then the first again: on one tether, to the last customer.
      ...goesOut(10, 'mia'),
      dial(41, 'dial.started', 'reminders-2', { agent: 'mia' }),
      dial(71, 'dial.started', 'renewals-1', { agent: 'mia' }),
      dial(91, 'dial.started', 'renewals-2', { agent: 'mia' }),
      dial(111, 'dial.started', 'reminders-3', { agent: 'mia' }),
      dial(166, 'dial.ended', 'reminders-4', { agent: 'mia', outcome: 'completed' }),
      moved(172, 'mia', 'inbound', 'campaign-release'),
      ended(172, 'mia', 'released'),
    ],
    counts: [
      exactly(1, { type: 'tether.requested', agent: 'mia' }),
      exactly(1, { type: 'tether.connected', agent: 'mia' }),
      exactly(1, { type: 'tether.ended', agent: 'mia' }),
      exactly(4, { type: 'dial.connected', campaign: 'reminders', agent: 'mia' }),
      exactly(2, { type: 'dial.connected', campaign: 'renewals', agent: 'mia' }),
      exactly(2, { type: 'move.decided' }),
    ],
  },
  'demand-for-an-hour': {
    lines: [
      // Three calls every 332 s: out at the third, back when they are dialled and dwell is over; six times, then the cap.
      ...[0, 1, 2, 3, 4, 5].flatMap((n) => outAndBack(30 + 332 * n, 62 + 332 * n, 'rita')),
      // Six campaigns, one every 600 s: three calls besides the one rob dials are enough.
      ...[0, 1, 2, 3, 4, 5].flatMap((n) => outAndBack(101 + 600 * n, 132 + 600 * n, 'rose')),
      // An admin lowers and raises the threshold over a demand of five calls.
      ...[0, 1, 2, 3, 4].flatMap((n) => outAndBack(301 + 700 * n, 353 + 700 * n, 'eve')),
    ],
    counts: [
      exactly(12, { type: 'move.decided', agent: 'rita' }),
      exactly(12, { type: 'move.decided', agent: 'rose' }),
      exactly(10, { type: 'move.decided', agent: 'eve' }),
      // The same six campaigns, one call short of the threshold.
      exactly(0, { type: 'move.decided', agent: 'ana' }),
      exactly(24, { type: 'dial.started', agent: 'abe' }),
      exactly(34, { type: 'move.completed' }),
    ],
  },
  'waits-for-an-hour': {
    lines: [
      // Every other caller waits 9 s at most; the others fetch una, who goes out again 30 s after the call; until the cap.
      ...[0, 1, 2, 3, 4, 5, 6].flatMap((n) => [
        moved(235 + 300 * n, 'una', 'inbound', 'caller-waiting', { call: `caller-${2 * n + 2}` }),
        answered(237 + 300 * n, `caller-${2 * n + 2}`, 'una'),
      ]),
      ...[0, 1, 2, 3, 4, 5].flatMap((n) => goesOut(287 + 300 * n, 'una')),
      answered(3527, 'caller-24', 'una'),
    ],
    counts: [
      exactly(7, { type: 'move.decided', to: 'inbound' }),
      exactly(6, { type: 'move.decided', to: 'outbound' }),
      exactly(7, { type: 'call.abandoned' }),
      exactly(17, { type: 'call.answered' }),
    ],
  },
  'dial-in-hand': {
    lines: [
      // A break, and the kill switch, while a customer rings: who answers is talked to, and only then the tether ends.
      dial(1, 'dial.started', 'renewals-1', { agent: 'ana' }),
      dial(11, 'dial.connected', 'renewals-1', { agent: 'ana' }),
      dial(21, 'dial.ended', 'renewals-1', { agent: 'ana', outcome: 'completed' }),
      ended(21, 'ana', 'released'),
      status(21, 'ana', 'Break'),
      dial(11, 'dial.connected', 'surveys-1', { agent: 'bob' }),
      dial(21, 'dial.ended', 'surveys-1', { agent: 'bob', outcome: 'completed' }),
      ended(21, 'bob', 'released'),
      side(21, 'bob', 'inbound'),
    ],
    counts: [exactly(2, { type: 'dial.started' }), exactly(0, { type: 'dial.abandoned' })],
  },
  'not-ready-in-a-move': {
    lines: [
      moved(30, 'bob', 'inbound', 'caller-waiting'),
      at(30.1, { type: 'move.failed', agent: 'bob' }),
      side(30.1, 'bob', 'outbound'),
      status(34, 'bob', 'Break', 3),
      moved(31, 'bea', 'inbound', 'caller-waiting', { call: 'before-caller' }),
      answered(37, 'before-caller', 'bea'),
      // After the tether had ended: the move stands, and another comes for the caller.
      arrived(34, 'abe', 'inbound'),
      status(34, 'abe', 'Break'),
      moved(35, 'amy', 'inbound', 'caller-waiting', { call: 'after-caller' }),
      answered(38, 'after-caller', 'amy'),
    ],
    counts: [exactly(2, { type: 'call.answered' })],
  },
  'refusal-then-the-next': {
    lines: [
      moved(31, 'rex', 'inbound', 'caller-waiting'),
      at(39, { type: 'move.failed', agent: 'rex', to: 'inbound' }),
      side(39, 'rex', 'outbound'),
      moved(40, 'roy', 'inbound', 'caller-waiting'),
      answered(50, 'r1', 'roy'),
      dial(59, 'dial.ended', 'sales-calls-1', { agent: 'rex', outcome: 'no-answer' }),
    ],
    counts: [exactly(2, { type: 'move.decided' })],
  },
  'campaign-manager-down': {
    lines: [
      connected(6, 'dee'),
      // Down from 40 to 100: talks go on, moves fail, a tether is asked for in vain.
      dial(46, 'dial.connected', 'sales-calls-3', { agent: 'dan' }),
      requested(50, 'dot', 1),
      at(65, { type: 'move.failed', agent: 'dan' }),
      requested(82, 'dot', 2),
      connected(102, 'dot', 4),
      arrived(121, 'dan', 'inbound'),
      answered(123, 'd1', 'dan'),
    ],
    counts: [
      exactly(0, { type: 'tether.ended', agent: 'dee' }),
      exactly(0, { type: 'tether.failed' }),
      exactly(0, { type: 'dial.ended', outcome: 'failed' }),
    ],
  },
  'previews-answered': {
    lines: [
      shown(1, 'accept-calls-1/1', 'ada'),
      settled(5, 'accept-calls-1/1', 'accept', 'agent'),
      dial(5, 'dial.started', 'accept-calls-1', { agent: 'ada' }),
      dial(10, 'dial.connected', 'accept-calls-1', { agent: 'ada' }),
      contactIs(30, 'accept-calls-1', 'completed'),
      // Rejected: the contact is open, and the next agent is shown it.
      settled(4, 'next-calls-1/1', 'reject', 'agent'),
      contactIs(4, 'next-calls-1', 'open'),
      status(4, 'abel', 'Break'),
      shown(11, 'next-calls-1/2', 'bea'),
      settled(16, 'next-calls-1/2', 'accept', 'agent'),
      dial(21, 'dial.connected', 'next-calls-1', { agent: 'bea' }),
      // Closed: never again, and the next contact comes.
      settled(3, 'close-calls-1/1', 'close', 'agent'),
      contactIs(3, 'close-calls-1', 'closed'),
      shown(3, 'close-calls-2/1', 'cora'),
      // Time-outs, one after the other campaign's word.
      settled(21, 'reject-calls-1/1', 'reject', 'timeout'),
      contactIs(21, 'reject-calls-1', 'open'),
      shown(26, 'reject-calls-1/2', 'rita'),
      settled(16, 'timeout-calls-1/1', 'accept', 'timeout'),
      dial(16, 'dial.started', 'timeout-calls-1', { agent: 'tess' }),
      settled(11, 'shut-calls-1/1', 'reject-and-close', 'timeout'),
      contactIs(11, 'shut-calls-1', 'closed'),
      shown(11, 'shut-calls-2/1', 'shay'),
      settled(11, 'late-calls-1/1', 'reject-and-reschedule', 'timeout'),
      contactIs(11, 'late-calls-1', 'rescheduled'),
      contactIs(71, 'late-calls-1', 'open'),
      shown(71, 'late-calls-1/2', 'lars'),
      // Nobody watches the page that was closed at 2 s: not dialled. It is open from 100 s on.
      settled(61, 'blind-calls-1/1', 'reject', 'timeout'),
      shown(66, 'blind-calls-1/2', 'blake'),
      settled(126, 'blind-calls-1/2', 'accept', 'timeout'),
      dial(131, 'dial.connected', 'blind-calls-1', { agent: 'blake' }),
    ],
    counts: [
      exactly(14, { type: 'preview.offered' }),
      exactly(14, { type: 'preview.decided' }),
      exactly(8, { type: 'dial.started' }),
      exactly(0, { type: 'dial.started', contact: 'close-calls-1' }),
      exactly(0, { type: 'dial.started', contact: 'shut-calls-1' }),
      exactly(0, { type: 'preview.decided', outcome: 'withdrawn' }),
    ],
  },
  'preview-races': {
    lines: [
      // A break is chosen: the contact is open again, and is shown again after the break.
      settled(8, 'break-calls-1/1', 'withdrawn', 'system'),
      contactIs(8, 'break-calls-1', 'open'),
      ended(8, 'bruno', 'released'),
      status(8, 'bruno', 'Break'),
      shown(31, 'break-calls-1/2', 'bruno'),
      dial(33, 'dial.started', 'break-calls-1', { agent: 'bruno' }),
      // The tether is cut off.
      settled(15, 'drop-calls-1/1', 'withdrawn', 'system'),
      contactIs(15, 'drop-calls-1', 'open'),
      ended(15, 'dana', 'dropped'),
      shown(16, 'drop-calls-1/2', 'dana'),
      dial(24, 'dial.connected', 'drop-calls-1', { agent: 'dana' }),
      // The page is closed: nobody watches, and the time-out dials nobody.
      settled(21, 'page-calls-1/1', 'reject', 'timeout'),
      // A caller has nobody else.
      moved(50, 'cas', 'inbound', 'caller-waiting', { call: 'needy' }),
      settled(50, 'caller-calls-1/1', 'withdrawn', 'system'),
      contactIs(50, 'caller-calls-1', 'open'),
      arrived(50, 'cas', 'inbound'),
      answered(52, 'needy', 'cas'),
      // An answer at the last moment is too late.
      settled(21, 'moment-calls-1/1', 'reject', 'timeout'),
      shown(26, 'moment-calls-1/2', 'mona'),
      settled(29, 'moment-calls-1/2', 'accept', 'agent'),
      // Down from 84 to 94: decided when the agent says so, dialled when it is heard.
      shown(80, 'down-calls-1/1', 'dirk'),
      settled(86, 'down-calls-1/1', 'accept', 'agent'),
      at(94, { type: 'dial.started', contact: 'down-calls-1', agent: 'dirk' }, 4),
    ],
    counts: [
      exactly(3, { type: 'preview.decided', outcome: 'withdrawn' }),
      exactly(0, { type: 'dial.started', campaign: 'caller-calls' }),
      exactly(1, { type: 'dial.started', contact: 'moment-calls-1' }),
      exactly(1, { type: 'dial.started', contact: 'down-calls-1' }),
    ],
  },
  'predictive-lines': {
    lines: [connected(1, 's1'), connected(1, 's10'), connected(1, 'l3')],
    counts: [
      { fields: { type: 'dial.started', campaign: 'sales-calls' }, atLeast: 180 },
      { fields: { type: 'dial.connected', campaign: 'sales-calls' }, atLeast: 70 },
      // Two lines for each of three agents, but one while fewer than a hundred have answered.
      exactly(60, { type: 'dial.started', campaign: 'lines-calls' }),
      { fields: { type: 'dial.abandoned', campaign: 'sales-calls' }, atMost: 3 },
    ],
  },
  // sales-inbound-5 waited 102 s for agent5, who talked, while agent1 was given seven fresh dials: now whoever is free first comes.
  'lunchtime-peak': {
    lines: [
      at(294.737, { type: 'move.decided', agent: 'agent5', call: 'sales-inbound-5', when: 'after-work' }),
      at(327.374, { type: 'move.cancelled', agent: 'agent5' }),
      at(327.374, { type: 'move.decided', agent: 'agent1', call: 'sales-inbound-5', when: 'now' }),
      at(331.374, { type: 'call.answered', call: 'sales-inbound-5', agent: 'agent1' }),
    ],
    counts: [{ fields: { type: 'call.answered' }, atLeast: 80 }],
  },
  // The bus swaps an agent's idle and the next dialling: the place in line is the one that idle gave.
  'place-lost-by-swapped-work': { lines: [], counts: [{ fields: { type: 'call.answered' }, atLeast: 15 }] },
  // The limit of 3 % binds progressive with three lines, too: 37 % were abandoned without it.
  'progressive-three-lines-abandon': {
    lines: [connected(1, 'a1')],
    counts: [
      { fields: { type: 'dial.connected' }, atLeast: 250 },
      { fields: { type: 'dial.abandoned' }, atMost: 9 },
    ],
  },
  'every-outbound-fault': {
    lines: [],
    counts: [
      { fields: { type: 'call.answered' }, atLeast: 6 },
      { fields: { type: 'dial.connected' }, atLeast: 15 },
      { fields: { type: 'move.completed', to: 'outbound' }, atLeast: 1 },
    ],
  },
};
