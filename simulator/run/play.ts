import { abilities } from '../../campaign-manager/reference/campaign-manager';
import { seededChance } from '../../clock/chance';
import { EventClock, type Pace } from '../../clock/event-clock';
import type { Chance } from '../../clock/scheduler';
import type { Decision } from '../../core/decisions/decision';
import { createConnect } from '../connect/connect';
import type { ConnectSetup } from '../connect/connect-setup';
import type { ConnectOutlets } from '../connect/world';
import { conditionsOf, type FaultNotes } from '../faults/conditions-of';
import { InvariantChecker } from '../invariants/checker';
import type { Conditions } from '../platform/conditions';
import { type Scenario, type ScenarioAgent, unlimitedCalls } from '../scenario/scenario';
import { skillsIn } from '../scenario/skills-in';
import type { Summary, TraceLine } from '../trace/lines';
import { TraceRecorder } from '../trace/recorder';
import { summarise } from '../trace/summary';
import { AppliedThresholds } from './applied-thresholds';
import { ExpectedTethers } from './expected-tethers';
import { observedDeliveries } from './observed-deliveries';
import { OutsideActs, type RealTime } from './outside-acts';
import { type PlayedAgents, playedAgents } from './played-agents';
import type { BuildApplication, Rollout, RunningApplication } from './running-application';
import { ShownPreviews } from './shown-previews';
import { type PeopleContext, scheduleOutside, startAgents, switchAtStart } from './start-agents';
import { CommandRelay, startCampaignManager } from './start-campaign-manager';

/** What is played, on what, and how it is judged. */
export interface PlayOptions {
  readonly scenario: Scenario;
  readonly build: BuildApplication;
  /** Simulated seconds; the scenario's own duration at most. */
  readonly endSeconds: number;
  readonly pace?: Pace;
  /** How late a thing may come (docs/scenarios.md#tolerance). */
  readonly toleranceSeconds: number;
  /** How early; 0.05 s unless told. */
  readonly earlySeconds?: number;
  /** Everything is carried out, for everybody, when left out. */
  readonly rollout?: Rollout;
  /** Hears of each decision the application logs. */
  readonly onDecision?: (decision: Decision, atMs: number) => void;
  /** What callers of a queue press in menus on the way there; nothing unless told. */
  readonly keysFor?: (queue: string) => string;
  /** Called before t = 0 with everything that will be told. */
  readonly watch?: (recorder: TraceRecorder) => void;
  /** Of a run that is paced, for what comes from outside. */
  readonly realTime?: RealTime;
  /** Usernames of those whom a person has taken over before. */
  readonly takenOver?: ReadonlySet<string>;
  /** Called before t = 0 with the agents, for a person to watch and take over. */
  readonly attend?: (agents: PlayedAgents) => void;
  readonly progress?: (message: string) => void;
  /** Told how to end the run early; the summary then covers what was played. */
  readonly onStop?: (stop: () => void) => void;
  /**
   * Puts more in the way of the application than the scenario's own faults do; `now` answers seconds from the start, `chance`
   * draws by the scenario's seed.
   */
  readonly disturb?: (conditions: Conditions, notes: FaultNotes, now: () => number, chance: Chance) => Conditions;
  /** Seconds the clock was held back because the machine could not keep up. */
  readonly heldBackSeconds?: () => number;
}

/** A run that has ended, with its trace. */
export interface Played {
  /** The summary is the last line. */
  readonly lines: readonly TraceLine[];
  readonly summary: Summary;
  /** What the application did wrong that no fault asked for; sentences. */
  readonly failures: readonly string[];
  readonly endSeconds: number;
}

/** Where not everybody takes part, Connect chooses: only what holds with both switches off is judged. */
const judgedAs = (scenario: Scenario, rollout: Rollout = {}): Scenario =>
  Object.keys(rollout).length === 0
    ? scenario
    : {
        ...scenario,
        groups: scenario.groups.map((group) => ({
          ...group,
          thresholds: { ...group.thresholds, 'rollout/mode': 'observe' },
        })),
      };

/** Plays one scenario on a application, from t = 0 to its end, and judges it. */
export async function play(options: PlayOptions): Promise<Played> {
  const { scenario } = options;
  const clock = new EventClock(scenario.startMs, options.pace);
  const chance = seededChance(scenario.seed);
  const recorder = new TraceRecorder(() => clock.now(), scenario.startMs);
  const checker = new InvariantChecker(judgedAs(scenario, options.rollout), {
    ...options,
    holdsAgents: abilities.includes('hold-agents'),
  });
  recorder.onLine((line) => checker.line(line));
  recorder.onNote((note) => checker.note(note));
  const failures: string[] = [];
  const failed = (message: string) => {
    if (!failures.includes(message)) failures.push(message);
  };
  const agents = new Map<string, ScenarioAgent>();
  const seconds = () => (clock.now() - scenario.startMs) / 1000;
  const notes: FaultNotes = { killed: (functionName) => checker.killed(functionName, seconds()) };
  const asked = conditionsOf(scenario, clock, chance, notes);
  const deliveries = observedDeliveries(options.disturb?.(asked, notes, seconds, chance) ?? asked, (agentArn, lost) => {
    const username = agents.get(agentArn.slice(agentArn.lastIndexOf('/') + 1))?.username;
    if (username === undefined) return;
    if (lost) checker.agentEventLost(username, seconds());
    else checker.agentEventDelivered(username, seconds());
  });
  const thresholds = new AppliedThresholds(scenario);
  const concurrentCalls = scenario.quotas.concurrentCalls ?? unlimitedCalls;
  const line = new CommandRelay(clock, deliveries.conditions);
  const tethers = new ExpectedTethers();
  const previews = new ShownPreviews();
  const fromOutside = new OutsideActs(clock, options.realTime ?? null);
  let application: RunningApplication | null = null;
  try {
    application = await options.build({
      scenario,
      rollout: options.rollout ?? {},
      scheduler: clock,
      chance,
      conditions: deliveries.conditions,
      createConnect: (setup: ConnectSetup, outlets: ConnectOutlets) =>
        createConnect({
          setup: withOwn(setup, scenario),
          scheduler: clock,
          chance,
          outlets: deliveries.outlets(outlets),
          switches: scenario.platform,
          quotas: { concurrentCalls },
          flowLambdaDelayMs: () => deliveries.conditions.hopDelayMs('flow-lambda'),
        }),
      commands: line,
      decided: (decision, atMs) => {
        options.onDecision?.(decision, atMs);
        recorder.decided(decision, atMs);
        tethers.decided(decision);
        previews.decided(decision);
        if (decision.type === 'reconcile.done')
          checker.reconciled(seconds(), seconds() - Number(decision.inputs['seconds']));
        if (decision.type === 'preview.decided')
          checker.previewDecided(decision.previewId, (decision.at - scenario.startMs) / 1000);
        if (decision.type === 'thresholds.applied') thresholds.applied(decision.group);
        if (decision.type === 'state.repaired' && decision.what === 'agent') {
          const mended = agents.get(decision.id)?.username;
          if (mended !== undefined) checker.agentEventDelivered(mended, seconds());
        }
      },
      failed,
      progress: options.progress ?? (() => {}),
    });
    application.connect.observe((fact) => recorder.observe(fact));
    const campaignManager = startCampaignManager({
      application,
      scenario,
      scheduler: clock,
      chance,
      conditions: deliveries.conditions,
      recorder,
      failed,
    });
    line.connect(campaignManager);
    // It is heard of before the first agent comes: else their tethers would wait for it.
    await clock.run(scenario.startMs);
    const context: PeopleContext = {
      application,
      scenario,
      scheduler: clock,
      chance,
      recorder,
      thresholds,
      tethers,
      previews,
      agents,
      persons: new Map(),
      takenOver: options.takenOver ?? new Set(),
      campaignManager,
      keysFor: options.keysFor ?? (() => ''),
      acts: (username, act) => checker.acts(username, act, seconds()),
    };
    switchAtStart(context);
    const people = startAgents(context);
    for (const username of context.takenOver) {
      if (context.persons.has(username)) checker.takenOver(username, seconds());
    }
    options.attend?.(
      playedAgents({
        connect: application.connect,
        persons: context.persons,
        acts: fromOutside,
        chooses(username, act) {
          if (act === null) checker.wishesNothing(username, seconds());
          else context.acts(username, act);
        },
        changesHands(username, to) {
          if (to === 'person') checker.takenOver(username, seconds());
          recorder.changesHands(username, to);
        },
      }),
    );
    options.watch?.(recorder);
    options.onStop?.(() => clock.stop());
    recorder.begin(scenario.groups.map((group) => group.name));
    await clock.run(scenario.startMs);
    scheduleOutside(context, people);
    await clock.run(scenario.startMs + options.endSeconds * 1000);
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
  } finally {
    fromOutside.close();
    await application?.close();
  }
  const endSeconds = seconds();
  const violations = checker.finish(endSeconds, recorder.lines);
  const summary = summarise(recorder.lines, {
    endSeconds,
    heldBackSeconds: options.heldBackSeconds?.() ?? 0,
    violations,
  });
  return { lines: [...recorder.lines, { t: endSeconds, type: 'summary', ...summary }], summary, failures, endSeconds };
}

/** What an instance has of its own, which no stack of ours makes: a status for breaks, and the skills agents have. */
function withOwn(setup: ConnectSetup, scenario: Scenario): ConnectSetup {
  const pause = { id: 'break', arn: `${setup.instanceArn}/agent-state/break`, name: 'Break' };
  return {
    ...setup,
    statuses: [...setup.statuses, pause],
    predefinedAttributes: [...setup.predefinedAttributes, ...skillsIn(scenario)],
  };
}
