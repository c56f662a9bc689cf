/**
 * `npm run preflight -- -c env=NAME`: looks at the account, the instance and what is around it before a deploy, changes
 * nothing, and prints a table: right, to do (with the command), unknown (with the permission that is missing).
 * Exit codes: 0 all right, 1 something is to do or unknown, 2 bad options.
 */
import { CommanderError } from 'commander';
import { synthesizedTemplates } from '../../contact-flows/synthesized-templates';
import { buildLambdas } from '../../lambdas/build';
import { EnvironmentError } from '../../lib/environments/schema';
import { awsAccount } from '../aws/aws-account';
import { type AccountOptions, accountOptions } from '../options';
import { SimulatedAccount } from '../simulated/simulated-account';
import { plannedResources } from './planned-resources';
import { preflight } from './preflight';
import { report, verdictLine } from './report';

// Said on every run otherwise, about a Node version that only later releases of the SDK drop.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function run({ environment, context, simulated, json }: AccountOptions): Promise<number> {
  const account = simulated && (await SimulatedAccount.start(simulated));
  const say = (message: string) => process.stderr.write(`${message}\n`);
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
      : ['', ...report(findings, process.stdout.columns ?? 120), '', verdictLine(findings)];
    process.stdout.write(`${lines.join('\n')}\n`);
    return findings.every(({ verdict }) => verdict === 'right') ? 0 : 1;
  } finally {
    await account?.close();
  }
}

async function main(): Promise<number> {
  let options: AccountOptions;
  try {
    options = accountOptions('preflight', 'Looks at an account before a deploy and changes nothing.', process.argv);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  return run(options);
}

void main().then((code) => {
  process.exitCode = code;
});
