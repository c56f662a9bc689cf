import { type AgentRecord, isIdle } from '../domain/agent';
import { type Step, unchanged } from '../domain/agent-step';
import { heartbeatLostMs } from '../domain/campaign-manager/events';
import type { Directory } from '../domain/directory';
import { holdTether, requestTether, type TetherRules, wantsTether, wantTether } from '../domain/tether';
import type { CampaignStore, TokenStore, Tokens } from '../ports';
import { carryOut, rulesOf, type StepPorts, toWrite } from './carry-out';

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
 * of the cause, and after it by the attempt's timer, the first thing that follows; between these two by reconcile.
 */
export async function startTether(ports: StartTetherPorts, wanting: AgentRecord, cause: string): Promise<void> {
  if (!wantsTether(wanting) && wanting.outbound.tether?.state !== 'waiting') return;
  const rules = await rulesOf(ports, wanting);
  if (rules === null || rules.directory.tether === null) return;
  const now = ports.clock.now();
  const obstacle = await obstacleTo(ports, rules, now);
  const token = ports.tokens.issue();
  let agent: AgentRecord | null = wanting;
  for (let count = 0; count < tries && agent !== null; count++) {
    const tetherId = `${agent.agentId}:${agent.outbound.fence + 1}`;
    const step = obstacle === null ? ask(agent, rules, { now, tetherId, token }) : held(agent, now, obstacle);
    if (step.agent === agent) return;
    const written = toWrite(agent, { ...step.agent, version: agent.version + 1 }, step.effects, cause, now);
    if (obstacle === null) await register(ports, written.agent, token);
    const saved = await ports.agents.save(written.agent, agent.version, { dropClaim: false });
    if (saved.saved) {
      await carryOut(ports, agent, written);
      return;
    }
    agent = await ports.agents.load(wanting.agentId, { fresh: true });
  }
}

/**
 * Before the call can come: the token that will be asked for, and its place under the quota. Before the agent's record,
 * too: should that be written by somebody else instead, the token fits no tether and runs out.
 */
export async function register(
  ports: Pick<StartTetherPorts, 'tokens' | 'tokenStore' | 'meter'>,
  agent: AgentRecord,
  token: string,
): Promise<void> {
  const { tether } = agent.outbound;
  if (tether === null) return;
  const { tetherId, expiresAt } = tether;
  await ports.tokenStore.put(ports.tokens.hash(token), { agentId: agent.agentId, tetherId, expiresAt });
  await ports.meter.hold([tetherId], expiresAt);
}

const isDue = ({ outbound: { tether } }: AgentRecord, now: number): boolean =>
  tether?.state === 'waiting' && (tether.retryAt ?? now) <= now;

function ask(
  agent: AgentRecord,
  rules: TetherRules,
  request: { readonly now: number; readonly tetherId: string; readonly token: string },
): Step {
  const due = wantsTether(agent) || (isDue(agent, request.now) && isIdle(agent));
  return due ? requestTether(agent, rules, request) : unchanged(agent);
}

function held(agent: AgentRecord, now: number, why: string): Step {
  if (wantsTether(agent)) return holdTether(wantTether(agent, now).agent, now, why);
  return isDue(agent, now) ? holdTether(agent, now, why) : unchanged(agent);
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
  return callRoom(directory, inProgress) > 0
    ? null
    : `${inProgress} calls are in progress, of ${directory.quotas.concurrentCalls} less ${directory.quotas.reservedInboundCalls} kept for callers`;
}

/** Tethers that may still be placed (DESIGN.md section 6). */
export const callRoom = ({ quotas }: Pick<Directory, 'quotas'>, callsInProgress: number): number =>
  Math.max(0, quotas.concurrentCalls - quotas.reservedInboundCalls - callsInProgress);
