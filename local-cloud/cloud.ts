import type { ConnectSetup } from '../simulator/connect/connect-setup';
import type { SimulatedConnect } from '../simulator/connect/world';
import { type ApplicationFailure, DeployFailedError, messageOf, type ReportFailure } from './aws/failure';
import { localAccount, localRegion } from './aws/identity';
import type { Admin, CloudOptions, SentTo } from './cloud-options';
import { startServices } from './cloud-services';
import { connectSetup } from './connect/connect-setup';
import { deployTimeApi } from './connect/deploy-time-api';
import { connectOutlets } from './connect/outlets';
import { recordingsOfRules } from './connect/recordings-place';
import type { ServiceFront } from './front/service-front';
import { parameterArn } from './front/ssm-front';
import { errorOf } from './lambda/functions';
import { readAssembly, type Stack } from './template/assembly';
import { deployStack, unknownParts } from './template/deploy';

export type { ApplicationFailure, FailureKind } from './aws/failure';
export { DeployFailedError } from './aws/failure';
export type { LogLine } from './lambda/functions';
export type { Invocation, Outcome } from './lambda/lambda-worker';

export interface Cloud extends Admin {
  readonly connect: SimulatedConnect;
  readonly setup: ConnectSetup;
  /** Where the SDK clients of the functions go: `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly functionNames: readonly string[];
  /** By the names their clients sign with; for whoever administers the account, whose requests no policy of ours is asked about. */
  readonly services: Readonly<Record<string, ServiceFront>>;
  /** Each failure once, in the order they were seen. */
  readonly failures: readonly ApplicationFailure[];
  /** Sets a parameter as a script would that replaces it, AllowedPattern and all: only our own checks are left. */
  replaceParameter(name: string, value: string): void;
  /** What a stack tells; null where there is no such stack. */
  outputs(stackName: string): Readonly<Record<string, string>> | null;
  /** The current value of a secret. Throws ServiceError when there is none. */
  secretValue(nameOrArn: string): string;
  /** What the template gives a function, by its name and that of the variable. Throws a sentence when there is no such variable. */
  functionVariable(functionName: string, variable: string): string;
  /** Where an HTTP API is reached: `http://127.0.0.1:PORT`. Throws a sentence when the template has no such API. */
  apiEndpoint(apiName: string): string;
  /** Where a site is reached, by the comment of its distribution: `http://127.0.0.1:PORT`. Throws a sentence when there is none. */
  siteOrigin(comment: string): string;
  /** Puts a message into a queue by hand. Throws a sentence when there is no such queue, or it refuses the message. */
  sendMessage(queueName: string, body: string, to?: SentTo): void;
  /** Messages in each queue that is not empty, hidden and delayed ones included. */
  queuesNotEmpty(): Readonly<Record<string, number>>;
  /** Bodies in each dead-letter queue that is not empty. */
  dlqContents(): Readonly<Record<string, readonly string[]>>;
  /** Requests by function and `service:Operation`, those of the deploy included. */
  requestCounts(): Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Runs a function by its name or ARN. Rejects with what it threw. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Deploys an assembly into a cloud of this process and warms its functions, all before simulated time passes. Rejects
 * with DeployFailedError; permissions that would fail only later are reported and do not stop the deploy.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  let stacks: readonly Stack[];
  try {
    stacks = readAssembly(options.assemblyDir);
  } catch (error) {
    throw failed(options.onFailure, [{ kind: 'deploy', message: messageOf(error) }]);
  }
  const unknown = unknownParts(stacks);
  if (unknown.length > 0)
    throw failed(
      options.onFailure,
      unknown.map((message) => ({ kind: 'unknown-resource', message })),
    );
  const environment = { account: stacks[0]?.account ?? localAccount, region: stacks[0]?.region ?? localRegion };
  const services = await startServices(options, environment);
  const { platform, failures } = services;
  services.setConnectApi(deployTimeApi(platform.connect, environment));
  const putParameter = (name: string, value: string, byAdmin: boolean, allowedPattern?: string): void => {
    const arn = parameterArn(name, environment.region, environment.account);
    platform.parameters.put({ name, value, arn, overwrite: true, byAdmin, allowedPattern });
  };
  try {
    seedBootstrapVersions(stacks, (name) => putParameter(name, '30', false));
    options.beforeDeploy?.({
      putParameter: (name, value) => putParameter(name, value, false),
      putSecret: (name, value) => platform.secrets.seed(name, value, environment),
    });
    const exports = new Map<string, unknown>();
    const outputs = new Map<string, Readonly<Record<string, string>>>();
    for (const stack of stacks) {
      const { account, region } = environment;
      const place = { account: stack.account ?? account, region: stack.region ?? region };
      outputs.set(stack.name, await deployStack(stack, place, exports, platform));
    }
    services.checkReferences();
    await Promise.all(platform.functions.all().map((host) => host.warm()));
    const recordings = options.recordings ?? platform.connect.recordings ?? recordingsOfRules(platform.router.rules());
    const setup = connectSetup(platform.connect, environment, recordings);
    const outlets = connectOutlets({
      setup,
      agentEventsStreamArn: platform.connect.agentEventsStreamArn ?? platform.streams.onlyOne()?.settings.arn ?? null,
      expectedContactEvents: options.expectedContactEvents ?? [],
      recordingsBucket: setup.recordings?.bucket ?? 'recordings',
      ...services,
      ...platform,
    });
    const connect = options.createConnect(setup, outlets);
    services.setConnectApi((operation, input) => connect.api(operation, input));
    services.goLive();
    return {
      connect,
      setup,
      endpoint: platform.endpoint,
      functionNames: platform.functions.all().map(({ settings }) => settings.name),
      services: services.fronts,
      outputs: (stackName) => outputs.get(stackName) ?? null,
      get failures() {
        return failures.all();
      },
      putParameter: (name, value) => putParameter(name, value, true),
      replaceParameter: (name, value) => putParameter(name, value, true, '[^]*'),
      putSecret: (name, value) => void platform.secrets.put(name, value),
      secretValue: (name) => platform.secrets.version(name).value,
      functionVariable(name, variable) {
        const value = platform.functions.get(name).settings.environment[variable];
        if (value === undefined) throw new Error(`the function ${name} has no variable ${variable}`);
        return value;
      },
      apiEndpoint: (name) => platform.httpApis.origin((one) => [one, platform.functionName(one)].includes(name), name),
      siteOrigin: (comment) => platform.sites.origin(comment),
      sendMessage(name, body, to = {}) {
        const queue = platform.queues.find(name) ?? platform.queues.find(`${options.functionNamePrefix ?? ''}${name}`);
        if (!queue) throw new Error(`there is no queue ${name} in the template`);
        queue.send({ body, ...to, senderId: 'admin' });
      },
      queuesNotEmpty: () => platform.queues.notEmpty(),
      dlqContents: () => platform.queues.deadLetters(),
      requestCounts: () => services.counts.all(),
      async invoke(functionName, event) {
        const outcome = await platform.functions.get(functionName).invoke(event);
        if (outcome.kind === 'answered') return outcome.payload;
        const { errorType, errorMessage } = errorOf(outcome);
        throw Object.assign(new Error(errorMessage), { name: errorType });
      },
      close: () => services.close(),
    };
  } catch (error) {
    await services.close();
    failures.report({ kind: 'deploy', message: messageOf(error) });
    throw new DeployFailedError(failures.all());
  }
}

function failed(report: ReportFailure, failures: readonly ApplicationFailure[]): DeployFailedError {
  for (const failure of failures) report(failure);
  return new DeployFailedError(failures);
}

/** Every CDK template asks which version of the bootstrap stack there is; an account has been bootstrapped before. */
function seedBootstrapVersions(stacks: readonly Stack[], seed: (name: string) => void): void {
  const asked = stacks.flatMap((stack) =>
    Object.values(stack.template.parameters).map((parameter) => String(parameter.Default)),
  );
  for (const name of new Set(asked)) if (name.startsWith('/cdk-bootstrap/')) seed(name);
}
