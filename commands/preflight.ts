/**
 * `npm run preflight -- -c env=NAME`: looks at the account, the instance and what is around it before a deploy, changes
 * nothing, and prints a table: right, to do (with the command), unknown (with the permission that is missing).
 * Exit codes: 0 all right, 1 something is to do or unknown, 2 bad options.
 */
import pc from 'picocolors';
import { awsAccount } from '../account/aws/aws-account';
import type { Verdict } from '../account/preflight/finding';
import { plannedResources } from '../account/preflight/planned-resources';
import { preflight } from '../account/preflight/preflight';
import { SimulatedAccount } from '../account/simulated/simulated-account';
import { synthesizedTemplates } from '../contact-flows/synthesized-templates';
import { buildLambdas } from '../lambdas/build';
import { accountCommand, say } from './terminal/account-command';
import type { AccountOptions } from './terminal/account-options';
import { counts, type Marks, table } from './terminal/verdict-table';

const marks: Marks<Verdict> = {
  right: { sign: '✓', paint: pc.green },
  'to do': { sign: '✗', paint: pc.red },
  unknown: { sign: '?', paint: pc.yellow },
};

async function run({ environment, context, simulated, json }: AccountOptions): Promise<number> {
  const account = simulated && (await SimulatedAccount.start(simulated));
  say(
    `Looking at ${account ? 'an account simulated on this machine' : 'AWS'} for environment ${environment.name}; nothing is changed.`,
  );
  try {
    await buildLambdas();
    const findings = await preflight({
      environment,
      account: awsAccount({
        instanceArn: environment.instance.arn,
        region: environment.region,
        fetch: account?.fetch ?? fetch,
        ...(account && { client: account.client }),
      }),
      planned: plannedResources(synthesizedTemplates(context)),
      progress: say,
    });
    const lines = json
      ? [JSON.stringify({ environment: environment.name, findings }, null, 1)]
      : ['', ...table(findings, marks, process.stdout.columns ?? 120), '', counts(findings, marks)];
    process.stdout.write(`${lines.join('\n')}\n`);
    return findings.every(({ verdict }) => verdict === 'right') ? 0 : 1;
  } finally {
    await account?.close();
  }
}

accountCommand({ name: 'preflight', description: 'Looks at an account before a deploy and changes nothing.' }, run);
