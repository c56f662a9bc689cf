/** Which contact is dialled next, or shown, and for which agent. */
import type { Scheduler } from '../../clock/scheduler';
import type { AgentConnection, AgentConnections } from './agent-connections';
import type { CampaignRun, Dial } from './campaign-run';
import { byNextLine, dialsToStart, type LineCandidate, linesPerAgent } from './pacing';
import type { Previews } from './previews';
import { freeFor, teamOf } from './team';
import { campaignOf, keepsPromise, linesOf, mayOpenLine } from './tether-session';

/** What the next dials are chosen with. */
export interface NextDialsParts {
  readonly scheduler: Scheduler;
  readonly connections: AgentConnections;
  readonly previews: Pick<Previews, 'nextAt' | 'heldBackFrom'>;
  /** All campaigns. */
  readonly runs: () => readonly CampaignRun[];
  /** A contact was chosen for an agent. */
  readonly begin: (dial: Dial, connection: AgentConnection) => void;
  readonly wake: () => void;
}

/**
 * Chooses contacts and agents: promised call-backs first, then as many dials as the pacing of the campaign allows, each for
 * whoever has been idle longest.
 */
export class NextDials {
  constructor(private readonly parts: NextDialsParts) {}

  /** Starts what a campaign should start now. */
  start(run: CampaignRun): void {
    this.#keepPromises(run);
    if (run.available === 0) return;
    const { scheduler, connections, begin } = this.parts;
    const team = teamOf(run, connections);
    const learnt = () => ({ ...team, rates: run.rates(), judgement: run.abandons.judgement(scheduler.now()) });
    const { dials, reason } = dialsToStart(run.script.pacing, { ...team, callsAvailable: run.available }, learnt);
    const withNone = new Set<AgentConnection>();
    for (let count = 0; count < dials && run.available > 0; ) {
      const connection = this.forLine(run, withNone);
      if (!connection) return;
      const dial = run.choose(connection, reason, this.#leftOut(connection, run));
      if (dial) {
        begin(dial, connection);
        count++;
      } else withNone.add(connection);
    }
  }

  /** Who gets one more line of a campaign; `withNone`: those for whom there is no contact. */
  forLine(run: CampaignRun, withNone: ReadonlySet<AgentConnection> = new Set()): AgentConnection | null {
    const lines = linesPerAgent(run.script.pacing);
    const connections = freeFor(run, this.parts.connections).filter(
      (connection) => !withNone.has(connection) && this.#mayGet(connection, run, lines),
    );
    return first(connections, ({ session }) => linesOf(session).length);
  }

  /** Who gets somebody who has answered and has no agent: an idle one, or one who waits for another answer. */
  forAnswer(run: CampaignRun): AgentConnection | null {
    const connections = freeFor(run, this.parts.connections).filter(({ session }) => !keepsPromise(session));
    return first(connections, ({ session }) => (campaignOf(session) === null ? 0 : 1));
  }

  /** Call-backs promised to an agent are made by them, before anything else of the campaign. */
  #keepPromises(run: CampaignRun): void {
    // Nearly always: nothing was promised to anybody.
    if (!run.list.hasPromised()) return;
    for (const connection of freeFor(run, this.parts.connections)) {
      if (run.promisedTo(connection.agentId) === 0) continue;
      const leftOut = this.#leftOut(connection, run);
      if (run.promisedTo(connection.agentId, leftOut) === 0 || !this.#mayGet(connection, run, 1)) continue;
      const dial = run.choose(connection, `a call-back promised by ${connection.username}`, leftOut);
      if (dial) this.parts.begin(dial, connection);
    }
  }

  /** Contacts the agent was shown and did not take: not again while they may be shown another, or somebody else this one. */
  #leftOut(connection: AgentConnection, run: CampaignRun): ReadonlySet<string> | undefined {
    if (run.script.pacing.mode !== 'preview') return undefined;
    const { agentId, session } = connection;
    const own = this.parts.runs().filter(({ name }) => session.campaigns.includes(name));
    const open = own.reduce((sum, each) => sum + each.available + each.promisedTo(agentId), 0);
    const somebodyElse = [...this.parts.connections.all()].some(
      (other) =>
        other !== connection && other.session.standing !== 'coming' && other.session.campaigns.includes(run.name),
    );
    return this.parts.previews.heldBackFrom(
      agentId,
      run,
      (contact) => open > 1 || (somebodyElse && !run.list.isPromisedTo(agentId, contact)),
    );
  }

  /** Whether one more contact of a campaign may be dialled for the agent, or shown to them. */
  #mayGet({ agentId, session }: AgentConnection, run: CampaignRun, lines: number): boolean {
    if (!mayOpenLine(session, run.name, lines)) return false;
    if (run.script.pacing.mode !== 'preview') return true;
    const { scheduler, previews, wake } = this.parts;
    const nextAt = previews.nextAt(agentId);
    if (nextAt <= scheduler.now()) return true;
    scheduler.at(nextAt, wake);
    return false;
  }
}

/** The connection that ranks lowest, then the one idle longest, then by username. */
const first = (
  connections: readonly AgentConnection[],
  rank: (connection: AgentConnection) => number,
): AgentConnection | null => {
  let best: AgentConnection | null = null;
  let bestRanks: LineCandidate | null = null;
  for (const connection of connections) {
    const { username, session } = connection;
    const ranks = { lines: rank(connection), idleSince: session.idleSince, username };
    if (bestRanks !== null && byNextLine(ranks, bestRanks) >= 0) continue;
    best = connection;
    bestRanks = ranks;
  }
  return best;
};
