import type { ScenarioCampaign } from '../../campaign-manager/reference/campaigns/campaigns';
import type { Source } from '../../campaign-manager/reference/campaigns/distributions';
import type { AnswerToPreview } from '../../core/agent/steps/preview';
import type { Proficiency } from '../../core/group/proficiency';
import type { GroupId } from '../../core/ids';
import type { PlatformSwitches } from '../connect/platform-switches';
import type { FaultFile } from './fault-schema';
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

/** A group of agents with its queues and campaigns. */
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

/** An agent and what they do. */
export interface ScenarioAgent {
  readonly username: string;
  readonly group: GroupId;
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

/** What an agent does when a customer rings, seconds after the ring began. */
export type OfferBehaviour =
  | { readonly do: 'answer' | 'decline'; readonly afterSeconds: number }
  | { readonly do: 'miss' };

/** What an agent does with a contact they are shown, seconds after it was. */
export type PreviewBehaviour =
  | { readonly do: AnswerToPreview; readonly afterSeconds: number }
  | { readonly do: 'ignore' };

type TimelineFile = ScenarioFile['agents'][number]['timeline'][number];

/** Something an agent does by themselves. */
export type TimelineAct =
  | { readonly do: Exclude<TimelineFile['do'], 'call-out' | 'task'> }
  /** A call of their own. */
  | { readonly do: 'call-out'; readonly talk: Source; readonly outcome: TimelineFile['outcome'] }
  /** A task in hand for so long. */
  | { readonly do: 'task'; readonly talk: Source };

/** An act with its time: `at` seconds from t = 0, or `afterSeconds` after the event `on` befell the agent. */
export type TimelineEntry = TimelineAct &
  ({ readonly at: number } | { readonly on: string; readonly afterSeconds: number });

/** What every caller of an entry does; times are drawn anew for each. */
export interface CallTimeSources {
  readonly talk: Source;
  /** Null: waits for ever. */
  readonly patience: Source | null;
  readonly voicemail: Source;
  /** Instead of what the group of the queue asks for; null: that. */
  readonly requires: string | null;
  /** Where the agent sends the caller, so long after the answer. */
  readonly transfer: { readonly afterSeconds: number; readonly queue: string } | null;
}

/** One caller, at `at` seconds. */
export interface ScenarioCall extends CallTimeSources {
  readonly id: string;
  readonly at: number;
  readonly queue: string;
}

/** Callers who come at random from `from` to `to` seconds, `perHour` on average. */
export interface ScenarioArrivals extends CallTimeSources {
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

/** An admin sets parameters of a group, at `at` seconds. */
export interface ThresholdChange {
  readonly at: number;
  readonly group: GroupId;
  readonly set: Readonly<Record<string, string>>;
}

/** A fault with its window [at, until) in seconds and the JSON path that keys its random streams. */
export type Fault = FaultFile & { readonly until: number; readonly path: string };

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
