import { RefusedError } from '../../../documents/told';
import { InvariantChecker } from '../../../simulator/invariants/checker';
import { readScenario } from '../../../simulator/scenario/read-scenario';
import type { LineOf, TraceEvent, TraceLine } from '../../../simulator/trace/lines';

type At = readonly [t: number, event: TraceEvent];
const at = (t: number, event: TraceEvent): At => [t, event];
const offered = (t: number, n = 1, agent = 'ana') =>
  at(t, { type: 'preview.offered', preview: `c-1/${n}`, agent, campaign: 'c', contact: 'c-1', seconds: 20 });
const decided = (
  t: number,
  outcome: LineOf<'preview.decided'>['outcome'] = 'accept',
  by: LineOf<'preview.decided'>['by'] = 'agent',
  n = 1,
) => at(t, { type: 'preview.decided', preview: `c-1/${n}`, agent: 'ana', outcome, by });
const contactIs = (t: number, state: LineOf<'contact.state'>['state']) =>
  at(t, { type: 'contact.state', campaign: 'c', contact: 'c-1', state });
const dialled = (t: number) => at(t, { type: 'dial.started', campaign: 'c', contact: 'c-1', agent: 'ana' });
const dropped = (t: number, why: LineOf<'tether.ended'>['why'] = 'dropped') =>
  at(t, { type: 'tether.ended', agent: 'ana', why, reason: '' });
const onTether = [at(1, { type: 'tether.connected', agent: 'ana', reason: '' })];
const withdrawn = (t: number) => decided(t, 'withdrawn', 'system');
const down = (at: number, forSeconds: number) => [{ kind: 'campaign-manager-down', at, forSeconds }];

interface World {
  readonly faults?: readonly object[];
  readonly end?: number;
  readonly tell?: (checker: InvariantChecker) => void;
}

/** ana starts on the outbound side; campaign c shows its contacts for 20 s. */
function judge(events: readonly At[], { faults = [], end, tell }: World = {}) {
  const answer = readScenario(
    's.json',
    JSON.stringify({
      ...{ name: 's', durationSeconds: 10_000, faults },
      groups: [{ name: 'g', queues: ['q'], campaigns: ['c'] }],
      agents: [{ username: 'ana', group: 'g', kind: 'outbound' }],
      campaigns: [{ name: 'c', contacts: 5, pacing: { mode: 'preview' } }],
    }),
  );
  if (!answer.ok) throw new RefusedError(answer.problems);
  const checker = new InvariantChecker(answer.scenario);
  const lines: TraceLine[] = [...onTether, ...events].map(([t, event]) => ({ t, ...event }));
  for (const line of lines) checker.line(line);
  tell?.(checker);
  return checker.finish(end ?? lines.at(-1)?.t ?? 0, lines);
}
const broken = (events: readonly At[], world?: World) => judge(events, world).map(({ invariant }) => invariant);
const messages = (events: readonly At[], world?: World) => judge(events, world).map(({ message }) => message);

const whole = [contactIs(2, 'dialling'), offered(2), decided(10), dialled(10)];

describe('5: a preview ends', () => {
  test('within its seconds and 5 s, told once if not', () => {
    expect(broken([...whole], { end: 100 })).toEqual([]);
    expect(broken([offered(2), decided(28.9, 'reject', 'timeout')])).toEqual([]);
    expect(messages([offered(2), decided(29.2, 'reject', 'timeout')], { end: 100 })).toEqual([
      'preview c-1/1 of ana has no outcome after 25 s',
    ]);
  });

  test('one that is open at the end of the run stays open', () => {
    expect(broken([offered(2)], { end: 20 })).toEqual([]);
    expect(broken([offered(2)], { end: 60 })).toEqual([5]);
  });

  test('later where a killed function, or the Campaign Manager, kept it', () => {
    const late = [offered(2), decided(40, 'reject', 'timeout')];
    expect(broken(late)).toEqual([5]);
    expect(broken(late, { tell: (checker) => checker.killed('timers', 22) })).toEqual([]);
    expect(broken(late, { faults: [{ kind: 'reorder-events', maxDelaySeconds: 11 }] })).toEqual([]);
    const takenBack = [offered(2), decided(40, 'withdrawn', 'campaign-manager')];
    const inTime = { tell: (checker: InvariantChecker) => checker.previewDecided('c-1/1', 22) };
    expect(broken(takenBack, { faults: down(10, 20), ...inTime })).toEqual([]);
    expect(broken(takenBack, { faults: down(10, 5), ...inTime })).toEqual([5]);
    // The application decides on time, whoever can be told.
    expect(messages(late, { faults: down(10, 20) })).toEqual(['preview c-1/1 of ana was decided after more than 25 s']);
    expect(broken(late, { faults: down(10, 5) })).toEqual([5]);
    expect(broken(late, { faults: down(50, 50) })).toEqual([5]);
  });

  test('by the application in time, whatever else the Campaign Manager comes to before it hears', () => {
    const faults = down(10, 700);
    const decidedAt = (...seconds: readonly number[]) => ({
      faults,
      tell: (checker: InvariantChecker) => {
        for (const t of seconds) checker.previewDecided('c-1/1', t);
      },
    });
    const tooLate = ['preview c-1/1 of ana was decided after more than 25 s'];
    for (const end of [withdrawn(711), decided(711, 'withdrawn', 'campaign-manager')]) {
      const events = [offered(2), end];
      expect(broken(events, decidedAt(7))).toEqual([]);
      // Said again, and decided otherwise since the Campaign Manager took it back.
      expect(broken(events, decidedAt(7, 7, 711))).toEqual([]);
      expect(messages(events, decidedAt(40))).toEqual(tooLate);
      expect(messages(events, decidedAt())).toEqual(tooLate);
      expect(messages(events, decidedAt(712))).toEqual(tooLate);
    }
    expect(broken([offered(2), withdrawn(20)], { faults })).toEqual([]);
  });

  test('as much later as a slow Campaign Manager acts, which may be when it is slow no more', () => {
    const slow = (at: number, forSeconds: number, delaySeconds: number) => [
      { kind: 'campaign-manager-slow', at, forSeconds, delaySeconds },
    ];
    const takenBack = [offered(2), decided(52, 'withdrawn', 'campaign-manager')];
    const inTime = { tell: (checker: InvariantChecker) => checker.previewDecided('c-1/1', 22) };
    expect(broken(takenBack, { faults: slow(21, 5, 31), ...inTime })).toEqual([]);
    expect(broken(takenBack, { faults: slow(21, 5, 20), ...inTime })).toEqual([5]);
    // However long the fault lasts, it delays by no more than its delay.
    expect(broken(takenBack, { faults: slow(10, 500, 20), ...inTime })).toEqual([5]);
    // What it delayed came before.
    expect(broken([offered(102), decided(152, 'withdrawn', 'campaign-manager')], { faults: slow(10, 5, 31) })).toEqual([
      5,
    ]);
    expect(messages(takenBack, { faults: slow(21, 5, 31) })).toEqual([
      'preview c-1/1 of ana was decided after more than 25 s',
    ]);
  });
});

describe('6: exactly one outcome', () => {
  test('is what each has', () => {
    expect(broken([...whole])).toEqual([]);
    expect(messages([...whole, decided(11, 'reject')])).toEqual(['preview c-1/1 has two outcomes, accept and reject']);
    expect(messages([...whole, decided(11)])).toEqual(['preview c-1/1 has two outcomes, accept and accept']);
  });

  test('of a preview that was shown, once', () => {
    expect(messages([decided(3)])).toEqual(['preview c-1/1 is decided (accept) and was never shown']);
    expect(broken([offered(2), offered(3)])).toEqual([6]);
    expect(broken([offered(2), decided(3, 'reject'), offered(3, 2), decided(4, 'accept', 'agent', 2)])).toEqual([]);
  });
});

describe('7: an open preview yields only by being withdrawn', () => {
  test('when its tether ends', () => {
    expect(broken([offered(2), withdrawn(10), dropped(10), contactIs(10, 'open')])).toEqual([]);
    expect(broken([offered(2), dropped(10), withdrawn(13)])).toEqual([]);
    expect(messages([offered(2), dropped(10, 'released'), decided(13, 'reject', 'timeout')])).toEqual([
      'preview c-1/1 ends by reject after the tether of ana ended; it was to be withdrawn',
    ]);
    // Decided just before, and heard of after it.
    expect(broken([offered(2), dropped(10), decided(11, 'reject')])).toEqual([]);
  });

  test('its contact is open then, and was not dialled for it', () => {
    expect(broken([offered(2), withdrawn(10), contactIs(11, 'open'), contactIs(12, 'closed')])).toEqual([]);
    expect(broken([offered(2), withdrawn(10), contactIs(11, 'dialling'), dialled(11)])).toEqual([]);
    expect(messages([offered(2), withdrawn(10), contactIs(10, 'rescheduled')])).toEqual([
      'preview c-1/1 was withdrawn, and contact c-1 is rescheduled instead of open',
    ]);
    expect(broken([offered(2), withdrawn(10), contactIs(10, 'closed')])).toEqual([7]);
    expect(messages([offered(2), dialled(5), withdrawn(10)])).toEqual([
      'contact c-1 is dialled while ana is shown it (preview c-1/1)',
    ]);
  });
});
