/** From the moment customer and agent hear each other to the end of the work about it, and what the agent is then. */
import type { Scheduled, Scheduler } from '../../clock/scheduler';
import type { AgentConnection, AgentConnections } from './agent-connections';
import type { CampaignRun, Dial } from './campaign-run';
import { customerGone, workDone } from './session-work';
import { isFree, type TetherSession } from './tether-session';

/** What conversations are held with. */
export interface ConversationParts {
  readonly scheduler: Scheduler;
  readonly connections: AgentConnections;
  /** A campaign wants a new tether for the agent's next customer. */
  readonly renew: (connection: AgentConnection) => void;
  /** An agent may have come free. */
  readonly wake: () => void;
}

/** The conversations and wrap-ups of all campaigns. */
export class Conversations {
  /** Ends of wrap-ups to come. */
  readonly #wrapUps = new Map<AgentConnection, Scheduled>();

  constructor(private readonly parts: ConversationParts) {}

  /** The customer has been put through, and hangs up when they have talked for as long as the campaign's script says. */
  begin(dial: Dial): void {
    dial.run.connected(dial);
    const talkMs = dial.run.script.talkSeconds(dial.contact) * 1000;
    dial.step = this.parts.scheduler.after(talkMs, () => this.end(dial, 'customer'));
  }

  /** One of them hangs up; the agent wraps up for as long as the script says. */
  end(dial: Dial, by: 'customer' | 'agent'): void {
    const { run, connection, contact } = dial;
    const wrapUpSeconds = run.script.wrapUpSeconds(contact);
    run.ended(dial, 'completed', { wrapUpSeconds, by });
    if (!connection) return;
    const wrapUpMs = wrapUpSeconds * 1000;
    const after = customerGone(connection.session);
    if (wrapUpMs === 0) {
      this.#finish(connection, after, run);
      return;
    }
    this.parts.connections.change(connection, after);
    const over = () => {
      this.#wrapUps.delete(connection);
      if (this.parts.connections.isTaken(connection)) this.#finish(connection, connection.session, run);
    };
    this.#wrapUps.set(connection, this.parts.scheduler.after(wrapUpMs, over));
  }

  /** An agent in wrap-up is done before its time is over. */
  wrappedUp(connection: AgentConnection, run: CampaignRun): void {
    this.#wrapUps.get(connection)?.cancel();
    this.#wrapUps.delete(connection);
    this.#finish(connection, connection.session, run);
  }

  /** The work about a customer is done: the agent is idle, or gets a new tether; who was asked for is given back. */
  #finish(connection: AgentConnection, wrappingUp: TetherSession, run: CampaignRun): void {
    const done = workDone(wrappingUp, this.parts.scheduler.now());
    if (!run.script.freshTether || !isFree(done)) {
      this.parts.connections.change(connection, done);
    } else if (done.held) {
      // A caller waits: the agent is told as idle, and gets a tether for the next customer only if nobody asks for the agent.
      this.parts.connections.change(connection, { ...done, spent: true });
    } else {
      // Not told as idle: an agent whose tether is ending must not be counted on.
      connection.session = done;
      this.parts.renew(connection);
    }
    run.agentDone(true);
    this.parts.wake();
  }
}
