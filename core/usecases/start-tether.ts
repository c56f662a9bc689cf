import { type AgentRecord, isIdle } from '../domain/agent';
import type { Step } from '../domain/agent-step';
import { heartbeatLostMs } from '../domain/campaign';
import type { Directory } from '../domain/directory';
import {
  doWithoutTether,
  holdTether,
  nextTetherId,
  requestTether,
  type TetherRules,
  wantsTether,
  wantTether,
} from '../domain/tether';
import { timerSlackMs } from '../domain/timer-slack';
import type { CampaignStore, TokenStore, Tokens } from '../ports';
import { armTimers, carryOut, rulesOf, type StepPorts, toWrite } from './carry-out';

export interface StartTetherPorts extends StepPorts {
  readonly tokens: Tokens;
  readonly tokenStore: TokenStore;
  readonly campaigns: Pick<CampaignStore, 'link'>;
}

/** Somebody else writes the agent at the same moment now and then. */
const tries = 4;

/**
 * Asks for the tether an agent waits for, or says why not yet: blending switched off, the Campaign Manager's heartbeat
 * lost, or the instance at its quota of concurrent calls. Dying before the record is written is healed by the redelivery
 * of the cause, and after it by the attempt's timer, which is armed before.
 */
export async function startTether(ports: StartTetherPorts, wanting: AgentRecord, cause: string): Promise<void> {
  if (!isDue(wanting, ports.clock.now())) return;
  const rules = await rulesOf(ports, wanting);
  if (rules === null || rules.directory.tether === null) return;
  const now = ports.clock.now();
  const obstacle = await obstacleTo(ports, rules, now);
  let agent: AgentRecord | null = wanting;
  for (let count = 0; count < tries; count++) {
    if (agent === null || !isDue(agent, now)) return;
    // A new one for each try: it goes by the tether's id, and that may be another by then.
    const token = ports.tokens.issue();
    const step: Step =
      obstacle === null
        ? requestTether(agent, rules, { now, tetherId: nextTetherId(agent), token })
        : without(agent, rules, now, obstacle);
    const written = toWrite(agent, { ...step.agent, version: agent.version + 1 }, step.effects, cause, now);
    if (obstacle === null) {
      await register(ports, written.agent, token);
      await holdPlaces(ports, [written.agent]);
    }
    await armTimers(ports, written.effects);
    const saved = await ports.agents.save(written.agent, agent.version, { dropClaim: false });
    if (saved.saved) {
      await carryOut(ports, agent, written);
      return;
    }
    agent = await ports.agents.load(wanting.agentId, { fresh: true });
  }
  throw new Error(`agent ${wanting.agentId} was changed by others ${tries} times in a row; a tether is still wanted`);
}

/**
 * Before the call can come: the token that will be asked for. Before the agent's record, too: should that be written by
 * somebody else instead, the token fits no tether and runs out.
 */
export async function register(
  ports: Pick<StartTetherPorts, 'tokens' | 'tokenStore'>,
  agent: AgentRecord,
  token: string,
): Promise<void> {
  const { tether } = agent.outbound;
  if (tether === null) return;
  const { tetherId, expiresAt } = tether;
  await ports.tokenStore.put(ports.tokens.hash(token), { agentId: agent.agentId, tetherId, expiresAt });
}

/** Places under the quota for tethers on their way, in one request; all of one decision run out at the same time. */
export async function holdPlaces(
  ports: Pick<StartTetherPorts, 'meter'>,
  agents: readonly AgentRecord[],
): Promise<void> {
  const tethers = agents.flatMap(({ outbound }) => outbound.tether ?? []);
  const [first] = tethers;
  if (first)
    await ports.meter.hold(
      tethers.map(({ tetherId }) => tetherId),
      first.expiresAt,
    );
}

/** Wanted, or waited for and not before its time: a timer that comes a little early is on time. */
const isDue = (agent: AgentRecord, now: number): boolean => {
  const { tether } = agent.outbound;
  if (wantsTether(agent)) return true;
  return tether?.state === 'waiting' && isIdle(agent) && (tether.retryAt ?? now) <= now + timerSlackMs;
};

/**
 * Waits on. Whoever is moving is left on the inbound side instead: a move has a deadline. So are those who may take calls
 * while blending is switched off.
 */
function without(agent: AgentRecord, { thresholds }: TetherRules, now: number, why: string): Step {
  const comesIn = agent.outbound.move !== null || (!thresholds['blend/enabled'] && agent.kind === 'blended');
  if (comesIn) return doWithoutTether(agent, now, `no tether can be asked for: ${why}`);
  return holdTether(wantsTether(agent) ? wantTether(agent, now).agent : agent, now, why);
}

/** Why no tether may be asked for now; `null`: nothing stands in the way. */
async function obstacleTo(
  ports: Pick<StartTetherPorts, 'campaigns' | 'meter'>,
  { thresholds, directory }: TetherRules,
  now: number,
): Promise<string | null> {
  if (!thresholds['blend/enabled']) return 'blending is switched off';
  const link = await ports.campaigns.link();
  if (link === null) return 'the Campaign Manager has not been heard of yet';
  if (now - link.lastHeartbeatAt > heartbeatLostMs) return 'the heartbeat of the Campaign Manager is lost';
  const inProgress = await ports.meter.inProgress(now);
  const { concurrentCalls, reservedInboundCalls } = directory.quotas;
  return callRoom(directory, inProgress) > 0
    ? null
    : `as many calls are in progress as the instance allows: ${concurrentCalls}, less ${reservedInboundCalls} kept for callers`;
}

/** Tethers that may still be placed (DESIGN.md section 6). */
export const callRoom = ({ quotas }: Pick<Directory, 'quotas'>, callsInProgress: number): number =>
  Math.max(0, quotas.concurrentCalls - quotas.reservedInboundCalls - callsInProgress);
