/**
 * `npm run flows:probe -- -c env=NAME`: makes every flow of the environment on the real instance under a name of its own, prints
 * what Connect refuses, and deletes what it made, on every path. Nothing else in the instance is touched.
 * Exit codes: 0 all taken, 1 something refused, not tried or left behind, 2 it could not start.
 */
import pc from 'picocolors';
import { clientSettings } from '../account/aws/ask';
import { connectFlowMaker } from '../account/probe/connect-flow-maker';
import { LeftoverError, type Probed, probe } from '../account/probe/probe';
import { resourceTypes } from '../account/probe/stand-ins';
import { command } from '../account/shell-command';
import { SimulatedAccount } from '../account/simulated/simulated-account';
import { renderFlows } from '../contact-flows/rendered-flow';
import { synthesizedTemplates } from '../contact-flows/synthesized-templates';
import { buildLambdas } from '../lambdas/build';
import { accountOf, named } from '../lib/deployment';
import { accountCommand, say } from './terminal/account-command';
import type { AccountOptions } from './terminal/account-options';

async function run({ environment, context, simulated, json }: AccountOptions): Promise<number> {
  const account = simulated && (await SimulatedAccount.start(simulated));
  let stopped = false;
  const stop = () => {
    stopped = true;
    say('Stopping: what was made is deleted first ...');
  };
  process.once('SIGINT', stop);
  const { instance, region } = environment;
  const remove = (id: string) =>
    command(
      'aws',
      'connect',
      'delete-contact-flow',
      '--region',
      region,
      '--instance-id',
      instance.arn,
      '--contact-flow-id',
      id,
    );
  try {
    say(
      `Trying the flows of ${environment.name} on ${account ? 'an instance simulated on this machine' : instance.arn}.`,
    );
    await buildLambdas();
    const templates = synthesizedTemplates(context);
    const settings = clientSettings(region, account?.client);
    const result = await probe({
      flows: renderFlows(templates),
      types: resourceTypes(templates),
      maker: connectFlowMaker(settings, instance.arn),
      account: accountOf(environment),
      region,
      prefix: named({ environment }, 'probe-'),
      progress: say,
      stopped: () => stopped,
    });
    if (json) process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
    else process.stdout.write(`\n${[...result.probed.flatMap(lines), '', counts(result.probed)].join('\n')}\n`);
    for (const { name, id, why } of result.left) say(`${name} could not be deleted (${why}):\n  ${remove(id)}`);
    if (result.failed !== undefined) say(`Ended early: ${result.failed}`);
    return result.failed === undefined &&
      result.left.length === 0 &&
      result.probed.every(({ outcome }) => outcome === 'taken')
      ? 0
      : 1;
  } catch (error) {
    if (!(error instanceof LeftoverError)) throw error;
    say(`Nothing was tried: ${error.message}. Delete them first:`);
    for (const { id } of error.leftovers) say(`  ${remove(id)}`);
    return 2;
  } finally {
    process.off('SIGINT', stop);
    await account?.close();
  }
}

function lines(probed: Probed): readonly string[] {
  if (probed.outcome === 'taken') return [`${pc.green('✓ taken    ')}  ${probed.flow}`];
  if (probed.outcome === 'refused') {
    return [`${pc.red('✗ refused  ')}  ${probed.flow}`, ...probed.problems.map((problem) => `             ${problem}`)];
  }
  return [`${pc.yellow('? not tried')}  ${probed.flow}: ${probed.why}`];
}

function counts(probed: readonly Probed[]): string {
  const count = (wanted: Probed['outcome']) => probed.filter(({ outcome }) => outcome === wanted).length;
  return `${count('taken')} taken, ${count('refused')} refused, ${count('not tried')} not tried`;
}

accountCommand(
  { name: 'flows:probe', description: 'Tries every flow on the real instance and deletes it again.' },
  run,
);
