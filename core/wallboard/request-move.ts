import type { AgentRecord } from '../agent/agent';
import type { AgentStore } from '../agent/ports';
import { blendViewOf } from '../blending/blend-view-of';
import { decisionBounds } from '../blending/decide-blend';
import { planMoves } from '../blending/plan-moves';
import type { BlendReading, BlendStore } from '../blending/ports';
import type { Clock } from '../clock';
import type { DecisionLog } from '../decisions/decision-log';
import type { Directory, GroupEntry } from '../group/directory';
import { isInPilot, modeOf } from '../group/rollout';
import type { AgentId } from '../ids';
import type { RebalanceRequests } from '../messages/ports';
import type { RequestLine, RequestStore } from '../move-requests/ports';
import { noteRequest } from '../move-requests/requests';
import { inEnglish } from '../reasons/english';
import type { Reason } from '../reasons/reason';
import { retryOnConflict } from '../retry-on-conflict';
import type { Side } from '../vocabulary';

export interface RequestMovePorts {
  readonly blend: Pick<BlendStore, 'read'>;
  readonly agents: Pick<AgentStore, 'load' | 'save'>;
  readonly moveRequests: RequestStore;
  readonly rebalances: RebalanceRequests;
  readonly decisions: DecisionLog;
  readonly clock: Clock;
}

/**
 * What a supervisor asks for. `requestId` is of the page, so that what is sent twice is asked once; `holdSeconds`: how long the
 * agent is then left there.
 */
export interface SupervisorRequest {
  /** The page's own: the same one twice is one request. */
  readonly requestId: string;
  readonly agentId: AgentId;
  readonly to: Side;
  /** How long rules leave the agent there, s; left out: as they will. */
  readonly holdSeconds?: number | undefined;
  /** Who asks, and why, for the audit. */
  readonly by: string;
  readonly why: string;
}

/**
 * What the supervisor is told at once. `asked`: the next decision, about two seconds later, says more; `held`: they are there
 * already, and stay until then (ms); `unknown`: no such agent.
 */
export type MoveAnswer =
  /** A decision is asked for. */
  | { readonly kind: 'asked' }
  /** The agent is there already and stays until then, ms. */
  | { readonly kind: 'held'; readonly until: number }
  | { readonly kind: 'refused'; readonly because: Reason }
  /** No agent of the group. */
  | { readonly kind: 'unknown' };

/**
 * A supervisor's request: refused at once where the rule would refuse it as things are, else put to the group's next decision, which
 * judges it anew. What was asked, by whom and why, is written before anything follows from it; a repeat does the rest of it.
 */
export async function requestMove(
  ports: RequestMovePorts,
  { group, directory }: { readonly group: GroupEntry; readonly directory: Directory },
  asked: SupervisorRequest,
): Promise<MoveAnswer> {
  const now = ports.clock.now();
  const { agentId, to, holdSeconds, requestId, by } = asked;
  const earlier = (await ports.moveRequests.load(group.name)).lines.find((line) => line.requestId === requestId);
  if (earlier !== undefined && earlier.outcome !== 'asked') return answerBefore(earlier, now);
  const campaigns = group.campaigns.map(({ name }) => name);
  const bounds = { ...decisionBounds, outboundShards: group.agentShards };
  const reading = await ports.blend.read(group.name, campaigns, bounds, [agentId]);
  const agent = reading.also.find((one) => one.agentId === agentId);
  if (agent?.group !== group.name || !agent.staffed) return { kind: 'unknown' };
  const heldUntil = holdSeconds === undefined ? null : now + holdSeconds * 1000;
  const note = (outcome: RequestLine['outcome'], because: Reason | null) =>
    noteRequest(ports, group.name, {
      ...{ requestId, at: earlier?.at ?? now, by, why: asked.why, agentId, agent: agent.username },
      ...{ to, heldUntil, outcome, because },
    });
  if (earlier === undefined) audit(ports, group, asked, agent, now);
  const isThere = agent.outbound.side === to && agent.outbound.move === null;
  if (isThere && heldUntil !== null) {
    await hold(ports, agentId, to, heldUntil);
    await note('moved', null);
    return { kind: 'held', until: heldUntil };
  }
  const because = isThere ? thereAlready(agent, to) : whyNot(reading, { group, directory, agent }, asked, now);
  if (because !== null) {
    ports.decisions.record({
      ...{ type: 'move.refused', at: now, group: group.name, agentId, to },
      ...{ reason: inEnglish(because), because, inputs: { by } },
    });
    await note('refused', because);
    return { kind: 'refused', because };
  }
  await note('asked', null);
  await ports.rebalances.request({ group: group.name, manual: { requestId, agentId, to, by, holdSeconds } });
  return { kind: 'asked' };
}

const answerBefore = ({ outcome, because, heldUntil }: RequestLine, now: number): MoveAnswer => {
  if (outcome === 'refused' && because !== null) return { kind: 'refused', because };
  return heldUntil !== null && heldUntil > now ? { kind: 'held', until: heldUntil } : { kind: 'asked' };
};

const thereAlready = ({ username }: AgentRecord, to: Side): Reason => ({
  code: 'there-already',
  figures: { agent: username, to },
});

/** Why a decision would refuse it now; `null`: it would not. */
function whyNot(
  reading: BlendReading & { readonly also: readonly AgentRecord[] },
  about: { readonly group: GroupEntry; readonly directory: Directory; readonly agent: AgentRecord },
  { agentId, to, by, holdSeconds }: SupervisorRequest,
  now: number,
): Reason | null {
  const { group, directory, agent } = about;
  const { thresholds } = reading.thresholds;
  if (modeOf(directory, group.name, thresholds) === 'observe') return { code: 'only-observed', figures: {} };
  if (!isInPilot(directory, agent)) return { code: 'not-in-pilot', figures: { agent: agent.username } };
  const view = blendViewOf(group.name, reading, directory, [{ agentId, to, by, holdSeconds }], now);
  return planMoves(view, thresholds, now).refused[0]?.because ?? null;
}

function audit(
  { decisions }: Pick<RequestMovePorts, 'decisions'>,
  group: GroupEntry,
  { requestId, agentId, to, by, why, holdSeconds }: SupervisorRequest,
  { username }: AgentRecord,
  at: number,
): void {
  const stay = holdSeconds === undefined ? '' : ` for ${holdSeconds} s`;
  decisions.record({
    ...{ type: 'supervisor.asked', at, group: group.name, requestId, agentId, to },
    reason: `${by} wants ${username} on ${to}${stay}: ${why}`,
    inputs: { by, why, holdSeconds: holdSeconds ?? null },
  });
}

/** Only while the agent is on that side: a move that began meanwhile ends the hold. */
async function hold(ports: RequestMovePorts, agentId: AgentId, side: Side, until: number): Promise<void> {
  await retryOnConflict<'done'>(
    5,
    async () => {
      const agent = await ports.agents.load(agentId, { fresh: true });
      if (agent === null || agent.outbound.side !== side || agent.outbound.move !== null) return 'done';
      const held = { ...agent, version: agent.version + 1, outbound: { ...agent.outbound, held: { until } } };
      const { saved } = await ports.agents.save(held, agent.version, { dropClaim: false });
      return saved ? 'done' : 'conflict';
    },
    (tries) => {
      throw new Error(`the record of agent ${agentId} was written by others ${tries} times in a row`);
    },
  );
}
