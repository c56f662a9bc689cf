/**
 * Calls customers and puts those who answer through to agents. A dial is started for one agent; once that agent has somebody,
 * their other dials ring on without an agent: the next idle agent gets them before anything new is dialled, and whoever answers
 * first is served first, by an idle agent or one who still waits for an answer. Nothing that rings or has answered is cut off;
 * a live answer nobody could take within 2 s is abandoned. What is dialled next, and for whom: next-dials.ts.
 */
import type { Chance } from '../../clock/scheduler';
import { connectWithinMs } from './abandon-ledger';
import type { AgentConnection } from './agent-connections';
import { CampaignRun, type Dial, type RunParts } from './campaign-run';
import type { CampaignLatency, CampaignMemory, CampaignScript } from './campaign-script';
import type { Contact } from './contact-list';
import { Conversations } from './conversations';
import { NextDials } from './next-dials';
import { linesPerAgent } from './pacing';
import { Placing } from './placing';
import { Previews } from './previews';
import { bridgeLost, connected, lineClosed, linePlaced, openLine, take } from './session-work';
import { campaignOf, mayTake, notSpokenTo, type Parted } from './tether-session';

/** What customers are called with. */
export interface DiallerParts extends Omit<RunParts, 'wake'> {
  readonly chance: Chance;
  readonly campaigns: readonly CampaignScript[];
  readonly latency: CampaignLatency;
  /** A campaign wants a new tether for the agent's next customer. */
  readonly renew: (connection: AgentConnection) => void;
  /** Whether commands are refused and events held back. */
  readonly linkDown: () => boolean;
}

/** All campaigns of one Campaign Manager, served in the order of their priorities. */
export class Dialler {
  /** In the order they are served. */
  readonly runs: readonly CampaignRun[];
  /** Ringing for nobody, oldest first. */
  readonly #orphans = new Set<Dial>();
  /** Answered and with nobody yet, longest first. */
  readonly #waiting = new Set<Dial>();
  readonly #conversations: Conversations;
  readonly previews: Previews;
  readonly #next: NextDials;
  #woken = false;

  constructor(private readonly parts: DiallerParts) {
    const wake = () => this.wake();
    const inOrder = [...parts.campaigns].sort((a, b) => a.priority - b.priority);
    this.runs = inOrder.map((script) => new CampaignRun(script, { ...parts, wake }));
    this.#conversations = new Conversations({ ...parts, wake });
    const placing = new Placing({
      ...parts,
      rung: (dial) => this.#rung(dial),
      show: (...chosen) => this.previews.offer(...chosen),
    });
    const dial = (accepted: Dial, connection: AgentConnection) => placing.accepted(accepted, connection);
    this.previews = new Previews({ ...parts, dial, wake });
    const begin = (chosen: Dial, connection: AgentConnection) => placing.chosen(chosen, connection);
    this.#next = new NextDials({ ...parts, previews: this.previews, runs: () => this.runs, begin, wake });
    for (const { memory } of parts.campaigns) if (memory) this.previews.remember(memory.previews);
  }

  start(): void {
    for (const run of this.runs) run.start();
  }

  /** The contacts of a campaign, as they are. */
  contacts(campaign: string): readonly Contact[] {
    return this.#run(campaign).list.contacts();
  }

  /** What a campaign has to remember besides its list. */
  memory(campaign: string): CampaignMemory {
    const run = this.#run(campaign);
    const own = new Set(run.list.contacts().map(({ name }) => name));
    const previews = Object.entries(this.previews.counts()).filter(([contact]) => own.has(contact));
    const ledger = run.abandons.entries(this.parts.scheduler.now());
    return { ledger, previews: Object.fromEntries(previews), stopped: run.stopped };
  }

  /** Nothing further is dialled for a campaign, and its previews are taken back; or it goes on. */
  setStopped(campaign: string, stopped: boolean): void {
    const run = this.#run(campaign);
    run.setStopped(stopped);
    if (stopped) this.previews.withdrawAll(run, 'the campaign was stopped');
  }

  /** An agent or a contact may have come free: looked at once everything else of this moment has happened. */
  wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    this.parts.scheduler.after(0, () => {
      this.#woken = false;
      this.#dispatch();
    });
  }

  /** The session changed in a way that leaves customers without their agent. */
  part(connection: AgentConnection, { session, left }: Parted): void {
    const campaign = campaignOf(connection.session);
    this.parts.connections.change(connection, session);
    if (campaign !== null) this.#leave(this.#run(campaign), left);
    this.wake();
  }

  /** The agent's tether is over, or about to be: a customer on it is cut off, the other dials go on without an agent. */
  lost(connection: AgentConnection): void {
    const { work } = connection.session;
    // What they would have been shown may be for others now.
    this.wake();
    if (work.doing === 'idle') return;
    const run = this.#run(work.campaign);
    if (work.doing === 'talking') run.ended(run.dial(work.contact), 'failed');
    if (work.doing === 'talking' || work.doing === 'wrap-up') run.agentDone(false);
    this.#leave(run, notSpokenTo(connection.session));
  }

  /** The agent was held for callers, and is needed no more. */
  letGo(connection: AgentConnection): void {
    const { standing, spent, pending } = connection.session;
    if (spent && standing === 'ready' && pending.length === 0) this.parts.renew(connection);
    this.wake();
  }

  /** The agent has had enough of the customer they talk to. */
  hangUp(connection: AgentConnection): void {
    const { work } = connection.session;
    if (work.doing !== 'talking') throw new Error(`${connection.username} talks to nobody`);
    this.#conversations.end(this.#run(work.campaign).dial(work.contact), 'agent');
  }

  /** The agent is done with the customer they talked to, before the time for it is over. */
  wrappedUp(connection: AgentConnection): void {
    const { work } = connection.session;
    if (work.doing !== 'wrap-up') throw new Error(`${connection.username} is not in wrap-up`);
    this.#conversations.wrappedUp(connection, this.#run(work.campaign));
  }

  #run(campaign: string): CampaignRun {
    const run = this.runs.find(({ name }) => name === campaign);
    if (!run) throw new Error(`there is no campaign ${JSON.stringify(campaign)}`);
    return run;
  }

  #dispatch(): void {
    for (const dial of [...this.#waiting]) this.#offer(dial);
    for (const dial of [...this.#orphans]) this.#adopt(dial);
    for (const run of this.runs) this.#next.start(run);
  }

  #adopt(dial: Dial): void {
    const connection = this.#next.forLine(dial.run);
    if (!connection) return;
    const { name, script } = dial.run;
    this.#orphans.delete(dial);
    dial.connection = connection;
    dial.promised = false;
    const session = openLine(connection.session, name, dial.contact, linesPerAgent(script.pacing));
    this.parts.connections.change(connection, linePlaced(session, dial.contact));
  }

  /** A stream of its own for each contact: the same people answer at the same attempts, whoever is dialled first. */
  #rung(dial: Dial): void {
    const { name, script } = dial.run;
    const answers = this.parts.chance.next(`campaigns/${name}/answer/${dial.contact}`) < script.answerProbability;
    this.#orphans.delete(dial);
    dial.run.rung(dial, answers);
    if (!answers) {
      if (dial.connection)
        this.parts.connections.change(dial.connection, lineClosed(dial.connection.session, dial.contact));
      return;
    }
    dial.patience = this.parts.scheduler.after(connectWithinMs, () => this.#abandon(dial));
    this.#waiting.add(dial);
    this.#offer(dial);
  }

  /** Puts a live answer through, if there is anybody: its own agent, an idle one, or one who waits for another answer. */
  #offer(dial: Dial): void {
    const { run, contact } = dial;
    const own = dial.connection && mayTake(dial.connection.session, run.name, contact) ? dial.connection : null;
    const connection = own ?? this.#next.forAnswer(run);
    if (!connection) return;
    this.#waiting.delete(dial);
    dial.connection = connection;
    dial.phase = 'bridging';
    const parted = take(connection.session, run.name, contact);
    const delayMs = this.parts.latency.bridgeMs();
    if (delayMs === 0) {
      this.part(connection, { session: connected(parted.session), left: parted.left });
      this.#conversations.begin(dial);
      return;
    }
    this.part(connection, parted);
    dial.step = this.parts.scheduler.after(delayMs, () => {
      this.parts.connections.change(connection, connected(connection.session));
      this.#conversations.begin(dial);
    });
  }

  #abandon(dial: Dial): void {
    const { connection, run } = dial;
    this.#waiting.delete(dial);
    dial.connection = null;
    run.abandoned(dial);
    if (connection) this.parts.connections.change(connection, bridgeLost(connection.session));
  }

  /** Dials that lost their agent: who was not dialled yet is open again, who rings or has answered waits for another. */
  #leave(run: CampaignRun, contacts: readonly string[]): void {
    for (const contact of contacts) {
      const dial = run.dial(contact);
      dial.connection = null;
      if (dial.phase === 'preview') this.previews.withdraw(dial, 'system', 'the agent is not on the tether any more');
      else if (dial.phase === 'reserved') run.withdrawn(dial);
      else if (dial.phase === 'ringing') this.#orphans.add(dial);
      else {
        dial.step?.cancel();
        dial.phase = 'live';
        this.#waiting.add(dial);
      }
    }
  }
}
