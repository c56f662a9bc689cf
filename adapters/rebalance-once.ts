import type { RebalanceRequest } from '../core/messages/messages';

/**
 * One decision a second and group however many ask for it, and one for each request of a supervisor. A request is answered a
 * second later, so whatever led to another one within the same second is seen by that decision.
 */
export const rebalanceId = ({ group, manual }: RebalanceRequest, now: number): string =>
  manual ? `manual:${manual.requestId}` : `${group}:${Math.floor(now / 1000)}`;

/** Ids remembered; SQS itself forgets them after 5 minutes. */
const remembered = 1_000;

/** Does a thing once for an id; whoever asks meanwhile shares its outcome, and after a failure it may be tried again. */
export class RecentOnce {
  private readonly done = new Map<string, Promise<void>>();

  once(id: string, act: () => Promise<void>): Promise<void> {
    const known = this.done.get(id);
    if (known) return known;
    const acted = act().catch((error: unknown) => {
      this.done.delete(id);
      throw error;
    });
    this.done.set(id, acted);
    if (this.done.size > remembered) {
      const oldest = this.done.keys().next();
      if (!oldest.done) this.done.delete(oldest.value);
    }
    return acted;
  }
}
