import { serveCommands } from '../../campaign-manager/reference/http';
import { seededChance } from '../../clock/chance';
import { EventClock } from '../../clock/event-clock';
import { fullSpeed } from '../../clock/full-speed';
import { contactEventTypes } from '../../lambdas/contact-events/contract';
import { accountOf, named } from '../../lib/deployment';
import type { Environment } from '../../lib/environments/schema';
import { type Cloud, startCloud } from '../../local-cloud/cloud';
import type { ServiceFront } from '../../local-cloud/front/service-front';
import { LocalIssuer } from '../../local-cloud/oidc/issuer';
import { synthesize } from '../../local-cloud/on-template/synthesize';
import { createConnect } from '../../simulator/connect/connect';
import type { PlatformSwitches } from '../../simulator/connect/platform-switches';
import { calm } from '../../simulator/platform/conditions';
import type { AccountService } from './account-service';
import { deployedConnect } from './deployed-connect';
import { stacks } from './other-services';
import { SimulatedAccount } from './simulated-account';

export interface DeployedAccountOptions {
  readonly environment: Environment;
  /** The same as its file says it. */
  readonly written: unknown;
  /** IAM actions the credentials do not have. */
  readonly denied: readonly string[];
  /** Read whenever it matters, so that they may change while it runs. */
  readonly switches?: PlatformSwitches;
  readonly say: (message: string) => void;
}

/** A Monday afternoon in Europe and morning in America, when most hours are open. */
const startMs = Date.UTC(2026, 0, 5, 15);

/** What nobody could look up, as the local run has it by default. */
export const usualSwitches: PlatformSwitches = {
  ...{ stepExpiryDuringRing: 'ring-finishes', criteriaDelaySeconds: 0, queueHookOnDequeue: 'inherited' },
  ...{ statusOnMiss: 'now', dynamicCriteria: 'taken', dynamicAgents: 'taken' },
};

/** How long a request of an administrator takes, milliseconds of simulated time: Connect answers two a second. */
const requestMs = 500;

/**
 * A simulated account in which an environment is deployed: its templates in the local cloud, its bundles running, nobody logged
 * in. Time passes while somebody asks or pauses, and stands still otherwise.
 */
export class DeployedAccount {
  private constructor(
    readonly account: SimulatedAccount,
    private readonly clockAndCloud: { readonly clock: EventClock; readonly cloud: Cloud },
    private readonly issuer: LocalIssuer | null,
    private readonly agentClaim: string,
    private readonly closeAll: () => Promise<void>,
  ) {}

  /** Throws a sentence where the environment cannot be deployed here. */
  static async start(options: DeployedAccountOptions): Promise<DeployedAccount> {
    const { environment, denied, say } = options;
    const clock = new EventClock(startMs, fullSpeed());
    const closing: (() => Promise<unknown>)[] = [];
    const closeAll = async () => {
      for (const close of closing.reverse()) await close();
    };
    try {
      const { campaignManager, agentPage } = environment;
      const commands = campaignManager && (await serveCommands(nobody(clock)));
      if (commands) closing.push(() => commands.close());
      const issuer = agentPage && (await LocalIssuer.start({ audience: agentPage.audience, now: () => clock.now() }));
      if (issuer) closing.push(() => issuer.close());
      say('Synthesizing the application ...');
      const assembly = await synthesize({
        ...(options.written as Readonly<Record<string, unknown>>),
        ...(commands && { campaignManager: { ...campaignManager, url: commands.url } }),
        ...(issuer && { agentPage: { ...agentPage, issuer: issuer.url } }),
      });
      closing.push(() => assembly.remove());
      say('Deploying it into an account simulated on this machine ...');
      const cloud = await startCloud({
        assemblyDir: assembly.folder,
        scheduler: clock,
        chance: seededChance(1),
        conditions: calm,
        createConnect: (setup, outlets) =>
          createConnect({
            ...{ setup, outlets, scheduler: clock, chance: seededChance(1) },
            switches: options.switches ?? usualSwitches,
            quotas: { concurrentCalls: environment.quotas.concurrentCalls },
          }),
        functionNamePrefix: named({ environment }, ''),
        expectedContactEvents: contactEventTypes,
        onLog: () => undefined,
        onFailure: ({ message }) => say(`The simulated account failed: ${message}`),
      });
      closing.push(() => cloud.close());
      const account = await SimulatedAccount.of(
        { account: accountOf(environment), denied: [...denied], issuers: [] },
        servicesOf(cloud, environment, clock),
      );
      closing.push(() => account.close());
      const claim = agentPage?.agentClaim ?? 'sub';
      return new DeployedAccount(account, { clock, cloud }, issuer ?? null, claim, closeAll);
    } catch (error) {
      await closeAll();
      throw error;
    }
  }

  get clock() {
    const { clock } = this.clockAndCloud;
    return {
      now: () => clock.now(),
      pause: (seconds: number) => clock.run(clock.now() + seconds * 1000),
    };
  }

  /** A token of an agent who is not logged in; null where nobody asks for tokens. */
  async token(): Promise<string | null> {
    return (await this.issuer?.tokenFor('agent-of-nobody', { [this.agentClaim]: 'agent-of-nobody' })) ?? null;
  }

  get cloud(): Cloud {
    return this.clockAndCloud.cloud;
  }

  close(): Promise<void> {
    return this.closeAll();
  }
}

/** A Campaign Manager that takes no command: nobody is there to carry one out. */
const nobody = (clock: EventClock): Parameters<typeof serveCommands>[0] => ({
  campaignManager: {
    isDown: () => true,
    receive() {
      throw new Error('there is no Campaign Manager');
    },
  },
  secrets: () => ({ current: '' }),
  now: () => clock.now(),
});

function servicesOf(
  cloud: Cloud,
  environment: Environment,
  clock: EventClock,
): Readonly<Record<string, AccountService>> {
  const administered = (name: string, front: ServiceFront | undefined = cloud.services[name]): AccountService => {
    if (!front) throw new Error(`the local cloud has no service ${name}`);
    return administration(name, front, environment);
  };
  const services = {
    connect: administered('connect', deployedConnect(cloud)),
    cloudformation: stacks((name) => cloud.outputs(name)),
    dynamodb: administered('dynamodb'),
    secretsmanager: administered('secretsmanager'),
    ssm: administered('ssm'),
  };
  return Object.fromEntries(Object.entries(services).map(([name, service]) => [name, taking(service, clock)]));
}

/** A service of the local cloud for somebody whom no policy of the application concerns. */
function administration(name: string, front: ServiceFront, environment: Environment): AccountService {
  const { region } = environment;
  const account = accountOf(environment);
  const caller = { name: 'administrator', roleArn: `arn:aws:iam::${account}:user/simulated`, region, account };
  return {
    read(request) {
      const http = { ...request, body: Buffer.from(request.body) };
      const { operation, input } = front.read(http);
      return { action: `${name}:${operation}`, answer: () => front.perform({ operation, input, http, caller }) };
    },
    refuse: (error) => front.refuse(error),
  };
}

/** The same service, and time passes with each request. */
const taking = (service: AccountService, clock: EventClock): AccountService => ({
  read(request) {
    const { action, answer } = service.read(request);
    return {
      action,
      async answer() {
        await clock.run(clock.now() + requestMs);
        return answer();
      },
    };
  },
  refuse: (error) => service.refuse(error),
});
