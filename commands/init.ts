/**
 * `npm run init -- NAME [options]`: asks for what it is not told and writes `lib/environments/NAME.ts`. Nothing is asked where
 * nobody sits at a terminal. Exit codes: 0 written, 2 nothing written, and why.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import type { Told } from '../documents/told';
import { type Answers, environmentFile, newEnvironment } from '../lib/configuration/new-environment';
import { EnvironmentError, parseEnvironment } from '../lib/configuration/parse-environment';
import { readCommandLine, startNothing } from './terminal/command-line';

export interface InitSurroundings {
  /** Where environments are. */
  readonly folder: string;
  /** Asks whoever sits at the terminal; left out where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
}

type Given = Partial<Answers>;
type Asked = Exclude<keyof Answers, 'retainState'>;

interface Question {
  readonly field: Asked;
  readonly flag: string;
  readonly asks: string;
  /** What an empty answer, or none at all, means; without one the answer is needed. */
  readonly otherwise?: (given: Given) => string;
  /** Asked only then. */
  readonly when?: (given: Given) => boolean;
}

const withCampaigns = ({ campaigns, campaignManagerUrl }: Given): boolean =>
  (campaigns ?? '') !== '' || (campaignManagerUrl ?? '') !== '';
const withPage = ({ issuer }: Given): boolean => (issuer ?? '') !== '';

const questions: readonly Question[] = [
  {
    field: 'instanceArn',
    flag: '--instance-arn',
    asks: 'ARN of the Connect instance (Connect console, Account overview)',
  },
  { field: 'alias', flag: '--alias', asks: 'Its alias, as in https://ALIAS.my.connect.aws' },
  { field: 'bucket', flag: '--bucket', asks: 'Bucket its call recordings go to (Data storage, Call recordings)' },
  { field: 'group', flag: '--group', asks: 'Name of the first group of agents', otherwise: () => 'sales' },
  { field: 'queue', flag: '--queue', asks: 'Name of its queue', otherwise: ({ group }) => `${group}-inbound` },
  { field: 'timeZone', flag: '--time-zone', asks: 'Time zone, such as Europe/Berlin', otherwise: () => 'UTC' },
  {
    field: 'number',
    flag: '--number',
    asks: 'Number callers dial: none, US:DID or the like to claim one, or the ARN of one you have',
    otherwise: () => 'none',
  },
  { field: 'campaigns', flag: '--campaigns', asks: 'Campaigns, joined by commas', otherwise: () => '' },
  {
    field: 'campaignManagerUrl',
    flag: '--campaign-manager-url',
    asks: 'Address of the Campaign Manager',
    when: withCampaigns,
  },
  {
    field: 'tetherNumber',
    flag: '--tether-number',
    asks: 'Number tethers are called on: US:DID or the like to claim one, or ARN=+E164 of one you have',
    when: withCampaigns,
  },
  {
    field: 'previewCampaigns',
    flag: '--preview-campaigns',
    asks: 'Those of the campaigns that dial in preview, joined by commas',
    otherwise: () => '',
    when: withCampaigns,
  },
  {
    field: 'issuer',
    flag: '--issuer',
    asks: "Issuer of agents' tokens; empty for no agents' page",
    otherwise: () => '',
  },
  { field: 'audience', flag: '--audience', asks: 'Audience of those tokens', when: withPage },
  { field: 'origins', flag: '--origins', asks: "Origins of the agents' page, joined by commas", when: withPage },
];

function declared(): Command {
  const command = new Command('init')
    .description('Writes lib/environments/NAME.ts, from options or from answers to questions.')
    .argument('<name>', 'of the environment, part of every name it gives: a-z, 0-9 and -')
    .option('--retain-state', 'the table and claimed numbers outlive their stacks, as live traffic wants', false);
  for (const { flag, asks } of questions) command.option(`${flag} <text>`, asks);
  return command;
}

/** Every field answered. Throws EnvironmentError with the options that are missing, where nobody can be asked. */
async function answered(given: Given, ask: InitSurroundings['ask']): Promise<Answers> {
  const answers: Record<string, unknown> = { ...given };
  const missing: Told[] = [];
  for (const { field, flag, asks, otherwise, when = () => true } of questions) {
    if (answers[field] !== undefined) continue;
    if (!when(answers as Given)) {
      answers[field] = '';
      continue;
    }
    const usual = otherwise?.(answers as Given);
    const hint = usual === undefined ? '' : ` [${usual || 'none'}]`;
    const answer = (await ask?.(`${asks}${hint}: `))?.trim() ?? '';
    answers[field] = answer || (usual ?? '');
    if (answer === '' && usual === undefined)
      missing.push({ code: 'command.missing', sentence: `${flag} is missing: ${asks}` });
  }
  if (missing.length > 0) throw new EnvironmentError(missing);
  return answers as unknown as Answers;
}

/** Writes the environment that the command line and the answers describe. The exit code: 0 written, 2 nothing written, and why. */
export async function runInit(argv: readonly string[], surroundings: InitSurroundings): Promise<number> {
  const { folder, ask, say, complain } = surroundings;
  const line = readCommandLine<Given>(declared(), argv);
  if (line.kind !== 'run') return startNothing(line, { out: say, err: complain });
  const { options: given, words } = line;
  const [name = ''] = words;
  try {
    const shown = `lib/environments/${name}.ts`;
    const file = join(folder, `${name}.ts`);
    const already = `${shown} is there already; nothing was written. Take another name, or edit it.`;
    const taken = new EnvironmentError([{ code: 'env.exists', sentence: already }]);
    if (/^[a-z0-9-]+$/.test(name) && existsSync(file)) throw taken;
    const environment = newEnvironment(name, await answered(given, ask));
    parseEnvironment(environment, shown, 'to-be-deployed');
    try {
      writeFileSync(file, environmentFile(environment), { flag: 'wx' });
    } catch (error) {
      throw error instanceof Error && 'code' in error && error.code === 'EEXIST' ? taken : error;
    }
    const next = [
      `npm run synth -- -c env=${name} -q`,
      `npm run preflight -- -c env=${name}`,
      `npx cdk deploy --all -c env=${name}`,
      `npm run smoke -- -c env=${name}`,
    ];
    say(`${shown} is written. Next:\n${next.map((command) => `  ${command}\n`).join('')}`);
    return 0;
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    complain(`${error.message}\n`);
    return 2;
  }
}

async function main(): Promise<void> {
  const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
  try {
    process.exitCode = await runInit(process.argv.slice(2), {
      folder: join(__dirname, '..', 'lib', 'environments'),
      ...(terminal ? { ask: (question: string) => terminal.question(question) } : {}),
      say: (text) => process.stdout.write(text),
      complain: (text) => process.stderr.write(text),
    });
  } finally {
    terminal?.close();
  }
}

if (require.main === module) void main();
