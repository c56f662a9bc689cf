import { PhoneNumberCountryCode } from '@aws-sdk/client-connect';
import { LanguageCode } from '@aws-sdk/client-transcribe';
import { sentences } from '../../documents/told';
import { EnvironmentError, parseEnvironment, whyNotDeployable } from '../../lib/configuration/parse-environment';
import { phoneCountries, withDocuments, withoutDocuments } from '../../lib/configuration/phone-countries';
import { selectEnvironment } from '../../lib/configuration/select-environment';
import { transcribeLanguages } from '../../lib/configuration/transcribe-languages';
import { manualSteps } from '../../lib/manual-steps';
import { dev } from './example-environments';

const problemsOfDeploy = (written: unknown, source: string) => sentences(whyNotDeployable(written, source));
const problemsIn = (written: unknown, meant?: 'to-be-deployed'): readonly string[] => {
  try {
    parseEnvironment(written, 'FILE', meant);
  } catch (error) {
    if (error instanceof EnvironmentError) return sentences(error.problems);
    throw error;
  }
  return [];
};
const without = (...keys: readonly (keyof typeof dev)[]): object =>
  Object.fromEntries(Object.entries(dev).filter(([key]) => !keys.includes(key as keyof typeof dev)));
const [group] = dev.groups;
const region = 'eu-central-1';
const account = '111122223333';
const numberOf = (changes: object) => ({
  ...dev,
  numbers: [{ owner: 'managed', name: 'line', queue: 'sales-inbound', countryCode: 'US', type: 'DID', ...changes }],
});
const openOn = (windows: readonly object[]) => ({
  ...dev,
  hours: { owner: 'managed', timeZone: 'Europe/Berlin', open: { MONDAY: windows } },
});
const window = (from: string, to: string) => ({ from, to });

it('knows the countries and languages that the SDK knows', () => {
  expect([...phoneCountries].sort()).toEqual(Object.values(PhoneNumberCountryCode).sort());
  expect([...transcribeLanguages].sort()).toEqual(Object.values(LanguageCode).sort());
  for (const country of [...withDocuments, ...withoutDocuments]) expect(phoneCountries).toContain(country);
});

describe('campaigns without what they need', () => {
  it('are refused when campaignManager is left out, not only when it is undefined', () => {
    expect(problemsIn(without('campaignManager'))).toEqual([
      'FILE: $.campaignManager: is missing, but there are campaigns (renewals); give its url, secret and tetherNumber',
    ]);
  });

  it('are refused when agents must see their contacts first and have no page, left out or undefined', () => {
    const groups = [{ ...group, previewCampaigns: ['renewals'] }];
    const missing = expect.stringMatching(
      /^FILE: \$\.agentPage: is missing, but agents see the contacts of renewals before/,
    );
    expect(problemsIn({ ...without('agentPage', 'pages', 'wallboard'), groups })).toEqual([missing]);
    expect(problemsIn({ ...without('pages', 'wallboard'), groups, agentPage: undefined })).toEqual([missing]);
    expect(problemsIn({ ...dev, groups })).toEqual([]);
    expect(problemsIn(without('agentPage', 'pages', 'wallboard'))).toEqual([]);
  });

  it('are refused when a preview campaign is none of the group’s', () => {
    expect(problemsIn({ ...dev, groups: [{ ...group, previewCampaigns: ['surveys'] }] })).toEqual([
      'FILE: $.groups[0].previewCampaigns[0]: is "surveys", no campaign of sales; its campaigns are renewals',
    ]);
  });

  it('have the Campaign Manager told which may dial how', () => {
    const steps = (written: object) => manualSteps(parseEnvironment(written, 'FILE')).join('\n');
    expect(steps(without('agentPage', 'pages', 'wallboard'))).toContain(
      'there is no agentPage, so none of its campaigns may dial in preview',
    );
    expect(steps({ ...dev, groups: [{ ...group, previewCampaigns: ['renewals'] }] })).toContain(
      'renewals dial in preview',
    );
  });
});

describe('numbers a stack cannot claim', () => {
  it.each(withDocuments)('are refused for %s, whatever is said of documents', (countryCode) => {
    const refused = expect.stringMatching(
      new RegExp(
        `countryCode: is ${countryCode}, where a number is given only against documents.*bring it: \\{ owner:`,
      ),
    );
    expect(problemsIn(numberOf({ countryCode }))).toEqual([refused]);
    expect(problemsIn(numberOf({ countryCode, withoutDocuments: true }))).toEqual([refused]);
  });

  it('are refused until somebody has looked it up, where it is not known here', () => {
    expect(problemsIn(numberOf({ countryCode: 'NZ' }))).toEqual([
      expect.stringMatching(
        /^FILE: \$\.numbers\[0\]\.countryCode: is NZ, which may give .*add withoutDocuments: true$/,
      ),
    ]);
    expect(problemsIn(numberOf({ countryCode: 'NZ', withoutDocuments: true }))).toEqual([]);
  });

  it('are refused for tethers too', () => {
    const tetherNumber = { owner: 'managed', countryCode: 'DE', type: 'DID' };
    expect(problemsIn({ ...dev, campaignManager: { ...dev.campaignManager, tetherNumber } })).toEqual([
      expect.stringMatching(/^FILE: \$\.campaignManager\.tetherNumber\.countryCode: is DE, where/),
    ]);
  });

  it.each(['UK', 'us', 'XX'])('are refused for the unknown country %s, once', (countryCode) => {
    expect(problemsIn(numberOf({ countryCode }))).toEqual([
      'FILE: $.numbers[0].countryCode: must be a country code of two capital letters that Amazon Connect knows, such as US (GB, not UK)',
    ]);
  });

  it('are no concern where there are none, or where they are brought', () => {
    expect(problemsIn({ ...dev, numbers: [] })).toEqual([]);
    const arn = `arn:aws:connect:${region}:${account}:phone-number/n`;
    expect(problemsIn({ ...dev, numbers: [{ owner: 'existing', name: 'line', queue: 'sales-inbound', arn }] })).toEqual(
      [],
    );
  });
});

describe('hours', () => {
  it('are refused where they overlap, in whatever order they are written', () => {
    expect(problemsIn(openOn([window('09:00', '12:00'), window('11:59', '15:00'), window('16:00', '18:00')]))).toEqual([
      'FILE: $.hours.open.MONDAY[1]: is 11:59 to 15:00, which overlaps 09:00 to 12:00; join them or let one begin where the other ends',
    ]);
    expect(problemsIn(openOn([window('13:00', '18:00'), window('09:00', '13:01')]))).toHaveLength(1);
    expect(problemsIn(openOn([window('09:00', '12:00'), window('09:00', '12:00')]))).toHaveLength(1);
  });

  it('may touch', () => {
    expect(problemsIn(openOn([window('12:00', '24:00'), window('00:00', '12:00')]))).toEqual([]);
  });
});

describe('what is elsewhere', () => {
  const elsewhere = 'is in us-east-1; it must be in eu-central-1, where everything is deployed';
  it.each([
    ['customerKeyArn', { customerKeyArn: `arn:aws:kms:us-east-1:${account}:key/k` }],
    [
      'instance.recordingsKeyArn',
      { instance: { ...dev.instance, recordingsKeyArn: `arn:aws:kms:us-east-1:${account}:key/k` } },
    ],
    ['alarmTopicArn', { alarmTopicArn: `arn:aws:sns:us-east-1:${account}:alarms` }],
    [
      'agentEvents.streamArn',
      { agentEvents: { owner: 'existing', streamArn: `arn:aws:kinesis:us-east-1:${account}:stream/s` } },
    ],
    [
      'numbers[0].arn',
      {
        numbers: [
          {
            owner: 'existing',
            name: 'line',
            queue: 'sales-inbound',
            arn: `arn:aws:connect:us-east-1:${account}:phone-number/n`,
          },
        ],
      },
    ],
  ])('is refused: %s of another Region', (path, changes) => {
    expect(problemsIn({ ...dev, ...changes })).toEqual([`FILE: $.${path}: ${elsewhere}`]);
  });

  it('is refused: a number of another account; a key or topic may be shared', () => {
    const arn = `arn:aws:connect:${region}:222233334444:phone-number/n`;
    expect(problemsIn({ ...dev, numbers: [{ owner: 'existing', name: 'line', queue: 'sales-inbound', arn }] })).toEqual(
      ['FILE: $.numbers[0].arn: belongs to account 222233334444; it must be of 111122223333, as the instance'],
    );
    expect(problemsIn({ ...dev, alarmTopicArn: `arn:aws:sns:${region}:222233334444:alarms` })).toEqual([]);
  });
});

describe('tags', () => {
  it.each([
    [{ 'aws:owner': 'me' }, '$.tags.aws:owner: begins with aws:, which AWS keeps for itself'],
    [{ 'AWS:owner': 'me' }, '$.tags.AWS:owner: begins with aws:'],
    [{ environment: 'test' }, '$.tags.environment: is set by the deployment itself'],
    [{ ['k'.repeat(129)]: 'v' }, 'is 129 characters long'],
    [{ '': 'v' }, 'is 0 characters long'],
    [{ owner: 'v'.repeat(257) }, '$.tags.owner: has a value of 257 characters'],
    [{ owner: 'me & you' }, '$.tags.owner: may hold only letters, digits, spaces'],
    [
      Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`t${index}`, ''])),
      '$.tags: holds 49 tags; at most 48',
    ],
  ])('are refused: %j', (tags, problem) => {
    expect(problemsIn({ ...dev, tags })).toEqual([expect.stringContaining(problem)]);
  });

  it('may say anything else', () => {
    expect(problemsIn({ ...dev, tags: { 'Kostenstelle 7': 'Vertrieb/Süd', awsome: '', empty: '' } })).toEqual([]);
  });
});

it('refuses a language that Transcribe does not know', () => {
  for (const languageCode of ['xx-YY', 'en', 'EN-us', 'english']) {
    expect(problemsIn({ ...dev, voicemail: { transcription: { enabled: true, languageCode } } })).toEqual([
      'FILE: $.voicemail.transcription.languageCode: must be a language code that Amazon Transcribe knows, such as en-US',
    ]);
  }
});

/** An environment a stranger could deploy: nothing in it is a sample's. */
const own = 'arn:aws:connect:eu-central-1:210987654321:instance/7c3f9d1e-8b5a-4c2d-9e6f-1a2b3c4d5e6f';
const deployable = {
  ...dev,
  instance: { arn: own, alias: 'acme', recordingsBucket: 'amazon-connect-acme' },
  campaignManager: { ...dev.campaignManager, url: 'https://dialer.acme.io' },
  agentPage: {
    issuer: 'https://login.acme.io',
    audience: 'page',
    origins: ['https://agents.acme.io', 'http://localhost:5173'],
  },
  pages: { softphone: { address: 'https://d222222abcdef8.cloudfront.net' } },
};

describe('what only a deploy meets', () => {
  it('is nothing where every value is somebody’s own', () => {
    expect(problemsIn(deployable, 'to-be-deployed')).toEqual([]);
  });

  it('is told all at once, together with every other mistake', () => {
    expect(problemsIn({ ...dev, region: 'us-east-1', logRetentionDays: 6 }, 'to-be-deployed')).toEqual([
      expect.stringContaining('$.logRetentionDays: is 6'),
      expect.stringContaining('$.region: is us-east-1, but the instance is in eu-central-1'),
      'FILE: $.instance.arn: is of account 111122223333, which AWS uses in examples; fill in yours',
      'FILE: $.campaignManager.url: is an address at campaign-manager.example.com, which leads nowhere by definition; fill in yours',
      'FILE: $.agentPage.issuer: is an address at login.example.com, which leads nowhere by definition; fill in yours',
      'FILE: $.agentPage.origins[0]: is an address at agents-dev.example.com, which leads nowhere by definition; fill in yours',
      'FILE: $.pages.softphone.address: is an address at softphone-dev.example.com, which leads nowhere by definition; fill in yours',
      'FILE: $.pages.softphone.certificateArn: is of account 111122223333, which AWS uses in examples; fill in yours',
      'FILE: $.pages.issuerOrigins[0]: is an address at tokens.example.com, which leads nowhere by definition; fill in yours',
      'FILE: $.instance.alias: is example-contact-centre-dev, the name of a sample; fill in yours',
      'FILE: $.instance.recordingsBucket: is example-contact-centre-dev-recordings, the name of a sample; fill in yours',
    ]);
  });

  it('is an account of AWS’s examples, wherever it stands, and the id of a sample', () => {
    const arn = own
      .replace('210987654321', '123456789012')
      .replace(/[0-9a-f]{8}-.*$/, '00000000-0000-0000-0000-000000000007');
    expect(problemsOfDeploy({ account: '111122223333', instance: { arn: own }, numbers: [{ arn }] }, 'F')).toEqual([
      'F: $.account: is of account 111122223333, which AWS uses in examples; fill in yours',
      'F: $.numbers[0].arn: is of account 123456789012, which AWS uses in examples; fill in yours',
    ]);
    expect(problemsOfDeploy({ numbers: [{ arn: arn.replace('123456789012', '210987654321') }] }, 'F')).toEqual([
      'F: $.numbers[0].arn: holds the id of a sample (00000000-0000-0000-0000-000000000007); fill in yours',
    ]);
  });

  it.each([
    'http://127.0.0.1:4100',
    'http://localhost:4100',
    'https://10.1.2.3',
    'https://172.20.0.1',
    'https://192.168.1.1',
    'https://keycloak',
    'https://login.corp.internal',
    'https://login.local',
    'https://[::1]:8443',
    'https://[fd00::1]',
  ])('is an issuer or a Campaign Manager at %s', (address) => {
    expect(problemsOfDeploy({ ...deployable, agentPage: { ...deployable.agentPage, issuer: address } }, 'F')).toEqual([
      expect.stringMatching(
        /^F: \$\.agentPage\.issuer: is at .*; the issuer must answer on the internet when it is deployed/,
      ),
    ]);
    const campaignManager = { ...deployable.campaignManager, url: address };
    expect(problemsOfDeploy({ ...deployable, campaignManager }, 'F')).toEqual([
      expect.stringMatching(/^F: \$\.campaignManager\.url: is at .*, which only this machine or network can reach/),
    ]);
  });

  it.each(['https://172.32.0.1', 'https://login.acme.io:8443/tenant', 'https://locals.io', 'https://11.0.0.1'])(
    'is no issuer at %s',
    (issuer) => {
      expect(problemsOfDeploy({ ...deployable, agentPage: { ...deployable.agentPage, issuer } }, 'F')).toEqual([]);
    },
  );
});

describe('the environments that come along', () => {
  it.each(['dev', 'prod'])('%s is refused as it is, and read where it is only looked at', (env) => {
    expect(() => selectEnvironment({ env, typedIn: '/' })).toThrow(EnvironmentError);
    const { notDeployable } = selectEnvironment({ env, lookOnly: 'true', typedIn: '/' });
    expect(sentences(notDeployable)).toContainEqual(
      expect.stringMatching(`^lib/environments/${env}.ts: \\$.instance.arn: `),
    );
  });

  it('dev asks a stranger for account, instance, alias and bucket, and nothing else', () => {
    const { notDeployable } = selectEnvironment({ env: 'dev', lookOnly: true, typedIn: '/' });
    expect(sentences(notDeployable).map((problem) => problem.split(': ')[1])).toEqual([
      '$.instance.arn',
      '$.instance.alias',
      '$.instance.recordingsBucket',
    ]);
  });
});
