import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AgentEventStream } from '../constructs/agent-event-stream';
import { CallAlarms } from '../constructs/call-alarms';
import { CommandQueues } from '../constructs/command-queues';
import { RoutingFunctions } from '../constructs/routing-functions';
import { RoutingRules } from '../constructs/routing-rules';
import type { Deployment } from '../deployment';
import type { StateStack } from './state-stack';

/** What decides who is offered a call: the agent event stream, the functions, their queues, rules and alarms. */
export class RoutingStack extends Stack {
  readonly functions: RoutingFunctions;

  constructor(scope: Construct, id: string, deployment: Deployment, props: StackProps & { state: StateStack }) {
    const { state, ...stackProps } = props;
    super(scope, id, stackProps);
    const { key } = state;
    const queues = new CommandQueues(this, 'Queues', deployment, key);
    const agentEvents = new AgentEventStream(this, 'AgentEvents', deployment, key);
    this.functions = new RoutingFunctions(this, 'Functions', deployment, {
      table: state.table,
      queues,
      agentEvents,
      key,
    });
    const { agentEvents: agentEventsFunction, timers, connectCommands, deadLetters } = this.functions;
    agentEvents.feed(agentEventsFunction, deadLetters.agentEvents);
    queues.feedTimers(timers);
    queues.feedCommands(connectCommands);
    new RoutingRules(this, 'Rules', deployment, this.functions);
    new CallAlarms(this, 'Alarms', deployment, {
      planOffer: this.functions.planOffer.function,
      deadLetters: {
        agentEvents: deadLetters.agentEvents,
        contactEvents: deadLetters.contactEvents,
        voicemail: deadLetters.voicemail,
        reconcile: deadLetters.reconcile,
        timers: queues.timerDeadLetters,
        commands: queues.commandDeadLetters,
        thresholds: state.thresholds.deadLetters,
      },
    });

    new CfnOutput(this, 'AgentEventStreamArn', { value: agentEvents.stream.streamArn });
    new CfnOutput(this, 'PlanOfferArn', { value: this.functions.planOffer.function.functionArn });
  }
}
