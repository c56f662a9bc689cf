/**
 * Agents for whom nothing is to be begun while callers wait whom only they could take: the application asks for the first of
 * them who is free. The last word about a group counts, until its time is over.
 */

import type { Scheduled, Scheduler } from '../../clock/scheduler';
import { type CampaignCommandOf, newcomerHeldMs } from '../../core/campaign-contract/commands';
import { hold } from './agent-desk';
import type { Answer } from './command-gate';
import type { Seat, Seats } from './seats';

interface Hold {
  readonly agentIds: ReadonlySet<string>;
  /** Lets everybody go once its time is over. */
  readonly end: Scheduled | null;
}

export interface HoldParts {
  readonly scheduler: Scheduler;
  readonly seats: Seats;
  /** Something may be begun for the agent again. */
  readonly letGo: (seat: Seat) => void;
}

export class Holds {
  readonly #byGroup = new Map<string, Hold>();

  constructor(private readonly parts: HoldParts) {}

  take({ group, agentIds, until }: CampaignCommandOf<'HoldAgents'>): Answer {
    const { scheduler } = this.parts;
    this.#byGroup.get(group)?.end?.cancel();
    const end = agentIds.length > 0 ? scheduler.at(until, () => this.#set(group, null)) : null;
    this.#set(group, agentIds.length > 0 ? { agentIds: new Set(agentIds), end } : null);
    return { result: 'accepted', message: `${agentIds.length} of ${group} are held for callers` };
  }

  /** An agent comes on a tether: held if named, and for a moment if not, until the application has had time to say. */
  comes(seat: Seat): void {
    const known = this.#byGroup.get(seat.group);
    if (!known || seat.desk.standing === 'ready') return;
    this.#hold(seat, true);
    if (known.agentIds.has(seat.agentId)) return;
    this.parts.scheduler.after(newcomerHeldMs, () => {
      if (!this.#byGroup.get(seat.group)?.agentIds.has(seat.agentId)) this.#hold(seat, false);
    });
  }

  #set(group: string, next: Hold | null): void {
    if (next) this.#byGroup.set(group, next);
    else this.#byGroup.delete(group);
    for (const seat of this.parts.seats.all()) {
      if (seat.group === group) this.#hold(seat, next?.agentIds.has(seat.agentId) ?? false);
    }
  }

  #hold(seat: Seat, held: boolean): void {
    if (seat.desk.held === held || !this.parts.seats.isTaken(seat)) return;
    this.parts.seats.change(seat, hold(seat.desk, held));
    if (!held) this.parts.letGo(seat);
  }
}
