import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import * as agentEvents from '../../lambdas/agent-events/contract';
import * as connectCommands from '../../lambdas/connect-commands/contract';
import * as contactEvents from '../../lambdas/contact-events/contract';
import * as planOffer from '../../lambdas/plan-offer/contract';
import * as reconcile from '../../lambdas/reconcile/contract';
import * as timers from '../../lambdas/timers/contract';
import * as voicemail from '../../lambdas/voicemail/contract';
import type { CustomerKey, Deployment } from '../deployment';
import type { AgentEventStream } from './agent-event-stream';
import type { CommandQueues } from './command-queues';
import {
  describeUsers,
  onContacts,
  onTable,
  queryIndexes,
  readCurrentUserData,
  receiveFrom,
  sendTo,
} from './permission';
import { RoutedFunction } from './routed-function';
import { readDirectoryOf, type StepResources, stepVariables } from './step-settings';
import { transcripts } from './transcript-permissions';
import { DeadLetterQueue, feed, WorkQueue } from './work-queue';

export interface RoutingFunctionsProps {
  readonly resources: StepResources;
  readonly queues: CommandQueues;
  readonly agentEvents: AgentEventStream;
  readonly key: CustomerKey;
}

/** The functions that follow agents and calls and plan offers, each with exactly what it needs. */
export class RoutingFunctions extends Construct {
  readonly agentEvents: RoutedFunction;
  readonly contactEvents: RoutedFunction;
  readonly planOffer: RoutedFunction;
  readonly timers: RoutedFunction;
  readonly connectCommands: RoutedFunction;
  readonly voicemail: RoutedFunction;
  readonly reconcile: RoutedFunction;
  /** Agent events that failed for long. */
  readonly agentEventsAgain: WorkQueue;
  /** Where each function's undeliverable or failed events are kept. */
  readonly deadLetters: {
    readonly agentEvents: DeadLetterQueue;
    readonly agentEventsAgain: DeadLetterQueue;
    readonly contactEvents: DeadLetterQueue;
    readonly voicemail: DeadLetterQueue;
    readonly reconcile: DeadLetterQueue;
  };

  constructor(scope: Construct, id: string, deployment: Deployment, props: RoutingFunctionsProps) {
    super(scope, id);
    const { environment } = deployment;
    const { resources, queues, key } = props;
    const { table, rebalance } = resources;
    const instanceArn = environment.instance.arn;
    const deadLetters = (queueId: string, name: string) =>
      new DeadLetterQueue(this, queueId, deployment, { name, key });
    const again = { name: 'agent-events-again', key, fifo: true };
    this.deadLetters = {
      agentEvents: deadLetters('AgentEventsDeadLetters', 'agent-events'),
      agentEventsAgain: new DeadLetterQueue(this, 'AgentEventsAgainDeadLetters', deployment, again),
      contactEvents: deadLetters('ContactEventsDeadLetters', 'contact-events'),
      voicemail: deadLetters('VoicemailDeadLetters', 'voicemail'),
      reconcile: deadLetters('ReconcileDeadLetters', 'reconcile'),
    };

    const step = stepVariables(environment, resources);
    const { TABLE_NAME, DIRECTORY_PATH, INSTANCE_ID, CONNECT_PER_SECOND, TIMERS_QUEUE_URL, REBALANCE_QUEUE_URL } = step;
    const URGENT_QUEUE_URL = queues.urgent.queueUrl;
    const REPAIR_QUEUE_URL = queues.repair.queueUrl;
    const readDirectory = readDirectoryOf(this, environment);
    const records = onTable(table, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem']);

    this.agentEventsAgain = new WorkQueue(this, 'AgentEventsAgain', deployment, {
      ...again,
      ...agentEvents.agentEventsAgainQueue,
      deadLetters: this.deadLetters.agentEventsAgain,
    });
    this.agentEvents = new RoutedFunction(this, 'AgentEvents', deployment, {
      name: 'agent-events',
      description: 'Follows every agent event: idle or not, missed, declined; plans the next offer at once',
      contract: agentEvents,
      variables: {
        ...step,
        DEAD_LETTER_QUEUE_URL: this.deadLetters.agentEvents.queueUrl,
        AGAIN_QUEUE_URL: this.agentEventsAgain.queueUrl,
      },
      permissions: [
        props.agentEvents.read,
        receiveFrom(this.agentEventsAgain),
        { actions: ['sqs:ChangeMessageVisibility'], resources: [this.agentEventsAgain.queueArn] },
        records,
        queryIndexes(table, 'ranked-agents', 'waiting-calls'),
        readDirectory,
        onContacts(instanceArn, 'DescribeContact', 'StopContact', 'UpdateContactRoutingData'),
        sendTo(queues.timers, rebalance, queues.campaign, this.agentEventsAgain, this.deadLetters.agentEvents),
      ],
      timeoutSeconds: agentEvents.functionTimeoutSeconds,
      memory: 512,
      key,
    });
    feed(this, 'AgentEventsAgainFeed', this.agentEventsAgain, this.agentEvents, {
      batchSize: agentEvents.agentEventsAgainQueue.batchSize,
      scalingConfig: { maximumConcurrency: agentEvents.agentEventsAgainQueue.maximumConcurrency },
    });

    this.contactEvents = new RoutedFunction(this, 'ContactEvents', deployment, {
      name: 'contact-events',
      description: 'Follows calls: queued, answered, ended; ends claims and voicemails that nobody spoke',
      contract: contactEvents,
      variables: { TABLE_NAME, DIRECTORY_PATH, INSTANCE_ID, CONNECT_PER_SECOND, TIMERS_QUEUE_URL, REBALANCE_QUEUE_URL },
      permissions: [
        records,
        queryIndexes(table, 'ranked-agents', 'waiting-calls'),
        readDirectory,
        onContacts(instanceArn, 'DescribeContact', 'GetContactAttributes', 'UpdateContactRoutingData'),
        sendTo(queues.timers, rebalance),
      ],
      timeoutSeconds: 30,
      memory: 512,
      failedEvents: this.deadLetters.contactEvents,
      key,
    });

    this.planOffer = new RoutedFunction(this, 'PlanOffer', deployment, {
      name: 'plan-offer',
      description: 'Answers a contact flow: wait, a plan of offers, or voicemail',
      contract: planOffer,
      variables: { TABLE_NAME, DIRECTORY_PATH, TIMERS_QUEUE_URL, REBALANCE_QUEUE_URL },
      permissions: [records, queryIndexes(table, 'ranked-agents'), readDirectory, sendTo(queues.timers, rebalance)],
      timeoutSeconds: planOffer.planOfferTimeoutSeconds,
      // A caller is waiting for it: more memory means more CPU at a cold start.
      memory: 1024,
      key,
    });

    this.timers = new RoutedFunction(this, 'Timers', deployment, {
      name: 'timers',
      description: 'Looks again at what a delayed message was about',
      contract: timers,
      variables: { ...step, URGENT_QUEUE_URL, REPAIR_QUEUE_URL },
      permissions: [
        receiveFrom(queues.timers),
        records,
        queryIndexes(table, 'ranked-agents', 'waiting-calls'),
        readDirectory,
        onContacts(instanceArn, 'DescribeContact', 'StopContact', 'UpdateContactRoutingData'),
        sendTo(queues.timers, rebalance, queues.campaign, queues.urgent, queues.repair),
      ],
      timeoutSeconds: 20,
      memory: 512,
      key,
    });

    this.connectCommands = new RoutedFunction(this, 'ConnectCommands', deployment, {
      name: 'connect-commands',
      description: "Calls Connect's APIs of 2 requests a second, urgent ones first",
      contract: connectCommands,
      variables: {
        TABLE_NAME,
        DIRECTORY_PATH,
        INSTANCE_ID,
        INSTANCE_ARN: instanceArn,
        INSTANCE_ALIAS: environment.instance.alias,
        URGENT_QUEUE_URL,
        REPAIR_QUEUE_URL,
        CONNECT_PER_SECOND,
      },
      permissions: [
        receiveFrom(queues.urgent, queues.repair),
        { actions: ['sqs:ChangeMessageVisibility'], resources: [queues.urgent.queueArn, queues.repair.queueArn] },
        onTable(table, ['GetItem', 'PutItem', 'UpdateItem']),
        readDirectory,
        onContacts(instanceArn, 'DescribeContact'),
        readCurrentUserData(instanceArn),
        {
          actions: ['connect:PutUserStatus'],
          resources: [instanceArn, `${instanceArn}/agent/*`, `${instanceArn}/agent-state/*`],
          wildcardBecause:
            'Any agent of this instance may miss a call; the id of the status "Missed call" is made by a later stack.',
        },
        {
          actions: ['connect:DismissUserContact'],
          resources: [`${instanceArn}/agent/*`],
          wildcardBecause: 'Any agent of this instance may have a missed contact to clear.',
        },
        {
          actions: ['connect:StartTaskContact'],
          resources: [`${instanceArn}/contact-flow/*`],
          wildcardBecause: 'The flow voicemail-task is made by a later stack.',
        },
      ],
      timeoutSeconds: 20,
      memory: 512,
      key,
    });

    this.voicemail = new RoutedFunction(this, 'Voicemail', deployment, {
      name: 'voicemail',
      description: 'Turns a stored recording into a transcript and a task for the queue the caller waited in',
      contract: voicemail,
      variables: {
        TABLE_NAME,
        DIRECTORY_PATH,
        INSTANCE_ID,
        TIMERS_QUEUE_URL,
        URGENT_QUEUE_URL,
        RECORDINGS_BUCKET: environment.instance.recordingsBucket,
        TRANSCRIPTION: transcriptionOf(environment),
      },
      permissions: [
        onTable(table, ['GetItem', 'PutItem']),
        readDirectory,
        onContacts(instanceArn, 'DescribeContact', 'GetContactAttributes'),
        sendTo(queues.timers, queues.urgent),
        ...transcripts(Stack.of(this), environment),
      ],
      timeoutSeconds: 30,
      memory: 512,
      failedEvents: this.deadLetters.voicemail,
      key,
    });

    const rounds = new WorkQueue(this, 'Rounds', deployment, {
      name: 'reconcile',
      ...reconcile.reconcileQueue,
      deadLetters: this.deadLetters.reconcile,
      key,
    });
    this.reconcile = new RoutedFunction(this, 'Reconcile', deployment, {
      name: 'reconcile',
      description: 'Once a minute compares what we know of agents with what Connect says, and heals the difference',
      contract: reconcile,
      variables: { ...step, RECONCILE_QUEUE_URL: rounds.queueUrl },
      permissions: [
        receiveFrom(rounds),
        records,
        queryIndexes(table, 'ranked-agents', 'waiting-calls'),
        readDirectory,
        onContacts(instanceArn, 'DescribeContact', 'StopContact', 'UpdateContactRoutingData'),
        readCurrentUserData(instanceArn),
        describeUsers(instanceArn),
        sendTo(queues.timers, rebalance, queues.campaign, rounds),
      ],
      timeoutSeconds: reconcile.reconcileQueue.functionTimeoutSeconds,
      memory: 512,
      failedEvents: this.deadLetters.reconcile,
      key,
    });
    feed(this, 'RoundsFeed', rounds, this.reconcile, {
      batchSize: reconcile.reconcileQueue.batchSize,
      scalingConfig: { maximumConcurrency: reconcile.reconcileQueue.maximumConcurrency },
    });
  }
}

const transcriptionOf = ({ voicemail: { transcription } }: Deployment['environment']): string =>
  transcription.enabled ? transcription.languageCode : voicemail.transcriptionOff;
