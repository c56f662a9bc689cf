import type { Decision } from '../../core/domain/decision';
import { contactEventTypes } from '../../lambdas/contact-events/contract';
import { thresholdPath } from '../../lambdas/shared/contract';
import { type CloudOptions, DeployFailedError, startCloud } from '../cloud/cloud';
import type { ConnectSetup } from '../connect/world';
import type { BuildStage, Stage } from '../runner/stage';
import type { Scenario } from '../scenario/scenario';
import { environmentName, environmentOf } from './environment-of';
import { type Assembly, synthesize } from './synthesize';

export interface CloudStageOptions {
  /** Instead of synthesizing. */
  readonly assemble?: (environment: Readonly<Record<string, unknown>>) => Promise<Assembly>;
  /** Hears of each invocation and the requests it made, for those who count them. */
  readonly onInvocation?: CloudOptions['onInvocation'];
}

/** The template itself: synthesized for the scenario's groups, deployed into the local cloud, its bundles running. */
export const cloudStage =
  ({ assemble = synthesize, onInvocation }: CloudStageOptions = {}): BuildStage =>
  async (context) => {
    const { scenario } = context;
    context.progress('Synthesizing the application ...');
    const assembly = await assemble(environmentOf(scenario));
    context.progress('Deploying it into the local cloud ...');
    if (scenario.faults.some((fault) => fault.kind === 'stale-index')) {
      context.progress("The fault stale-index acts in simulate only: dynalite's indexes never lag.");
    }
    const parameterName = (group: string, name: string) => `${thresholdPath(environmentName)}/${group}/${name}`;
    try {
      const cloud = await startCloud({
        assemblyDir: assembly.folder,
        scheduler: context.scheduler,
        chance: context.chance,
        conditions: context.conditions,
        createConnect: context.createConnect,
        functionNamePrefix: `ccb-${environmentName}-`,
        expectedContactEvents: contactEventTypes,
        beforeDeploy(admin) {
          for (const group of scenario.groups) {
            for (const [name, value] of Object.entries(group.thresholds)) {
              admin.putParameter(parameterName(group.name, name), value);
            }
          }
        },
        onLog(line) {
          const decision = decisionIn(line.record);
          if (decision) context.decided(decision, line.atMs);
        },
        onFailure: (failure) => context.failed(failure.message),
        ...(onInvocation ? { onInvocation } : {}),
      });
      return {
        ...namesIn(cloud.setup, scenario),
        connect: cloud.connect,
        putParameter: (group, name, value) => cloud.replaceParameter(parameterName(group, name), value),
        async close() {
          await cloud.close();
          await assembly.remove();
        },
      };
    } catch (error) {
      await assembly.remove();
      // Each reason was reported already; this only says what became of it.
      throw error instanceof DeployFailedError
        ? new Error('the application could not be deployed', { cause: error })
        : error;
    }
  };

/** Decisions are the log lines with a `decision` in them (adapters/aws/decision-log.ts). */
function decisionIn(record: unknown): Decision | null {
  if (record === null || typeof record !== 'object' || !('decision' in record)) return null;
  return record.decision as Decision;
}

/** How a scenario's queues and profiles are called in the deployed instance. */
function namesIn(setup: ConnectSetup, scenario: Scenario): Pick<Stage, 'numberOf' | 'queueIds' | 'routingProfileOf'> {
  const found = <T>(what: string, item: T | undefined): T => {
    if (item === undefined) throw new Error(`the template has no ${what}, which scenario ${scenario.name} needs`);
    return item;
  };
  const queueNamed = (name: string) =>
    found(
      `queue ${name}`,
      setup.queues.find((queue) => queue.name === name),
    );
  return {
    queueIds(name) {
      const queue = queueNamed(name);
      return [queue.id, queue.arn];
    },
    numberOf(name) {
      const { arn } = queueNamed(name);
      const flows = setup.flows.filter((flow) =>
        flow.content.Actions.some(
          (action) => action.Type === 'UpdateContactTargetQueue' && action.Parameters['QueueId'] === arn,
        ),
      );
      const number = setup.numbers.find(({ flowArn }) => flows.some((flow) => flow.arn === flowArn));
      return found(`number that leads to queue ${name}`, number).e164;
    },
    routingProfileOf(group, kind) {
      const name = `ccb-${environmentName}-${group}-${kind}`;
      return found(
        `routing profile ${name}`,
        setup.routingProfiles.find((profile) => profile.name === name),
      ).id;
    },
  };
}
