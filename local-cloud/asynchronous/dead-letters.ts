import type { Access } from '../iam/access';
import type { LambdaFunction } from '../lambda/functions';
import type { Queues } from '../queues/queues';

/** Puts what a function could not take into a queue, with the function's own role as AWS does. */
export class DeadLetters {
  constructor(
    private readonly queues: Queues,
    private readonly access: Access,
  ) {}

  /** Why a queue may not be used as a destination of this function; reported if it may not, null if it may. */
  refusal(target: LambdaFunction, queueArn: string): string | null {
    const who = `function ${target.settings.name}`;
    return this.access.refusalForRole(target.settings.roleArn, who, { action: 'sqs:SendMessage', resource: queueArn });
  }

  send(target: LambdaFunction, queueArn: string, body: unknown): void {
    if (this.refusal(target, queueArn) !== null) return;
    this.queues.get(queueArn).send({ body: JSON.stringify(body), senderId: 'lambda' });
  }
}
