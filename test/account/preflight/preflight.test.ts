import { awsAccount } from '../../../account/aws/aws-account';
import type { Finding } from '../../../account/preflight/finding';
import { preflight } from '../../../account/preflight/preflight';
import { type AccountDescription, accountFor } from '../../../account/simulated/description';
import { SimulatedAccount } from '../../../account/simulated/simulated-account';
import { loadOf } from '../../../lib/configuration/plan';
import type { Environment } from '../../../lib/environments/schema';
import { environment, instanceArn, statusArn } from './environment';

const perType: Readonly<Record<string, number>> = {
  'AWS::Connect::Queue': 3,
  'AWS::Connect::RoutingProfile': 1,
  'AWS::Connect::ContactFlow': 12,
  'AWS::Connect::QuickConnect': 2,
  'AWS::Connect::PhoneNumber': 2,
};

async function look(description: AccountDescription, of: Environment = environment): Promise<readonly Finding[]> {
  const account = await SimulatedAccount.start(description);
  try {
    return await preflight({
      environment: of,
      account: awsAccount({
        instanceArn,
        region: environment.region,
        client: account.client,
        fetch: account.fetch,
      }),
      planned: (type) => perType[type] ?? 0,
      progress: () => undefined,
    });
  } finally {
    await account.close();
  }
}

const right = accountFor(environment);
const without = ({ subject, verdict }: Finding) => `${verdict}: ${subject}`;
const problems = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ verdict }) => verdict !== 'right');

test('an account that fits the environment has nothing to do', async () => {
  const findings = await look(right);
  expect(problems(findings)).toEqual([]);
  expect(findings.length).toBeGreaterThan(20);
});

const [profile] = right.routingProfiles;
if (!profile) throw new Error('the environment brings a profile');
const [number] = right.numbers;
if (!number) throw new Error('the environment brings a number');

const mistakes: readonly (readonly [
  what: string,
  account: AccountDescription,
  findings: readonly string[],
  text: RegExp,
])[] = [
  ['credentials of another account', { ...right, account: '999999999999' }, ['to do: account'], /account 999999999999/],
  [
    'hours of a queue that are gone',
    { ...right, hours: right.hours.filter(({ arn }) => !arn.endsWith('/h2')) },
    ['unknown: hours of service-inbound'],
    /h2/,
  ],
  ['another alias', { ...right, instance: { ...instance(), alias: 'other' } }, ['to do: alias'], /called other/],
  [
    'an instance that is being made',
    { ...right, instance: { ...instance(), status: 'CREATION_IN_PROGRESS' } },
    ['to do: instance'],
    /must be ACTIVE/,
  ],
  [
    'inbound calls switched off',
    { ...right, instance: { ...instance(), inboundCalls: false } },
    ['to do: inbound calls'],
    /switched off/,
  ],
  ['agent events that go nowhere', { ...right, agentEventStreams: [] }, ['to do: agent event stream'], /no stream/],
  [
    'no status "Missed call"',
    { ...right, statuses: right.statuses.filter(({ arn }) => arn !== statusArn) },
    ['to do: agent status "Missed call"'],
    /no status is/,
  ],
  ['recordings stored nowhere', { ...right, recordings: null }, ['to do: recordings setting'], /no voicemail/],
  [
    'recordings in another bucket under another prefix, encrypted',
    { ...right, recordings: { bucket: 'other', prefix: 'elsewhere', keyArn: 'arn:aws:kms:us-east-1:1:key/k' } },
    ['to do: recordings setting', 'to do: recordings prefix', 'to do: recordings key'],
    /elsewhere/,
  ],
  [
    'a bucket that tells nobody, in another Region',
    { ...right, buckets: right.buckets.map((bucket) => ({ ...bucket, eventBridge: false, region: 'eu-west-1' })) },
    [
      'to do: bucket amazon-connect-recordings-of-a-centre',
      'to do: bucket amazon-connect-recordings-of-a-centre, events',
    ],
    /EventBridge is not told/,
  ],
  [
    'no such bucket',
    { ...right, buckets: [] },
    ['unknown: bucket amazon-connect-recordings-of-a-centre'],
    /gave no answer/,
  ],
  [
    'a number that failed',
    { ...right, numbers: [{ ...number, status: 'FAILED' }] },
    ['to do: number sales-line'],
    /CLAIMED/,
  ],
  [
    'no numbers on offer',
    { ...right, onOffer: [] },
    ['to do: number service-line', 'to do: tether number'],
    /documents/,
  ],
  [
    'a profile that delays calls, knows no tasks and orders otherwise',
    {
      ...right,
      routingProfiles: [
        {
          ...profile,
          availabilityTimer: 'TIME_SINCE_LAST_INBOUND',
          voiceConcurrency: 2,
          entries: profile.entries
            .filter(({ channel }) => channel === 'VOICE')
            .map((entry) => ({ ...entry, delaySeconds: 5 })),
        },
      ],
    },
    ['to do: routing profile of sales, blended'],
    /delays sales-inbound by 5 s.*TASK.*one voice contact.*TIME_SINCE_LAST_ACTIVITY/,
  ],
  [
    'users with automatic acceptance and desk phones',
    {
      ...right,
      users: ['ana', 'bob', 'cyd'].map((username) => ({
        ...{ username, routingProfileId: 'p1', autoAccept: username !== 'cyd', deskPhone: username === 'cyd' },
      })),
    },
    ['to do: auto-accept', 'to do: desk phones'],
    /on for ana, bob:/,
  ],
  ['nobody who works there', { ...right, users: [] }, ['to do: agents'], /no user has a routing profile/],
  [
    'a quota of calls that was never raised',
    { ...right, quotas: right.quotas.map((quota) => ({ ...quota, value: Math.min(quota.value, 10) })) },
    ['to do: quota: Concurrent active calls per instance', 'to do: quota: Flows per instance'],
    /10; the environment counts on 50/,
  ],
  [
    'quotas that Service Quotas does not list',
    { ...right, quotas: [] },
    [
      'unknown: quota: Concurrent active calls per instance',
      'unknown: quota: Queues per instance',
      'unknown: quota: Routing profiles per instance',
      'unknown: quota: Flows per instance',
      'unknown: quota: Quick connects per instance',
      'unknown: quota: Phone numbers per instance',
    ],
    /lists none/,
  ],
  [
    'an account that is not bootstrapped',
    { ...right, bootstrapVersion: null },
    ['to do: CDK bootstrap'],
    /not bootstrapped/,
  ],
  ['an old bootstrap', { ...right, bootstrapVersion: 5 }, ['to do: CDK bootstrap'], /version 5/],
  ['a new account', { ...right, unreservedConcurrency: 10 }, ['to do: Lambda concurrency'], /10 executions/],
  ['an issuer that does not answer', { ...right, issuers: [] }, ['to do: issuer of the agents’ page'], /deploy fails/],
  [
    'names left by an earlier attempt',
    { ...right, queues: [...right.queues, { arn: `${instanceArn}/queue/q9`, name: 'ccb-pilot-tether' }] },
    ['to do: left by an earlier attempt'],
    /queue ccb-pilot-tether/,
  ],
  [
    'a person who may look at little',
    { ...right, denied: ['connect:SearchUsers', 'servicequotas:ListServiceQuotas', 'ssm:GetParameter'] },
    [
      'unknown: quota: Concurrent active calls per instance',
      'unknown: quota: Queues per instance',
      'unknown: quota: Routing profiles per instance',
      'unknown: quota: Flows per instance',
      'unknown: quota: Quick connects per instance',
      'unknown: quota: Phone numbers per instance',
      'unknown: agents',
      'unknown: CDK bootstrap',
    ],
    /permission connect:SearchUsers is missing/,
  ],
];

test.each(mistakes)('%s: told, and nothing else', async (_, account, expected, text) => {
  const found = problems(await look(account));
  expect(found.map(without)).toEqual(expected);
  expect(found.map(({ sentence }) => sentence).join('\n')).toMatch(text);
});

describe('a pilot', () => {
  const withPilot = (...pilot: readonly string[]): Environment => ({
    ...environment,
    groups: environment.groups.map((group, index) => (index === 0 ? { ...group, pilot: [...pilot] } : group)),
  });

  test('of users with a profile of the environment is right, in whatever letters', async () => {
    expect(problems(await look(accountFor(withPilot('Ben', 'cyd')), withPilot('ben', 'Cyd')))).toEqual([]);
  });

  test('of a name nobody has, and of one who works elsewhere, is to do', async () => {
    const users = [...right.users, { username: 'dan', routingProfileId: 'p9', deskPhone: false, autoAccept: false }];
    const found = problems(await look({ ...right, users }, withPilot('ana', 'anna', 'dan')));
    expect(found.map(without)).toEqual(['to do: pilot of sales']);
    expect(found[0]?.sentence).toBe(
      'no user is called anna; dan without a routing profile of the environment: nothing is planned for them',
    );
  });
});

test('names of ours are no leftovers once the stack is there', async () => {
  const queues = [...right.queues, { arn: `${instanceArn}/queue/q9`, name: 'ccb-pilot-tether' }];
  expect(problems(await look({ ...right, queues, stacks: ['ccb-pilot-contact-flows'] }))).toEqual([]);
});

test('the price of tethers is that of all agents of the plan', async () => {
  const { agents } = loadOf(environment);
  const found = (await look(right)).find(({ subject }) => subject === 'tether minutes');
  expect(found?.sentence).toContain(`${(agents * 21 * 8 * 60).toLocaleString('en')} minutes a month`);
});

test('without an instance every question about it is unknown, and the rest is still asked', async () => {
  const findings = await look({ ...right, instance: null });
  expect(findings.find(({ subject }) => subject === 'instance')?.verdict).toBe('unknown');
  expect(findings.find(({ subject }) => subject === 'CDK bootstrap')?.verdict).toBe('right');
});

test('the command for a bucket keeps what is configured besides', async () => {
  const buckets = right.buckets.map((bucket) => ({ ...bucket, eventBridge: false }));
  const [found] = problems(await look({ ...right, buckets }));
  expect(found?.command).toContain(`--notification-configuration '{"EventBridgeConfiguration":{}}'`);
});

test('looking reads and never writes', async () => {
  const account = await SimulatedAccount.start(right);
  await preflight({
    environment,
    account: awsAccount({ instanceArn, region: environment.region, client: account.client, fetch: account.fetch }),
    planned: () => 1,
    progress: () => undefined,
  });
  await account.close();
  expect(account.asked.filter((action) => !/:(Describe|Get|List|Search)/.test(action))).toEqual([]);
});

function instance() {
  if (right.instance === null) throw new Error('the account has an instance');
  return right.instance;
}

test.each([
  ['none', null, 'right', 'the deploy makes it'],
  ['one of our own, or of an earlier deploy', 'CUSTOM', 'right', 'the deploy finds and enables it'],
  ['one in which calls are offered', 'ROUTABLE', 'to do', 'rename it in Connect'],
] as const)('a status "Missed call" that the deploy finds or makes: %s', async (_, kind, verdict, sentence) => {
  const statuses = right.statuses.filter(({ arn }) => arn !== statusArn);
  const there = kind === null ? [] : [{ arn: statusArn, name: 'Missed call', kind }];
  const findings = await look(
    { ...right, statuses: [...statuses, ...there] },
    { ...environment, missedCallStatus: { owner: 'managed' } },
  );
  const found = findings.find(({ subject }) => subject === 'agent status "Missed call"');
  expect(found).toMatchObject({ verdict, sentence: expect.stringContaining(sentence) });
});
