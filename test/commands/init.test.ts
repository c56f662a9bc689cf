import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInit } from '../../commands/init';
import { sentences } from '../../documents/told';
import { type Answers, environmentFile, newEnvironment } from '../../lib/configuration/new-environment';
import { EnvironmentError, parseEnvironment } from '../../lib/configuration/parse-environment';

const root = join(__dirname, '..', '..');
const arn = 'arn:aws:connect:eu-west-2:210987654321:instance/7c3f9d1e-8b5a-4c2d-9e6f-1a2b3c4d5e6f';
const answers: Answers = {
  instanceArn: arn,
  alias: 'acme',
  bucket: 'amazon-connect-acme',
  group: 'sales',
  queue: 'sales-inbound',
  timeZone: 'Europe/London',
  number: 'none',
  campaigns: '',
  previewCampaigns: '',
  campaignManagerUrl: '',
  tetherNumber: '',
  issuer: '',
  audience: '',
  origins: '',
  retainState: false,
};
const everything: Answers = {
  ...answers,
  number: 'GB:DID',
  campaigns: 'renewals, winback',
  previewCampaigns: 'winback',
  campaignManagerUrl: 'https://dialer.acme.io',
  tetherNumber: `arn:aws:connect:eu-west-2:210987654321:phone-number/t=+442079460001`,
  issuer: 'https://login.acme.io',
  audience: "the agents' page",
  origins: 'https://agents.acme.io, https://agents2.acme.io',
  retainState: true,
};
const problemsOf = (given: Answers): readonly string[] => {
  try {
    parseEnvironment(newEnvironment('acme', given), 'acme', 'to-be-deployed');
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return sentences(error.problems);
    throw error;
  }
};

describe('a new environment', () => {
  it('is right with the least and with everything', () => {
    expect(problemsOf(answers)).toEqual([]);
    expect(problemsOf(everything)).toEqual([]);
    expect(newEnvironment('acme', answers)).toMatchObject({ region: 'eu-west-2', numbers: [], retainState: false });
    expect(newEnvironment('acme', everything)).toMatchObject({
      numbers: [{ owner: 'managed', name: 'sales-line', queue: 'sales-inbound', countryCode: 'GB', type: 'DID' }],
      campaignManager: { tetherNumber: { owner: 'existing', e164: '+442079460001' } },
      agentPage: { origins: ['https://agents.acme.io', 'https://agents2.acme.io'] },
    });
  });

  it('brings a number that is named by its ARN', () => {
    const number = 'arn:aws:connect:eu-west-2:210987654321:phone-number/n';
    expect(newEnvironment('acme', { ...answers, number })['numbers']).toEqual([
      { owner: 'existing', name: 'sales-line', queue: 'sales-inbound', arn: number },
    ]);
  });

  it('names every mistake of the answers at once', () => {
    expect(
      problemsOf({ ...everything, alias: '-', timeZone: 'Mars', number: 'DE:DID', campaignManagerUrl: 'dialer' }),
    ).toEqual([
      expect.stringContaining('$.instance.alias'),
      expect.stringContaining('$.hours.timeZone'),
      expect.stringContaining('$.campaignManager.url'),
      expect.stringContaining('$.numbers[0].countryCode: is DE'),
    ]);
  });

  it.each([
    ['the least', answers],
    ['everything', everything],
  ])('is written as the formatter would write it: %s', (_, given) => {
    const file = environmentFile(newEnvironment('acme', given));
    const formatted = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'),
        'check',
        '--stdin-file-path=lib/environments/acme.ts',
      ],
      { cwd: root, encoding: 'utf8', input: file },
    );
    expect(formatted.stdout).toBe(file);
  });
});

describe('npm run init', () => {
  const folder = mkdtempSync(join(tmpdir(), 'init-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const needed = ['--instance-arn', arn, '--alias', 'acme', '--bucket', 'amazon-connect-acme'];

  async function init(args: readonly string[], ask?: (question: string) => Promise<string>) {
    const [said, complained]: [string[], string[]] = [[], []];
    const code = await runInit(args, {
      folder,
      ...(ask ? { ask } : {}),
      say: (text) => void said.push(text),
      complain: (text) => void complained.push(text),
    });
    return { code, said: said.join(''), complained: complained.join('') };
  }
  const written = (name: string): Record<string, unknown> => {
    const text = readFileSync(join(folder, `${name}.ts`), 'utf8');
    return new Function(`return ${text.slice(text.indexOf('= {') + 2).replace(/;\s*$/, '')}`)();
  };

  it('names every option that is missing where nobody can be asked, and writes nothing', async () => {
    const { code, complained } = await init(['none', '--alias', 'acme', '--campaigns', 'renewals']);
    expect(code).toBe(2);
    expect(
      complained
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['--instance-arn', '--bucket', '--campaign-manager-url', '--tether-number']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes a file that can be deployed, and never over another', async () => {
    expect(await init(['acme', ...needed])).toMatchObject({ code: 0, complained: '' });
    const text = readFileSync(join(folder, 'acme.ts'), 'utf8');
    expect(parseEnvironment(written('acme'), 'acme', 'to-be-deployed').name).toBe('acme');
    expect(await init(['acme', ...needed, '--group', 'service'])).toMatchObject({
      code: 2,
      complained:
        'lib/environments/acme.ts is there already; nothing was written. Take another name, or edit it. [env.exists]\n',
    });
    expect(readFileSync(join(folder, 'acme.ts'), 'utf8')).toBe(text);
  });

  it('asks for what it was not told, and only for what follows from the answers', async () => {
    const asked: string[] = [];
    const replies: Readonly<Record<string, string>> = {
      'Its alias': 'acme',
      'Name of the first': 'service',
      Number: ' US:DID ',
    };
    const { code } = await init(
      ['asked', '--instance-arn', arn, '--bucket', 'amazon-connect-acme'],
      async (question) => {
        asked.push(question);
        return Object.entries(replies).find(([start]) => question.startsWith(start))?.[1] ?? '';
      },
    );
    expect(code).toBe(0);
    expect(asked.map((question) => question.slice(0, 12))).toEqual([
      ...[
        'Its alias, a',
        'Name of the ',
        'Name of its ',
        'Time zone, s',
        'Number calle',
        'Campaigns, j',
        'Issuer of ag',
      ],
    ]);
    expect(written('asked')).toMatchObject({
      groups: [{ name: 'service', queues: [{ name: 'service-inbound' }] }],
      numbers: [{ countryCode: 'US', type: 'DID' }],
    });
  });

  it.each(['Bad', '../x', 'a'.repeat(21)])('refuses the name %s', async (name) => {
    const before = readdirSync(folder);
    const { code, complained } = await init([name, ...needed]);
    expect(code).toBe(2);
    expect(complained).toContain('$.name: must be 1 to 20 of a-z');
    expect(readdirSync(folder)).toEqual(before);
  });

  it('refuses options nobody reads, and no name', async () => {
    expect(await init(['x', '--surplus'])).toMatchObject({ code: 2, complained: expect.stringContaining('--surplus') });
    expect(await init([])).toMatchObject({ code: 2, complained: expect.stringContaining('name') });
    expect((await init(['--help'])).code).toBe(0);
  });
});
