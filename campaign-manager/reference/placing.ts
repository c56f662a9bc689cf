/** From a contact that was chosen for an agent to the number that rings: shown first where the campaign does, then dialled. */
import type { Scheduler } from '../../clock/scheduler';
import type { AgentConnection, AgentConnections } from './agent-connections';
import type { Dial } from './campaign-run';
import type { CampaignLatency } from './campaign-script';
import { linesPerAgent } from './pacing';
import type { Previews } from './previews';
import { chooseForPreview, lineClosed, linePlaced, openLine, previewAccepted } from './session-work';
import type { TetherSession } from './tether-session';

/** What numbers are dialled with. */
export interface PlacingParts {
  readonly scheduler: Scheduler;
  readonly connections: AgentConnections;
  readonly latency: CampaignLatency;
  /** Shows a chosen contact to its agent. */
  readonly show: Previews['offer'];
  /** A number has rung for as long as the campaign's script says. */
  readonly rung: (dial: Dial) => void;
}

/** Dials on their way to ring. Between the choice and the number as much time passes as the Campaign Manager takes. */
export class Placing {
  constructor(private readonly parts: PlacingParts) {}

  /** A contact was chosen for an agent who has room for it. */
  chosen(dial: Dial, connection: AgentConnection): void {
    const { latency, connections, scheduler, show } = this.parts;
    const { name, script } = dial.run;
    const { pacing } = script;
    if (pacing.mode !== 'preview') {
      const { contact, promised } = dial;
      this.#dialSoon(dial, connection, openLine(connection.session, name, contact, linesPerAgent(pacing), promised));
      return;
    }
    const chosen = chooseForPreview(connection.session, name, dial.contact);
    const delayMs = latency.dialMs();
    if (delayMs === 0) {
      // Not told as reserved: no time passes in it.
      connection.session = chosen;
      show(dial, connection, pacing);
      return;
    }
    connections.change(connection, chosen);
    dial.step = scheduler.after(delayMs, () => show(dial, connection, pacing));
  }

  /** The agent has accepted the contact they were shown. */
  accepted(dial: Dial, connection: AgentConnection): void {
    this.#dialSoon(dial, connection, previewAccepted(connection.session, dial.promised));
  }

  /** `session`: with the line that is about to be dialled. */
  #dialSoon(dial: Dial, connection: AgentConnection, session: TetherSession): void {
    const { latency, connections, scheduler } = this.parts;
    const delayMs = latency.dialMs();
    if (delayMs === 0) {
      this.#place(dial, connection, session);
      return;
    }
    connections.change(connection, session);
    dial.step = scheduler.after(delayMs, () => this.#place(dial, connection, connection.session));
  }

  #place(dial: Dial, connection: AgentConnection, session: TetherSession): void {
    const { connections, scheduler, rung } = this.parts;
    const { run, contact } = dial;
    if (!run.placed(dial)) {
      connections.change(connection, lineClosed(session, contact));
      return;
    }
    connections.change(connection, linePlaced(session, contact));
    dial.step = scheduler.after(run.script.ringSeconds(contact) * 1000, () => rung(dial));
  }
}
