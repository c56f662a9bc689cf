import { type EventSender, httpEventSender, serveCommands } from '../../campaign-manager/reference/http';
import type { Decision } from '../../core/decisions/decision';
import { eventsRoute } from '../../lambdas/campaign-ingress/contract';
import { contactEventTypes } from '../../lambdas/contact-events/contract';
import { thresholdPath } from '../../lambdas/shared/contract';
import type { ConnectSetup } from '../../simulator/connect/connect-setup';
import { type PagePost, pageClient } from '../../simulator/people/page-client';
import type { ApplicationContext, BuildApplication, RunningApplication } from '../../simulator/run/running-application';
import { lineFor, linesOf } from '../../simulator/scenario/lines';
import type { Scenario } from '../../simulator/scenario/scenario';
import { type Cloud, DeployFailedError, startCloud } from '../cloud';
import type { CloudOptions } from '../cloud-options';
import { LocalIssuer } from '../oidc/issuer';
import type { LocalPages } from '../pages/local-pages';
import { environmentName, environmentOf, pageAudience } from './environment-of';
import { type Assembly, synthesize } from './synthesize';

export interface OnTemplateOptions {
  /** Instead of synthesizing. */
  readonly assemble?: (environment: Readonly<Record<string, unknown>>) => Promise<Assembly>;
  /** Hears of each invocation and the requests it made, for those who count them. */
  readonly onInvocation?: CloudOptions['onInvocation'];
  /** What people open beside the run; its servers outlive it. */
  readonly pages?: LocalPages | null;
}

/** The template itself: synthesized for the scenario's groups, deployed into the local cloud, its bundles running. */
export const applicationOnTemplate =
  ({ assemble = synthesize, onInvocation, pages = null }: OnTemplateOptions = {}): BuildApplication =>
  async (context) => {
    const { scenario } = context;
    // The Campaign Manager is there before the application is: its address is part of the environment.
    let secret: string | null = null;
    const server = await serveCommands({
      campaignManager: context.commands,
      secrets: () => {
        if (secret === null) throw new Error('a command came before the application was deployed');
        return { current: secret };
      },
      now: () => context.scheduler.now(),
    });
    // So is the issuer of agents' tokens.
    const now = () => context.scheduler.now();
    pages?.begin(now);
    const own = pages === null ? await LocalIssuer.start({ audience: pageAudience, now }) : null;
    const issuer = own ?? pages?.issuer;
    if (!issuer) throw new Error('nobody makes out tokens for the pages');
    const closeServers = async (): Promise<void> => {
      await Promise.all([server.close(), own?.close()]);
    };
    context.progress('Synthesizing the application ...');
    const assembly = await assemble(
      environmentOf(
        scenario,
        { campaignManager: server.url, issuer: issuer.url, pages: pages?.addresses ?? null },
        context.rollout,
      ),
    );
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
        ...(pages && { origins: pages.origins }),
      });
      const { tetherNumber, ...names } = namesIn(cloud.setup, scenario);
      const sender = tetherNumber === null ? null : eventSender(cloud, context);
      if (tetherNumber !== null) secret = currentSecret(cloud);
      const page = pageClient(pageOverHttp(cloud.apiEndpoint('agent-page'), issuer));
      return {
        ...names,
        tetherNumber,
        connect: cloud.connect,
        putParameter: (group, name, value) => cloud.replaceParameter(parameterName(group, name), value),
        takeEvents: async (events) => sender?.send(events),
        answerPreview: page.answerPreview,
        pageHeartbeat: page.heartbeat,
        refusalVerdict: page.verdict,
        requestMove({ group, manual }) {
          const deduplicationId = `manual:${manual?.requestId ?? 'none'}`;
          cloud.sendMessage('rebalance.fifo', JSON.stringify({ group, manual }), { groupId: group, deduplicationId });
        },
        async close() {
          sender?.close();
          await cloud.close();
          await closeServers();
          await assembly.remove();
        },
      };
    } catch (error) {
      await closeServers();
      await assembly.remove();
      // Each reason was reported already; this only says what became of it.
      throw error instanceof DeployFailedError
        ? new Error('the application could not be deployed', { cause: error })
        : error;
    }
  };

/** The secret that both ends sign with; its JSON is that of docs/campaign-manager.md. */
function currentSecret(cloud: Cloud): string {
  const { current } = JSON.parse(
    cloud.secretValue(cloud.functionVariable('campaign-ingress', 'CAMPAIGN_SECRET_ARN')),
  ) as { current: string };
  return current;
}

function eventSender(cloud: Cloud, context: ApplicationContext): EventSender {
  let sent = 0;
  return httpEventSender({
    endpoint: `${cloud.apiEndpoint('campaign-ingress')}${eventsRoute.path}`,
    secret: () => currentSecret(cloud),
    now: () => context.scheduler.now(),
    nonce: () => `event-${String(++sent).padStart(16, '0')}`,
    refused(sentences) {
      for (const sentence of sentences) context.failed(`an event of the Campaign Manager was refused: ${sentence}`);
    },
  });
}

/** Agents' pages, each with a token of the local issuer. `endpoint` is the address of the HTTP API. */
function pageOverHttp(endpoint: string, issuer: Pick<LocalIssuer, 'tokenFor'>): PagePost {
  return async (userId, path, body) => {
    const answered = await fetch(`${endpoint}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await issuer.tokenFor(userId)}`, 'content-type': 'application/json' },
      body,
    });
    return { status: answered.status, body: await answered.text() };
  };
}

/** Decisions are the log lines with a `decision` in them (adapters/aws/decision-log.ts). */
function decisionIn(record: unknown): Decision | null {
  if (record === null || typeof record !== 'object' || !('decision' in record)) return null;
  return record.decision as Decision;
}

/** How a scenario's queues and profiles are called in the deployed instance. */
function namesIn(
  setup: ConnectSetup,
  scenario: Scenario,
): Pick<RunningApplication, 'numberOf' | 'queueIds' | 'routingProfileOf' | 'tetherNumber'> {
  const found = <T>(what: string, item: T | undefined): T => {
    if (item === undefined) throw new Error(`the template has no ${what}, which scenario ${scenario.name} needs`);
    return item;
  };
  const lines = linesOf(scenario);
  const queueNamed = (name: string) =>
    found(
      `queue ${name}`,
      setup.queues.find((queue) => queue.name === name),
    );
  const tetherFlow = setup.flows.find((flow) => flow.name === `ccb-${environmentName}-tether`);
  return {
    tetherNumber: setup.numbers.find(({ flowArn }) => flowArn === tetherFlow?.arn)?.e164 ?? null,
    queueIds(name) {
      const queue = queueNamed(name);
      return [queue.id, queue.arn];
    },
    numberOf(queue, requires) {
      const line = found(`line of queue ${queue}`, lineFor(lines, queue, requires));
      const from = line.requires === null ? '' : `-from-${line.name}`;
      const flow = setup.flows.find(({ name }) => name === `ccb-${environmentName}-inbound-to-${queue}${from}`);
      const number = setup.numbers.find(({ flowArn }) => flowArn === flow?.arn);
      return found(`number that leads to queue ${queue}`, number).e164;
    },
    routingProfileOf(group, kind, side) {
      const word = kind === 'blended' && side === 'outbound' ? 'blended-outbound' : kind;
      const name = `ccb-${environmentName}-${group}-${word}`;
      return found(
        `routing profile ${name}`,
        setup.routingProfiles.find((profile) => profile.name === name),
      ).id;
    },
  };
}
