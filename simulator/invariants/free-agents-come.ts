import type { TraceLine } from '../trace/lines';
import { delayOfFaults } from './allowances';
import { attendedSince } from './attended';
import { campaignManagerFaults } from './faults-in-play';
import type { Finding, Invariant, Judgement } from './invariant';
import { type AgentView, type CallView, mayTake } from './views';
import type { WorldView } from './world-view';

/** From then on the Campaign Manager knows (docs/scenarios.md#invariant-13). */
const toldSeconds = 3;
/** Functions keep thresholds this long before they read them again (docs/thresholds.md#change-one). */
const cachedSeconds = 2;

type Fresh = TraceLine & { readonly campaign: string; readonly contact: string; readonly agent?: string };

/**
 * Invariant 13: from 3 s after a caller whom only outbound agents could take has passed the threshold, and until as many
 * agents have left their tethers as such callers wait, no agent who may take them begins a fresh dial or preview. A dial
 * without an agent counts if every agent of its campaign may take the caller. Not judged while blending or offers are off,
 * while a fault of the Campaign Manager acts, or if it cannot be told.
 */
export const freeAgentsCome: Invariant = (line, view, judgement) => {
  if (line.type !== 'dial.started' && line.type !== 'preview.offered') return [];
  // What was shown before is work in hand (docs/campaign-manager.md#previews): whether it was fresh was judged when it was shown.
  if (line.type === 'dial.started' && view.outbound.contact(line.contact).accepted) return [];
  if (!judgement.holdsAgents || isCampaignManagerAway(line.t, judgement)) return [];
  const callers = [...view.open].flatMap((call) => {
    const since = neededSince(call, line.t, view, judgement);
    return since !== null && wouldTake(line, call, view, judgement) ? [{ call, since }] : [];
  });
  if (callers.length === 0) return [];
  const first = Math.min(...callers.map(({ since }) => since));
  const left = [...view.agents.values()].filter(
    (agent) =>
      view.outbound.agent(agent.agent.username).tetherEndedAt >= first &&
      callers.some(({ call }) => mayTake(agent, call)),
  ).length;
  if (callers.length <= left) return [];
  return [
    finding(
      line,
      callers.map(({ call }) => call),
      left,
    ),
  ];
};

function finding(line: Fresh, callers: readonly CallView[], left: number): Finding {
  const what = line.type === 'dial.started' ? 'is dialled' : 'is shown';
  const whom = line.agent === undefined ? 'for whoever is free' : `for ${line.agent}`;
  const wait = callers.map(({ call }) => call).join(', ');
  const message = `${line.contact} ${what} ${whom} while ${wait} wait${callers.length === 1 ? 's' : ''} for somebody from outbound and ${left} left their tethers`;
  return { invariant: 13, message, lines: [...callers.flatMap(({ queued }) => queued ?? []), line] };
}

/** Since when only outbound agents could take the caller, who has passed the threshold for long enough; `null`: not so. */
function neededSince(call: CallView, t: number, view: WorldView, judgement: Judgement): number | null {
  const { queued } = call;
  if (queued === null || call.ringing !== null || t < call.heldUntil) return null;
  const sets = view.thresholds.since(call.group, t - cachedSeconds - judgement.toleranceSeconds);
  if (sets.some((set) => !set['blend/enabled'] || !set['offer/enabled'])) return null;
  if (view.idleAgents().some((agent) => mayTake(agent, call) && !call.tried.has(agent.agent.username))) return null;
  const threshold = Math.max(...sets.map((set) => set['blend-to-inbound/wait-seconds']));
  const attended = attendedSince(queued.t, t, judgement);
  if (attended === null) return null;
  const since = Math.max(queued.t + threshold, attended, call.heldUntil, call.besideIdleUntil);
  const allowed = toldSeconds + delayOfFaults(judgement, since, t) + judgement.killDelaySeconds(since);
  return t - since > allowed ? since : null;
}

/** Whether it takes somebody from the caller: this agent, or with a line for whoever is free anybody of the campaign. */
function wouldTake(line: Fresh, call: CallView, view: WorldView, judgement: Judgement): boolean {
  // Of whom an event was lost the application may know neither side nor tether, and nobody can hold them.
  const known = ({ eventLost, heardAgainAt }: AgentView): boolean =>
    !eventLost && line.t - heardAgainAt > toldSeconds + judgement.toleranceSeconds;
  const could = (agent: AgentView): boolean =>
    agent.agent.kind === 'blended' && mayTake(agent, call) && !call.tried.has(agent.agent.username) && known(agent);
  if (line.agent !== undefined) return could(view.agent(line.agent));
  const team = [...view.agents.values()].filter(
    ({ agent }) =>
      agent.group === view.groupOfCampaign(line.campaign) && view.outbound.agent(agent.username).tether !== null,
  );
  return team.length > 0 && team.every(could);
}

/**
 * Away, or just back: what it was sent meanwhile is sent again every two seconds, and known after as long as any command. That it
 * is back its own events tell, which other faults may delay.
 */
const isCampaignManagerAway = (t: number, judgement: Judgement): boolean =>
  judgement.scenario.faults.some((fault) => {
    if (!campaignManagerFaults.has(fault.kind) || t < fault.at) return false;
    return t <= fault.until + delayOfFaults(judgement, fault.until, t) + toldSeconds;
  });
