import { Duration } from 'aws-cdk-lib';
import { type EventBus, type EventPattern, Rule, RuleTargetInput, type Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface FunctionRuleProps {
  readonly description: string;
  /** The account's default bus when left out. */
  readonly bus?: EventBus;
  readonly when: { readonly pattern: EventPattern } | { readonly schedule: Schedule };
  readonly target: IFunction;
  /** Keeps what EventBridge could not hand over. In the rule's own stack: elsewhere it would make a cycle. */
  readonly undelivered: IQueue;
  /** Given to the function instead of the event. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** How long EventBridge tries to hand one event over. */
  readonly tryForMinutes: number;
}

/** A rule that hands events to one function. */
export class FunctionRule extends Construct {
  readonly rule: Rule;

  constructor(scope: Construct, id: string, props: FunctionRuleProps) {
    super(scope, id);
    this.rule = new Rule(this, 'Rule', {
      description: props.description,
      ...(props.bus ? { eventBus: props.bus } : {}),
      ...('pattern' in props.when ? { eventPattern: props.when.pattern } : { schedule: props.when.schedule }),
    });
    this.rule.addTarget(
      new LambdaFunction(props.target, {
        deadLetterQueue: props.undelivered,
        maxEventAge: Duration.minutes(props.tryForMinutes),
        ...(props.input ? { event: RuleTargetInput.fromObject(props.input) } : {}),
      }),
    );
  }
}
