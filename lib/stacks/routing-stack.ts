import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AgentEventStream } from '../constructs/agent-event-stream';
import { BlendingFunctions } from '../constructs/blending-functions';
import { CallAlarms } from '../constructs/call-alarms';
import { CommandQueues } from '../constructs/command-queues';
import { RoutingFunctions } from '../constructs/routing-functions';
import { RoutingRules } from '../constructs/routing-rules';
import { ScaleAlarms } from '../constructs/scale-alarms';
import type { StepResources } from '../constructs/step-settings';
import type { Deployment } from '../deployment';
import { exportAlways } from '../export-always';
import type { StateStack } from './state-stack';

/** What decides who is offered a call and who changes sides: the agent event stream, the functions, their queues, rules and alarms. */
export class RoutingStack extends Stack {
  readonly functions: RoutingFunctions;
  readonly blending: BlendingFunctions;
  /** What a function of a later stack needs to take an agent a step further. */
  readonly stepResources: StepResources;

  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps & { state: StateStack }) {
    const { state, ...stackProps } = props;
    super(scope, id, stackProps);
    const { key } = state;
    const queues = new CommandQueues(this, 'Queues', deployment, key);
    const agentEvents = new AgentEventStream(this, 'AgentEvents', deployment, key);
    this.stepResources = {
      table: state.table,
      timers: queues.timers,
      rebalance: state.rebalance.queue,
      campaignCommands: queues.campaign,
    };
    this.functions = new RoutingFunctions(this, 'Functions', deployment, {
      resources: this.stepResources,
      queues,
      agentEvents,
      key,
    });
    this.blending = new BlendingFunctions(this, 'Blending', deployment, { resources: this.stepResources, key });
    const { agentEvents: agentEventsFunction, timers, connectCommands, deadLetters } = this.functions;
    agentEvents.feed(agentEventsFunction, deadLetters.agentEvents);
    queues.feedTimers(timers);
    queues.feedCommands(connectCommands);
    new RoutingRules(this, 'Rules', deployment, this.functions);
    new CallAlarms(this, 'Alarms', deployment, {
      planOffer: this.functions.planOffer.function,
      deadLetters: {
        agentEvents: deadLetters.agentEvents,
        agentEventsAgain: deadLetters.agentEventsAgain,
        contactEvents: deadLetters.contactEvents,
        voicemail: deadLetters.voicemail,
        reconcile: deadLetters.reconcile,
        timers: queues.timerDeadLetters,
        commands: queues.commandDeadLetters,
        campaignCommands: queues.campaignDeadLetters,
        rebalance: state.rebalance.deadLetters,
        thresholds: state.thresholds.deadLetters,
      },
    });

    new ScaleAlarms(this, 'ScaleAlarms', deployment, {
      table: state.table,
      stream: agentEvents.stream,
      agentEvents: agentEventsFunction.function,
      agentEventsAgain: this.functions.agentEventsAgain,
      campaignCommands: queues.campaign,
      rebalance: state.rebalance.queue,
    });

    exportAlways(this, [
      this.functions.planOffer.function.functionArn,
      this.blending.mapTether.function.functionArn,
      ...[queues.timers, queues.campaign].flatMap(({ queueArn, queueUrl }) => [queueArn, queueUrl]),
    ]);
    new CfnOutput(this, 'AgentEventStreamArn', { value: agentEvents.stream.streamArn });
    new CfnOutput(this, 'PlanOfferArn', { value: this.functions.planOffer.function.functionArn });
  }
}
