import { LiveView, viewOptions } from '../../../commands/terminal/live-view';
import { report } from '../../../commands/terminal/report';
import { clockTime, duration } from '../../../commands/terminal/times';
import type { Summary, TraceLine } from '../../../simulator/trace/lines';

function shown(options: { colour: boolean; footer: boolean }, show: (view: LiveView) => void): string {
  let text = '';
  const view = new LiveView({ write: (more) => (text += more) }, options);
  show(view);
  view.finish();
  return text;
}

const lines: readonly TraceLine[] = [
  { t: 0, type: 'agent.status', agent: 'ana', status: 'Available' },
  { t: 0, type: 'agent.side', agent: 'ana', side: 'inbound' },
  { t: 0, type: 'agent.status', agent: 'ben', status: 'Offline' },
  { t: 0, type: 'threshold.applied', group: 'sales', version: 1 },
  { t: 5, type: 'call.arrived', call: 'c1', queue: 'sales' },
  { t: 5, type: 'call.queued', call: 'c1', queue: 'sales' },
  {
    t: 5,
    type: 'offer.planned',
    call: 'c1',
    agent: 'ana',
    slotEnds: 35,
    candidates: ['ana', 'ben'],
    availableSince: -100,
    reason: 'ana has been available longest, 105 s',
  },
  { t: 5, type: 'offer.ringing', call: 'c1', agent: 'ana', by: 'planned' },
  { t: 25, type: 'offer.missed', call: 'c1', agent: 'ana' },
  { t: 65.5, type: 'call.voicemail', call: 'c1', waitSeconds: 60.5, reason: 'nobody-left' },
];

test('a run reads as a story: clock, who, why; plain when piped', () => {
  const text = shown({ colour: false, footer: false }, (view) => {
    for (const line of lines) view.line(line);
    view.note({ t: 66, kind: 'offer.held', call: 'c2', agent: null, reason: 'everybody was asked' });
  });
  expect(text).toBe(
    [
      '00:00  ● ana starts Available',
      '       ● ben starts Offline',
      '00:05  ☎ c1 calls sales',
      '       → c1 is for ana, then ben  (ana has been available longest, 105 s)',
      '       ♪ ana is rung by c1',
      '00:25  ✗ ana missed c1',
      '01:05  ✉ c1 is asked to leave a message after 1 min 1 s  (everybody who could take it was asked)',
      '01:06  … c2 waits  (everybody was asked)',
      '',
    ].join('\n'),
  );
});

test('a terminal gets colours and a footer that is taken away at the end', () => {
  const text = shown({ colour: true, footer: true }, (view) => {
    for (const line of lines.slice(0, 8)) view.line(line);
  });
  expect(text).toContain('\x1b[36m');
  expect(text).toContain('1 waiting, longest 0 s · agents: 1 Available, 1 Offline');
  expect(text.endsWith('\r\x1b[2K')).toBe(true);
});

test('many agents are counted, not named', () => {
  const text = shown({ colour: false, footer: false }, (view) => {
    for (let n = 1; n <= 200; n++) {
      view.line({ t: 0, type: 'agent.status', agent: `a${n}`, status: n <= 150 ? 'Available' : 'Offline' });
    }
  });
  expect(text).toBe('00:00  ● 200 agents start: 150 Available, 50 Offline\n');
});

test.each([
  [{ isTTY: true }, {}, { colour: true, footer: true }],
  [{ isTTY: true }, { NO_COLOR: '1' }, { colour: false, footer: true }],
  [{ isTTY: true }, { TERM: 'dumb' }, { colour: false, footer: false }],
  [{}, {}, { colour: false, footer: false }],
])('%j with %j is shown with %j', (stream, environment, options) => {
  expect(viewOptions(stream, environment)).toEqual(options);
});

test('times read naturally', () => {
  expect([3.25, 12.4, 60, 125].map(duration)).toEqual(['3.3 s', '12 s', '1 min', '2 min 5 s']);
  expect([0, 65.9, 3725].map(clockTime)).toEqual(['00:00', '01:05', '1:02:05']);
});

describe('the report at the end', () => {
  const summary: Summary = {
    inbound: {
      arrived: 4,
      answered: 3,
      abandoned: 0,
      voicemail: 1,
      refused: 0,
      waiting: 0,
      serviceLevel20: 0.75,
      meanWaitSeconds: 12.5,
    },
    outbound: { dials: 0, answered: 0, connected: 0, abandoned: 0, abandonRate: null },
    agents: { utilisation: null, movesToInbound: 0, movesToOutbound: 0, movesCancelled: 0, movesByRule: {} },
    sameAgentTwice: 0,
    heldBackSeconds: 0,
    violations: [{ invariant: 2, message: 'the offer of call c1\nnames ben', lines: [6, 9] }],
  };
  const run = { scenario: 'small', endSeconds: 300, failures: ['plan-offer was denied dynamodb:GetItem'] };

  test('has each violation on a line of its own before the figures', () => {
    const text = report(run, summary, false);
    expect(text.split('\n').slice(0, 3)).toEqual([
      'violation 1: invariant 2: the offer of call c1 names ben (trace lines 6, 9)',
      '',
      'small: 5 min of simulated time',
    ]);
    expect(text).toContain('4 arrived, 3 answered, 0 hung up, 1 to voicemail, 0 turned away, 0 still waiting');
    expect(text).toContain('75 % answered within 20 s, mean wait 13 s');
    expect(text).toContain('no figure of their time on calls');
  });

  test('says when all held, when the application failed, and when nothing could be judged', () => {
    const calm = { ...summary, violations: [] };
    expect(report({ ...run, failures: [] }, calm, false)).toContain('all held');
    expect(report(run, calm, false)).toContain('failed in 1 way that no fault asked for');
    expect(report({ ...run, endSeconds: 0 }, calm, false)).toContain('not judged');
  });

  test('says how slow the machine was, and nothing when it kept up', () => {
    expect(report(run, { ...summary, heldBackSeconds: 54.117 }, false)).toContain('54 s slower than asked');
    expect(report(run, { ...summary, heldBackSeconds: 0 }, false)).not.toContain('slower');
  });
});

describe('moves, tethers and dials', () => {
  const dial = (t: number, type: 'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned', n: number) =>
    ({ t, type, campaign: 'renewals', contact: `renewals-${n}`, agent: 'ana' }) as const satisfies TraceLine;
  const ended = (t: number, n: number, outcome: 'completed' | 'no-answer' | 'abandoned' | 'failed') =>
    ({
      ...{ t, type: 'dial.ended', campaign: 'renewals', contact: `renewals-${n}`, agent: 'ana', outcome },
    }) as const satisfies TraceLine;
  const indicator = (t: number, colour: 'none' | 'grey' | 'green' | 'red') =>
    ({ t, type: 'indicator', agent: 'ana', colour }) as const satisfies TraceLine;
  const story: readonly TraceLine[] = [
    { t: 0, type: 'agent.status', agent: 'ana', status: 'Available' },
    { t: 0, type: 'agent.side', agent: 'ana', side: 'outbound' },
    { t: 0, type: 'tether.requested', agent: 'ana', attempt: 1, reason: 'asked for' },
    indicator(3, 'grey'),
    { t: 4, type: 'tether.ended', agent: 'ana', why: 'unmapped', reason: 'no token' },
    indicator(4, 'none'),
    { t: 6, type: 'tether.requested', agent: 'ana', attempt: 2, reason: 'asked for' },
    { t: 7, type: 'tether.connected', agent: 'ana', reason: 'on it' },
    indicator(7, 'green'),
    dial(8, 'dial.started', 1),
    dial(9, 'dial.answered', 1),
    dial(9, 'dial.connected', 1),
    ended(20, 1, 'completed'),
    {
      ...{ t: 21, type: 'move.decided', move: 'm1', agent: 'ana', to: 'inbound', rule: 'caller-waiting', call: 'c1' },
      ...{ reason: 'caller c1 has waited 21 s, over 20 s', inputs: {}, when: 'after-work', deadline: 31 },
    },
    { t: 21, type: 'agent.side', agent: 'ana', side: 'moving' },
    { t: 22, type: 'move.cancelled', move: 'm1', agent: 'ana', to: 'inbound', seconds: 1, why: 'c1 is served' },
    {
      ...{ t: 23, type: 'move.decided', move: 'm2', agent: 'ana', to: 'outbound', rule: 'idle', when: 'now' },
      ...{ reason: 'idle long enough', inputs: {}, deadline: 31 },
    },
    { t: 24.5, type: 'move.completed', move: 'm2', agent: 'ana', to: 'outbound', seconds: 1.5, why: 'arrived' },
    { t: 30, type: 'tether.failed', agent: 'ana', reason: 'nobody answered' },
    indicator(30, 'red'),
  ];

  test('read as a story that says why each agent crosses, and names the colours', () => {
    const text = shown({ colour: false, footer: false }, (view) => {
      for (const line of story) view.line(line);
    });
    expect(text).toBe(
      [
        '00:00  ● ana starts Available on the outbound side',
        '       ○ a tether is dialled for ana',
        '00:03  ● ana grey: the tether is up but not mapped',
        '00:04  ○ the tether of ana is hung up: its token was wrong, late or missing',
        '00:06  ○ a tether is dialled for ana, attempt 2',
        '00:07  ● ana green: on the tether, ready for campaigns',
        '00:08  ☏ renewals-1 is dialled for ana',
        '00:09  ✓ renewals-1 answers and talks with ana',
        '00:20  · renewals-1 and ana say goodbye',
        '00:21  ⇐ ana comes back to inbound after the work in hand (m1)  (caller c1 has waited 21 s, over 20 s)',
        '00:22  · ana need not cross to the inbound side (m1)  (c1 is served)',
        '00:23  ⇒ ana goes out to campaigns (m2)  (idle long enough)',
        '00:24  ✓ ana is on the outbound side after 1.5 s (m2)',
        '00:30  ✗ ana gets no tether  (nobody answered)',
        '       ● ana red: no connection to outbound',
        '',
      ].join('\n'),
    );
  });

  test('icons have their colours on a terminal, and the footer counts them', () => {
    const lines = (['green', 'grey', 'red'] as const).map((colour, index) => indicator(index + 1, colour));
    const text = shown({ colour: true, footer: true }, (view) => {
      for (const line of lines) view.line(line);
    });
    expect(text).toContain('\x1b[32m● ana green');
    expect(text).toContain('\x1b[90m● ana grey');
    expect(text).toContain('\x1b[31m● ana red');
    expect(text).toContain('tethers: 1 red');
  });

  test('many dials are summed up minute by minute, whoever comes first is told', () => {
    const text = shown({ colour: false, footer: false }, (view) => {
      for (let n = 1; n <= 20; n++) view.line(dial(n, 'dial.started', n));
      for (let n = 1; n <= 20; n++) view.line(n % 2 === 0 ? dial(30, 'dial.answered', n) : ended(30, n, 'no-answer'));
      view.line(dial(31, 'dial.connected', 2));
      view.line(dial(32, 'dial.abandoned', 4));
      view.line(ended(32, 4, 'abandoned'));
      view.line(dial(61, 'dial.started', 21));
      for (let n = 22; n <= 30; n++) view.line(dial(62, 'dial.started', n));
    });
    const said = text.trimEnd().split('\n');
    expect(said).toHaveLength(8 + 1 + 8 + 1);
    expect(said[8]).toBe(
      '01:00  ☏ renewals: 12 dialled, 10 not answered, 10 answered, 1 put through, 1 abandoned  (besides those told)',
    );
    expect(said.at(-1)).toBe('       ☏ renewals: 2 dialled  (besides those told)');
  });

  test('notes say what waits, was refused or is lost', () => {
    const note = (kind: 'tether.held' | 'move.refused' | 'campaign.replied' | 'campaign-link.lost') =>
      ({ t: 5, kind, call: null, agent: 'ana', reason: 'the quota is reached' }) as const;
    const text = shown({ colour: false, footer: false }, (view) => {
      for (const kind of ['tether.held', 'move.refused', 'campaign.replied', 'campaign-link.lost'] as const) {
        view.note(note(kind));
      }
    });
    expect(text.split('\n').map((line) => line.slice(7))).toEqual([
      '… ana waits for a tether  (the quota is reached)',
      '✗ ana is not moved  (the quota is reached)',
      '· the Campaign Manager about ana: the quota is reached',
      '! the quota is reached',
      '',
    ]);
  });

  test('the report has outbound figures and moves by rule where there are any', () => {
    const summary: Summary = {
      ...{ inbound: { arrived: 0, answered: 0, abandoned: 0, voicemail: 0, refused: 0, waiting: 0, ...nothingServed } },
      outbound: { dials: 40, answered: 12, connected: 11, abandoned: 1, abandonRate: 0.083333 },
      agents: {
        utilisation: 0.5,
        movesToInbound: 3,
        movesToOutbound: 1,
        movesCancelled: 2,
        movesByRule: { idle: 1, supervisor: 1, 'caller-waiting': 2 },
      },
      ...{ sameAgentTwice: 0, heldBackSeconds: 0, violations: [] },
    };
    const text = report({ scenario: 's', endSeconds: 60, failures: [] }, summary, false);
    expect(text).toContain('40 dialled, 12 answered, 11 put through, 1 abandoned (8 % of the answered)');
    expect(text).toContain(
      '3 to inbound, 1 to outbound, 2 not needed any more: 2 for waiting callers, 1 idle on inbound, 1 by a supervisor',
    );
    const still = { ...summary, outbound: { ...summary.outbound, dials: 0 } };
    expect(report({ scenario: 's', endSeconds: 60, failures: [] }, still, false)).not.toContain('Campaigns');
  });
});
const nothingServed = { serviceLevel20: null, meanWaitSeconds: null };

describe('a caller nobody is left for', () => {
  const held = { t: 60, kind: 'offer.held', call: 'c1', agent: null, reason: '2 asked' } as const;
  const said = (...more: ((view: LiveView) => void)[]) => {
    const out: string[] = [];
    const view = new LiveView({ write: (text) => out.push(text) }, { colour: false, footer: false });
    view.note(held);
    for (const next of more) next(view);
    view.finish();
    return out.join('');
  };

  test('is said once when voicemail follows in the same moment', () => {
    const text = said((view) =>
      view.line({ t: 60, type: 'call.voicemail', call: 'c1', waitSeconds: 60, reason: 'nobody-left' }),
    );
    expect(text).not.toContain('waits');
    expect(text).toContain('leave a message');
  });

  test('is said to wait when it does not', () => {
    expect(said()).toContain('c1 waits');
  });
});

test('contacts shown before they are dialled are told with what became of them, and why', () => {
  const about = { preview: 'renewals-3/1', agent: 'ana' };
  const offered = {
    type: 'preview.offered',
    ...about,
    campaign: 'renewals',
    contact: 'renewals-3',
    seconds: 20,
  } as const;
  const text = shown({ colour: false, footer: false }, (view) => {
    view.line({ t: 5, ...offered });
    view.line({ t: 9, type: 'preview.decided', ...about, outcome: 'accept', by: 'agent', reason: 'ana chose accept' });
    view.line({ t: 10, ...offered });
    view.line({ t: 12, type: 'preview.decided', ...about, outcome: 'withdrawn', by: 'campaign-manager' });
    for (let t = 13; t < 17; t++) view.line({ t, ...offered });
    // From here on they are counted.
    view.line({ t: 20, ...offered });
    view.line({ t: 21, type: 'preview.decided', ...about, outcome: 'reject-and-reschedule', by: 'timeout' });
    view.line({ t: 70, type: 'call.arrived', call: 'c1', queue: 'sales' });
  });
  expect(text.split('\n')).toEqual([
    '00:05  ▤ ana is shown renewals-3 for 20 s',
    '00:09  ▤ renewals-3 is to be dialled  (ana chose accept)',
    '00:10  ▤ ana is shown renewals-3 for 20 s',
    '00:12  ▤ renewals-3 is withdrawn  (taken back by the Campaign Manager)',
    ...[13, 14, 15, 16].map((t) => `00:${t}  ▤ ana is shown renewals-3 for 20 s`),
    '01:00  ☏ renewals: 1 shown, 1 put off  (besides those told)',
    '01:10  ☎ c1 calls sales',
    '',
  ]);
});
