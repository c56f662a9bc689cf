import type { CampaignCommand } from '../../core/campaign-contract/commands';
import type { CampaignEvent } from '../../core/campaign-contract/events';
import type { Clock } from '../../core/clock';
import type { Decision } from '../../core/decisions/decision';
import { followUps } from '../../core/events/follow-ups';
import type { Directory } from '../../core/group/directory';
import type { GroupId, InitialContactId } from '../../core/ids';
import type { ArmedTimer, Command, CommandPriority, RebalanceRequest } from '../../core/messages/messages';
import type { Round } from '../../core/reconcile/reading-round';
import { cachedThresholds } from '../cached-thresholds';
import { MemoryAgentStore } from './agent-store';
import { MemoryBlendStore } from './blend-store';
import { MemoryCallMeter } from './call-meter';
import { MemoryCallStore } from './call-store';
import { MemoryCampaignStore } from './campaign-store';
import { MemoryDecisionLog } from './decision-log';
import { MemoryDirectorySource } from './directory-source';
import { MemoryEndedWaits } from './ended-waits';
import { MemoryFactBus } from './fact-bus';
import { MemoryIngressGuard } from './ingress-guard';
import { MemoryLoginStore } from './login-store';
import {
  type AgainItem,
  MemoryAgainQueue,
  MemoryCampaignCommandQueue,
  MemoryCommandQueue,
  MemoryRebalanceQueue,
  MemoryRoundQueue,
  MemoryTimerQueue,
} from './message-queues';
import { MemoryMoveRequests } from './move-requests';
import { MemoryPageStore } from './page-store';
import { MemoryRateLimiter } from './rate-limiter';
import { MemoryRoundStore } from './round-store';
import { MemoryTetherFailures } from './tether-failures';
import { MemoryTokenStore, MemoryTokens } from './tether-tokens';
import { MemoryParameterSource, MemoryThresholdBacking } from './thresholds';
import { MemoryTranscriber } from './transcriber';
import { MemoryVoicemailStore } from './voicemail-store';
import { MemoryWallboardStore } from './wallboard-store';

/** What hears of everything that is sent; whatever is left out goes nowhere. Delays are whole seconds, as SQS has them. */
export interface MemoryOutlets {
  readonly decided?: (decision: Decision) => void;
  readonly again?: (item: AgainItem) => void;
  readonly timer?: (armed: ArmedTimer, delaySeconds: number) => void;
  readonly command?: (command: Command, priority: CommandPriority) => void;
  readonly campaignCommand?: (command: CampaignCommand) => void;
  readonly rebalance?: (request: RebalanceRequest, delaySeconds: number) => void;
  readonly round?: (round: Round, delaySeconds: number) => void;
  readonly fact?: (event: CampaignEvent) => void;
  readonly parameterChanged?: (group: GroupId, name: string) => void;
  readonly transcriptionStarted?: (
    initialContactId: InitialContactId,
    recordingKey: string,
    language: string | null,
  ) => void;
}

/**
 * What memory ports are made of. `draw`: from 0 up to 1, for tokens; `indexStalenessMs`: how far index reads lag, 0 when left
 * out; `secrets`: keys shared with the Campaign Manager.
 */
export interface MemoryOptions<C extends Clock = Clock> {
  readonly clock: C;
  readonly directory: Directory;
  readonly outlets?: MemoryOutlets;
  /** A number from 0 up to but not 1 for each tether's token. */
  readonly draw: () => number;
  /** How far index reads lag, ms; not at all when left out. */
  readonly indexStalenessMs?: () => number;
  /** What the Campaign Manager may sign with, the key of now first. */
  readonly secrets?: () => Promise<readonly string[]>;
}

export type MemoryPorts = ReturnType<typeof memoryPorts>;

const nothing = (): void => {};

/** One application's ports in memory: all but Connect and the Campaign Manager, which are passed in. */
export function memoryPorts<C extends Clock>(options: MemoryOptions<C>) {
  const { clock, outlets = {} } = options;
  const agents = new MemoryAgentStore(clock, options.indexStalenessMs);
  const calls = new MemoryCallStore(clock, options.indexStalenessMs);
  const campaigns = new MemoryCampaignStore();
  const meter = new MemoryCallMeter();
  const pages = new MemoryPageStore();
  const backing = new MemoryThresholdBacking();
  return {
    ...followUps,
    ...onClock({ backing, outlets }, clock),
    /** Where the sets in force are kept, without any cache. */
    backing,
    decisions: new MemoryDecisionLog(outlets.decided),
    directory: new MemoryDirectorySource(options.directory),
    agents,
    calls,
    campaigns,
    meter,
    blend: new MemoryBlendStore({ agents, calls, campaigns, meter, thresholds: backing, clock }),
    voicemails: new MemoryVoicemailStore(),
    transcriber: new MemoryTranscriber(true, outlets.transcriptionStarted),
    tokens: new MemoryTokens(options.draw),
    tokenStore: new MemoryTokenStore(clock),
    pages,
    leads: pages,
    logins: new MemoryLoginStore(),
    moveRequests: new MemoryMoveRequests(),
    wallboard: new MemoryWallboardStore(agents),
    endedWaits: new MemoryEndedWaits(),
    tetherFailures: new MemoryTetherFailures(),
    limiter: new MemoryRateLimiter(clock),
    parameters: new MemoryParameterSource(outlets.parameterChanged),
    commands: new MemoryCommandQueue(outlets.command ?? nothing),
    campaignCommands: new MemoryCampaignCommandQueue(clock, outlets.campaignCommand ?? nothing),
    rebalances: new MemoryRebalanceQueue(clock, outlets.rebalance ?? nothing),
    again: new MemoryAgainQueue(clock, outlets.again ?? nothing),
    rounds: new MemoryRoundStore(),
    roundQueue: new MemoryRoundQueue(outlets.round ?? nothing),
    bus: new MemoryFactBus(outlets.fact ?? nothing),
    guard: new MemoryIngressGuard(clock, options.secrets ?? (async () => [])),
  };
}

/** The ports that go by the clock of the function that holds them; each function has its own cache of thresholds. */
export function onClock<C extends Clock>(
  { backing, outlets }: { readonly backing: MemoryThresholdBacking; readonly outlets: Pick<MemoryOutlets, 'timer'> },
  clock: C,
) {
  return {
    clock,
    timers: new MemoryTimerQueue(clock, outlets.timer ?? nothing),
    thresholds: cachedThresholds(backing, clock),
  };
}
