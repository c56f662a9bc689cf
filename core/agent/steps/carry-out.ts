import type { CampaignCommand } from '../../campaign-contract/commands';
import type { CampaignCommandQueue } from '../../campaign-contract/ports';
import type { Clock } from '../../clock';
import type { ContactCentre } from '../../connect/ports';
import type { DecisionLog } from '../../decisions/decision-log';
import type { DirectorySource, GroupStore } from '../../group/ports';
import { thresholdsFor } from '../../group/rollout';
import type { AgentId, CallId } from '../../ids';
import type { RebalanceRequests, TimerQueue } from '../../messages/ports';
import { retryOnConflict } from '../../retry-on-conflict';
import type { ThresholdReader } from '../../thresholds/ports';
import type { AgentRecord } from '../agent';
import type { Effect } from '../effect';
import type { AgentStore, CallMeter } from '../ports';
import { decided, type Step, shownChanges, staffedChange } from './agent-step';
import { changeMove, forgetMove } from './move-in-ledger';
import type { TetherRules } from './tether-rules';

/** The ports that carrying out an agent's steps needs. */
export interface StepPorts {
  readonly clock: Clock;
  readonly agents: Pick<AgentStore, 'load' | 'save'>;
  readonly blend: Pick<GroupStore, 'ledger' | 'saveLedger' | 'countStaffed'>;
  readonly centre: Pick<ContactCentre, 'stop'>;
  readonly campaignCommands: CampaignCommandQueue;
  readonly rebalances: RebalanceRequests;
  readonly timers: TimerQueue;
  readonly meter: CallMeter;
  readonly thresholds: ThresholdReader;
  readonly directory: DirectorySource;
  readonly decisions: DecisionLog;
  /** Asks for the tether that the agent waits for, as far as anything lets it (start-tether.ts). */
  startTether(agent: AgentRecord, cause: string): Promise<void>;
  /** Plans the call anew for the agent who came over for it (core/offering/offer-paired.ts). */
  offerPaired(agent: AgentRecord, callId: CallId, cause: string, seen: ArrivalSeen): Promise<void>;
}

/** How an arrival is known: an event tells of it, maybe late, or a decision of ours makes it so at this moment. */
export type ArrivalSeen = 'by-event' | 'by-us';

/** What a step follows from, and what else does. */
export interface Following {
  readonly cause: string;
  readonly seen: ArrivalSeen;
  /** Runs after everything that is only told, and before a call is offered or a tether asked for. */
  readonly meanwhile?: () => Promise<void>;
}

/** What the tether of an agent goes by now; `null` when the agent belongs to no group of ours. */
export async function rulesOf(
  ports: Pick<StepPorts, 'directory' | 'thresholds'>,
  agent: Pick<AgentRecord, 'group' | 'username'>,
): Promise<TetherRules | null> {
  if (agent.group === null) return null;
  const directory = await ports.directory.read();
  const { thresholds } = await ports.thresholds.current(agent.group);
  return { thresholds: thresholdsFor(directory, agent, thresholds), directory };
}

/** Whether a step was taken and written, and the agent as they are on record after it. */
export interface Taken {
  readonly taken: boolean;
  readonly agent: AgentRecord;
}

/** What keeps a step from being taken, and what has to be done before it is written. */
export interface StepOptions {
  /** Not if the agent is promised to a caller. */
  readonly unlessClaimed?: boolean;
  /** The record as it was read a moment ago; its version tells if it is out of date. */
  readonly known?: AgentRecord | undefined;
  /** Runs before the record is written. */
  readonly beforeWrite?: (agent: AgentRecord) => Promise<void>;
}

/**
 * Takes one step of an agent: reads, judges, writes on condition of the version, and carries out what follows. A step
 * that changes nothing writes nothing. `null`: the agent is not known.
 */
export async function takeStep(
  ports: StepPorts,
  agentId: AgentId,
  cause: string,
  judge: (agent: AgentRecord) => Step | Promise<Step>,
  options: StepOptions = {},
): Promise<Taken | null> {
  const following: Following = { cause, seen: 'by-us' };
  const attempt = async (count: number): Promise<Taken | null | 'conflict'> => {
    const known = (count === 0 ? options.known : undefined) ?? (await ports.agents.load(agentId, { fresh: true }));
    if (known === null) return null;
    const step = await judge(known);
    if (step.agent === known && step.effects.length === 0) {
      const effects = issuedFor(known, cause);
      if (effects !== null) await carryOutAgain(ports, { agent: known, effects }, following);
      return { taken: effects !== null, agent: known };
    }
    if (step.agent === known) {
      await armTimers(ports, step.effects);
      await carryOut(ports, known, step, following);
      return { taken: true, agent: known };
    }
    const written = toWrite(
      known,
      { ...step.agent, version: known.version + 1 },
      step.effects,
      cause,
      ports.clock.now(),
    );
    await options.beforeWrite?.(written.agent);
    await armTimers(ports, written.effects);
    const saved = await ports.agents.save(written.agent, known.version, {
      dropClaim: false,
      ...(options.unlessClaimed ? { unlessClaimedAt: ports.clock.now() } : {}),
    });
    if (!saved.saved) {
      const claimed = options.unlessClaimed && (await isClaimed(ports, agentId));
      return claimed ? { taken: false, agent: known } : 'conflict';
    }
    await carryOut(ports, known, written, following);
    return { taken: true, agent: written.agent };
  };
  return retryOnConflict<Taken | null>(5, attempt, (tries) => {
    throw new Error(
      `agent ${agentId} was changed by others ${tries} times in a row; the message is to be delivered again`,
    );
  });
}

async function isClaimed(ports: Pick<StepPorts, 'agents' | 'clock'>, agentId: AgentId): Promise<boolean> {
  const agent = await ports.agents.load(agentId, { fresh: true });
  return agent?.claim != null && agent.claim.until > ports.clock.now();
}

/**
 * The step as it is written: with what its changes show to people, and with what follows from it remembered by its cause,
 * so that a redelivery does the same again.
 */
export function toWrite(
  before: AgentRecord | null,
  agent: AgentRecord,
  effects: readonly Effect[],
  cause: string,
  now: number,
): Step {
  const shown = shownChanges(before, agent, momentOf(effects) ?? now).map(decided);
  const all = [...effects, ...shown];
  const kept = all.filter((effect) =>
    effect.kind === 'command' ? !bearsToken(effect.command) : effect.kind !== 'timer',
  );
  // What the agent's state tells anyway must not displace what is remembered of the step before: its cause may come again.
  if (kept.every(({ kind }) => kind === 'rebalance' || kind === 'start-tether')) return { agent, effects: all };
  return { agent: { ...agent, outbound: { ...agent.outbound, issued: { cause, effects: kept } } }, effects: all };
}

/**
 * Arms the timers of a step before it is written: one for a step that never is finds nothing to do, while one that was
 * lost with its function would leave the agent waiting for reconcile.
 */
export async function armTimers(ports: Pick<StepPorts, 'timers'>, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) if (effect.kind === 'timer') await ports.timers.arm(effect.timer, effect.dueAt);
}

const bearsToken = (command: CampaignCommand): boolean =>
  command.type === 'ChangeAgentState' && command.tether !== undefined;

/** Does all that follows from a step that is written, its timers aside. What was decided is said first: it is decided. */
export async function carryOut(
  ports: StepPorts,
  before: AgentRecord | null,
  step: Step,
  following: Following,
): Promise<void> {
  say(ports, step);
  for (const { group, ...change } of staffedChange(before, step.agent)) await ports.blend.countStaffed(group, change);
  await perform(ports, step, following);
}

/** What followed from this cause, for `carryOutAgain`; `null` when the agent's last step had another one. */
export const issuedFor = ({ outbound: { issued } }: AgentRecord, cause: string): readonly Effect[] | null =>
  issued?.cause === cause ? issued.effects : null;

/** Does again what followed from a step. Whom it staffs was counted when it was carried out first. */
export async function carryOutAgain(ports: StepPorts, step: Step, following: Following): Promise<void> {
  say(ports, step);
  await perform(ports, step, following);
}

function say(ports: Pick<StepPorts, 'decisions'>, { effects }: Pick<Step, 'effects'>): void {
  for (const effect of effects) if (effect.kind === 'decision') ports.decisions.record(effect.decision);
}

/** Everything here may be done twice. */
async function perform(ports: StepPorts, { agent, effects }: Step, following: Following): Promise<void> {
  const { cause, seen, meanwhile } = following;
  for (const effect of effects) await performOne(ports, agent, effect);
  await meanwhile?.();
  for (const effect of effects) {
    if (effect.kind === 'offer-paired') await ports.offerPaired(agent, effect.callId, cause, seen);
  }
  if (effects.some(({ kind }) => kind === 'start-tether')) await ports.startTether(agent, cause);
}

/** When the step happened, as its decisions say. */
function momentOf(effects: readonly Effect[]): number | null {
  for (const effect of effects) if (effect.kind === 'decision' && 'at' in effect.decision) return effect.decision.at;
  return null;
}

async function performOne(ports: StepPorts, agent: AgentRecord, effect: Effect): Promise<void> {
  switch (effect.kind) {
    case 'command':
      return ports.campaignCommands.send(effect.command);
    case 'stop':
      await ports.centre.stop(effect.contactId);
      return;
    case 'let-go':
      return ports.meter.letGo(effect.tetherId, effect.until);
    case 'move-over':
      return forgetMove(ports, agent.group, effect.moveId);
    case 'move-released': {
      const { moveId, deadline } = effect;
      return changeMove(ports, agent.group, moveId, (move) => [{ ...move, when: 'now', deadline }]);
    }
    case 'rebalance':
      return agent.group === null ? undefined : ports.rebalances.request({ group: agent.group, manual: null });
    // Armed, and said, before; the last two come when all of these are done.
    case 'timer':
    case 'decision':
    case 'start-tether':
    case 'offer-paired':
      return;
  }
}
