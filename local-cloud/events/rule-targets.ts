import type { AsynchronousInvoker } from '../asynchronous/asynchronous';
import type { ReportFailure } from '../aws/failure';
import { lastPart, parseArn } from '../aws/identity';
import type { Access } from '../iam/access';
import type { Functions } from '../lambda/functions';
import type { Pattern } from '../patterns/pattern';
import type { Queues } from '../queues/queues';
import type { EventEnvelope } from './event-envelope';
import { inputFor, type TargetInput } from './target-input';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  readonly bus: string;
  readonly enabled: boolean;
  readonly pattern: Pattern | null;
  /** Seconds of a rate(...) expression. */
  readonly scheduleSeconds: number | null;
  readonly targets: readonly RuleTarget[];
}

export interface RuleTarget {
  readonly id: string;
  readonly arn: string;
  readonly kind: 'lambda' | 'sqs' | 'event-bus';
  readonly input: TargetInput;
  readonly deadLetterArn: string | null;
  readonly messageGroupId: string | null;
  /** Role EventBridge takes on; for a bus target only. */
  readonly roleArn: string | null;
}

const eventBridge = 'events.amazonaws.com';

/** Hands events to the targets of rules, with the permissions the targets give to EventBridge. */
export class RuleTargets {
  constructor(
    private readonly functions: Functions,
    private readonly queues: Queues,
    private readonly access: Access,
    private readonly asynchronous: AsynchronousInvoker,
    private readonly report: ReportFailure,
  ) {}

  /** Checks all targets and dead-letter queues of a rule before anything happens; each refusal is reported. */
  check(rule: Rule, hasBus: (name: string) => boolean): void {
    for (const target of rule.targets) {
      if (!this.#exists(target, hasBus)) {
        this.report({ kind: 'deploy', message: `rule ${rule.name}: its target ${target.arn} is not in the template` });
        continue;
      }
      this.#refusal(rule, target);
      const problem = this.#fifoProblem(target);
      if (problem !== null) this.report({ kind: 'deploy', message: `rule ${rule.name}: ${problem}` });
      if (target.deadLetterArn === null) continue;
      if (this.queues.find(target.deadLetterArn)?.settings.fifo !== false) {
        const message = `rule ${rule.name}: its dead-letter queue ${target.deadLetterArn} is no standard queue of the template`;
        this.report({ kind: 'deploy', message });
        continue;
      }
      this.queues.markDeadLetter(target.deadLetterArn);
      this.#queueRefusal(rule, target.deadLetterArn);
    }
  }

  async send(rule: Rule, event: EventEnvelope, toBus: (bus: string) => Promise<void>): Promise<void> {
    for (const target of rule.targets) {
      if (this.#refusal(rule, target) !== null || this.#fifoProblem(target) !== null) {
        this.#deadLetter(rule, target, event);
        continue;
      }
      if (target.kind === 'event-bus') {
        await toBus(lastPart(target.arn));
        continue;
      }
      const input = inputFor(target.input, event, rule);
      if (target.kind === 'lambda') await this.asynchronous.invoke(this.functions.get(target.arn), input);
      else
        this.queues.get(target.arn).send({
          body: typeof input === 'string' ? input : JSON.stringify(input),
          groupId: target.messageGroupId ?? undefined,
          senderId: eventBridge,
        });
    }
  }

  #exists(target: RuleTarget, hasBus: (name: string) => boolean): boolean {
    if (target.kind === 'lambda') return this.functions.find(target.arn) !== undefined;
    if (target.kind === 'sqs') return this.queues.find(target.arn) !== undefined;
    return hasBus(lastPart(target.arn));
  }

  #refusal(rule: Rule, target: RuleTarget): string | null {
    if (target.kind === 'sqs') return this.#queueRefusal(rule, target.arn);
    if (target.kind === 'lambda')
      return this.access.refusalForService(eventBridge, rule.arn, `rule ${rule.name}`, {
        action: 'lambda:InvokeFunction',
        resource: target.arn,
      });
    if (target.roleArn === null) return null;
    const needed = { action: 'events:PutEvents', resource: target.arn };
    return this.access.refusalForRole(target.roleArn, `rule ${rule.name}`, needed);
  }

  /** Why a FIFO queue would refuse what the rule sends (EventBridge user guide, "Amazon SQS queue targets"). */
  #fifoProblem({ kind, arn, messageGroupId }: RuleTarget): string | null {
    const settings = kind === 'sqs' ? this.queues.find(arn)?.settings : undefined;
    if (!settings?.fifo) return null;
    if (messageGroupId === null) return `its target ${arn} is a FIFO queue; SqsParameters.MessageGroupId is missing`;
    if (settings.contentBasedDeduplication) return null;
    return `its target ${arn} is a FIFO queue that needs ContentBasedDeduplication, as events carry no deduplication id`;
  }

  #queueRefusal(rule: Rule, queueArn: string): string | null {
    const needed = { action: 'sqs:SendMessage', resource: queueArn };
    return this.access.refusalForService(eventBridge, rule.arn, `rule ${rule.name}`, needed);
  }

  /** A delivery that was refused is not tried again (EventBridge user guide, "dead-letter queues"). */
  #deadLetter(rule: Rule, target: RuleTarget, event: EventEnvelope): void {
    const queue = target.deadLetterArn === null ? undefined : this.queues.find(target.deadLetterArn);
    if (!queue || queue.settings.fifo || this.#queueRefusal(rule, queue.settings.arn) !== null) return;
    queue.send({ body: JSON.stringify(event), senderId: eventBridge });
  }
}

/** The kind of a target by its ARN, or an error naming what the local cloud does not deliver to. */
export function targetKind(arn: string): RuleTarget['kind'] {
  const { service, resource } = parseArn(arn);
  if (service === 'lambda') return 'lambda';
  if (service === 'sqs') return 'sqs';
  if (service === 'events' && resource.startsWith('event-bus/')) return 'event-bus';
  throw new Error(`the local cloud does not deliver events to ${arn}; it knows functions, queues and event buses`);
}
