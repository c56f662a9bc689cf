import type { ScenarioCampaign } from '../../campaign-manager/reference/campaigns/campaigns';
import { draw, type Source } from '../../campaign-manager/reference/campaigns/distributions';
import type { Chance } from '../../clock/scheduler';
import type { PreviewAnswer } from '../../core/agent/steps/preview';
import type { Proficiency } from '../../core/group/proficiency';
import type { PlatformSwitches } from '../connect/world';
import type { FaultFile } from './fault-schema';
import { resolveCampaign } from './resolve-campaign';
import type { ScenarioFile } from './schema';

/** A scenario ready to run: defaults filled, people expanded, every reference known to be good. Times are seconds from t = 0. */
export interface Scenario {
  readonly name: string;
  readonly seed: number;
  readonly durationSeconds: number;
  /** t = 0 as milliseconds since the epoch. */
  readonly startMs: number;
  readonly latency: 'none' | 'typical';
  readonly groups: readonly ScenarioGroup[];
  /** In file order: `agents`, then `people` (`a1`, `a2`, ...). */
  readonly agents: readonly ScenarioAgent[];
  readonly calls: readonly ScenarioCall[];
  readonly arrivals: readonly ScenarioArrivals[];
  /** In file order; each belongs to one group. */
  readonly campaigns: readonly ScenarioCampaign[];
  /** In order of `at`, ties in file order. */
  readonly manualMoves: readonly ManualMove[];
  /** In order of `at`, ties in file order. Values may be nonsense on purpose. */
  readonly thresholdChanges: readonly ThresholdChange[];
  /** `concurrentCalls` null: as many as the scenario needs. */
  readonly quotas: { readonly concurrentCalls: number | null; readonly reservedInboundCalls: number };
  readonly platform: PlatformSwitches;
  readonly faults: readonly Fault[];
}

export interface ScenarioGroup {
  readonly name: string;
  readonly queues: readonly string[];
  readonly campaigns: readonly string[];
  /** As text, the way Parameter Store holds them. */
  readonly thresholds: Readonly<Record<string, string>>;
  readonly closed: readonly (readonly [from: number, to: number])[];
  /** What its callers ask of agents: `none`, or `Name=Value>=Level` joined by commas. */
  readonly requires: string;
  /** By queue, 1 first; queues left out have 1. */
  readonly queuePriorities: Readonly<Record<string, number>>;
}

export interface ScenarioAgent {
  readonly username: string;
  readonly group: string;
  /** The queues of the group, all of which the agent serves. */
  readonly queues: readonly string[];
  readonly kind: 'blended' | 'inbound' | 'outbound';
  /** Where they start: outbound always for kind outbound, inbound for kind inbound. */
  readonly side: 'inbound' | 'outbound';
  /** Null: stays Offline until the timeline says otherwise. */
  readonly availableAt: number | null;
  /** At least one; the last repeats. */
  readonly offers: readonly OfferBehaviour[];
  /** At least one; the last repeats. */
  readonly previews: readonly PreviewBehaviour[];
  /** Null: stays in "Missed call". */
  readonly availableAfterMiss: number | null;
  readonly proficiencies: readonly Proficiency[];
  readonly page: 'ours' | 'plain-ccp' | 'closed';
  readonly wrapUp: Source;
  readonly timeline: readonly TimelineEntry[];
}

export type OfferBehaviour =
  | { readonly do: 'answer' | 'decline'; readonly afterSeconds: number }
  | { readonly do: 'miss' };

export type PreviewBehaviour =
  | { readonly do: PreviewAnswer; readonly afterSeconds: number }
  | { readonly do: 'ignore' };

type TimelineFile = ScenarioFile['agents'][number]['timeline'][number];

export type TimelineAct =
  | { readonly do: Exclude<TimelineFile['do'], 'call-out' | 'task'> }
  /** A call of their own. */
  | { readonly do: 'call-out'; readonly talk: Source; readonly outcome: TimelineFile['outcome'] }
  /** A task in hand for so long. */
  | { readonly do: 'task'; readonly talk: Source };
export type TimelineEntry = TimelineAct &
  ({ readonly at: number } | { readonly on: string; readonly afterSeconds: number });

interface CallTimes {
  readonly talk: Source;
  /** Null: waits for ever. */
  readonly patience: Source | null;
  readonly voicemail: Source;
  /** Instead of what the group of the queue asks for; null: that. */
  readonly requires: string | null;
  /** Where the agent sends the caller, so long after the answer. */
  readonly transfer: { readonly afterSeconds: number; readonly queue: string } | null;
}
export interface ScenarioCall extends CallTimes {
  readonly id: string;
  readonly at: number;
  readonly queue: string;
}
export interface ScenarioArrivals extends CallTimes {
  /** Keys the stream of the times between calls. */
  readonly path: string;
  readonly queue: string;
  readonly perHour: number;
  readonly from: number;
  readonly to: number;
}

/** A supervisor's wish. */
export interface ManualMove {
  readonly at: number;
  readonly agent: string;
  readonly to: 'inbound' | 'outbound';
}

export interface ThresholdChange {
  readonly at: number;
  readonly group: string;
  readonly set: Readonly<Record<string, string>>;
}

/** A fault with its window [at, until) in seconds and the JSON path that keys its random streams. */
export type Fault = FaultFile & { readonly until: number; readonly path: string };

/** The wrap-up times of one agent, one after another; each agent has a stream, whoever ends a call first. */
export const wrapUpTimes =
  (agent: ScenarioAgent, chance: Chance): (() => number) =>
  () =>
    draw(agent.wrapUp, chance, `${agent.wrapUp.path}/${agent.username}`);

/** How long an act of the timeline takes, asked once each time it is done; each agent has a stream. */
export const actSeconds = (agent: ScenarioAgent, talk: Source, chance: Chance): number =>
  draw(talk, chance, `${talk.path}/${agent.username}`);

/** What the agent does at the `count`-th customer offer, counted from 0. */
export function offerBehaviour(agent: ScenarioAgent, count: number): OfferBehaviour {
  const behaviour = agent.offers[Math.min(count, agent.offers.length - 1)];
  if (behaviour === undefined) throw new RangeError(`agent ${agent.username} has no offers entry`);
  return behaviour;
}

/** A checked file with everything spelt out. */
export function resolveScenario(file: ScenarioFile): Scenario {
  const queuesOf = new Map(file.groups.map((group) => [group.name, group.queues]));
  const agent = (username: string, path: string, given: Omit<ScenarioFile['agents'][number], 'username'>) =>
    resolveAgent(username, path, given, queuesOf.get(given.group) ?? []);
  return {
    name: file.name,
    seed: file.seed,
    durationSeconds: file.durationSeconds,
    startMs: Date.parse(file.start),
    latency: file.latency,
    groups: file.groups.map((group) => ({ ...group, thresholds: asText(group.thresholds) })),
    agents: [
      ...file.agents.map((given, index) => agent(given.username, `$.agents[${index}]`, given)),
      ...file.people.flatMap(({ count, prefix, template }, index) =>
        Array.from({ length: count }, (_, n) => agent(`${prefix}${n + 1}`, `$.people[${index}].template`, template)),
      ),
    ],
    calls: file.calls.map((call, index) => ({
      id: call.id,
      at: call.at,
      queue: call.queue,
      ...callTimes(call, `$.calls[${index}]`),
    })),
    arrivals: file.arrivals.map((arrivals, index) => ({
      path: `$.arrivals[${index}]`,
      queue: arrivals.queue,
      perHour: arrivals.perHour,
      from: arrivals.from,
      to: arrivals.to ?? file.durationSeconds,
      ...callTimes(arrivals, `$.arrivals[${index}]`),
    })),
    campaigns: file.campaigns.map((campaign, index) => resolveCampaign(campaign, index, file.groups)),
    manualMoves: [...file.manualMoves].sort((a, b) => a.at - b.at),
    thresholdChanges: file.thresholdChanges
      .map((change) => ({ at: change.at, group: change.group, set: asText(change.set) }))
      .sort((a, b) => a.at - b.at),
    quotas: {
      concurrentCalls: file.quotas.concurrentCalls ?? null,
      reservedInboundCalls: file.quotas.reservedInboundCalls,
    },
    platform: file.platform,
    faults: file.faults.map((fault, index) => ({
      ...fault,
      until: fault.forSeconds === undefined ? file.durationSeconds : fault.at + fault.forSeconds,
      path: `$.faults[${index}]`,
    })),
  };
}

const previewAnswers = { acceptAfter: 'accept', rejectAfter: 'reject', closeAfter: 'close' } as const;

function resolveAgent(
  username: string,
  path: string,
  given: Omit<ScenarioFile['agents'][number], 'username'>,
  queues: readonly string[],
): ScenarioAgent {
  return {
    username,
    group: given.group,
    queues,
    kind: given.kind,
    side: given.kind === 'outbound' ? 'outbound' : given.side,
    availableAt: given.availableAt,
    offers: given.offers.map((offer): OfferBehaviour => {
      if (offer === 'miss') return { do: 'miss' };
      return { do: offer.kind === 'answerAfter' ? 'answer' : 'decline', afterSeconds: offer.value };
    }),
    previews: given.previews.map((preview): PreviewBehaviour => {
      if (preview === 'ignore') return { do: 'ignore' };
      return { do: previewAnswers[preview.kind], afterSeconds: preview.value };
    }),
    availableAfterMiss: given.afterMiss === 'stay' ? null : given.afterMiss.value,
    proficiencies: given.proficiencies,
    page: given.page,
    wrapUp: { path: `${path}.wrapUpSeconds`, distribution: given.wrapUpSeconds },
    timeline: given.timeline.map((entry, index): TimelineEntry => {
      const act = actOf(entry, `${path}.timeline[${index}]`);
      return entry.on === undefined
        ? { at: entry.at ?? 0, ...act }
        : { on: entry.on, afterSeconds: entry.after ?? 0, ...act };
    }),
  };
}

function actOf(entry: TimelineFile, path: string): TimelineAct {
  const talk = { path: `${path}.talkSeconds`, distribution: entry.talkSeconds };
  if (entry.do === 'call-out') return { do: entry.do, talk, outcome: entry.outcome };
  return entry.do === 'task' ? { do: entry.do, talk } : { do: entry.do };
}

function callTimes(
  given: Pick<
    ScenarioFile['calls'][number],
    'talkSeconds' | 'patienceSeconds' | 'voicemailSeconds' | 'requires' | 'transfer'
  >,
  path: string,
): CallTimes {
  return {
    talk: { path: `${path}.talkSeconds`, distribution: given.talkSeconds },
    patience:
      given.patienceSeconds === null ? null : { path: `${path}.patienceSeconds`, distribution: given.patienceSeconds },
    voicemail: { path: `${path}.voicemailSeconds`, distribution: given.voicemailSeconds },
    requires: given.requires ?? null,
    transfer: given.transfer ?? null,
  };
}

const asText = (values: Readonly<Record<string, string | number | boolean>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** The instance's quota of calls where a scenario sets none: more than any scenario needs. */
export const unlimitedCalls = 100_000;

/** Whether a scenario needs the outbound side: campaigns, agents there, or agents who are to be sent there. */
export const needsOutbound = ({ groups, agents, manualMoves }: Scenario): boolean =>
  groups.some((group) => group.campaigns.length > 0) ||
  agents.some((agent) => agent.side === 'outbound') ||
  manualMoves.length > 0;

/** Whether both runners have to write the same trace (docs/scenarios.md#the-trace): no latency and no fault. */
export const isCalm = ({ latency, faults }: Pick<Scenario, 'latency' | 'faults'>): boolean =>
  latency === 'none' && faults.length === 0;

/** Whether contacts are shown to agents before they are dialled. */
export const showsPreviews = ({ campaigns }: Pick<Scenario, 'campaigns'>): boolean =>
  campaigns.some(({ pacing }) => pacing.mode === 'preview');
