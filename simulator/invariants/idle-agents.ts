import { type AgentView, type CallView, mayTake } from './views';

/** Who is idle on the inbound side, and since when somebody is certainly not. `t`: seconds since t = 0. */
export class IdleAgents {
  readonly #idle = new Set<AgentView>();

  /** `newsTakesTime`: what holds at t = 0 is news to the application all the same, as with latency. */
  constructor(private readonly newsTakesTime: boolean) {}

  /** Everybody idle on the inbound side. */
  all(): readonly AgentView[] {
    return [...this.#idle];
  }

  /** After the agent's state changed at `t`. `open`: the calls without an outcome. */
  changed(agent: AgentView, t: number, open: Iterable<CallView>): void {
    const working = agent.ringing !== null || agent.talking !== null || agent.callingOut;
    // An agent who was taken off is not counted as idle, also before the status shows it.
    const busy = agent.status !== 'Available' || working || agent.takenOff;
    if (busy) agent.busyFrom ??= t;
    else agent.busyFrom = null;
    const away = agent.side !== 'inbound';
    if (away) agent.awayFrom ??= t;
    else agent.awayFrom = null;
    if (busy || away || agent.listed) agent.idleFrom = null;
    // At t = 0 an agent may have been available for a while already.
    else agent.idleFrom ??= t === 0 && !this.newsTakesTime ? Math.min(0, agent.availableSince) : t;
    if (agent.idleFrom !== null) this.#idle.add(agent);
    else if (this.#idle.delete(agent)) this.#noMoreBeside(agent, t, open);
  }

  /** Whoever waits could have been taken by somebody who is idle no more. */
  #noMoreBeside(agent: AgentView, t: number, open: Iterable<CallView>): void {
    for (const call of open) {
      if (mayTake(agent, call) && !call.tried.has(agent.agent.username)) call.besideIdleUntil = t;
    }
  }
}
