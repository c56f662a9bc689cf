import { ClosableScheduler } from '../clock/closable-scheduler';
import { type Conditions, calm } from '../simulator/platform/conditions';
import { AsynchronousInvoker } from './asynchronous/asynchronous';
import { DeadLetters } from './asynchronous/dead-letters';
import { FailureList } from './aws/failure';
import type { CloudOptions } from './cloud-options';
import { connectFront } from './connect/connect-front';
import { ConnectResources } from './connect/connect-resources';
import { EventRouter } from './events/event-router';
import { PlatformEvents } from './events/platform-events';
import { RuleTargets } from './events/rule-targets';
import { dynamodbFront } from './front/dynamodb-front';
import { eventsFront } from './front/events-front';
import { type Behind, HttpFront } from './front/http-server';
import { freshOrigins } from './front/origins';
import { RequestCounts } from './front/request-counts';
import { s3Front } from './front/s3-front';
import { secretsManagerFront } from './front/secrets-manager-front';
import { sqsFront } from './front/sqs-front';
import { ssmFront } from './front/ssm-front';
import { transcribeFront } from './front/transcribe-front';
import { HttpApis } from './http-api/http-apis';
import { Access } from './iam/access';
import { CustomResources } from './lambda/custom-resources';
import { Functions } from './lambda/functions';
import { ObjectStore } from './objects/object-store';
import { ParameterStore } from './parameters/parameter-store';
import { Queues } from './queues/queues';
import type { Platform } from './resources/resource-type';
import { SecretStore } from './secrets/secret-store';
import { Sites } from './sites/sites';
import { Streams } from './streams/streams';
import { Tables } from './tables/tables';
import { Transcription } from './transcription/transcription';

type ConnectApi = (operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** The emulators, wired to each other and to one HTTP front, with nothing deployed yet. */
export interface CloudServices {
  readonly platform: Platform;
  readonly scheduler: ClosableScheduler;
  readonly conditions: Conditions;
  readonly objects: ObjectStore;
  readonly events: PlatformEvents;
  readonly failures: FailureList;
  readonly counts: RequestCounts;
  /** Services by the name their clients sign with. */
  readonly fronts: Behind['services'];
  setConnectApi(api: ConnectApi): void;
  /** From now on the scenario's conditions are in force; a deploy knows no faults. */
  goLive(): void;
  /** Reports rules and HTTP APIs whose targets do not exist or refuse them, and dead-letter queues that are not there. */
  checkReferences(): void;
  /** Ends everything; once is enough. */
  close(): Promise<void>;
}

export async function startServices(
  options: CloudOptions,
  environment: { readonly account: string; readonly region: string },
): Promise<CloudServices> {
  const scheduler = new ClosableScheduler(options.scheduler);
  const { chance } = options;
  let inForce = calm;
  const conditions: Conditions = {
    hopDelayMs: (hop) => inForce.hopDelayMs(hop),
    deliveries: (stream) => inForce.deliveries(stream),
    kill: (functionName, call) => inForce.kill(functionName, call),
    refuses: (functionName, api) => inForce.refuses(functionName, api),
    clockSkewMs: (functionName) => inForce.clockSkewMs(functionName),
    duplicates: (queue) => inForce.duplicates(queue),
    indexStalenessMs: () => inForce.indexStalenessMs(),
  };
  const failures = new FailureList(options.onFailure);
  const { report } = failures;
  const access = new Access(report);
  const functions = new Functions({
    scheduler,
    chance,
    report,
    onLog: options.onLog,
    onInvocation: options.onInvocation ?? (() => {}),
  });
  const queues = new Queues(scheduler, chance, conditions);
  const streams = new Streams(scheduler);
  const deadLetters = new DeadLetters(queues, access);
  const asynchronous = new AsynchronousInvoker(scheduler, deadLetters);
  const ruleTargets = new RuleTargets(functions, queues, access, asynchronous, report);
  const router = new EventRouter(scheduler, chance, conditions, report, ruleTargets);
  const events = new PlatformEvents(router, scheduler, conditions, environment);
  const parameters = new ParameterStore(scheduler, (change) => events.parameterChanged(change));
  const buckets = new Map<string, { readonly sendsEvents: boolean }>();
  const objects = new ObjectStore((object, by) => {
    // A bucket of the instance is not in the template; that it sends events is one of the printed manual steps.
    if (buckets.get(object.bucket)?.sendsEvents ?? true) events.objectStored(object, by);
  });
  const transcription = new Transcription(scheduler, objects, (job) => events.transcriptionFinished(job));
  const secrets = new SecretStore(scheduler, chance);
  const origins = options.origins ?? freshOrigins;
  const httpApis = new HttpApis({ scheduler, chance, report, access, functions, origins });
  const sites = new Sites({ objects, access, report, origins });
  const tables = new Tables();
  const connect = new ConnectResources();
  const customResources = new CustomResources();
  const counts = new RequestCounts();
  let connectApi: ConnectApi = () => Promise.reject(new Error('there is no Connect instance yet'));
  const behind: Behind = {
    services: {
      dynamodb: dynamodbFront(tables),
      sqs: sqsFront(queues),
      events: eventsFront(router),
      secretsmanager: secretsManagerFront(secrets),
      ssm: ssmFront(parameters),
      s3: s3Front(objects, access, scheduler),
      transcribe: transcribeFront(transcription),
      connect: connectFront((operation, input) => connectApi(operation, input)),
    },
    functions,
    access,
    conditions,
    counts,
    report,
    customResourceResponse: (path, body) => customResources.take(path, body),
  };
  const front = await HttpFront.start(() => behind);
  functions.setEndpoint(front.endpoint);
  customResources.setEndpoint(front.endpoint);
  const prefix = options.functionNamePrefix ?? '';
  const platform: Platform = {
    endpoint: front.endpoint,
    scheduler,
    chance,
    report,
    access,
    functions,
    queues,
    streams,
    router,
    ruleTargets,
    parameters,
    secrets,
    tables,
    httpApis,
    sites,
    connect,
    deadLetters,
    customResources,
    buckets,
    logGroups: new Set(),
    functionName: (name) => (name.startsWith(prefix) ? name.slice(prefix.length) : name),
  };
  let closing: Promise<void> | null = null;
  const closeAll = async (): Promise<void> => {
    scheduler.close();
    await functions.close();
    await Promise.all([front.close(), httpApis.close(), sites.close(), tables.close()]);
  };
  return {
    platform,
    scheduler,
    conditions,
    objects,
    events,
    failures,
    counts,
    fronts: behind.services,
    setConnectApi(api) {
      connectApi = api;
    },
    goLive() {
      inForce = options.conditions;
    },
    checkReferences() {
      for (const rule of router.rules()) ruleTargets.check(rule, (name) => router.hasBus(name));
      httpApis.check();
      for (const { settings } of queues.all()) {
        const target = settings.redrive?.deadLetterArn;
        if (target === undefined || queues.find(target)) continue;
        report({
          kind: 'deploy',
          message: `queue ${settings.name}: its dead-letter queue ${target} is not in the template`,
        });
      }
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
