import type { Scheduler } from '../../clock/scheduler';
import type { RebalanceRequest } from '../../core/messages/messages';
import { routes } from '../../lambdas/wallboard/contract';
import type { makeHandler } from '../../lambdas/wallboard/handler';
import { wallboardRequest } from './event-shapes';

/** The claims that a supervisor's token has, as the simulated environment names them. */
export const supervisorClaims = { personClaim: 'person', supervisorClaim: 'supervisor', operatorClaim: 'operator' };

/** How long the page waits before it sends again what had no answer, seconds. */
const again = 1;

/** Asked for, refused, or about somebody who is not logged in: the supervisor has an answer. */
const answers: readonly number[] = [202, 404, 409];

interface SupervisorPageOptions {
  readonly scheduler: Pick<Scheduler, 'after'>;
  readonly wallboard: ReturnType<typeof makeHandler>;
  /** An answer that is none to such a request; a sentence. */
  failed(message: string): void;
}

/**
 * A supervisor at the wallboard: looks at the group, and asks for the move under one id until there is an answer, as the page does.
 */
export function supervisorPage({ scheduler, wallboard, failed }: SupervisorPageOptions) {
  return async ({ group, manual }: RebalanceRequest): Promise<void> => {
    if (manual === null) throw new Error('a supervisor asks for an agent');
    const claims = { [supervisorClaims.personClaim]: manual.by, [supervisorClaims.supervisorClaim]: group };
    const { requestId, agentId, to } = manual;
    const body = JSON.stringify({ requestId, agentId, to, why: 'asked by the scenario' });
    const ask = async (): Promise<void> => {
      try {
        await wallboard(wallboardRequest(routes.snapshot, group, '', claims));
        const { statusCode = 500 } = await wallboard(wallboardRequest(routes.move, group, body, claims));
        if (!answers.includes(statusCode)) failed(`the wallboard answered ${statusCode} to a move`);
      } catch {
        // The function died or failed: that is told where all errors of functions are.
        scheduler.after(again * 1000, ask);
      }
    };
    await ask();
  };
}
