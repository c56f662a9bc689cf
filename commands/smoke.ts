/**
 * `npm run smoke -- -c env=NAME`, after a deploy: tries what is deployed, once each, and leaves nothing behind. It prints a
 * table and writes it to a file, without any personal data: right, failed (with what to do), not possible (with why).
 * Exit codes: 0 all right, 1 something failed or was not possible, 2 it could not start.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pc from 'picocolors';
import { clientSettings } from '../account/aws/ask';
import { DeployedAccount } from '../account/simulated/deployed-account';
import { awsDeployed } from '../account/smoke/aws-deployed';
import { deleteCommand } from '../account/smoke/checks/call';
import type { SmokeClock } from '../account/smoke/deployed';
import type { Verdict } from '../account/smoke/outcome';
import { LeftTestCasesError, smoke } from '../account/smoke/smoke';
import { accountCommand, say } from './terminal/account-command';
import type { AccountOptions } from './terminal/account-options';
import { counts, type Marks, table } from './terminal/verdict-table';

const marks: Marks<Verdict> = {
  right: { sign: '✓', paint: pc.green },
  failed: { sign: '✗', paint: pc.red },
  'not possible': { sign: '?', paint: pc.yellow },
};

async function run(options: AccountOptions): Promise<number> {
  const { environment, simulated, json, typedIn } = options;
  const { region, instance } = environment;
  const stop = new AbortController();
  const stopping = () => {
    if (!stop.signal.aborted) say('Stopping: what was changed is put back first ...');
    stop.abort();
  };
  process.on('SIGINT', stopping);
  process.on('SIGTERM', stopping);
  let account: DeployedAccount | null = null;
  try {
    const given = tokenIn(options);
    say(
      `Trying ${environment.name} as it is deployed ${simulated ? 'in an account simulated on this machine' : `with ${instance.arn}`}.`,
    );
    account = simulated && (await DeployedAccount.start({ ...options, denied: simulated.denied, say }));
    const settings = clientSettings(region, account?.account.client);
    const outcomes = await smoke({
      environment,
      deployed: awsDeployed(settings, instance.arn, account?.clock ?? wallClock(stop.signal)),
      token: given ?? (await account?.token()) ?? null,
      mayRing: options.own['mayRing'] !== undefined,
      say,
      stopped: () => stop.signal.aborted,
    });
    const report = { environment: environment.name, region, stopped: stop.signal.aborted, outcomes };
    const file = resolve(typedIn, String(options.own['report'] ?? `smoke-${environment.name}.json`));
    writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
    const lines = json
      ? [JSON.stringify(report, null, 1)]
      : ['', ...table(outcomes, marks, process.stdout.columns ?? 120), '', counts(outcomes, marks)];
    process.stdout.write(`${lines.join('\n')}\n`);
    return !stop.signal.aborted && outcomes.every(({ verdict }) => verdict === 'right') ? 0 : 1;
  } catch (error) {
    if (!(error instanceof LeftTestCasesError)) throw error;
    say(`Nothing was tried: ${error.message}. Delete them first:`);
    for (const { id } of error.left) say(`  ${deleteCommand(options, id)}`);
    return 2;
  } finally {
    process.off('SIGINT', stopping);
    process.off('SIGTERM', stopping);
    await account?.close();
  }
}

/** Time as it is, ended early by a person. */
const wallClock = (signal: AbortSignal): SmokeClock => ({
  now: () => Date.now(),
  pause: (seconds) => delay(seconds * 1000, undefined, { signal }).catch(() => undefined),
});

/** Throws a sentence where the file cannot be read or is empty. */
function tokenIn({ own, typedIn }: AccountOptions): string | null {
  if (own['tokenFile'] === undefined) return null;
  const path = String(own['tokenFile']);
  const token = readFileSync(resolve(typedIn, path), 'utf8').trim();
  if (token === '') throw new Error(`${path} is empty; it must hold a token of an agent`);
  return token;
}

accountCommand(
  {
    name: 'smoke',
    description: 'Tries what is deployed, once each, and leaves nothing behind.',
    own: [
      ['--token-file <file>', "holds a token of an agent, for one request of the page's API"],
      ['--may-ring', 'makes the call also while agents are logged in, who may be rung by it'],
      ['--report <file>', 'where the table is written as JSON; smoke-NAME.json unless given'],
    ],
  },
  run,
);
