/**
 * `npm run campaign-manager:reference`: the reference Campaign Manager by itself, in real time, over HTTP on loopback, with two
 * small lists and a telephone that answers at once. It dials nobody. Exit codes: 0 stopped, 2 bad options or no port.
 */
import { randomUUID } from 'node:crypto';
import { commandsAddress } from '../adapters/campaign-manager/https-exchange';
import { httpExchange, serveCommands } from '../local/campaign-manager/http';
import { EventsNotTakenError } from '../local/campaign-manager/outbox';
import { WallClock } from '../local/clock/wall-clock';
import { codeOf } from './failure';
import { eventsPath } from './kit/ingress';
import { fileIn, type Output, parseOrExit, port, program, url } from './options';
import { demoCampaign, demoPreviewCampaign } from './reference/demo-campaigns';
import { startReference } from './reference/reference';
import { readSecretFile } from './secret-file';

interface Options {
  readonly port: number;
  readonly callbackUrl: string;
  readonly secret: string;
}

/** Everything waits for a request with events: one that hangs counts as not taken. */
const takenWithinMs = 5_000;

/** Resolves when `stopped` does. */
export async function serveReference(argv: readonly string[], output: Output, stopped: Promise<void>): Promise<number> {
  const command = program(
    'campaign-manager:reference',
    'Runs the reference Campaign Manager by itself. It is a reference: it shows the contract and dials nobody.',
    output,
  )
    .requiredOption('--port <n>', 'where to take commands, on 127.0.0.1', port)
    .requiredOption('--callback-url <url>', `where events go: <url>${eventsPath}`, url)
    .requiredOption('--secret <file>', 'JSON with the keys both sides hold: current, previous');
  const code = parseOrExit(command, argv);
  if (code !== null) return code;
  const options = command.opts<Options>();
  try {
    await serve(options, output, stopped);
    return 0;
  } catch (error) {
    output.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function serve(options: Options, { out, err, typedIn }: Output, stopped: Promise<void>): Promise<void> {
  const { path, shown } = fileIn(typedIn, options.secret);
  const secrets = readSecretFile(path, shown);
  const clock = new WallClock({
    failed: (error) => err(`the reference failed: ${error instanceof Error ? error.message : String(error)}\n`),
  });
  const callback = commandsAddress(options.callbackUrl);
  callback.pathname = callback.pathname.replace(/\/commands$/, eventsPath);
  const connection = httpExchange(callback);
  const reference = startReference({
    scheduler: clock,
    secrets,
    eventsPath: callback.pathname,
    exchange: (request) => inTime(connection.exchange(request)),
    nonce: randomUUID,
    refused: (sentences) => err(`the ingress refused: ${sentences.join('; ')}\n`),
  });
  const now = () => clock.now();
  try {
    const server = await serveCommands({
      campaignManager: reference.campaignManager,
      secrets: () => secrets,
      now,
      port: options.port,
    }).catch((error: unknown) => {
      throw new Error(`--port: nothing can wait at 127.0.0.1:${options.port} (${codeOf(error)})`);
    });
    out('The reference Campaign Manager. It is a reference and a demonstration: it dials nobody.\n');
    out(`commands at ${server.url}/commands, events to ${callback.href}\n`);
    out(`campaigns ${demoCampaign} and ${demoPreviewCampaign}; Ctrl-C ends it\n`);
    await stopped;
    await server.close();
  } finally {
    reference.close();
    clock.close();
    connection.close();
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    const why = `the events were not answered within ${takenWithinMs / 1000} s`;
    timer = setTimeout(() => reject(new EventsNotTakenError(null, null, why)), takenWithinMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
