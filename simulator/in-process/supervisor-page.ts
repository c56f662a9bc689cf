import type { Scheduler } from '../../clock/scheduler';
import type { RebalanceRequest } from '../../core/messages/messages';
import { routes } from '../../lambdas/wallboard/contract';
import type { makeHandler } from '../../lambdas/wallboard/handler';
import { wallboardRequest } from './event-shapes';

/** The claims that a supervisor's token has, as the simulated environment names them. */
export const supervisorClaims = { personClaim: 'person', supervisorClaim: 'supervisor', operatorClaim: 'operator' };

/** How long the page waits before it sends again what had no answer, seconds. */
const again = 1;
/** After so many answers that did not come the page gives up and says so. */
const most = 20;

interface SupervisorPageOptions {
  readonly scheduler: Pick<Scheduler, 'after'>;
  readonly wallboard: ReturnType<typeof makeHandler>;
  /** A request that got no answer, or one that is no outcome of it; a sentence. */
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
    const ask = async (tried: number): Promise<void> => {
      try {
        await wallboard(wallboardRequest(routes.snapshot, group, '', claims));
        const { statusCode = 500 } = await wallboard(wallboardRequest(routes.move, group, body, claims));
        if (statusCode !== 202 && statusCode !== 409) failed(`the wallboard answered ${statusCode} to a move`);
      } catch {
        // The function died: its error is told where the others are.
        if (tried < most) scheduler.after(again * 1000, () => ask(tried + 1));
        else failed(`the wallboard gave no answer to a move in ${most} tries`);
      }
    };
    await ask(1);
  };
}
