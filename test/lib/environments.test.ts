import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sentences } from '../../documents/told';
import { EnvironmentError, parseEnvironment } from '../../lib/configuration/parse-environment';
import { knownEnvironments, selectEnvironment } from '../../lib/configuration/select-environment';
import { manualSteps } from '../../lib/manual-steps';
import { dev } from './example-environments';
import { inboundOnly } from './synthesized';

const problemsOf = (act: () => unknown): readonly string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof EnvironmentError) return sentences(error.problems);
    throw error;
  }
  return [];
};
const problemsIn = (written: unknown): readonly string[] => problemsOf(() => parseEnvironment(written, 'FILE'));
const [group] = dev.groups;
const [number] = dev.numbers ?? [];
const instance = dev.instance.arn;
const profile = `${dev.instance.arn}/routing-profile`;
const numberArn = 'arn:aws:connect:eu-central-1:111122223333:phone-number/n';
const broughtQueue = (name: string, id: string) => ({ owner: 'existing', name, arn: `${instance}/queue/${id}` });

describe('choosing an environment', () => {
  const lookOnly = true;

  it('finds every file beside the schema, so that another environment is one file more', () => {
    expect(knownEnvironments()).toEqual(expect.arrayContaining(['dev', 'prod']));
    expect(knownEnvironments()).not.toContain('schema');
  });

  it.each(knownEnvironments())('reads %s', (name) => {
    expect(selectEnvironment({ env: name, lookOnly, typedIn: '/' }).environment.name).toBe(name);
  });

  it('names the known ones when asked for another, or for none', () => {
    const known = knownEnvironments();
    expect(problemsOf(() => selectEnvironment({ env: 'nowhere', typedIn: '/' }))).toEqual([
      `There is no environment "nowhere"; known are ${known.join(', ')}. \`npm run init -- nowhere\` would add it.`,
    ]);
    expect(problemsOf(() => selectEnvironment({ typedIn: '/' }))).toEqual([
      `No environment is chosen; add -c env=<name>, where <name> is ${known.join(' or ')}.`,
    ]);
    expect(problemsOf(() => selectEnvironment({ env: 'dev', environmentFile: 'x.json', typedIn: '/' }))).toEqual([
      'Both env and environmentFile are given; give one of them.',
    ]);
  });

  it('does not take the schema for an environment', () => {
    expect(problemsOf(() => selectEnvironment({ env: 'schema', typedIn: '/' }))).toHaveLength(1);
  });

  it('reads a JSON file relative to where the command was typed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'environment-'));
    writeFileSync(join(folder, 'local.json'), JSON.stringify({ ...dev, name: 'local' }));
    writeFileSync(join(folder, 'broken.json'), '{');
    expect(selectEnvironment({ environmentFile: 'local.json', lookOnly, typedIn: folder }).environment.name).toBe(
      'local',
    );
    expect(problemsOf(() => selectEnvironment({ environmentFile: 'broken.json', typedIn: folder }))).toEqual([
      expect.stringContaining(`${join(folder, 'broken.json')}: cannot be read as JSON`),
    ]);
    rmSync(folder, { recursive: true });
  });
});

describe('what an environment says', () => {
  it('fills in defaults and keeps thresholds as text', () => {
    const { groups } = inboundOnly();
    const withThreshold = groups.map((written) => ({ ...written, thresholds: { 'offer/seconds': 25 } }));
    const parsed = parseEnvironment(inboundOnly({ groups: withThreshold }), 'FILE');
    expect(parsed.groups[0]).toMatchObject({
      agentShards: 1,
      requiredProficiencies: 'none',
      campaigns: [],
      thresholds: { 'offer/seconds': '25' },
    });
  });

  it('reads what a campaign asks of its agents', () => {
    const [first, ...others] = dev.groups;
    const campaignProficiencies = { renewals: 'Language=Spanish>=3, Product=Loans>=1' };
    const parsed = parseEnvironment({ ...dev, groups: [{ ...first, campaignProficiencies }, ...others] }, 'FILE');
    expect(parsed.groups[0]?.campaignProficiencies).toEqual({
      renewals: [
        { name: 'Language', value: 'Spanish', minLevel: 3 },
        { name: 'Product', value: 'Loans', minLevel: 1 },
      ],
    });
  });

  it.each([
    ['ours', 'managed'],
    ['brought', 'existing'],
  ])('says what the owner %s of earlier versions is called now', (before, now) => {
    const problems = problemsIn({ ...dev, agentEvents: { owner: before, shards: 1 } });
    expect(problems).toEqual([`FILE: $.agentEvents.owner: is "${before}", an older word for it; write "${now}"`]);
  });

  it('reports all problems at once, each with its place and what would be right', () => {
    const problems = problemsIn({
      ...dev,
      surplus: 1,
      logRetentionDays: 6,
      hours: { owner: 'managed', timeZone: 'Mars', open: { MONDAY: [{ from: '09:00', to: '08:00' }] } },
      agentEvents: { owner: 'them' },
      groups: [
        {
          ...group,
          campaigns: ['Renewals!'],
          routingProfiles: { owner: 'managed', kinds: ['blended', 'sideways'] },
          requiredProficiencies: 'Spanish',
          thresholds: { 'offer/seconds': 5, 'queue/max-wait-seconds': true, nonsense: 1 },
        },
      ],
      numbers: [{ ...number, queue: 'nowhere', countryCode: 'de' }],
      campaignManager: {
        url: 'http://campaign-manager.example.com/',
        secret: { owner: 'existing', arn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:key' },
        tetherNumber: { owner: 'existing', arn: numberArn, e164: '030 123456' },
      },
      texts: { greeting: ' ', closed: 'Closed.', hold: 'Hold.' },
    });
    expect(problems).toEqual([
      expect.stringMatching(/^FILE: \$\.logRetentionDays: is 6; it must be 1 or 3 or /),
      'FILE: $.agentEvents.owner: is "them"; it must be "managed" or "existing"',
      'FILE: $.hours.timeZone: must be an IANA time zone such as Europe/Berlin',
      'FILE: $.hours.open.MONDAY[0]: must open before it closes; split a night at 24:00',
      'FILE: $.groups[0].campaigns[0]: must be 1 to 32 of a-z, 0-9 and -, starting with a letter',
      'FILE: $.groups[0].thresholds.offer/seconds: offer/seconds is "5"; it must be a whole number from 22 to 120',
      'FILE: $.groups[0].thresholds.queue/max-wait-seconds: queue/max-wait-seconds is "true"; it must be a whole number from 30 to 3600',
      expect.stringMatching(
        /^FILE: \$\.groups\[0\]\.thresholds\.nonsense: is not a threshold; known are offer\/enabled, /,
      ),
      'FILE: $.groups[0].routingProfiles.kinds[1]: is "sideways"; it must be "inbound" or "blended" or "blended-outbound" or "outbound"',
      'FILE: $.groups[0].requiredProficiencies: required proficiency "Spanish" cannot be read; write Name=Value>=Level with a level from 1 to 5',
      'FILE: $.numbers[0].countryCode: must be a country code of two capital letters that Amazon Connect knows, such as US (GB, not UK)',
      'FILE: $.campaignManager.url: must be an https address without a slash at the end, such as https://campaign-manager.example.com (http only for 127.0.0.1 and localhost)',
      'FILE: $.campaignManager.secret.arn: must be an ARN such as arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-abc123',
      'FILE: $.campaignManager.tetherNumber.e164: must be the number as it is dialled, such as +4930123456',
      'FILE: $.texts.greeting: must not be empty: Connect refuses empty texts',
      'FILE: $.texts.voicemail: is missing; give a text, or { promptArn } with an ARN such as arn:aws:connect:REGION:ACCOUNT:instance/ID/prompt/ID',
      'FILE: $: has a field nobody reads: surplus; remove or correct',
      'FILE: $.numbers[0].queue: is "nowhere", which no group has; known are sales-inbound',
    ]);
  });

  it.each([
    [
      'a default queue that no group has',
      { entry: { defaultQueue: 'nowhere' } },
      '$.entry.defaultQueue: is "nowhere", which no group has; known are sales-inbound',
    ],
    [
      'a region that is not the instance’s',
      { region: 'us-east-1' },
      '$.region: is us-east-1, but the instance is in eu-central-1',
    ],
    [
      'an account that is not the instance’s',
      { account: '999999999999' },
      '$.account: is 999999999999, but the instance belongs to',
    ],
    [
      'a queue of another instance',
      {
        hours: { owner: 'existing', arn: 'arn:aws:connect:eu-central-1:111122223333:instance/other/operating-hours/h' },
      },
      '$.hours.arn: is arn:aws:connect:eu-central-1:111122223333:instance/other/operating-hours/h, which is not part of',
    ],
    [
      'two groups of one name',
      { groups: [group, { ...group, queues: [{ owner: 'managed', name: 'b' }], campaigns: ['b'] }] },
      '$.groups[1].name: the group "sales" was given before',
    ],
    [
      'a queue in two groups',
      { groups: [group, { ...group, name: 'b', campaigns: ['b'] }] },
      '$.groups[1].queues[0].name: the queue "sales-inbound" was given before',
    ],
    [
      'a brought queue under two names',
      {
        groups: [
          {
            ...group,
            queues: [{ owner: 'managed', name: 'sales-inbound' }, broughtQueue('a', '1'), broughtQueue('b', '1')],
          },
        ],
      },
      '$.groups[0].queues[2].arn: the queue ',
    ],
    [
      'two numbers of one name',
      { numbers: [number, number] },
      '$.numbers[1].name: the number "sales-line" was given before',
    ],
    [
      'a brought number under two names',
      { numbers: ['a', 'b'].map((name) => ({ owner: 'existing', name, queue: 'sales-inbound', arn: numberArn })) },
      `$.numbers[1].arn: the number "${numberArn}" was given before`,
    ],
    [
      'a kind twice',
      { groups: [{ ...group, routingProfiles: { owner: 'managed', kinds: ['blended', 'blended'] } }] },
      '$.groups[0].routingProfiles.kinds[1]: the kind "blended" was given before',
    ],
    [
      'a campaign in two groups',
      { groups: [group, { ...group, name: 'b', queues: [{ owner: 'managed', name: 'b' }] }] },
      '$.groups[1].campaigns[0]: the campaign "renewals" was given before',
    ],
    [
      'proficiencies of a campaign that another group has, or none',
      { groups: [{ ...group, campaignProficiencies: { surveys: 'Language=Spanish>=3' } }] },
      '$.groups[0].campaignProficiencies.surveys: is about no campaign of sales; its campaigns are renewals',
    ],
    [
      'proficiencies that cannot be read',
      { groups: [{ ...group, campaignProficiencies: { renewals: 'Spanish' } }] },
      '$.groups[0].campaignProficiencies.renewals: required proficiency "Spanish" cannot be read; write Name=Value>=Level',
    ],
    [
      'campaigns that no agent may work for',
      { groups: [{ ...group, routingProfiles: { owner: 'managed', kinds: ['inbound'] } }] },
      '$.groups[0].campaigns: names renewals, but no agent of sales may work for campaigns; add a routing profile of kind blended or outbound',
    ],
    [
      'campaigns that no agent may work for, of those that are brought',
      {
        groups: [
          { ...group, routingProfiles: { owner: 'existing', profiles: [{ arn: `${profile}/p`, kind: 'inbound' }] } },
        ],
      },
      '$.groups[0].campaigns: names renewals, but no agent of sales',
    ],
    [
      'agents who start on the outbound side without a Campaign Manager',
      {
        campaignManager: undefined,
        groups: [{ ...group, campaigns: [], routingProfiles: { owner: 'managed', kinds: ['blended-outbound'] } }],
      },
      `$.campaignManager: is missing, but agents of ${group?.name} start on the outbound side; give its url, secret and tetherNumber`,
    ],
    [
      'a side for a kind that has one only',
      {
        groups: [
          {
            ...group,
            routingProfiles: {
              owner: 'existing',
              profiles: [
                { arn: `${profile}/p`, kind: 'blended', startsOn: 'outbound' },
                { arn: `${profile}/o`, kind: 'outbound', startsOn: 'inbound' },
              ],
            },
          },
        ],
      },
      '$.groups[0].routingProfiles.profiles[1].startsOn: is "inbound", but kind outbound has one side only; leave it out',
    ],
    [
      'two routing profiles of one name',
      {
        groups: [
          { ...group, name: 'a', routingProfiles: { owner: 'managed', kinds: ['blended-outbound'] } },
          {
            name: 'a-blended',
            queues: [{ owner: 'managed', name: 'b' }],
            campaigns: ['b'],
            routingProfiles: { owner: 'managed', kinds: ['outbound'] },
          },
        ],
      },
      '$.groups[1].routingProfiles.kinds[0]: the routing profile "a-blended-outbound" was given before',
    ],
    [
      'campaigns without a Campaign Manager',
      { campaignManager: undefined },
      '$.campaignManager: is missing, but there are campaigns (renewals); give its url, secret and tetherNumber',
    ],
    [
      'tethers on a number that callers dial',
      {
        numbers: [{ owner: 'existing', name: 'line', queue: 'sales-inbound', arn: numberArn }],
        campaignManager: {
          ...dev.campaignManager,
          tetherNumber: { owner: 'existing', arn: numberArn, e164: '+4930123456' },
        },
      },
      '$.campaignManager.tetherNumber.arn: is the number line that callers dial; tethers need a number of their own',
    ],
    [
      'a secret of another Region',
      {
        campaignManager: {
          ...dev.campaignManager,
          secret: { owner: 'existing', arn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:key-a1B2c3' },
        },
      },
      '$.campaignManager.secret.arn: is in us-east-1; it must be in eu-central-1, where everything is deployed',
    ],
    [
      'more calls reserved than there are',
      { quotas: { concurrentCalls: 2, reservedInboundCalls: 2 } },
      '$.quotas.reservedInboundCalls: is 2; it must be less than concurrentCalls (2)',
    ],
    [
      'a quota of Connect below its default',
      { quotas: { concurrentCalls: 10, connectPerSecond: { GetCurrentUserData: 1 } } },
      '$.quotas.connectPerSecond.GetCurrentUserData: is too low; at least 2',
    ],
    [
      'thresholds that contradict each other',
      { groups: [{ ...group, thresholds: { 'queue/max-wait-seconds': 30, 'offer/seconds': 40 } }] },
      '$.groups[0].thresholds.queue/max-wait-seconds: queue/max-wait-seconds is 30, less than offer/seconds (40)',
    ],
  ])('refuses %s', (_what, changes, problem) => {
    expect(problemsIn({ ...dev, ...changes })).toEqual([expect.stringContaining(`FILE: ${problem}`)]);
  });
});

describe('the address of the Campaign Manager', () => {
  const withUrl = (url: string) => problemsIn({ ...dev, campaignManager: { ...dev.campaignManager, url } });

  it.each([
    'https://campaign-manager.example.com',
    'https://campaign-manager.example.com:8443/api/v1',
    'http://127.0.0.1:40123',
    'http://localhost:40123/campaigns',
  ])('may be %s', (url) => {
    expect(withUrl(url)).toEqual([]);
  });

  it.each([
    'campaign-manager.example.com',
    'http://campaign-manager.example.com',
    'http://127.0.0.1.example.com',
    'ftp://campaign-manager.example.com',
    'https://user:word@campaign-manager.example.com',
    'https://campaign-manager.example.com/?a=b',
    'https://campaign-manager.example.com/api/',
  ])('may not be %s', (url) => {
    expect(withUrl(url)).toEqual([expect.stringMatching(/^FILE: \$\.campaignManager\.url: must be an https address/)]);
  });
});

describe('manual steps', () => {
  it('say what a person has to do for everything that is brought', () => {
    const steps = manualSteps(
      parseEnvironment(
        {
          ...dev,
          agentEvents: { owner: 'existing', streamArn: 'arn:aws:kinesis:eu-central-1:111122223333:stream/agents' },
          missedCallStatus: { owner: 'existing', arn: `${instance}/agent-state/s` },
          hours: { owner: 'existing', arn: `${instance}/operating-hours/h` },
          customerKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/k',
          groups: [
            {
              ...group,
              queues: [broughtQueue('sales-inbound', 'q')],
              routingProfiles: {
                owner: 'existing',
                profiles: [
                  { arn: `${instance}/routing-profile/p`, kind: 'blended' },
                  { arn: `${instance}/routing-profile/o`, kind: 'outbound' },
                ],
              },
            },
          ],
          campaignManager: {
            url: 'https://campaign-manager.example.com',
            secret: { owner: 'existing', arn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:key-a1B2c3' },
            tetherNumber: { owner: 'existing', arn: `${numberArn}-tether`, e164: '+4930123456' },
          },
          numbers: [
            {
              owner: 'existing',
              name: 'line',
              queue: 'sales-inbound',
              arn: numberArn,
            },
          ],
        },
        'FILE',
      ),
    );
    for (const brought of [
      'EventBridge',
      'connect/example-contact-centre-dev/CallRecordings',
      'concurrent active calls must be at least 10',
      'stream/agents',
      'agent-state/s',
      'operating-hours/h',
      'queue/q',
      'routing-profile/p',
      'on channel TASK',
      'routing-profile/o',
      'phone-number/n',
      'secret:key-a1B2c3',
      '+4930123456',
      'ccb-dev-tether on channel VOICE with priority 1 and no delay, and every other queue with priority 2 or lower',
      'ccb-dev-tether on channel VOICE with priority 1 and no delay.',
      'IngressUrl of the stack ccb-dev-campaign-link',
      'every tether takes one of the 10 concurrent calls, of which 2 are left to callers',
      'key/k',
    ]) {
      expect(steps.filter((step) => step.includes(brought))).not.toEqual([]);
    }
  });

  it('warn of what may be refused or remain unread: a long profile, an encrypted recording', () => {
    const queues = [1, 2, 3, 4, 5, 6].map((index) => ({ owner: 'managed', name: `queue-${index}` }));
    const stepsOf = (changes: object) => manualSteps(parseEnvironment({ ...dev, numbers: [], ...changes }, 'FILE'));
    const long = stepsOf({ groups: [{ ...group, queues }] });
    expect(long.filter((step) => step.includes('they list 13 entries'))).toHaveLength(1);
    expect(long.filter((step) => step.includes('instance.recordingsKeyArn'))).toHaveLength(1);
    const four = stepsOf({
      groups: [{ ...group, queues: queues.slice(2) }],
      instance: { ...dev.instance, recordingsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/r' },
    });
    expect(four.filter((step) => /they list|recordingsKeyArn/.test(step))).toEqual([]);
  });

  it('have our secret handed to the Campaign Manager, and say nothing of it where there are no campaigns', () => {
    const ours = manualSteps(parseEnvironment(dev, 'FILE'));
    expect(
      ours.filter((step) => step.includes('output CampaignSecretArn of the stack ccb-dev-state: hand the value')),
    ).toHaveLength(1);
    const none = manualSteps(parseEnvironment(inboundOnly(), 'FILE'));
    expect(none.filter((step) => /campaign|tether/i.test(step))).toEqual([]);
  });
});
