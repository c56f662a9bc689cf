import type { CampaignManager } from '../../campaign-manager/reference/campaign-manager';
import type { Chance, Scheduler } from '../../clock/scheduler';
import { type WorldSwitch, worldSwitches } from '../faults/world-switches';
import { createAgent, type SimulatedAgent } from '../people/agent';
import type { AgentAct, AgentScript } from '../people/agent-script';
import { type CallerScript, createCaller } from '../people/caller';
import { createPeopleWorld, type PeopleWorld } from '../people/people-world';
import { actSeconds, wrapUpTimes } from '../scenario/agent-behaviour';
import { type CallTimes, expandCalls, type PlannedCall } from '../scenario/arrivals';
import { type Scenario, type ScenarioAgent, showsPreviews, type TimelineAct } from '../scenario/scenario';
import type { TraceLine } from '../trace/lines';
import type { TraceRecorder } from '../trace/recorder';
import type { AppliedThresholds } from './applied-thresholds';
import type { ExpectedTethers } from './expected-tethers';
import type { RunningApplication } from './running-application';
import type { ShownPreviews } from './shown-previews';

/** What the agents and callers of a scenario need to act. */
export interface PeopleContext {
  readonly application: RunningApplication;
  readonly scenario: Scenario;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly recorder: TraceRecorder;
  readonly thresholds: AppliedThresholds;
  readonly tethers: ExpectedTethers;
  readonly previews: ShownPreviews;
  /** `null` without campaigns. */
  readonly campaignManager: CampaignManager | null;
  /** What callers of a queue press in menus on the way there. */
  readonly keysFor: (queue: string) => string;
  /** Hears of what agents do by their timelines, right before they do it. */
  readonly acts: (username: string, act: TimelineAct['do']) => void;
  /** Filled by user id. */
  readonly agents: Map<string, ScenarioAgent>;
  /** Filled by username. */
  readonly persons: Map<string, SimulatedAgent>;
  /** Usernames of those whom a person at this machine has taken over before the run. */
  readonly takenOver: ReadonlySet<string>;
}

/** Starts the agents: everybody logs in at t = 0, some with a status that has lasted since before. */
export function startAgents(context: PeopleContext): PeopleWorld {
  const { application, scenario, scheduler, chance, recorder, previews, agents } = context;
  const people = createPeopleWorld({
    connect: application.connect,
    scheduler,
    startMs: scenario.startMs,
    backend: {
      refusalVerdict: (userId, contactId, shown) => application.refusalVerdict(userId, contactId, shown),
      expectedTether: (userId) => context.tethers.expectedBy(userId),
      openPreview: (userId) => previews.openFor(userId),
      answerPreview: (userId, previewId, answer) => application.answerPreview(userId, previewId, answer),
      // Whether a page is watched matters to previews only.
      heartbeat: showsPreviews(scenario) ? (userId) => application.pageHeartbeat(userId) : null,
    },
  });
  for (const group of scenario.groups) {
    for (const queue of group.queues) recorder.registerQueue(queue, ...application.queueIds(queue));
  }
  const persons = scenario.agents.map((given) => {
    const person = createAgent(
      people,
      scriptOf(given, application.routingProfileOf(given.group, given.kind, given.side), chance),
    );
    agents.set(person.userId, given);
    context.persons.set(given.username, person);
    if (context.takenOver.has(given.username)) person.takeOver();
    previews.onShown(person.userId, (previewId) => person.previewShown(previewId));
    recorder.registerAgent(given.username, person.userId, given.side);
    return { person, given };
  });
  const listening = persons.filter(({ given }) => given.timeline.some((entry) => 'on' in entry));
  recorder.onLine((line) => {
    for (const { person, given } of listening) followTimeline(context, person, given, line);
  });
  for (const { person, given } of persons) {
    for (const entry of given.timeline) {
      if (!('at' in entry)) continue;
      scheduler.at(scenario.startMs + entry.at * 1000, () => {
        if (!person.isTakenOver()) context.acts(given.username, entry.do);
      });
    }
    person.start();
  }
  return people;
}

const scriptOf = (given: ScenarioAgent, routingProfileId: string, chance: Chance): AgentScript => ({
  username: given.username,
  routingProfileId,
  proficiencies: given.proficiencies,
  availableAt: given.availableAt,
  offers: given.offers.map((offer) => {
    if (offer.do === 'miss') return 'miss';
    return offer.do === 'answer' ? { answerAfter: offer.afterSeconds } : { declineAfter: offer.afterSeconds };
  }),
  previews: given.previews.map((preview) =>
    preview.do === 'ignore' ? 'ignore' : { answer: preview.do, after: preview.afterSeconds },
  ),
  afterMiss: given.availableAfterMiss === null ? 'stay' : { availableAfter: given.availableAfterMiss },
  page: given.page,
  wrapUpSeconds: wrapUpTimes(given, chance),
  timeline: given.timeline.flatMap((entry) =>
    'at' in entry ? [{ at: entry.at, do: actOf(given, entry, chance) }] : [],
  ),
});

function actOf(given: ScenarioAgent, entry: TimelineAct, chance: Chance): AgentAct {
  if (entry.do !== 'call-out' && entry.do !== 'task') return entry.do;
  const seconds = () => actSeconds(given, entry.talk, chance);
  return entry.do === 'task' ? { taskSeconds: seconds } : { callOut: entry.outcome, talkSeconds: seconds };
}

/** Timeline entries that wait for a trace event about their agent. */
function followTimeline(
  { scheduler, chance, acts }: PeopleContext,
  person: SimulatedAgent,
  given: ScenarioAgent,
  line: TraceLine,
): void {
  if (!('agent' in line) || line.agent !== given.username) return;
  for (const entry of given.timeline) {
    if (!('on' in entry) || entry.on !== line.type) continue;
    scheduler.after(entry.afterSeconds * 1000, () => {
      if (!person.isTakenOver()) acts(given.username, entry.do);
      person.act(actOf(given, entry, chance));
    });
  }
}

/** What holds from second 0 on, before anybody comes: a fault that begins then is there for the first agent, too. */
export function switchAtStart(context: PeopleContext): void {
  for (const change of worldSwitches(context.scenario)) if (change.at <= 0) switchWorld(context, change);
}

/** Everything that will come from outside after the start: callers, admins' edits, closed hours, throttling. */
export function scheduleOutside(context: PeopleContext, people: PeopleWorld): void {
  const { application, scenario, scheduler, chance, recorder, thresholds, agents, keysFor } = context;
  const at = (seconds: number, task: () => void | Promise<void>) =>
    scheduler.at(scenario.startMs + seconds * 1000, task);
  for (const change of worldSwitches(scenario)) if (change.at > 0) at(change.at, () => switchWorld(context, change));
  for (const [index, move] of scenario.manualMoves.entries()) {
    const userId = [...agents].find(([, agent]) => agent.username === move.agent)?.[0];
    if (userId === undefined) continue;
    const group = agents.get(userId)?.group ?? '';
    at(move.at, () =>
      application.requestMove({
        group,
        manual: { requestId: `scenario-${index + 1}`, agentId: userId, to: move.to, by: 'a supervisor' },
      }),
    );
  }
  for (const change of scenario.thresholdChanges) {
    at(change.at, () => {
      // All edits first: the application is to find the whole set, as it would after an admin's last click.
      for (const [name, value] of Object.entries(change.set)) thresholds.edit(change.group, name, value);
      for (const [name, value] of Object.entries(change.set)) application.putParameter(change.group, name, value);
    });
  }
  for (const [index, call] of expandCalls(scenario, chance).entries()) {
    at(call.at, async () => {
      const caller = createCaller(people, callerOf(call, application, index, keysFor(call.queue)));
      recorder.registerCall({ id: call.id, queue: call.queue }, await caller.dial());
    });
  }
}

function switchWorld({ application, campaignManager }: PeopleContext, change: WorldSwitch): void {
  switch (change.kind) {
    case 'throttled':
      application.connect.setThrottled(change.on);
      break;
    case 'closed':
      application.connect.setClosed(application.queueIds(change.queue)[0] ?? change.queue, change.on);
      break;
    case 'campaign-manager-down':
      campaignManager?.setDown(change.on);
      break;
    case 'campaign-manager-slow':
      campaignManager?.setSlow(change.delaySeconds === null ? null : change.delaySeconds * 1000);
      break;
    default:
      campaignManager?.setTetherFault(change.agent, change.kind, change.on);
  }
}

const callerOf = (call: PlannedCall, application: RunningApplication, index: number, keys: string): CallerScript => ({
  number: application.numberOf(call.queue, call.requires),
  // The caller's number only has to be different each time.
  from: `+1555${String(index).padStart(7, '0')}`,
  keys,
  ...timesOf(call),
  transfer: call.transfer && {
    afterSeconds: call.transfer.afterSeconds,
    queueId: application.queueIds(call.transfer.queue)[0] ?? call.transfer.queue,
    afterwards: timesOf(call.transfer),
  },
});

const timesOf = (times: CallTimes) => ({
  patienceSeconds: () => times.patienceSeconds,
  talkSeconds: () => times.talkSeconds,
  voicemailSeconds: () => times.voicemailSeconds,
});
