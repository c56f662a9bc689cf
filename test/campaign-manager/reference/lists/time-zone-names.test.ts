import { timeZoneProblem } from '../../../../campaign-manager/reference/lists/time-zone-names';

it.each([
  'Europe/London',
  'Asia/Kolkata',
  'Asia/Calcutta',
  'America/Argentina/Salta',
  'America/Port-au-Prince',
  'Europe/Kyiv',
  'US/Eastern',
  'europe/london',
  'UTC',
  'Etc/UTC',
])('takes %s', (name) => {
  expect(timeZoneProblem(name)).toBeNull();
});

it.each([
  ['BST', 'Europe/London'],
  ['EST', 'America/New_York'],
  ['MST', 'America/Denver'],
  ['IST', 'Asia/Kolkata'],
  ['SST', 'Pacific/Pago_Pago'],
  ['ACT', 'Australia/Darwin'],
  ['HST', 'Pacific/Honolulu'],
  ['est', 'America/New_York'],
  ['EST5EDT', 'America/New_York'],
  ['CET', 'Europe/Berlin'],
  ['GMT', 'UTC'],
  ['GB', 'Europe/London'],
  ['Japan', 'Asia/Tokyo'],
  ['London', 'Europe/London'],
  ['new york', 'America/New_York'],
  ['Europa/Berlin', 'Europe/Berlin'],
  ['GMT Standard Time', 'Europe/London'],
  ['+01:00', 'an offset knows no summer'],
  ['UTC+1', 'an offset knows no summer'],
  ['Etc/GMT-1', 'an offset knows no summer'],
  ['Z', 'UTC'],
  ['SystemV/EST5', 'write its IANA name'],
  ['Mars/Olympus', 'write its IANA name, such as Europe/Berlin'],
  ['Europe/London; DROP', 'write its IANA name'],
  ['', 'write its IANA name'],
  ['x'.repeat(60_000), 'write its IANA name'],
])('does not take %.30s, and suggests %s', (name, suggestion) => {
  const problem = timeZoneProblem(name) ?? '';
  expect(problem).toContain('is not a time zone of the form Area/City');
  expect(problem).toContain(suggestion);
  expect(problem.length).toBeLessThan(200);
});
