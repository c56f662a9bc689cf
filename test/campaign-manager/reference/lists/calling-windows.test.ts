import fc from 'fast-check';
import {
  type CallingWindows,
  mayCall,
  nextAllowed,
  nextBarred,
  weekdays,
  windowProblems,
} from '../../../../campaign-manager/reference/lists/calling-windows';

const office: CallingWindows = Object.fromEntries(
  weekdays.slice(0, 5).map((day) => [day, [{ from: '09:00', to: '18:00' }]]),
);
const daily = (from: string, to: string): CallingWindows =>
  Object.fromEntries(weekdays.map((day) => [day, [{ from, to }]]));
const always = daily('00:00', '24:00');
const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | null) => ms !== null && new Date(ms).toISOString();

it.each([
  ['within the window: at once', 'Europe/Berlin', '2026-01-05T10:00:00Z', '2026-01-05T10:00:00.000Z'],
  ['the first minute is in', 'Europe/Berlin', '2026-01-05T08:00:00Z', '2026-01-05T08:00:00.000Z'],
  ['the last is not: the next day', 'Europe/Berlin', '2026-01-05T17:00:00Z', '2026-01-06T08:00:00.000Z'],
  ['over the weekend', 'Europe/Berlin', '2026-01-09T20:00:00Z', '2026-01-12T08:00:00.000Z'],
  ['into summer time', 'Europe/Berlin', '2026-03-27T20:00:00Z', '2026-03-30T07:00:00.000Z'],
  ['out of summer time', 'Europe/Berlin', '2026-10-23T20:00:00Z', '2026-10-26T08:00:00.000Z'],
  ['where it is another day already', 'Pacific/Auckland', '2026-01-04T19:00:00Z', '2026-01-04T20:00:00.000Z'],
  ['an offset of three quarters of an hour', 'Asia/Kathmandu', '2026-01-05T00:00:00Z', '2026-01-05T03:15:00.000Z'],
])('%s', (_, zone, from, expected) => {
  expect(iso(nextAllowed(office, zone, at(from)))).toBe(expected);
});

it('an hour the clocks skip never comes, and one they repeat comes twice', () => {
  const berlin = 'Europe/Berlin';
  const night = daily('02:00', '03:00');
  expect(iso(nextAllowed(night, berlin, at('2026-03-28T02:00:00Z')))).toBe('2026-03-30T00:00:00.000Z');
  expect(iso(nextBarred(daily('01:30', '02:30'), berlin, at('2026-03-29T00:30:00Z')))).toBe('2026-03-29T01:00:00.000Z');
  const half = daily('02:15', '02:45');
  expect(iso(nextAllowed(half, berlin, at('2026-10-25T00:00:00Z')))).toBe('2026-10-25T00:15:00.000Z');
  expect(iso(nextAllowed(half, berlin, at('2026-10-25T00:45:00Z')))).toBe('2026-10-25T01:15:00.000Z');
  expect(iso(nextBarred(night, berlin, at('2026-10-25T00:30:00Z')))).toBe('2026-10-25T02:00:00.000Z');
});

it('clocks that move half an hour, and a day that never was', () => {
  expect(iso(nextAllowed(daily('02:00', '02:30'), 'Australia/Lord_Howe', at('2026-10-03T15:25:00Z')))).toBe(
    '2026-10-04T15:00:00.000Z',
  );
  // Samoa left out Friday 30 December 2011.
  expect(
    iso(nextAllowed({ FRIDAY: [{ from: '09:00', to: '10:00' }] }, 'Pacific/Apia', at('2011-12-29T22:00:00Z'))),
  ).toBe('2012-01-05T19:00:00.000Z');
});

it('windows that touch are one, over midnight and over the end of the week too', () => {
  const nights: CallingWindows = {
    SUNDAY: [{ from: '22:00', to: '24:00' }],
    MONDAY: [
      { from: '00:00', to: '01:00' },
      { from: '01:00', to: '02:00' },
    ],
  };
  expect(iso(nextBarred(nights, 'UTC', at('2026-01-04T22:30:00Z')))).toBe('2026-01-05T02:00:00.000Z');
  expect(nextBarred(always, 'Europe/Berlin', at('2026-03-29T00:30:00Z'))).toBeNull();
});

it('says what is wrong with windows, all at once, and does not use them', () => {
  const wrong: CallingWindows = { MONDAY: [{ from: '9:00', to: '25:00' }], FRIDAY: [{ from: '22:00', to: '02:00' }] };
  expect(windowProblems(wrong)).toEqual([
    'calling window 1 of MONDAY has 9:00 and 25:00: write times as HH:MM, from 00:00 to 24:00',
    'calling window 1 of FRIDAY ends at 02:00, not after its start at 22:00; split a night at 24:00',
  ]);
  expect(windowProblems({ MONDAY: [] })).toEqual([expect.stringMatching(/^there is no calling window: /)]);
  expect(() => mayCall(wrong, 'UTC', 0)).toThrow('calling window 1 of MONDAY');
});

const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Africa/Casablanca',
  'Antarctica/Troll',
  'Asia/Kathmandu',
  'Pacific/Apia',
];
const hhmm = (minutes: number) =>
  `${`${Math.floor(minutes / 60)}`.padStart(2, '0')}:${`${minutes % 60}`.padStart(2, '0')}`;
const dayWindow = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from: hhmm(from * 15), to: hhmm(to * 15) }));
const someWindows = fc
  .tuple(...weekdays.map(() => fc.array(dayWindow, { maxLength: 2 })))
  .map((days): CallingWindows => Object.fromEntries(weekdays.map((day, index) => [day, days[index] ?? []])))
  .filter((windows) => windowProblems(windows).length === 0);
const around = (iso: string) =>
  fc.integer({ min: -2 * 86_400_000, max: 2 * 86_400_000 }).map((offset) => Date.parse(iso) + offset);
/** Days around settings of clocks in both halves of the world, and any day. */
const moment = fc.oneof(
  around('2026-03-29T01:00:00Z'),
  around('2026-10-25T01:00:00Z'),
  around('2026-03-08T07:00:00Z'),
  around('2026-11-01T06:00:00Z'),
  around('2026-04-04T15:00:00Z'),
  around('2026-02-15T02:00:00Z'),
  fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
);

/** Another way to the same answer: what a clock on the wall says, minute by minute. */
const wall = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
  ]),
);
function onTheWall(windows: CallingWindows, zone: string, ms: number): boolean {
  const [day = '', time = ''] = (wall.get(zone)?.format(ms) ?? '').split(/,? (?=\d)/);
  const own = weekdays.find((weekday) => weekday === day.toUpperCase());
  return own !== undefined && (windows[own] ?? []).some(({ from, to }) => from <= time && time < to);
}

it('a moment is allowed exactly when the clock on the wall says so', () => {
  fc.assert(
    fc.property(someWindows, fc.constantFrom(...zones), moment, (windows, zone, ms) => {
      expect(mayCall(windows, zone, ms)).toBe(onTheWall(windows, zone, ms));
    }),
    { numRuns: 200 },
  );
});

it.each([
  ['allowed', nextAllowed, true],
  ['barred', nextBarred, false],
] as const)('the next %s moment is one, none comes before it, and it stays the same until then', (_, next, wanted) => {
  fc.assert(
    fc.property(someWindows, fc.constantFrom(...zones), moment, fc.nat(99), (windows, zone, ms, percent) => {
      const found = next(windows, zone, ms);
      if (found === null) {
        expect(onTheWall(windows, zone, ms)).toBe(true);
        return;
      }
      expect(found).toBeGreaterThanOrEqual(ms);
      expect(onTheWall(windows, zone, found)).toBe(wanted);
      const quarter = 15 * 60_000;
      for (let before = Math.ceil(ms / quarter) * quarter; before < found; before += quarter) {
        expect([before, onTheWall(windows, zone, before)]).toEqual([before, !wanted]);
      }
      if (found > ms) expect(onTheWall(windows, zone, found - 1)).toBe(!wanted);
      expect(next(windows, zone, ms + Math.floor(((found - ms) * percent) / 100))).toBe(found);
    }),
    { numRuns: 60 },
  );
});
