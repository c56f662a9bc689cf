import type { Scenario, TimelineAct } from '../scenario/scenario';
import type { TraceLine, Violation } from '../trace/lines';
import type { TraceNote } from '../trace/trace-writer';
import { freeAgentsCome } from './free-agents-come';
import { healed } from './healed';
import type { Deadline, Finding, Invariant, Judgement } from './invariant';
import { Kills } from './kills';
import { lastWishIsDone, lastWishIsStatus } from './last-wish';
import { longestAvailableFirst } from './longest-available-first';
import { movesFinish } from './moves-finish';
import { movesWithinBounds } from './moves-within-bounds';
import { noCutOff } from './no-cut-off';
import { noOneVanishes, noWaitWithoutEnd } from './no-wait-without-end';
import { nobodyWaitsBesideIdle } from './nobody-waits-beside-idle';
import { oneRingAtATime } from './one-ring-at-a-time';
import { contactsSettle, oneStatePerContact } from './one-state-per-contact';
import { customersOnTethersOnly, oneVoiceContact } from './one-voice-contact';
import { oneOutcomePerPreview, previewsDecidedInTime, previewsEnd, previewsYieldByWithdrawal } from './previews';
import { refusalsRemembered } from './refusals-remembered';
import { ringsEnd, slotsExpire } from './slots-expire';
import type { AgentView } from './views';
import { WorldView } from './world-view';

const invariants: readonly Invariant[] = [
  oneRingAtATime,
  longestAvailableFirst,
  noOneVanishes,
  oneVoiceContact,
  customersOnTethersOnly,
  slotsExpire,
  oneStatePerContact,
  oneOutcomePerPreview,
  previewsDecidedInTime,
  noCutOff,
  previewsYieldByWithdrawal,
  movesWithinBounds,
  refusalsRemembered,
  lastWishIsStatus,
  freeAgentsCome,
];

/** A reconcile leaves alone what may still be told. */
const onTheWaySeconds = 5;

function heardAgain(agent: AgentView, t: number): void {
  if (agent.eventLost) agent.heardAgainAt = t;
  agent.eventLost = false;
}

/** What the checker is told: a line of the trace, or something that stands in none. */
type Told = { readonly t: number } & ({ readonly line: TraceLine } | { readonly apply: () => void });

/**
 * Checks the invariants of docs/scenarios.md#invariants. Feed it every line as it is written, tell it
 * about faults as they strike, then `finish`. A line may be written after later ones (a decision is read late, but says
 * when the thing happened), so the trace is judged when it is complete, in order of `t`.
 */
export class InvariantChecker {
  readonly #view: WorldView;
  readonly #findings: Finding[] = [];
  readonly #told: Told[] = [];
  #now = 0;
  /** How many events of each agent were lost so far. */
  readonly #losses = new Map<string, number>();
  readonly #kills = new Kills();
  readonly #deadlines: readonly Deadline[] = [
    noWaitWithoutEnd(),
    ringsEnd(),
    movesFinish(),
    previewsEnd(),
    contactsSettle(),
    lastWishIsDone(),
    nobodyWaitsBesideIdle(),
    healed(),
  ];
  readonly #judgement: Judgement;

  constructor(
    scenario: Scenario,
    options: {
      readonly toleranceSeconds?: number;
      readonly earlySeconds?: number;
      readonly holdsAgents?: boolean;
    } = {},
  ) {
    this.#view = new WorldView(scenario);
    this.#judgement = {
      scenario,
      toleranceSeconds: options.toleranceSeconds ?? 2,
      holdsAgents: options.holdsAgents ?? false,
      earlySeconds: options.earlySeconds ?? 0.05,
      killDelaySeconds: (from) => this.#kills.delaySeconds(from),
      plannerKilledAt: () => this.#kills.plannerAt,
      wasTickKilled: (from, to) => this.#kills.wasTickKilled(from, to),
    };
  }

  /** The next line of the trace. */
  line(line: TraceLine): void {
    this.#now = Math.max(this.#now, line.t);
    this.#told.push({ t: line.t, line });
  }

  /** What the application says besides the trace: a plan that names nobody ends the call's claim. */
  note(note: Pick<TraceNote, 'kind' | 'call' | 't'>): void {
    const { kind, call, t } = note;
    const planned = kind === 'offer.open' || kind === 'offer.restricted' || kind === 'offer.held';
    if (planned && call !== null) this.#tell(t, () => this.#view.unplanned(call, t));
  }

  /**
   * The application decided a preview at `t`, whatever comes of it: the Campaign Manager may hear of it too late. Said again by
   * a function that is run again, or decided otherwise later: the first time counts.
   */
  previewDecided(preview: string, t: number): void {
    const { previewsDecidedAt } = this.#view.outbound;
    this.#tell(t, () => {
      if (!previewsDecidedAt.has(preview)) previewsDecidedAt.set(preview, t);
    });
  }

  /**
   * An event of this agent was lost on its way to the application at `t`, by default the time of the last line: not counted until
   * the next one or a reconcile.
   */
  agentEventLost(username: string, t = this.#now): void {
    this.#losses.set(username, (this.#losses.get(username) ?? 0) + 1);
    this.#tell(t, () => {
      const agent = this.#view.agent(username);
      agent.eventLost = true;
      agent.lostAt.push(t);
      agent.lastLostAt = t;
      agent.placeUnknown = true;
      agent.lostInThisPlace = true;
    });
  }

  /** An event of this agent was sent at `t` and is not lost: it is here within the tolerance. */
  agentEventDelivered(username: string, t = this.#now): void {
    const here = t + this.#judgement.toleranceSeconds;
    const before = this.#losses.get(username) ?? 0;
    this.#tell(here, () => {
      const agent = this.#view.agent(username);
      // One that was lost since is not made up for by it.
      if (agent.lostAt.length === before) heardAgain(agent, here);
    });
  }

  /**
   * A person works the agent's softphone since `t`, by whatever page: what our own page does by itself is promised no more, for the
   * rest of the run.
   */
  takenOver(username: string, t: number): void {
    this.#tell(t, () => this.#view.takenOver(username));
  }

  /** An agent acts now, as their timeline says. */
  acts(username: string, act: TimelineAct['do'], t: number): void {
    this.#tell(t, () => this.#view.acts(username, act, t));
  }

  /** A person sets a status that says nothing of what they want to be: what they wished for before counts no more. */
  wishesNothing(username: string, t: number): void {
    this.#tell(t, () => this.#view.wishes.forget(username));
  }

  /**
   * The application compared all its agents with Connect's own view, in a round that began at `begunAt`. What happened within
   * the seconds before an agent is read it leaves to the next round: its event may still be on its way.
   */
  reconciled(t = this.#now, begunAt = t): void {
    this.#tell(t, () => {
      for (const agent of this.#view.agents.values()) {
        if (agent.lastLostAt <= begunAt - onTheWaySeconds) heardAgain(agent, t);
      }
    });
  }

  /** A function was killed at `t` by lambda-crash. */
  killed(functionName: string, t: number): void {
    this.#tell(t, () => this.#kills.killed(functionName, t));
  }

  /** Judges up to the end of the run and answers all violations with line numbers in `trace`, counted from 1. */
  finish(endSeconds: number, trace: readonly TraceLine[]): readonly Violation[] {
    for (const told of this.#told.sort((a, b) => a.t - b.t)) {
      if ('apply' in told) told.apply();
      else this.#judge(told.line);
    }
    this.#passTime(endSeconds);
    const numbers = new Map(trace.map((line, index) => [line, index + 1]));
    return this.#findings.map(({ invariant, message, lines }) => ({
      invariant,
      message,
      lines: lines.flatMap((line) => numbers.get(line) ?? []),
    }));
  }

  #tell(t: number, apply: () => void): void {
    this.#told.push({ t, apply });
  }

  #judge(line: TraceLine): void {
    this.#passTime(line.t);
    for (const invariant of invariants) this.#findings.push(...invariant(line, this.#view, this.#judgement));
    this.#view.take(line);
  }

  #passTime(t: number): void {
    for (const deadline of this.#deadlines) this.#findings.push(...deadline(t, this.#view, this.#judgement));
  }
}
