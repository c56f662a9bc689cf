import { heartbeatLostMs } from '../../campaign-contract/campaign';
import type { CampaignStore } from '../../campaign-contract/ports';
import type { Directory } from '../../group/directory';
import { timerSlackMs } from '../../timer-slack';
import { type AgentRecord, isFreeToMove } from '../agent';
import type { TokenStore, Tokens } from '../ports';
import { type Step, unchanged } from './agent-step';
import { doWithoutTether } from './cancel-tether';
import { rulesOf, type StepPorts, takeStep } from './carry-out';
import { requestTether } from './tether-on-its-way';
import type { TetherRules } from './tether-rules';
import { holdTether, nextTetherId, wantsTether, wantTether } from './tether-wanted';

export interface StartTetherPorts extends StepPorts {
  readonly tokens: Tokens;
  readonly tokenStore: TokenStore;
  readonly campaigns: Pick<CampaignStore, 'link'>;
}

/**
 * Asks for the tether an agent waits for, or says why not yet: blending switched off, the Campaign Manager's heartbeat
 * lost, or the instance at its quota of concurrent calls. Dying before the record is written is healed by the redelivery
 * of the cause, and after it by the attempt's timer, which is armed before.
 */
export async function startTether(ports: StartTetherPorts, wanting: AgentRecord, cause: string): Promise<void> {
  const now = ports.clock.now();
  if (!isDue(wanting, now)) return;
  const rules = await rulesOf(ports, wanting);
  if (rules === null || rules.directory.tether === null) return;
  const obstacle = await obstacleTo(ports, rules, now);
  let token: string | null = null;
  const ask = (agent: AgentRecord): Step => {
    if (!isDue(agent, now)) return unchanged(agent);
    if (obstacle !== null) return without(agent, rules, now, obstacle);
    // A new one for each try: it goes by the tether's id, and that may be another by then.
    const issued = ports.tokens.issue();
    token = issued;
    return requestTether(agent, rules, { now, tetherId: nextTetherId(agent), token: issued });
  };
  await takeStep(ports, wanting.agentId, cause, ask, {
    known: wanting,
    beforeWrite: async (agent) => {
      if (token === null) return;
      await register(ports, agent, token);
      await holdPlaces(ports, [agent]);
    },
  });
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
  if (tether?.state !== 'requested') return;
  const { tetherId, expiresAt } = tether;
  await ports.tokenStore.put(ports.tokens.hash(token), { agentId: agent.agentId, tetherId, expiresAt });
}

/** Places under the quota for tethers on their way, in one request; all of one decision run out at the same time. */
export async function holdPlaces(
  ports: Pick<StartTetherPorts, 'meter'>,
  agents: readonly AgentRecord[],
): Promise<void> {
  const tethers = agents.flatMap(({ outbound: { tether } }) => (tether?.state === 'requested' ? tether : []));
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
  return tether?.state === 'waiting' && isFreeToMove(agent) && tether.retryAt <= now + timerSlackMs;
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

/** Tethers that may still be placed (docs/blending.md#when-something-goes-wrong). */
export const callRoom = ({ quotas }: Pick<Directory, 'quotas'>, callsInProgress: number): number =>
  Math.max(0, quotas.concurrentCalls - quotas.reservedInboundCalls - callsInProgress);
