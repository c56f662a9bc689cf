import { LiveView, viewOptions } from '../../../local/console/live-view';
import { report } from '../../../local/console/report';
import { clock, duration } from '../../../local/console/sentences';
import type { Summary, TraceLine } from '../../../local/trace/lines';

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
  expect([0, 65.9, 3725].map(clock)).toEqual(['00:00', '01:05', '1:02:05']);
});

describe('the report at the end', () => {
  const summary: Summary = {
    inbound: {
      arrived: 4,
      answered: 3,
      abandoned: 0,
      voicemail: 1,
      waiting: 0,
      serviceLevel20: 0.75,
      meanWaitSeconds: 12.5,
    },
    outbound: { dials: 0, answered: 0, connected: 0, abandoned: 0, abandonRate: null },
    agents: { utilisation: null, movesToInbound: 0, movesToOutbound: 0 },
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
    expect(text).toContain('4 arrived, 3 answered, 0 hung up, 1 to voicemail, 0 still waiting');
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
