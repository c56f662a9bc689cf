import type { AgentRecord } from '../agent/agent';
import { type Step, tell, tellMs, then, unchanged } from '../agent/steps/agent-step';
import { noteWork, noteWorkAfterwards } from '../agent/steps/agent-work';
import { onReleaseAnswer } from '../agent/steps/answer-release';
import { rulesOf, type StepPorts, takeStep } from '../agent/steps/carry-out';
import { noteActedOn, offerPreview, takeBack } from '../agent/steps/preview';
import { onCallOver } from '../agent/steps/tether-end';
import { noteProgress } from '../agent/steps/tether-on-its-way';
import { type CampaignLink, heartbeatLostMs } from '../campaign-contract/campaign';
import type { CampaignEvent, CampaignEventOf } from '../campaign-contract/events';
import type { CampaignStore } from '../campaign-contract/ports';
import { groupOfCampaign } from '../group/directory';
import { requestBlend } from '../group/request-blend';
import { retryOnConflict } from '../retry-on-conflict';

export interface TakeCampaignEventPorts extends StepPorts {
  readonly campaigns: CampaignStore;
}

/**
 * Takes in one fact of the Campaign Manager. Facts come in any order, twice, late, and some are wrong: what does not fit our
 * records is counted and not used.
 */
export async function takeCampaignEvent(ports: TakeCampaignEventPorts, told: CampaignEvent): Promise<void> {
  // Its clock is not ours: a time in the future would count as newer than everything told later.
  const event = { ...told, at: Math.min(told.at, ports.clock.now()) };
  switch (event.type) {
    case 'TetherProgress':
    case 'AgentWork':
    case 'ReleaseResult':
    case 'PreviewOffered':
    case 'PreviewWithdrawn':
      return takeAgentEvent(ports, event);
    case 'CampaignWork':
      return takeCampaignWork(ports, event);
    case 'Heartbeat':
      return takeHeartbeat(ports, event);
    case 'DialOutcome':
      // A fact for reports: the bus keeps it for whoever listens.
      return;
  }
}

type AgentFact = CampaignEventOf<
  'TetherProgress' | 'AgentWork' | 'ReleaseResult' | 'PreviewOffered' | 'PreviewWithdrawn'
>;

async function takeAgentEvent(ports: TakeCampaignEventPorts, event: AgentFact): Promise<void> {
  const cause = `campaign:${event.eventId}`;
  const taken = await takeStep(ports, event.agentId, cause, async (agent): Promise<Step> => {
    if (agent.outbound.tether?.tetherId !== event.tetherId) {
      if (event.type !== 'AgentWork') return unchanged(agent);
      const now = ports.clock.now();
      return then(noteWorkAfterwards(agent, event, now), (record) => disown(record, event, now));
    }
    switch (event.type) {
      case 'AgentWork':
        return then(noteWork(agent, event, ports.clock.now()), (record) => noteActedOn(record, event));
      case 'ReleaseResult': {
        const { result, reason } = event;
        const answer = result === 'refused' ? { result, why: `the agent is ${reason ?? 'busy'}` } : { result };
        return onReleaseAnswer(agent, answer, event.moveId ?? null, ports.clock.now());
      }
      case 'TetherProgress':
        return progress(ports, agent, event);
      case 'PreviewOffered':
        return offerPreview(agent, event, ports.clock.now());
      case 'PreviewWithdrawn': {
        const { previewId, why } = event;
        return takeBack(agent, previewId, ports.clock.now(), why);
      }
    }
  });
  if (taken?.taken) return;
  ports.decisions.record({
    type: 'input.ignored',
    why: taken === null ? 'unknown-type' : 'stale',
    reason:
      taken === null
        ? `${event.type} is about ${event.agentId}, whom we do not know`
        : `${event.type} is old, repeated, or about a tether that ${taken.agent.username} does not have`,
    inputs: { agent: event.agentId, tether: event.tetherId, known: taken?.agent.outbound.tether?.tetherId ?? null },
  });
}

/** The Campaign Manager uses a tether that is over, or never existed: it is told so, and the agent's record stays as it is. */
function disown(agent: AgentRecord, event: CampaignEventOf<'AgentWork'>, now: number): Step {
  const { issued } = agent.outbound;
  const told = issued?.effects.some(
    (effect) => effect.kind === 'command' && 'tetherId' in effect.command && effect.command.tetherId === event.tetherId,
  );
  if (told) return unchanged(agent);
  return tell(agent, {
    type: 'TetherStateChanged',
    tetherId: event.tetherId,
    state: 'ended',
    why: 'this tether is over',
    deadline: now + tellMs,
  });
}

async function progress(
  ports: TakeCampaignEventPorts,
  agent: AgentRecord,
  event: CampaignEventOf<'TetherProgress'>,
): Promise<Step> {
  // The Campaign Manager's clock is not ours: nothing happened before it was asked for.
  const at = Math.max(event.at, agent.outbound.tether?.requestedAt ?? 0);
  if (event.state === 'dialling' || event.state === 'answered') return noteProgress(agent, event.state, at);
  const rules = await rulesOf(ports, agent);
  if (rules === null) return unchanged(agent);
  const over = { at, why: event.why ?? event.state, renewed: event.why === 'renewed' };
  return onCallOver(agent, rules, over, ports.clock.now());
}

async function takeCampaignWork(ports: TakeCampaignEventPorts, event: CampaignEventOf<'CampaignWork'>): Promise<void> {
  const group = groupOfCampaign(await ports.directory.read(), event.campaign);
  if (!group) {
    ports.decisions.record({
      type: 'input.ignored',
      why: 'unknown-type',
      reason: `CampaignWork names campaign ${event.campaign}, which is in no group of this environment`,
      inputs: { campaign: event.campaign },
    });
    return;
  }
  const attempt = async (): Promise<'done' | 'conflict'> => {
    const known = await ports.campaigns.load(event.campaign);
    const { at } = event;
    if (known !== null && known.seq >= event.seq && known.at >= at) {
      // Told again because the function died, perhaps, before a decision was asked for.
      if (known.seq === event.seq) await ports.rebalances.request({ group: group.name, manual: null });
      return 'done';
    }
    const { campaign, seq, callsAvailable, dialsInFlight, agentsNeeded, priority } = event;
    const record = {
      ...{ campaign, seq, at, callsAvailable, dialsInFlight, agentsNeeded, priority },
      minAgents: event.minAgents ?? null,
      maxAgents: event.maxAgents ?? null,
      outcomes: (event.outcomes ?? []).map(({ outcome, label = outcome }) => ({ outcome, label })),
      version: (known?.version ?? 0) + 1,
    };
    if ((await ports.campaigns.save(record, known?.version ?? null)) === 'conflict') return 'conflict';
    await ports.rebalances.request({ group: group.name, manual: null });
    return 'done';
  };
  // Writers of one small item: two events of a campaign at the same moment.
  await retryOnConflict<'done'>(4, attempt, (tries) => {
    throw new Error(`campaign ${event.campaign} was written by others ${tries} times in a row`);
  });
}

async function takeHeartbeat(ports: TakeCampaignEventPorts, event: CampaignEventOf<'Heartbeat'>): Promise<void> {
  const attempt = async (): Promise<'done' | 'conflict'> => {
    const known = await ports.campaigns.link();
    // By when it was received, not sent: a Campaign Manager whose clock is wrong is alive all the same.
    const now = ports.clock.now();
    if (known !== null && known.lastHeartbeatAt >= now) return 'done';
    const silentMs = known === null ? null : now - known.lastHeartbeatAt;
    const restored = silentMs === null || silentMs > heartbeatLostMs;
    // Decisions come a second later; asked for first, they are asked for again should the function die.
    if (restored) for (const { name } of (await ports.directory.read()).groups) await requestBlend(ports, name);
    const link = {
      lastHeartbeatAt: now,
      seq: event.seq,
      ...newestOf(known, { capabilities: event.capabilities ?? [], toldAt: event.at }),
      version: (known?.version ?? 0) + 1,
    };
    if ((await ports.campaigns.saveLink(link, known?.version ?? null)) === 'conflict') return 'conflict';
    if (!restored) return 'done';
    ports.decisions.record({
      type: 'campaign-link.restored',
      at: now,
      reason:
        silentMs === null
          ? 'the first heartbeat of the Campaign Manager'
          : `the Campaign Manager is back after ${Math.round(silentMs / 1000)} s of silence`,
      inputs: { silentSeconds: silentMs === null ? null : silentMs / 1000 },
    });
    return 'done';
  };
  // Others have noted four heartbeats meanwhile: the link is known to be alive.
  await retryOnConflict(4, attempt, () => 'done');
}

type Able = Pick<CampaignLink, 'capabilities' | 'toldAt'>;

/** Heartbeats come in any order: what the Campaign Manager can do is what the one sent last says. */
const newestOf = (known: CampaignLink | null, told: Able): Able =>
  known !== null && known.toldAt > told.toldAt ? { capabilities: known.capabilities, toldAt: known.toldAt } : told;
