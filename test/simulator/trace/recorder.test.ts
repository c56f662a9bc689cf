import type { Decision } from '../../../core/decisions/decision';
import type { WorldFact } from '../../../simulator/connect/world-facts';
import type { TraceLine } from '../../../simulator/trace/lines';
import { TraceRecorder } from '../../../simulator/trace/recorder';

const start = Date.UTC(2026, 0, 5, 9);
const queueArn = 'arn:queue/1';
const voicemailQueueArn = 'arn:queue/voicemail';

/** A recorder with ana and ben, a clock to set in seconds, and the lines without those of t = 0. */
function recording() {
  let now = start - 1000;
  const recorder = new TraceRecorder(() => now, start);
  recorder.registerQueue('sales-inbound', queueArn, '1');
  recorder.registerAgent('ana', 'u-ana');
  recorder.registerAgent('ben', 'u-ben');
  recorder.observe({ type: 'agent.status', userId: 'u-ana', status: 'Available' });
  now = start;
  recorder.begin(['sales']);
  return {
    recorder,
    at(t: number, ...facts: readonly WorldFact[]) {
      now = start + t * 1000;
      for (const fact of facts) recorder.observe(fact);
    },
    later: () => recorder.lines.filter((line) => line.t > 0),
  };
}

const arrived = (contactId: string): WorldFact => ({ type: 'contact.arrived', contactId, from: '+1', to: '+2' });
const queued = (contactId: string, arn = queueArn, initialContactId = contactId): WorldFact => ({
  type: 'contact.queued',
  contactId,
  initialContactId,
  queueArn: arn,
});
const planned = (agentId: string, slotEnds: number, more: Partial<Extract<Decision, { type: 'offer.planned' }>> = {}) =>
  ({
    type: 'offer.planned',
    callId: 'k1',
    queueId: '1',
    agentId,
    slotEndsAt: start + slotEnds * 1000,
    candidates: [agentId],
    availableSince: start - 100_000,
    reason: 'available longest',
    inputs: {},
    ...more,
  }) as const satisfies Decision;
const ringing = (userId: string): WorldFact => ({ type: 'contact.ringing', contactId: 'k1', userId });
const missed = (userId: string, withdrawn = false): WorldFact => ({
  type: 'contact.missed',
  contactId: 'k1',
  userId,
  withdrawn,
});
const types = (lines: readonly TraceLine[]) => lines.map((line) => `${line.t} ${line.type}`);

test('t = 0 shows every agent once, in order of registration, and version 1 of every group', () => {
  expect(recording().recorder.lines).toEqual([
    { t: 0, type: 'agent.status', agent: 'ana', status: 'Available' },
    { t: 0, type: 'agent.side', agent: 'ana', side: 'inbound' },
    { t: 0, type: 'agent.status', agent: 'ben', status: 'Offline' },
    { t: 0, type: 'agent.side', agent: 'ben', side: 'inbound' },
    { t: 0, type: 'threshold.applied', group: 'sales', version: 1 },
  ]);
});

test('a status is written on change only', () => {
  const { at, later } = recording();
  at(3, { type: 'agent.status', userId: 'u-ana', status: 'Available' });
  at(4, { type: 'agent.status', userId: 'u-ana', status: 'Busy' });
  at(5, { type: 'agent.status', userId: 'u-ana', status: 'Busy' });
  expect(later()).toEqual([{ t: 4, type: 'agent.status', agent: 'ana', status: 'Busy' }]);
});

test('a call that is planned, missed, planned again and answered', () => {
  const { recorder, at, later } = recording();
  recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
  at(5, arrived('k1'), queued('k1'));
  recorder.decided(planned('u-ana', 35, { candidates: ['u-ana', 'u-ben'] }));
  at(5, ringing('u-ana'));
  at(25, missed('u-ana'));
  recorder.decided(planned('u-ben', 65));
  at(35, ringing('u-ben'));
  at(37.0004, { type: 'contact.answered', contactId: 'k1', userId: 'u-ben', waitSeconds: 99 });
  at(97, { type: 'contact.ended', contactId: 'k1', userId: 'u-ben' });
  expect(later()).toEqual([
    { t: 5, type: 'call.arrived', call: 'c1', queue: 'sales-inbound' },
    { t: 5, type: 'call.queued', call: 'c1', queue: 'sales-inbound' },
    {
      t: 5,
      type: 'offer.planned',
      call: 'c1',
      agent: 'ana',
      slotEnds: 35,
      candidates: ['ana', 'ben'],
      availableSince: -100,
      reason: 'available longest',
    },
    { t: 5, type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'planned' },
    { t: 25, type: 'offer.missed', call: 'c1', agent: 'ana' },
    expect.objectContaining({ t: 25, type: 'offer.planned', agent: 'ben', slotEnds: 65 }),
    { t: 35, type: 'offer.ringing', call: 'c1', agent: 'ben', by: 'planned' },
    { t: 37, type: 'call.answered', call: 'c1', agent: 'ben', waitSeconds: 32 },
    { t: 97, type: 'call.ended', call: 'c1', agent: 'ben' },
  ]);
});

test('facts and decisions of a call come out once its phone knows the contact id, at their own times', () => {
  const { recorder, at, later } = recording();
  at(5, arrived('k1'), queued('k1'));
  recorder.decided(planned('u-ana', 35));
  expect(later()).toEqual([]);
  recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
  expect(types(later())).toEqual(['5 call.arrived', '5 call.queued', '5 offer.planned']);
});

describe('a ring is native', () => {
  const ringLine = (prepare: (world: ReturnType<typeof recording>) => void, t: number, userId: string) => {
    const world = recording();
    world.recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
    world.at(5, arrived('k1'), queued('k1'));
    prepare(world);
    world.at(t, ringing(userId));
    return world.later().at(-1);
  };
  const open = { callId: 'k1', queueId: '1', candidates: [], reason: '', inputs: {} } as const;

  test.each<[string, (world: ReturnType<typeof recording>) => void, number, string, 'planned' | 'native']>([
    ['when nobody was planned', () => {}, 6, 'u-ana', 'native'],
    ['when somebody else was planned', ({ recorder }) => recorder.decided(planned('u-ben', 35)), 6, 'u-ana', 'native'],
    ['when the slot is over', ({ recorder }) => recorder.decided(planned('u-ana', 35)), 35, 'u-ana', 'native'],
    [
      'when a later plan names nobody',
      ({ recorder }) => {
        recorder.decided(planned('u-ana', 35));
        recorder.decided({ type: 'offer.open', ...open });
      },
      6,
      'u-ana',
      'native',
    ],
    ['but not within the slot', ({ recorder }) => recorder.decided(planned('u-ana', 35)), 34, 'u-ana', 'planned'],
  ])('%s', (_, prepare, t, userId, by) => {
    expect(ringLine(prepare, t, userId)).toMatchObject({ type: 'offer.ringing', by });
  });
});

test('a plan said again by a repeated function is one fact', () => {
  const { recorder, at, later } = recording();
  recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
  at(5, arrived('k1'));
  recorder.decided(planned('u-ana', 35));
  at(6);
  recorder.decided(planned('u-ana', 35));
  expect(types(later())).toEqual(['5 call.arrived', '5 offer.planned']);
});

test('a decision read late stands where it was made', () => {
  const { recorder, at, later } = recording();
  recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
  at(5, arrived('k1'));
  at(7, ringing('u-ana'));
  recorder.decided(planned('u-ana', 35), start + 6000);
  expect(types(later())).toEqual(['5 call.arrived', '6 offer.planned', '7 offer.ringing']);
});

test('a ring withdrawn by a step is a miss, a rejection is a decline', () => {
  const { recorder, at, later } = recording();
  recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
  at(5, { type: 'contact.declined', contactId: 'k1', userId: 'u-ana', withdrawn: true });
  at(6, { type: 'contact.declined', contactId: 'k1', userId: 'u-ben', withdrawn: false });
  expect(types(later())).toEqual(['5 offer.missed', '6 offer.declined']);
});

describe('voicemail', () => {
  const toVoicemail = (why?: 'max-wait' | 'nobody-left') => {
    const world = recording();
    world.recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
    world.at(5, arrived('k1'), queued('k1'));
    if (why !== undefined) {
      world.recorder.decided({ type: 'voicemail.decided', callId: 'k1', why, reason: '', inputs: {} });
    }
    world.at(
      35,
      { type: 'contact.dequeued', contactId: 'k1', newContactId: 'k2', queueArn: voicemailQueueArn },
      queued('k2', voicemailQueueArn, 'k1'),
      { type: 'recording.started', contactId: 'k2', initialContactId: 'k1', waitSeconds: 30 },
    );
    return world;
  };

  test('keeps the scenario id after the transfer and shows nothing of the voicemail queue', () => {
    const { at, later } = toVoicemail('nobody-left');
    at(45, { type: 'contact.abandoned', contactId: 'k2', userId: null, waitSeconds: 40 });
    at(50, {
      type: 'task.created',
      contactId: 't1',
      queueArn,
      attributes: { ccbCallId: 'k1', ccbVoicemailAs: 'recording', ccbQueueArn: queueArn },
    });
    expect(later().slice(2)).toEqual([
      { t: 35, type: 'call.voicemail', call: 'c1', waitSeconds: 30, reason: 'nobody-left' },
      { t: 50, type: 'voicemail.delivered', call: 'c1', queue: 'sales-inbound', as: 'recording' },
    ]);
  });

  test('is a failure when nothing was decided', () => {
    expect(toVoicemail().later().at(-1)).toMatchObject({ type: 'call.voicemail', reason: 'failure' });
  });

  test('a second recording and a foreign task are no lines', () => {
    const { at, later } = toVoicemail('max-wait');
    at(36, { type: 'recording.started', contactId: 'k2', initialContactId: 'k1', waitSeconds: 31 });
    at(37, { type: 'task.created', contactId: 't1', queueArn, attributes: {} });
    expect(later().at(-1)?.t).toBe(35);
  });
});

describe('thresholds', () => {
  const applied = (version: number): Decision => ({
    type: 'thresholds.applied',
    group: 'sales',
    version,
    reason: '',
    inputs: {},
  });

  test('what was applied before t = 0 is version 1, whatever the application counts', () => {
    let now = start - 5000;
    const recorder = new TraceRecorder(() => now, start);
    recorder.decided(applied(1));
    recorder.decided(applied(4));
    now = start;
    recorder.begin(['sales']);
    now = start + 10_000;
    recorder.decided(applied(4));
    recorder.decided(applied(5));
    recorder.decided({
      type: 'thresholds.rejected',
      group: 'sales',
      version: 5,
      problems: ['no'],
      reason: '',
      inputs: {},
    });
    expect(recorder.lines).toEqual([
      { t: 0, type: 'threshold.applied', group: 'sales', version: 1 },
      { t: 10, type: 'threshold.applied', group: 'sales', version: 2 },
      { t: 10, type: 'threshold.rejected', group: 'sales', version: 2, problems: ['no'] },
    ]);
  });
});

describe('moves', () => {
  const decided = (moveId: string, more: Partial<Extract<Decision, { type: 'move.decided' }>> = {}) =>
    ({
      type: 'move.decided',
      at: start + 20_000,
      group: 'sales',
      moveId,
      agentId: 'u-ana',
      to: 'inbound',
      rule: 'caller-waiting',
      callId: 'k1',
      when: 'now',
      deadline: start + 30_000,
      reason: 'caller {call} has waited 20 s; ana comes back',
      inputs: { waitedSeconds: 20, call: 'k1', tried: ['u-ben'] },
      ...more,
    }) as const satisfies Decision;
  const over = (moveId: string, type: 'move.completed' | 'move.failed', at = 21): Decision => ({
    ...{ type, at: start + at * 1000, group: 'sales', moveId, agentId: 'u-ana', to: 'inbound', callId: 'k1' },
    ...{ seconds: 1.00049, reason: '{call} is for ana', inputs: {} },
  });

  test('are named in order of decision, with the names of the scenario in reason and inputs', () => {
    const { recorder, at, later } = recording();
    recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
    at(20);
    recorder.decided(decided('x'));
    recorder.decided(decided('y', { agentId: 'u-ben', callId: null, rule: 'supervisor', when: 'after-work' }));
    at(21);
    recorder.decided(over('x', 'move.completed'));
    expect(later()).toEqual([
      {
        t: 20,
        type: 'move.decided',
        move: 'm1',
        agent: 'ana',
        to: 'inbound',
        rule: 'caller-waiting',
        reason: 'caller c1 has waited 20 s; ana comes back',
        inputs: { waitedSeconds: 20, call: 'c1', tried: ['ben'] },
        call: 'c1',
        when: 'now',
        deadline: 30,
      },
      expect.objectContaining({ t: 20, move: 'm2', agent: 'ben', when: 'after-work', rule: 'supervisor' }),
      { t: 21, type: 'move.completed', move: 'm1', agent: 'ana', to: 'inbound', seconds: 1, why: 'c1 is for ana' },
    ]);
    expect(later()[1]).not.toHaveProperty('call');
  });

  test('are one fact each, whoever logs them again', () => {
    const { recorder, at, later } = recording();
    for (const t of [20, 21]) {
      at(t);
      recorder.decided(decided('x'));
      recorder.decided(over('x', 'move.failed'));
    }
    expect(types(later())).toEqual(['20 move.decided', '21 move.failed']);
  });
});

describe('tethers', () => {
  const about = { agentId: 'u-ana', reason: 'why', inputs: {} } as const;
  const requested = (at: number, tetherId: string, attempt: number): Decision => ({
    ...about,
    ...{ type: 'tether.requested', at: start + at * 1000, tetherId, attempt },
  });
  const changed = (at: number, type: 'tether.connected' | 'tether.unmapped' | 'tether.failed', tetherId = 't1') =>
    ({ ...about, type, at: start + at * 1000, tetherId }) as const satisfies Decision;
  const side = (at: number, now: 'inbound' | 'outbound' | 'moving'): Decision => ({
    ...about,
    ...{ type: 'agent.side', at: start + at * 1000, side: now },
  });
  const indicator = (at: number, colour: 'none' | 'green'): Decision => ({
    ...about,
    ...{ type: 'indicator', at: start + at * 1000, colour },
  });

  test('stand at their own times, each attempt and each end once, side and icon on change', () => {
    const { recorder, at, later } = recording();
    at(9);
    for (const decision of [
      ...[requested(1, 't1', 1), requested(1, 't1', 1), changed(2, 'tether.unmapped'), requested(4, 't2', 2)],
      ...[changed(5, 'tether.connected', 't2'), side(5, 'inbound'), side(5, 'outbound'), side(5, 'outbound')],
      ...[indicator(4, 'none'), indicator(5, 'green'), indicator(5, 'green'), indicator(6, 'none')],
    ]) {
      recorder.decided(decision);
    }
    recorder.decided({ ...about, type: 'tether.ended', at: start + 6000, tetherId: 't2', why: 'dropped' });
    expect(later()).toEqual([
      { t: 1, type: 'tether.requested', agent: 'ana', attempt: 1, reason: 'why' },
      { t: 2, type: 'tether.unmapped', agent: 'ana', reason: 'why' },
      { t: 4, type: 'tether.requested', agent: 'ana', attempt: 2, reason: 'why' },
      { t: 5, type: 'tether.connected', agent: 'ana', reason: 'why' },
      { t: 5, type: 'agent.side', agent: 'ana', side: 'outbound' },
      { t: 5, type: 'indicator', agent: 'ana', colour: 'green' },
      { t: 6, type: 'indicator', agent: 'ana', colour: 'none' },
      { t: 6, type: 'tether.ended', agent: 'ana', why: 'dropped', reason: 'why' },
    ]);
  });

  test('of two agents whose tethers end between two attempts of one moment, both are told of, once', () => {
    const { recorder, at, later } = recording();
    at(9);
    const over = {
      ...about,
      type: 'tether.ended',
      at: start + 8000,
      tetherId: 'waiting-5-2',
      why: 'cancelled',
    } as const;
    for (const agentId of ['u-ana', 'u-ben', 'u-ana']) recorder.decided({ ...over, agentId });
    expect(later()).toMatchObject([{ agent: 'ana' }, { agent: 'ben' }]);
  });

  test('asked for at t = 0 come after the opening, which shows the side an agent starts on', () => {
    let now = start - 1000;
    const recorder = new TraceRecorder(() => now, start);
    recorder.registerAgent('ana', 'u-ana', 'outbound');
    recorder.decided(requested(-0.5, 't1', 1));
    now = start;
    recorder.begin([]);
    recorder.decided(side(1, 'outbound'));
    expect(recorder.lines).toEqual([
      { t: 0, type: 'agent.status', agent: 'ana', status: 'Offline' },
      { t: 0, type: 'agent.side', agent: 'ana', side: 'outbound' },
      { t: 0, type: 'tether.requested', agent: 'ana', attempt: 1, reason: 'why' },
    ]);
  });

  test('are no calls, whatever their contacts do', () => {
    const { recorder, at, later } = recording();
    recorder.registerTetherNumber('+49tether');
    at(
      2,
      { type: 'contact.arrived', contactId: 'k1', from: '+1', to: '+49tether' },
      queued('k1', 'arn:queue/tether'),
      ringing('u-ana'),
      { type: 'contact.answered', contactId: 'k1', userId: 'u-ana', waitSeconds: 0 },
      { type: 'agent.status', userId: 'u-ana', status: 'Busy' },
      { type: 'contact.dequeued', contactId: 'k1', newContactId: 'k2', queueArn },
      queued('k2', queueArn, 'k1'),
      { type: 'contact.ended', contactId: 'k2', userId: 'u-ana' },
    );
    // Even if somebody took one of its segments for a call.
    recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k2');
    expect(later()).toEqual([{ t: 2, type: 'agent.status', agent: 'ana', status: 'Busy' }]);
  });
});

test('dials and contacts stand in the trace with the agent where known', () => {
  const { recorder, at, later } = recording();
  const about = { campaign: 'renewals', contact: 'renewals-3', at: start + 7000 };
  at(9);
  recorder.dialled({ ...about, type: 'contact.state', state: 'dialling' });
  recorder.dialled({ ...about, type: 'dial.started', agentId: null });
  recorder.dialled({ ...about, at: start + 8000, type: 'dial.connected', agentId: 'u-ana' });
  recorder.dialled({
    ...about,
    ...{ at: start + 9000, type: 'dial.ended', agentId: 'u-ana', outcome: 'completed', wrapUpSeconds: 5 },
  });
  const line = { campaign: 'renewals', contact: 'renewals-3' };
  expect(later()).toEqual([
    { t: 7, type: 'contact.state', ...line, state: 'dialling' },
    { t: 7, type: 'dial.started', ...line },
    { t: 8, type: 'dial.connected', ...line, agent: 'ana' },
    { t: 9, type: 'dial.ended', ...line, agent: 'ana', outcome: 'completed', wrapUpSeconds: 5 },
  ]);
});

describe('causal order', () => {
  test('what an agent is shown as changes in the order it is told, though an earlier change is dated later', () => {
    const { recorder, at, later } = recording();
    const side = (t: number, now: 'inbound' | 'moving'): Decision => ({
      ...{ type: 'agent.side', at: start + t * 1000, agentId: 'u-ben', side: now, reason: 'why', inputs: {} },
    });
    at(21);
    recorder.decided(side(20.1, 'moving'));
    recorder.decided(side(20, 'inbound'));
    expect(later().map((line) => [line.t, 'side' in line && line.side])).toEqual([
      [20.1, 'moving'],
      [20.1, 'inbound'],
    ]);
  });

  const tether = { agentId: 'u-ana', tetherId: 't1', reason: 'why', inputs: {} } as const;
  const move = { agentId: 'u-ana', moveId: 'x', group: 'sales', callId: null, reason: 'why', inputs: {} } as const;

  test('what ends stands after what began it, however early the end is dated', () => {
    const { recorder, at, later } = recording();
    at(20);
    recorder.decided({
      ...move,
      type: 'move.decided',
      at: start + 19_500,
      to: 'outbound',
      rule: 'idle',
      when: 'now',
      deadline: 0,
    });
    recorder.decided({ ...tether, type: 'tether.requested', at: start + 20_000, attempt: 1 });
    at(21);
    recorder.decided({ ...tether, type: 'tether.ended', at: start + 18_000, why: 'logout' });
    recorder.decided({ ...move, type: 'move.failed', at: start + 18_000, to: 'outbound', seconds: 0 });
    expect(types(later())).toEqual(['19.5 move.decided', '19.5 move.failed', '20 tether.requested', '20 tether.ended']);
  });
});

describe('previews', () => {
  const about = { campaign: 'renewals', contact: 'renewals-3', preview: 'renewals-3/1', agentId: 'u-ana' };
  const offered = { ...about, at: start + 5000, type: 'preview.offered', seconds: 20 } as const;
  const decided = { ...about, type: 'preview.decided', outcome: 'accept', by: 'agent' } as const;
  const said = (more: Partial<Extract<Decision, { type: 'preview.decided' }>> = {}) =>
    ({
      ...{ type: 'preview.decided', at: start + 8000, agentId: 'u-ana', previewId: 'renewals-3/1', outcome: 'accept' },
      ...{ by: 'agent', reason: 'ana chose accept', inputs: {}, ...more },
    }) as Extract<Decision, { type: 'preview.decided' }>;
  const line = { type: 'preview.decided', preview: 'renewals-3/1', agent: 'ana', outcome: 'accept', by: 'agent' };

  const shown = (at: number) =>
    ({
      ...{ type: 'preview.offered', at: start + at * 1000, agentId: 'u-ana', previewId: 'renewals-3/1' },
      ...{ campaign: 'renewals', contact: 'renewals-3', seconds: 20, reason: 'ana is shown a contact', inputs: {} },
    }) as Extract<Decision, { type: 'preview.offered' }>;
  const offeredAt = (t: number) => ({
    t,
    type: 'preview.offered',
    ...{ preview: 'renewals-3/1', agent: 'ana' },
    ...{ campaign: 'renewals', contact: 'renewals-3', seconds: 20 },
  });

  test('are offered when the application shows them, each once', () => {
    const { recorder, at, later } = recording();
    at(40);
    for (const fact of [offered, offered]) recorder.dialled(fact);
    expect(later()).toEqual([]);
    // Run again after it died.
    for (const seconds of [30, 31]) recorder.decided(shown(seconds));
    for (const outcome of ['accept', 'reject'] as const) recorder.dialled({ ...decided, at: start + 35_000, outcome });
    expect(later()).toEqual([offeredAt(30), { t: 35, ...line }]);
  });

  test('are not told when they are never shown, and in order when they ended before', () => {
    const { recorder, at, later } = recording();
    at(60);
    recorder.dialled(offered);
    recorder.dialled({ ...decided, at: start + 50_000, outcome: 'withdrawn', by: 'campaign-manager' });
    expect(later()).toEqual([]);
    recorder.decided(shown(55));
    expect(later()).toEqual([offeredAt(55), { t: 55, ...line, outcome: 'withdrawn', by: 'campaign-manager' }]);
  });

  test('were decided when the application says, which the Campaign Manager may hear much later', () => {
    const { recorder, at, later } = recording();
    const notes: unknown[] = [];
    recorder.onNote((note) => notes.push(note));
    at(9);
    recorder.dialled(offered);
    recorder.decided(shown(5));
    recorder.decided({ ...said(), at: start + 8000 });
    // Run again after it died.
    recorder.decided({ ...said(), at: start + 8500 });
    recorder.dialled({ ...decided, at: start + 15_000 });
    expect(later()).toEqual([offeredAt(5), { t: 8, ...line, reason: 'ana chose accept' }]);
    expect(notes).toEqual([]);
  });

  test('end as the Campaign Manager says where it took them back before it heard', () => {
    const { recorder, at, later } = recording();
    at(60);
    recorder.dialled(offered);
    recorder.decided(shown(5));
    recorder.decided(said());
    recorder.dialled({ ...decided, at: start + 55_000, outcome: 'withdrawn', by: 'campaign-manager' });
    expect(later()).toEqual([offeredAt(5), { t: 55, ...line, outcome: 'withdrawn', by: 'campaign-manager' }]);
  });
});

test('what a supervisor should know besides is a note: a tether that waits, a refusal, a lost link', () => {
  const { recorder, at } = recording();
  const notes: string[] = [];
  recorder.onNote(({ t, kind, agent, reason }) => notes.push(`${t} ${kind} ${agent}: ${reason}`));
  at(3);
  const when = { at: start + 2000, reason: 'no room', inputs: {} } as const;
  recorder.decided({ ...when, type: 'tether.held', agentId: 'u-ana' });
  recorder.decided({ ...when, type: 'move.refused', group: 'sales', agentId: 'u-ana', to: 'inbound' });
  recorder.decided({ ...when, type: 'campaign-link.lost' });
  for (const result of ['accepted', 'refused', 'unreachable', 'ignored'] as const) {
    const about = { agentId: 'u-ben', commandId: 'x', command: 'ReleaseAgent', reason: result, inputs: {} };
    recorder.decided({ ...about, type: 'campaign.replied', result });
  }
  recorder.decided({ type: 'state.repaired', what: 'ledger', id: 'sales', reason: 'drifted', inputs: {} });
  expect(notes).toEqual([
    '2 tether.held ana: no room',
    '2 move.refused ana: no room',
    '2 campaign-link.lost null: no room',
    '3 campaign.replied ben: refused',
    '3 campaign.replied ben: unreachable',
    '3 state.repaired null: drifted',
  ]);
});

test('listeners get lines as they are written, and notes that have no line', () => {
  const { recorder, at } = recording();
  const lines: string[] = [];
  const notes: string[] = [];
  recorder.onLine((line) => lines.push(line.type));
  recorder.onNote((note) => notes.push(`${note.kind} ${note.call} ${note.reason}`));
  recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
  at(5, arrived('k1'), { type: 'contact.refused', contactId: 'k1', why: 'closed-hours' });
  recorder.decided({
    type: 'offer.open',
    callId: 'k1',
    queueId: '1',
    candidates: [],
    reason: 'nobody is idle',
    inputs: {},
  });
  expect(lines).toEqual(['call.arrived', 'call.refused']);
  expect(notes).toEqual(['offer.open c1 nobody is idle']);
});

test('an agent nobody registered is a mistake that is named', () => {
  const { at } = recording();
  expect(() => at(1, { type: 'agent.status', userId: 'u-x', status: 'Busy' })).toThrow(
    'no agent was registered for the user id u-x',
  );
});

test('a tether that ends in the moment in which its agent is rung stands before the ring, though it is told later', () => {
  const { recorder, at, later } = recording();
  const about = { agentId: 'u-ana', tetherId: 't1', reason: 'why', inputs: {} } as const;
  recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
  at(5, arrived('k1'), queued('k1'));
  at(9, { type: 'agent.status', userId: 'u-ana', status: 'Busy' });
  at(12, ringing('u-ana'));
  at(13);
  recorder.decided({ ...about, type: 'tether.ended', at: start + 12_000, why: 'released' });
  expect(types(later()).slice(-2)).toEqual(['12 tether.ended', '12 offer.ringing']);
});

test('a tether that ends does not pass what happened to others, or earlier', () => {
  const { recorder, at, later } = recording();
  const about = { agentId: 'u-ben', tetherId: 't1', reason: 'why', inputs: {} } as const;
  recorder.registerCall({ id: 'c1', queue: 'sales-inbound' }, 'k1');
  at(5, arrived('k1'), queued('k1'));
  at(12, ringing('u-ana'));
  recorder.decided({ ...about, type: 'tether.ended', at: start + 12_000, why: 'released' });
  expect(types(later()).slice(-2)).toEqual(['12 offer.ringing', '12 tether.ended']);
});

test('a campaign that dials slower says so, with the figures the law counts', () => {
  const { recorder, later } = recording();
  recorder.paced({
    type: 'campaign.stopped',
    at: start + 60_000,
    campaign: 'renewals',
    window: 'the last 30 days',
    live: 1000,
    abandoned: 30,
    limit: 0.03,
    reason: 'no room',
  });
  const figures = { campaign: 'renewals', window: '30d', answered: 1000, abandoned: 30, limit: 0.03 };
  expect(later()).toEqual([{ t: 60, type: 'campaign.stopped', ...figures, reason: 'no room' }]);
});
