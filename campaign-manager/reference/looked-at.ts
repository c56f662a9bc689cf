/**
 * Contacts that an agent was shown and did not take: they do not come back to that agent at once, nor while somebody else may
 * have them or the agent may be shown another. Times are ms since the epoch.
 */
import type { AgentId } from '../../core/ids';

/** No contact is shown to the same agent again sooner than this, not even the only one to the only agent. */
export const soonestAgainMs = 5_000;

interface Look {
  readonly campaign: string;
  readonly contact: string;
  readonly atMs: number;
  /** From then on it is as if the agent had never seen it. */
  readonly forgottenMs: number;
}

/** Contacts that agents were shown and did not take, so that they are shown to somebody else first. */
export class LookedAt {
  /** By agent; oldest first. */
  readonly #looks = new Map<string, readonly Look[]>();

  /** Answers when that makes a difference again. */
  notTaken(
    agentId: AgentId,
    about: Pick<Look, 'campaign' | 'contact'>,
    atMs: number,
    restMs: number,
  ): readonly [number, number] {
    const soonest = atMs + soonestAgainMs;
    const look = { ...about, atMs, forgottenMs: Math.max(atMs + restMs, soonest) };
    const others = this.#of(agentId, atMs).filter(
      ({ campaign, contact }) => campaign !== about.campaign || contact !== about.contact,
    );
    this.#looks.set(agentId, [...others, look]);
    return [soonest, look.forgottenMs];
  }

  /** Contacts of a campaign the agent is not to be shown now. `others`: somebody may have it, or the agent another, instead. */
  heldBack(
    agentId: AgentId,
    campaign: string,
    nowMs: number,
    others: (contact: string) => boolean,
  ): ReadonlySet<string> {
    const looks = this.#of(agentId, nowMs).filter((look) => look.campaign === campaign);
    const held = looks.filter(({ atMs, contact }) => nowMs < atMs + soonestAgainMs || others(contact));
    return new Set(held.map(({ contact }) => contact));
  }

  #of(agentId: AgentId, nowMs: number): readonly Look[] {
    const looks = (this.#looks.get(agentId) ?? []).filter(({ forgottenMs }) => nowMs < forgottenMs);
    if (looks.length > 0) this.#looks.set(agentId, looks);
    else this.#looks.delete(agentId);
    return looks;
  }
}
