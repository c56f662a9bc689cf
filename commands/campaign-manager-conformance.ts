/**
 * `npm run campaign-manager:conformance`: plays the application's side of the contract against a Campaign Manager and prints
 * what holds. Exit codes: 0 everything holds, 1 something does not or could not be seen, 2 bad options or no port.
 */
import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { commandsAddress, httpsExchange } from '../adapters/campaign-manager/https-exchange';
import { NoAnswerError } from '../adapters/campaign-manager/signed-campaign-manager';
import { serveIngress } from '../campaign-manager/conformance/http-ingress';
import type { Keys } from '../campaign-manager/conformance/kit/command-line';
import { eventsPath } from '../campaign-manager/conformance/kit/ingress';
import { createKit, type Kit } from '../campaign-manager/conformance/kit/kit';
import { runConformance } from '../campaign-manager/conformance/kit/run';
import { timeOf } from '../campaign-manager/conformance/kit/time';
import { demoCampaign, demoPreviewCampaign } from '../campaign-manager/reference/program/demo-campaigns';
import { WallClock } from '../clock/wall-clock';
import { systemCode } from '../documents/problems';
import { refused } from '../documents/told';
import { readCommandLine, startNothing } from './terminal/command-line';
import { exitCodeOf, table } from './terminal/conformance-table';
import { e164, port, readCampaignName, url } from './terminal/contract-values';
import { fileIn } from './terminal/named-file';
import { type Output, terminal } from './terminal/output';
import { readSecretFile } from './terminal/secret-file';

interface Options {
  readonly url: string;
  readonly secret: string;
  readonly callbackPort: number;
  readonly callbackHost: string;
  readonly campaign: string;
  readonly previewCampaign: string;
  readonly previews: boolean;
  readonly number: string;
}

/** Longer than the contract allows, so that a late answer can be told from none. */
const answerWithinMs = 10_000;

export async function judge(argv: readonly string[], output: Output): Promise<number> {
  const command = new Command('campaign-manager:conformance')
    .description(
      'Plays the application against a Campaign Manager and prints what of the contract holds; about 2 minutes.',
    )
    .requiredOption('--url <url>', 'of the Campaign Manager; commands go to <url>/commands', url)
    .requiredOption('--secret <file>', 'JSON with the keys both sides hold: current, previous')
    .requiredOption('--callback-port <n>', 'where to wait for its events', port)
    .option('--callback-host <address>', 'address to wait at', '127.0.0.1')
    .option('--campaign <name>', 'a campaign dialled one customer at a time', readCampaignName, demoCampaign)
    .option('--preview-campaign <name>', 'a campaign with previews', readCampaignName, demoPreviewCampaign)
    .option('--no-previews', 'leave previews out')
    .option('--number <e164>', 'number for tethers: something has to answer there', e164, '+12025550199');
  const line = readCommandLine<Options>(command, argv);
  if (line.kind !== 'run') return startNothing(line, output);
  const { options } = line;
  try {
    const { path, shown } = fileIn(output.typedIn, options.secret);
    return await run(options, readSecretFile(path, shown), output);
  } catch (error) {
    output.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function run(options: Options, keys: Keys, output: Output): Promise<number> {
  const clock = new WallClock({
    failed: (error) => output.err(`the kit failed: ${error instanceof Error ? error.message : String(error)}\n`),
  });
  const address = commandsAddress(options.url);
  const time = timeOf(clock);
  const kit = createKit({
    exchange: httpsExchange(address, answerWithinMs),
    commandsPath: address.pathname,
    keys,
    time,
    nonce: randomUUID,
    run: randomUUID().slice(0, 8),
    campaign: options.campaign,
    previewCampaign: options.previews ? options.previewCampaign : null,
    tetherNumber: options.number,
  });
  const ingress = await serveIngress((request) => kit.ingress.receive(request), {
    host: options.callbackHost,
    port: options.callbackPort,
  }).catch((error: unknown) => {
    throw refused(
      'command.port-taken',
      `--callback-port: nothing can wait at ${options.callbackHost}:${options.callbackPort} (${systemCode(error)})`,
    );
  });
  const began = time.now();
  const unreachable = await cannotBeReached(kit);
  if (unreachable !== null) {
    await ingress.close();
    clock.close();
    throw refused('command.unreachable', `--url: the Campaign Manager ${unreachable} at ${address.href}`);
  }
  output.err(`commands to ${address.href}\n`);
  output.err(`events to http://${options.callbackHost}:${ingress.port}${eventsPath}\n`);
  try {
    const findings = await runConformance(kit, ({ done, of, words }) => {
      const seconds = Math.round((time.now() - began) / 1000);
      output.err(`${String(seconds).padStart(4)} s  ${done} of ${of}  ${words}\n`);
    });
    output.out(table(findings, output.colour));
    return exitCodeOf(findings);
  } finally {
    clock.close();
    await ingress.close();
  }
}

/** Why there is nobody to judge, from one harmless request; `null` when somebody answers, whatever it may be. */
async function cannotBeReached({ setup }: Kit): Promise<string | null> {
  const headers = { 'content-type': 'application/json' };
  try {
    await setup.exchange({ method: 'POST', path: setup.commandsPath, headers, body: '{}' });
    return null;
  } catch (error) {
    return error instanceof NoAnswerError ? error.why : String(error);
  }
}

if (require.main === module) {
  void judge(process.argv.slice(2), terminal()).then((code) => {
    // Connections that are kept alive would keep the process.
    process.exit(code);
  });
}
