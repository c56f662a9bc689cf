/**
 * Agents for whom nothing is to be begun while callers wait whom only they could take: the application asks for the first of
 * them who is free. The last word about a group counts, until its time is over.
 */

import type { Scheduled, Scheduler } from '../../clock/scheduler';
import { type CampaignCommandOf, newcomerHeldMs } from '../../core/campaign-contract/commands';
import type { GroupId } from '../../core/ids';
import type { AgentConnection, AgentConnections } from './agent-connections';
import type { Answer } from './command-gate';
import { hold } from './tether-session';

interface Hold {
  readonly agentIds: ReadonlySet<string>;
  /** Lets everybody go once its time is over. */
  readonly end: Scheduled | null;
}

/** What agents are held with. */
export interface HoldParts {
  readonly scheduler: Scheduler;
  readonly connections: AgentConnections;
  /** Something may be begun for the agent again. */
  readonly letGo: (connection: AgentConnection) => void;
}

/**
 * Agents of each group who are kept free for callers until a time (docs/campaign-manager.md). A later command of a group
 * replaces the earlier one.
 */
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
  comes(connection: AgentConnection): void {
    const known = this.#byGroup.get(connection.group);
    if (!known || connection.session.standing === 'ready') return;
    this.#hold(connection, true);
    if (known.agentIds.has(connection.agentId)) return;
    this.parts.scheduler.after(newcomerHeldMs, () => {
      if (!this.#byGroup.get(connection.group)?.agentIds.has(connection.agentId)) this.#hold(connection, false);
    });
  }

  #set(group: GroupId, next: Hold | null): void {
    if (next) this.#byGroup.set(group, next);
    else this.#byGroup.delete(group);
    for (const connection of [...this.parts.connections.all()]) {
      if (connection.group === group) this.#hold(connection, next?.agentIds.has(connection.agentId) ?? false);
    }
  }

  #hold(connection: AgentConnection, held: boolean): void {
    if (connection.session.held === held || !this.parts.connections.isTaken(connection)) return;
    this.parts.connections.change(connection, hold(connection.session, held));
    if (!held) this.parts.letGo(connection);
  }
}
