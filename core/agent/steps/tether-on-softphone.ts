import type { Directory } from '../../group/directory';
import type { TetherId } from '../../ids';
import {
  type AgentContact,
  type AgentRecord,
  customerCalls,
  isFreeToMove,
  isRefused,
  isRinging,
  isTalking,
  otherWork,
} from '../agent';
import { setsAvailable } from '../apply-observation';
import type { Effect } from '../effect';
import { type ConnectedTether, contactOfTether, type TetherIn } from '../tether-record';
import { decided, type Step, stepTo, tell, tellMs, tellState, then, unchanged } from './agent-step';
import { cancelTether, doWithoutTether } from './cancel-tether';
import { callOffMove, completeMoveOut, finishMoveIn } from './finish-move';
import { giveBackTether, giveBackToInbound } from './give-back';
import { failAttempt } from './tether-attempts';
import { clearTimer, tetherOver } from './tether-end';
import type { TetherRules } from './tether-rules';
import { hasOutboundSide, wantsTether, wantTether } from './tether-wanted';

/** What an agent's softphone shows means for their tether. Pure; times are ms since the epoch. */

/** Contacts of the tether queue that are over and still on the softphone: they keep the agent from everything else. */
export const tetherLeftovers = (
  agent: Pick<AgentRecord, 'contacts'>,
  directory: Pick<Directory, 'tether'>,
): readonly AgentContact[] =>
  agent.contacts.filter(
    (contact) => contact.queueId === directory.tether?.queueId && (isRefused(contact) || contact.state === 'ENDED'),
  );

/** Follows what an observation shows of the tether, after the observation itself was applied. */
export function followTether(before: AgentRecord | null, agent: AgentRecord, rules: TetherRules): Step {
  const at = agent.observedAt;
  const known = new Set(before === null ? [] : tetherLeftovers(before, rules.directory).map((c) => c.contactId));
  const cleared: readonly Effect[] = tetherLeftovers(agent, rules.directory)
    .filter((contact) => !known.has(contact.contactId))
    .map((contact) => clearTimer(agent, contact));
  const shown = then({ agent, effects: cleared }, (record) => onContact(before, record, rules, at));
  const followed = then(shown, (record) => onWishes(record, at));
  return then(
    then(followed, (record) => finishMoveIn(record, at)),
    (record) => {
      if (wantsTether(record)) return wantTether(record, at);
      const { tether } = record.outbound;
      const waits = tether?.state === 'waiting' && isFreeToMove(record);
      return waits ? { agent: record, effects: [{ kind: 'start-tether' }] } : unchanged(record);
    },
  );
}

/** What the tether's contact does on the softphone. */
function onContact(before: AgentRecord | null, agent: AgentRecord, rules: TetherRules, at: number): Step {
  const { tether } = agent.outbound;
  if (tether === null) return unchanged(agent);
  const contact = agent.contacts.find(({ contactId }) => contactId === contactOfTether(tether));
  switch (tether.state) {
    case 'failed':
      return agent.outbound.side === 'outbound' && setsAvailable(before, agent)
        ? stepTo(agent, { tether: null })
        : unchanged(agent);
    case 'ready':
    case 'ending':
      return contact && isTalking(contact)
        ? unchanged(agent)
        : tetherOver(agent, tether, rules, contact?.since ?? endOf(agent, tether, at));
    case 'mapped': {
      if (contact === undefined) break;
      if (isTalking(contact)) return tetherReady(agent, tether, contact, at);
      const rung = tether.rang ? unchanged(agent) : stepTo(agent, { tether: { ...tether, rang: true } });
      if (isRinging(contact)) return then(rung, (record) => cancelForRival(record, rules, at));
      const why = isRefused(contact) ? 'the softphone did not accept it' : 'the call ended';
      return then(rung, (record) => failAttempt(record, rules, at, why));
    }
    default:
  }
  return cancelForRival(agent, rules, at);
}

/**
 * When a tether ended that is not on the softphone any more, since the event that told so was lost: before it was noticed at `at`,
 * before the Campaign Manager said so, and before the next call came to an agent who has one at a time.
 */
const endOf = ({ contacts }: AgentRecord, { overBy, readyAt }: ConnectedTether, at: number): number => {
  const next = contacts.filter(({ channel, since }) => channel === 'VOICE' && since > readyAt);
  return Math.min(at, overBy ?? at, ...next.map(({ since }) => since));
};

function cancelForRival(agent: AgentRecord, { directory }: TetherRules, at: number): Step {
  const rival = rivalOf(agent, directory);
  return rival === null
    ? unchanged(agent)
    : cancelTether(agent, at, 'cancelled', { code: 'came-first', figures: { what: rival } }, callOffMove);
}

/** What the agent has in hand instead of the tether on its way; `null`: nothing. */
function rivalOf(agent: AgentRecord, directory: Directory): string | null {
  const [call] = customerCalls(agent, directory);
  if (call !== undefined) return call.ownCall ? 'a call of their own' : 'a caller';
  const [work] = otherWork(agent);
  return work === undefined ? null : workInWords(work);
}

/** `a task`, `a chat`, `an e-mail`, or whatever else Connect routes. */
function workInWords({ channel }: AgentContact): string {
  const word = channel.toLowerCase();
  return word === 'email' ? 'an e-mail' : `a ${word}`;
}

function tetherReady(agent: AgentRecord, tether: TetherIn<'mapped'>, contact: AgentContact, at: number): Step {
  const since = Math.max(contact.since, tether.requestedAt);
  const { agentId, username } = agent;
  const { tetherId, fence, attempt, requestedAt, lastsUntil, contactId, campaigns } = tether;
  const ready = stepTo(
    agent,
    {
      tether: {
        ...{ tetherId, state: 'ready', fence, attempt, requestedAt, lastsUntil, contactId, campaigns },
        ...{ readyAt: since, overBy: null },
      },
      work: null,
      unanswered: { ...agent.outbound.unanswered, tethers: [] },
    },
    { kind: 'let-go', tetherId, until: tether.expiresAt },
    decided({
      type: 'tether.connected',
      at: since,
      agentId,
      tetherId,
      reason: `${username} is on the tether and ready for campaigns`,
      inputs: { attempt, seconds: (since - requestedAt) / 1000 },
    }),
  );
  return then(
    then(ready, (record) => tellReady(record, tetherId, at)),
    (record) => completeMoveOut(record, since),
  );
}

const tellReady = (agent: AgentRecord, tetherId: TetherId, at: number): Step =>
  tell(agent, {
    type: 'TetherStateChanged',
    tetherId,
    state: 'ready',
    why: 'the agent is on it',
    deadline: at + tellMs,
  });

/** The Campaign Manager seems not to know that the agent is on the tether: it is told, and asked, once more. */
export function tellReadyAgain(agent: AgentRecord, now: number): Step {
  const { tether } = agent.outbound;
  if (tether?.state !== 'ready') return unchanged(agent);
  const { tetherId } = tether;
  return then(tellReady(agent, tetherId, now), (record) =>
    tell(record, { type: 'ReportAgentWork', tetherId, deadline: now + tellMs }),
  );
}

/** The break or logout an agent has chosen, now or for after the tether; and what their routing profile allows. */
function onWishes(agent: AgentRecord, at: number): Step {
  const { tether, giveBack, takenOff } = agent.outbound;
  if (tether === null || tether.state === 'failed' || tether.state === 'ending') return unchanged(agent);
  const [work] = otherWork(agent);
  const goes = agent.status.type !== 'ROUTABLE' || agent.nextStatus !== null;
  // Whoever comes back for a caller may have other work beside it.
  const leaves = goes || (work !== undefined && agent.outbound.move?.to !== 'inbound');
  const wish = agent.nextStatus ?? agent.status.name;
  const why = goes || work === undefined ? `chose ${wish}` : `has ${workInWords(work)} in hand`;
  if (tether.state !== 'ready') {
    if (!hasOutboundSide(agent)) return doWithoutTether(agent, at, noOutboundSide);
    const end = agent.status.type === 'OFFLINE' ? 'logout' : 'cancelled';
    return leaves
      ? cancelTether(agent, at, end, { code: 'agent-went', figures: { agent: agent.username, status: wish } })
      : unchanged(agent);
  }
  if (leaves && giveBack === null) return giveBackFor(agent, wish, why, at);
  if (!hasOutboundSide(agent) && giveBack === null && agent.outbound.move === null) {
    return giveBackToInbound(agent, at, noOutboundSide);
  }
  const stays = !leaves && giveBack !== null && giveBack.why !== 'to-inbound' && takenOff === null;
  const elsewhere = giveBack === null && tether.campaigns.join() !== agent.campaigns.join();
  if (!stays && !elsewhere) return unchanged(agent);
  return then(stepTo(agent, { giveBack: null, tether: { ...tether, campaigns: agent.campaigns } }), (record) =>
    tellState(record, at, {
      state: 'available',
      campaigns: [...record.campaigns],
      reason: stays ? 'the agent stays' : 'the agent works for other campaigns',
    }),
  );
}

const noOutboundSide = 'the routing profile has no outbound side any more';

/** The agent wants a break, or to go, or has other work: nothing more for them, and the tether ends after that in hand. */
function giveBackFor(agent: AgentRecord, wish: string, why: string, at: number): Step {
  const out = agent.status.type === 'OFFLINE' || wish === 'Offline';
  return giveBackTether(agent, out ? 'logged-out' : 'not-ready', at, {
    withdrawn: `${agent.username} ${why}`,
    told: `the agent ${why}`,
    moveOff: { code: 'agent-asked-first', figures: { agent: agent.username, status: wish } },
  });
}
