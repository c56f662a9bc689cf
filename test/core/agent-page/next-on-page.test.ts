import type { AgentRecord } from '../../../core/agent/agent';
import type { OutboundState } from '../../../core/agent/outbound';
import { nextOnPage } from '../../../core/agent-page/next-on-page';
import { defaultThresholds } from '../../../core/thresholds/thresholds';
import { anAgent, onTether, start } from '../../adapters/contract/builders';

const now = start + 600_000;
const here = (change: Partial<AgentRecord> = {}, outbound: Partial<OutboundState> = {}) => {
  const agent = anAgent('ann', change);
  return { ...agent, outbound: { ...agent.outbound, ...outbound } };
};
const out = (outbound: Partial<OutboundState> = {}) =>
  here({ outbound: onTether('ann') }, { sideSince: start, ...outbound });
const next = (agent: AgentRecord, change: Partial<typeof defaultThresholds> = {}) =>
  nextOnPage(agent, { ...defaultThresholds, ...change }, now);

const move = { moveId: 'm', rule: 'caller-waiting', callId: 'c', decidedAt: now } as const;

describe('what comes next, on the page', () => {
  it.each<[string, AgentRecord, ReturnType<typeof nextOnPage>]>([
    ['with callers', here(), [{ code: 'sent', figures: { seconds: 30 } }]],
    ['with campaigns', out(), [{ code: 'fetched', figures: { seconds: 10 } }]],
    [
      'on campaigns only now',
      out({ sideSince: now - 10_000 }),
      [
        { code: 'dwell', figures: { at: now + 20_000 } },
        { code: 'fetched', figures: { seconds: 10 } },
      ],
    ],
    [
      'moved as often as may be',
      here({}, { movedAt: Array.from({ length: 12 }, (_, index) => now - 3_000_000 + index) }),
      [
        { code: 'cap', figures: { at: now + 600_000 } },
        { code: 'sent', figures: { seconds: 30 } },
      ],
    ],
    [
      'held by a supervisor',
      out({ held: { until: now + 60_000 } }),
      [
        { code: 'held', figures: { at: now + 60_000 } },
        { code: 'fetched', figures: { seconds: 10 } },
      ],
    ],
    [
      'left alone after a move that came to nothing',
      here({}, { leftAloneUntil: now + 5_000 }),
      [
        { code: 'left-alone', figures: { at: now + 5_000 } },
        { code: 'sent', figures: { seconds: 30 } },
      ],
    ],
    ['taken off campaigns', here({}, { takenOff: { why: 'tethers', count: 3, at: start } }), []],
    ['of one side', here({ kind: 'inbound' }), [{ code: 'one-side', figures: {} }]],
    [
      'to come after work',
      out({ move: { ...move, phase: 'after-work', to: 'inbound', when: 'after-work' } }),
      [{ code: 'after-work', figures: {} }],
    ],
    [
      'on the way in, after work',
      out({ move: { ...move, phase: 'ending', to: 'inbound', when: 'after-work', deadline: now } }),
      [{ code: 'on-the-way', figures: { to: 'inbound' } }],
    ],
    [
      'on the way out',
      here({}, { move: { ...move, callId: null, phase: 'tethering', to: 'outbound', when: 'now' } }),
      [{ code: 'on-the-way', figures: { to: 'outbound' } }],
    ],
  ])('%s', (_, agent, lines) => {
    expect(next(agent)).toEqual(lines);
  });

  it('says nothing of rules that move nobody', () => {
    expect(next(here(), { 'blend/enabled': false })).toEqual([{ code: 'nobody-moved', figures: {} }]);
  });

  it('goes by the thresholds in force', () => {
    expect(next(here(), { 'blend-to-outbound/idle-seconds': 45 })).toEqual([
      { code: 'sent', figures: { seconds: 45 } },
    ]);
    expect(next(out(), { 'blend-to-inbound/wait-seconds': 25 })).toEqual([
      { code: 'fetched', figures: { seconds: 25 } },
    ]);
  });
});
