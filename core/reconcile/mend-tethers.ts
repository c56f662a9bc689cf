import { type AgentRecord, isTalking } from '../agent/agent';
import type { AgentStore } from '../agent/ports';
import { type Step, tellState, then, unchanged } from '../agent/steps/agent-step';
import { rulesOf, type StepPorts, takeStep } from '../agent/steps/carry-out';
import { failMove } from '../agent/steps/finish-move';
import { onMoveTimer } from '../agent/steps/move-deadline';
import { askForRelease } from '../agent/steps/release';
import { onTetherTimer } from '../agent/steps/tether-attempts';
import { tellReadyAgain } from '../agent/steps/tether-on-softphone';
import { wantsTether } from '../agent/steps/tether-wanted';
import { contactOfTether, isOnItsWay } from '../agent/tether-record';
import type { ContactCentre } from '../connect/ports';
import type { DecisionLog } from '../decisions/decision-log';
import { overdueMs, repaired } from '../decisions/state-repaired';
import type { Directory } from '../group/directory';
import type { RosterEntry } from './ports';

/** The Campaign Manager tells of an agent's work at once; silence for this long means that it does not know of the tether. */
const silentMs = 20_000;

/** A tether or move whose timer was lost, and a tether of which the Campaign Manager does not know. */
export async function mendTether(ports: StepPorts, agent: AgentRecord): Promise<boolean> {
  const now = ports.clock.now();
  const wrong = whatIsWrong(agent, now);
  if (wrong === null) return false;
  const cause = `reconcile:${agent.agentId}:${now}`;
  const taken = await takeStep(ports, agent.agentId, cause, (record) => mend(ports, record, now));
  if (!taken?.taken) return false;
  repaired(ports, wrong.what, agent.agentId, `${agent.username}: ${wrong.why}`, {
    tether: agent.outbound.tether?.state ?? null,
    move: agent.outbound.move?.phase ?? null,
    work: agent.outbound.work?.state ?? null,
  });
  return true;
}

function whatIsWrong(
  agent: AgentRecord,
  now: number,
): { readonly what: 'tether' | 'move'; readonly why: string } | null {
  const { tether, move, work, giveBack } = agent.outbound;
  if (wantsTether(agent)) return { what: 'tether', why: 'Available on the outbound side without a tether' };
  if (tether?.state === 'ready') {
    const told = work?.tetherId === tether.tetherId ? work : null;
    const silent = (since: number) => now - since > silentMs;
    if (told === null && silent(Math.max(tether.readyAt, agent.observedAt))) {
      return { what: 'tether', why: 'ready, and the Campaign Manager does not say what the agent does' };
    }
    const idleSince = told?.state === 'idle' ? told.at : null;
    if (idleSince !== null && giveBack !== null && silent(Math.max(idleSince, giveBack.since))) {
      return { what: 'tether', why: 'idle, and the Campaign Manager does not give them back' };
    }
    if (idleSince !== null && move?.phase === 'after-work' && silent(Math.max(idleSince, move.decidedAt))) {
      return { what: 'move', why: 'the work is over, and the Campaign Manager does not give them back' };
    }
  }
  if (tether?.state === 'ending' && move === null) return { what: 'tether', why: 'still ending' };
  const waits = tether?.state === 'waiting';
  if ((waits && now > tether.retryAt + overdueMs) || (isOnItsWay(tether) && now > tether.expiresAt + overdueMs)) {
    return { what: 'tether', why: `${tether.state} past its time` };
  }
  if (move === null || move.phase === 'after-work') return null;
  if (move.phase === 'tethering') return tether === null ? { what: 'move', why: 'on the way without a tether' } : null;
  return now > move.deadline + overdueMs ? { what: 'move', why: `${move.phase} past its deadline` } : null;
}

async function mend(ports: StepPorts, agent: AgentRecord, now: number): Promise<Step> {
  const { tether, move } = agent.outbound;
  const rules = await rulesOf(ports, agent);
  if (rules === null || whatIsWrong(agent, now) === null) return unchanged(agent);
  if (tether === null && move?.phase === 'tethering') return failMove(agent, now, { code: 'tether-gone', figures: {} });
  if (wantsTether(agent)) return { agent, effects: [{ kind: 'start-tether' }] };
  const moved = move === null ? unchanged(agent) : onMoveTimer(agent, move.moveId, now);
  if (tether === null) return moved;
  return then(moved, (record): Step => {
    if (tether.state === 'ready') return askAgain(record, now);
    if (tether.state !== 'ending') return onTetherTimer(record, rules, tether.tetherId, now);
    return { agent: record, effects: [{ kind: 'stop', contactId: tether.contactId }] };
  });
}

/** What the Campaign Manager seems not to have heard is told it once more. */
export function askAgain(agent: AgentRecord, now: number): Step {
  const { giveBack, move } = agent.outbound;
  if (giveBack !== null) {
    const state = giveBack.why === 'logged-out' ? 'logged-out' : 'not-ready';
    return tellState(agent, now, { state, campaigns: [...agent.campaigns], reason: 'the tether is to be given back' });
  }
  return move?.phase === 'after-work' ? askForRelease(agent, now) : tellReadyAgain(agent, now);
}

/** A connected contact of the tether queue that is nobody's tether by our record: nobody may use it. */
export async function endStrangers(
  ports: {
    readonly agents: Pick<AgentStore, 'load'>;
    readonly centre: Pick<ContactCentre, 'stop'>;
    readonly decisions: DecisionLog;
  },
  entry: RosterEntry,
  directory: Directory,
): Promise<number> {
  const strangers = entry.contacts.filter(
    (contact) => isTalking(contact) && contact.queueId !== null && contact.queueId === directory.tether?.queueId,
  );
  if (strangers.length === 0) return 0;
  const agent = await ports.agents.load(entry.agentId, { fresh: true });
  let ended = 0;
  for (const { contactId } of strangers) {
    if (
      contactOfTether(agent?.outbound.tether ?? null) === contactId ||
      (await ports.centre.stop(contactId)) === 'gone'
    )
      continue;
    ended++;
    repaired(
      ports,
      'tether',
      entry.agentId,
      `${agent?.username ?? entry.agentId} is on a tether that we know nothing of`,
      {
        contact: contactId,
        known: contactOfTether(agent?.outbound.tether ?? null),
      },
    );
  }
  return ended;
}
