/**
 * `npm run campaign-manager:reference`: the reference Campaign Manager by itself, in real time, over HTTP on loopback, with two
 * small lists or those of a file, and a telephone that answers at once. It dials nobody. Exit codes: 0 stopped, 1 it had to end
 * because its journal cannot be kept, 2 it could not begin: bad options, a file that is not right, a journal in use, no port.
 */
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { createColors } from 'picocolors';
import { commandsAddress } from '../adapters/campaign-manager/https-exchange';
import { eventsPath } from '../campaign-manager/conformance/kit/ingress';
import { httpExchange, serveCommands } from '../campaign-manager/reference/http';
import { JournalTroubleError } from '../campaign-manager/reference/lists/journal-trouble';
import { EventsNotTakenError } from '../campaign-manager/reference/outbox';
import { findWork, type Work } from '../campaign-manager/reference/program/find-work';
import { type Reference, type ReferenceOptions, startReference } from '../campaign-manager/reference/program/reference';
import { answerTyped, status } from '../campaign-manager/reference/program/typed-answer';
import { WallClock } from '../clock/wall-clock';
import { systemCode } from '../documents/problems';
import { printed, refused } from '../documents/told';
import { readCommandLine, startNothing } from './terminal/command-line';
import { port, url } from './terminal/contract-values';
import { fileIn } from './terminal/named-file';
import { type Output, terminal } from './terminal/output';
import { readSecretFile } from './terminal/secret-file';

interface Options {
  readonly port: number;
  readonly callbackUrl: string;
  readonly secret: string;
  readonly campaigns?: string;
  readonly journal?: string;
}

/** Lines typed by a person; none come after the function it answers was called. */
export type TypedLines = (line: (typed: string) => void) => () => void;

/** Everything waits for a request with events: one that hangs counts as not taken. */
const takenWithinMs = 5_000;

/** Resolves when `stopped` does. */
export async function serveReference(
  argv: readonly string[],
  output: Output,
  stopped: Promise<void>,
  typed: TypedLines = () => () => {},
): Promise<number> {
  const command = new Command('campaign-manager:reference')
    .description(
      'Runs the reference Campaign Manager by itself. It is a reference: it shows the contract and dials nobody.',
    )
    .requiredOption('--port <n>', 'where to take commands, on 127.0.0.1', port)
    .requiredOption('--callback-url <url>', `where events go: <url>${eventsPath}`, url)
    .requiredOption('--secret <file>', 'JSON with the keys both sides hold: current, previous')
    .option('--campaigns <file>', 'JSON with campaigns and their lists, instead of the two of the demonstration')
    .option('--journal <folder>', 'where lists and what campaigns remember are kept, to go on after a restart');
  const line = readCommandLine<Options>(command, argv);
  if (line.kind !== 'run') return startNothing(line, output);
  const { options } = line;
  try {
    await serve(options, output, stopped, typed);
    return 0;
  } catch (error) {
    if (error instanceof JournalTroubleError) {
      output.err(`${printed({ code: 'journal.unusable', sentence: error.message })}\n`);
      return 1;
    }
    output.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function serve(options: Options, output: Output, stopped: Promise<void>, typed: TypedLines): Promise<void> {
  const { out, err, typedIn, colour } = output;
  const { path, shown } = fileIn(typedIn, options.secret);
  const secrets = readSecretFile(path, shown);
  const failed = (error: unknown) => {
    // It ends the program, and is said then.
    if (error instanceof JournalTroubleError) return;
    err(`the reference failed: ${error instanceof Error ? error.message : String(error)}\n`);
  };
  const clock = new WallClock({ failed });
  const named = (shown: string | undefined) => (shown === undefined ? null : fileIn(typedIn, shown));
  const work = await findWork(
    { campaigns: named(options.campaigns), journal: named(options.journal) },
    clock,
    (sentence) => err(`${sentence}\n`),
  );
  const callback = commandsAddress(options.callbackUrl);
  callback.pathname = callback.pathname.replace(/\/commands$/, eventsPath);
  const connection = httpExchange(callback);
  const reference = startOrEnd(work, options, {
    scheduler: clock,
    secrets,
    ...work.given,
    eventsPath: callback.pathname,
    exchange: (request) => inTime(connection.exchange(request)),
    nonce: randomUUID,
    refused: (sentences) => err(`the ingress refused: ${sentences.join('; ')}\n`),
  });
  const { campaignManager } = reference;
  const now = () => clock.now();
  try {
    const server = await serveCommands({
      campaignManager,
      secrets: () => secrets,
      now,
      port: options.port,
    }).catch((error: unknown) => {
      throw refused(
        'command.port-taken',
        `--port: nothing can wait at 127.0.0.1:${options.port} (${systemCode(error)})`,
      );
    });
    out('The reference Campaign Manager. It is a reference and a demonstration: it dials nobody.\n');
    out(`commands at ${server.url}/commands, events to ${callback.href}\n`);
    for (const notice of work.notices) err(`${notice}\n`);
    out(`nobody on a list is called: answers and conversations are made up; ${work.kept}\n`);
    out(`${status(campaignManager, now(), createColors(colour).bold)}\n`);
    out('type help for what can be asked; Ctrl-C ends it\n');
    const silence = typed((line) => {
      try {
        const answer = answerTyped(line, campaignManager, now(), colour);
        if (answer !== null) out(`${answer}\n`);
      } catch (error) {
        failed(error);
      }
    });
    const trouble = await Promise.race([stopped, work.troubled]);
    silence();
    await server.close();
    if (trouble) throw new JournalTroubleError(`--journal: ${options.journal}: ${trouble.message}`);
  } finally {
    reference.close();
    clock.close();
    connection.close();
    work.close();
  }
}

/** Who was being dialled when it last ended is written down first: the disk may not take it. */
function startOrEnd(work: Work, { journal }: Options, parts: ReferenceOptions): Reference {
  try {
    return startReference(parts);
  } catch (error) {
    work.close();
    throw error instanceof JournalTroubleError
      ? refused('journal.unusable', `--journal: ${journal}: ${error.message}`)
      : error;
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

if (require.main === module) {
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  /** Whether it is a terminal or a pipe; at the end of the input the program goes on. */
  const typed: TypedLines = (line) => {
    const lines = createInterface({ input: process.stdin, terminal: false });
    lines.on('line', line);
    return () => lines.close();
  };
  void serveReference(process.argv.slice(2), terminal(), stopped, typed).then((code) => {
    process.exit(code);
  });
}
