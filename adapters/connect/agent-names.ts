import type { Clock } from '../../core/clock';
import type { AgentId } from '../../core/ids';
import type { AgentNames } from '../../core/reconcile/ports';
import { ConnectRefusalError, type ConnectSend } from './operations';
import { afterToken, connectRate, waitForToken } from './token-bucket';

/**
 * Reads DescribeUser. It keeps a bucket of its own, as fast as Connect's, so that a question there is no room for is not asked: of
 * many unknown agents some are named now, and the rest in the minutes to come.
 */
export class ConnectAgentNames implements AgentNames {
  #fullAt = 0;

  constructor(
    private readonly send: ConnectSend,
    private readonly instanceId: string,
    private readonly clock: Clock,
  ) {}

  async usernameOf(agentId: AgentId): Promise<string | null> {
    const now = this.clock.now();
    if (waitForToken(this.#fullAt, 0, now, connectRate) > 0) return null;
    this.#fullAt = afterToken(this.#fullAt, now, connectRate);
    try {
      const { User } = await this.send('DescribeUser', { InstanceId: this.instanceId, UserId: agentId });
      return User?.Username ?? null;
    } catch (error) {
      if (error instanceof ConnectRefusalError && ['throttled', 'absent'].includes(error.refusal)) return null;
      throw error;
    }
  }
}
