import type { Scenario } from '../scenario/scenario';
import type { LineOf, TraceLine } from '../trace/lines';
import type { ContactView, DialView, MoveView, OutboundAgentView, PreviewView } from './campaign-views';
import type { ThresholdsInForce } from './thresholds-in-force';

/** What the trace says about moves, tethers and campaigns up to now. */
export class OutboundView {
  readonly #agents = new Map<string, OutboundAgentView>();
  /** Those that were dialled or changed their state. */
  readonly contacts = new Map<string, ContactView>();
  /** Contacts with a dial that has ended and a state that does not say so. */
  readonly unsettled = new Set<ContactView>();
  readonly previews = new Map<string, PreviewView>();
  /** Previews without an outcome. */
  readonly openPreviews = new Set<PreviewView>();
  /** When the application first decided each preview, by its own log; which outcome holds, the trace says. */
  readonly previewsDecidedAt = new Map<string, number>();
  readonly moves = new Map<string, MoveView>();
  /** Agents with a tether on its way. */
  readonly pending = new Set<OutboundAgentView>();

  constructor(
    scenario: Pick<Scenario, 'agents'>,
    private readonly thresholds: ThresholdsInForce,
  ) {
    for (const agent of scenario.agents) {
      this.#agents.set(agent.username, {
        ...{ agent, status: null, side: agent.side, sideSince: agent.availableAt ?? 0 },
        ...{ tether: null, tetherEndedAt: Number.NEGATIVE_INFINITY, pending: null },
        ...{ dials: new Set(), preview: null, cutOff: null, wrapUpUntil: 0, workOverAt: 0 },
        ...{ move: null, moved: [] },
      });
    }
  }

  agent(username: string): OutboundAgentView {
    const agent = this.#agents.get(username);
    if (agent === undefined) throw new Error(`the trace names an agent ${username} whom the scenario does not have`);
    return agent;
  }

  contact(name: string): ContactView {
    const known = this.contacts.get(name);
    const contact: ContactView = known ?? {
      ...{ contact: name, state: 'open', line: null, dial: null, ended: null },
      ...{ preview: null, withdrawn: null, accepted: false },
    };
    if (known === undefined) this.contacts.set(name, contact);
    return contact;
  }

  take(line: TraceLine): void {
    switch (line.type) {
      case 'agent.side':
        this.#side(this.agent(line.agent), line.side, line.t);
        break;
      case 'agent.status':
        this.#status(this.agent(line.agent), line.status, line.t);
        break;
      case 'offer.ringing':
      case 'call.answered':
        this.#notPending(this.agent(line.agent));
        break;
      case 'threshold.applied':
        if (!this.thresholds.of(line.group)['blend/enabled']) {
          for (const agent of this.pending) if (agent.agent.group === line.group) this.#notPending(agent);
        }
        break;
      case 'move.decided': {
        const agent = this.agent(line.agent);
        const move = { decided: line, group: agent.agent.group, movingSince: agent.side === 'moving' ? line.t : null };
        agent.move = move;
        this.moves.set(line.move, move);
        break;
      }
      case 'move.completed':
      case 'move.failed':
      case 'move.cancelled':
        this.#moveOver(line);
        break;
      case 'tether.requested': {
        const agent = this.agent(line.agent);
        if (line.attempt === 1 || agent.pending === null) agent.pending = line;
        this.pending.add(agent);
        break;
      }
      case 'tether.connected': {
        const agent = this.agent(line.agent);
        this.#notPending(agent);
        agent.tether = line;
        break;
      }
      case 'tether.failed':
        this.#notPending(this.agent(line.agent));
        break;
      case 'tether.ended':
        this.#tetherEnded(this.agent(line.agent), line);
        break;
      case 'preview.offered':
        this.#shown(line);
        break;
      case 'preview.decided':
        this.#previewOver(line);
        break;
      case 'dial.started':
      case 'dial.answered':
      case 'dial.connected':
      case 'dial.abandoned':
      case 'dial.ended':
        this.#dial(line);
        break;
      case 'contact.state': {
        const contact = this.contact(line.contact);
        contact.state = line.state;
        contact.withdrawn = null;
        contact.accepted = false;
        contact.line = line;
        contact.ended = null;
        this.unsettled.delete(contact);
        break;
      }
      default:
    }
  }

  #status(agent: OutboundAgentView, status: string, t: number): void {
    // Whoever comes in the middle of the run comes to their side then; who was there at t = 0 has been for a while.
    if (agent.status === 'Offline' && status !== 'Offline' && agent.move === null) agent.sideSince = t;
    agent.status = status;
    // Whoever leaves or parks gives up a tether on its way, and that need not be told.
    if (!tetherable.has(status)) this.#notPending(agent);
  }

  #side(agent: OutboundAgentView, side: string, t: number): void {
    if (agent.side !== side && side !== 'moving') agent.sideSince = t;
    if (side === 'moving' && agent.move !== null) agent.move.movingSince ??= t;
    if (side === 'inbound') this.#notPending(agent);
    agent.side = side;
  }

  #notPending(agent: OutboundAgentView): void {
    agent.pending = null;
    this.pending.delete(agent);
  }

  #moveOver(line: LineOf<'move.completed' | 'move.failed' | 'move.cancelled'>): void {
    const agent = this.agent(line.agent);
    const move = this.moves.get(line.move);
    this.moves.delete(line.move);
    if (agent.move === move) agent.move = null;
    if (line.type !== 'move.completed') this.#notPending(agent);
    else if (move !== undefined) agent.moved.push(move.decided.t);
  }

  #shown(line: LineOf<'preview.offered'>): void {
    if (this.previews.has(line.preview)) return;
    const agent = this.agent(line.agent);
    const preview: PreviewView = { offered: line, agent, tetherEnded: null, decided: null };
    this.previews.set(line.preview, preview);
    this.openPreviews.add(preview);
    agent.preview = preview;
    const contact = this.contact(line.contact);
    contact.preview = preview;
    contact.withdrawn = null;
  }

  #previewOver(line: LineOf<'preview.decided'>): void {
    const preview = this.previews.get(line.preview);
    if (preview === undefined || preview.decided !== null) return;
    preview.decided = line;
    this.openPreviews.delete(preview);
    const { agent, offered } = preview;
    if (agent.preview === preview) agent.preview = null;
    const contact = this.contact(offered.contact);
    if (contact.preview === preview) contact.preview = null;
    // An offer that comes late may show a contact who is being shown to somebody else again.
    contact.withdrawn = line.outcome === 'withdrawn' ? line : null;
    contact.accepted = line.outcome === 'accept';
    if (line.outcome !== 'accept') agent.workOverAt = Math.max(line.t, agent.workOverAt);
  }

  #tetherEnded(agent: OutboundAgentView, line: LineOf<'tether.ended'>): void {
    if (agent.preview !== null) agent.preview.tetherEnded ??= line;
    agent.tether = null;
    agent.tetherEndedAt = line.t;
    agent.wrapUpUntil = Math.min(agent.wrapUpUntil, line.t);
    for (const dial of agent.dials) this.#part(dial);
    // After a wrong token the next attempt, or the failure, is still to come.
    if (line.why !== 'unmapped') this.#notPending(agent);
  }

  #dial(line: LineOf<'dial.started' | 'dial.answered' | 'dial.connected' | 'dial.abandoned' | 'dial.ended'>): void {
    const contact = this.contact(line.contact);
    contact.withdrawn = null;
    if (line.type === 'dial.started') contact.dial = { started: line, agent: null, connected: false };
    const { dial } = contact;
    if (dial === null) return;
    const agent = line.agent === undefined ? null : this.agent(line.agent);
    if (agent !== null && dial.agent !== agent) {
      dial.agent?.dials.delete(dial);
      agent.dials.add(dial);
      dial.agent = agent;
    }
    if (line.type === 'dial.connected' && agent !== null) {
      dial.connected = true;
      // With several lines open, the others go on for whoever is free.
      for (const other of agent.dials) if (other !== dial) this.#part(other);
    }
    if (line.type !== 'dial.ended') return;
    contact.dial = null;
    contact.ended = line;
    this.unsettled.add(contact);
    const whose = dial.agent;
    if (whose === null) return;
    whose.dials.delete(dial);
    if (dial.connected) whose.wrapUpUntil = line.t + (line.wrapUpSeconds ?? 0);
    if (line.outcome === 'failed') whose.cutOff = line;
    whose.workOverAt = Math.max(line.t, whose.wrapUpUntil);
  }

  #part(dial: DialView): void {
    dial.agent?.dials.delete(dial);
    dial.agent = null;
  }
}

/** Statuses in which a tether may be on its way. */
const tetherable: ReadonlySet<string> = new Set(['Available', 'Busy', 'AfterCallWork']);
