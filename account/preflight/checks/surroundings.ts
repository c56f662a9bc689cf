import { named } from '../../../lib/deployment';
import type { Environment } from '../../../lib/environments/schema';
import type { Account, Listed } from '../../questions';
import { command } from '../../shell-command';
import { type Finding, given, right, toDo, unknown } from '../finding';

/** What must be there around the instance, and what an earlier attempt may have left in it. */
export async function surroundingFindings(environment: Environment, account: Account): Promise<readonly Finding[]> {
  return [
    ...(await bootstrap(environment, account)),
    ...(await concurrency(environment, account)),
    ...(await issuer(environment, account)),
    ...(await leftovers(environment, account)),
  ];
}

/** What the templates ask for in their rule CheckBootstrapVersion. */
const bootstrapNeeded = 6;

async function bootstrap(environment: Environment, account: Account): Promise<readonly Finding[]> {
  const subject = 'CDK bootstrap';
  // `cdk bootstrap` runs the application first, which ends with an error where no environment is named.
  const make = command('npx', 'cdk', 'bootstrap', '-c', `env=${environment.name}`);
  return given(subject, await account.bootstrapVersion(), (version) => {
    if (version === null) return [toDo(subject, 'this account and Region are not bootstrapped', make)];
    return [
      version >= bootstrapNeeded
        ? right(subject, `version ${version}`)
        : toDo(subject, `version ${version}; the templates need ${bootstrapNeeded} or later`, make),
    ];
  });
}

/** Batches of one shard that are read at once; the agent-events function asks for so many. */
const lanesPerShard = 10;
/** For all other functions together: each call, timer and message takes one for a fraction of a second. */
const otherExecutions = 50;

async function concurrency({ agentEvents, region }: Environment, account: Account): Promise<readonly Finding[]> {
  const subject = 'Lambda concurrency';
  const shards = agentEvents.owner === 'managed' ? agentEvents.shards : 1;
  const needed = shards * lanesPerShard + otherExecutions;
  return given(subject, await account.lambdaConcurrency(), (free) => [
    free >= needed
      ? right(subject, `${free} executions at once are free; ${needed} are counted on`)
      : toDo(
          subject,
          `${free} executions at once are free; ${needed} are counted on, and new accounts have few: ask for more`,
          command(
            ...['aws', 'service-quotas', 'request-service-quota-increase', '--region', region],
            // Concurrent executions (AWS Lambda service quotas).
            ...['--service-code', 'lambda', '--quota-code', 'L-B99A9384', '--desired-value', '1000'],
          ),
        ),
  ]);
}

async function issuer({ agentPage }: Environment, account: Account): Promise<readonly Finding[]> {
  if (agentPage === undefined) return [];
  const subject = 'issuer of the agents’ page';
  const answer = await account.discovery(agentPage.issuer);
  if (!answer.known) {
    return [
      toDo(
        subject,
        `${answer.action} gave ${answer.why}; API Gateway reads that address when the authorizer is made, and the deploy fails without it`,
      ),
    ];
  }
  const { issuer: found } = answer.value;
  return [
    found === agentPage.issuer
      ? right(subject, `${agentPage.issuer} describes itself`)
      : toDo(
          subject,
          `the discovery document says issuer ${JSON.stringify(found)}; agentPage.issuer says ${agentPage.issuer}, and every token would be refused`,
        ),
  ];
}

const leftOverKinds: Readonly<Partial<Record<Listed, string>>> = {
  queues: 'queue',
  routingProfiles: 'routing profile',
  flows: 'flow',
  hours: 'hours',
  quickConnects: 'quick connect',
};

/** Names of ours in an instance that no stack of ours stands behind: a deploy would be refused the same names. */
async function leftovers(environment: Environment, account: Account): Promise<readonly Finding[]> {
  const subject = 'left by an earlier attempt';
  const stack = named({ environment }, 'contact-flows');
  const stacks = await account.stacks([stack]);
  if (!stacks.known) return [unknown(subject, stacks)];
  if (stacks.value.includes(stack)) return [right(subject, `nothing to look for: the stack ${stack} is there`)];
  const prefix = named({ environment }, '');
  const found: string[] = [];
  for (const [kind, word] of Object.entries(leftOverKinds) as [Listed, string][]) {
    const listed = await account.list(kind);
    if (!listed.known) return [unknown(subject, listed)];
    found.push(...listed.value.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => `${word} ${name}`));
  }
  return [
    found.length === 0
      ? right(subject, 'nothing')
      : toDo(
          subject,
          `${found.join(', ')}: the deploy makes things of these names and would be refused; rename or delete them`,
        ),
  ];
}
