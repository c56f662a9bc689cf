import { choosesAvailable, isRinging, isTalking, refusedContact } from '../agent/agent';
import type { AgentStore, PageStore } from '../agent/ports';
import { unchanged } from '../agent/steps/agent-step';
import { rulesOf, takeStep } from '../agent/steps/carry-out';
import { onMoveTimer } from '../agent/steps/move-deadline';
import { showTakenOff, type TakeOffPorts, weighFailure } from '../agent/steps/take-off';
import { previewRanOut } from '../agent/steps/taken-off';
import { onTetherTimer } from '../agent/steps/tether-attempts';
import { writeTetherCriteria } from '../agent/steps/tether-criteria';
import type { ContactCentre } from '../connect/ports';
import { isInPilot, modeOf } from '../group/rollout';
import { callOf } from '../ids';
import type { ArmedTimer, Command, Timer } from '../messages/messages';
import { offerIfStillFree } from '../offering/offer-to-free-agent';
import type { CallStore } from '../offering/ports';
import { countRefusals, type RenewCriteriaPorts, renewCriteria } from '../offering/renew-criteria';
import { lookAfter, type TakeInPorts } from '../offering/take-in';
import type { ThresholdSnapshots } from '../thresholds/ports';
import { timerSlackMs } from '../timer-slack';
import { missedCallStatusName } from '../vocabulary';
import { handleVoicemailDeadline, type VoicemailDeadlinePorts } from '../voicemail/deliver-voicemail';

export interface FireTimerPorts extends VoicemailDeadlinePorts, RenewCriteriaPorts, TakeOffPorts, TakeInPorts {
  readonly blend: TakeOffPorts['blend'];
  readonly pages: Pick<PageStore, 'lastSeen'>;
  readonly agents: Pick<AgentStore, 'load' | 'save' | 'ranked' | 'claim' | 'release'>;
  readonly thresholds: ThresholdSnapshots;
  readonly centre: Pick<ContactCentre, 'stop' | 'setCriteria' | 'tryDescribe'>;
  readonly calls: Pick<CallStore, 'load' | 'save' | 'waiting' | 'noteRefusal' | 'close'>;
}

/** A repair that waited longer than this is dropped: the agent or the next event has put things right. */
const repairLifeMs = 60_000;

/** A delayed message came. It says what to look at; what to do follows from the state as it is now. */
export async function fireTimer(ports: FireTimerPorts, armed: ArmedTimer): Promise<void> {
  if (armed.dueAt - ports.clock.now() > timerSlackMs) {
    await ports.timers.arm(armed.timer, armed.dueAt);
    return;
  }
  const { timer } = armed;
  switch (timer.kind) {
    case 'voicemail':
      return handleVoicemailDeadline(ports, timer.initialContactId);
    case 'missed-call':
      return parkIfPageDidNot(ports, timer);
    case 'tether':
      return lookAtTether(ports, timer, armed);
    case 'tether-contact':
      return clearIfPageDidNot(ports, timer);
    case 'preview': {
      const { agentId, previewId } = timer;
      const seenAt = await ports.pages.lastSeen(agentId);
      await takeStep(ports, agentId, `timer:${previewId}:${armed.dueAt}`, async (agent) =>
        previewRanOut(agent, await rulesOf(ports, agent), previewId, due(ports, armed), seenAt),
      );
      return;
    }
    case 'tether-failed':
      return weighFailure(ports, timer);
    case 'taken-off':
      return showTakenOff(ports, timer);
    case 'move': {
      const { agentId, moveId } = timer;
      await takeStep(ports, agentId, `timer:${moveId}:${armed.dueAt}`, (agent) =>
        onMoveTimer(agent, moveId, due(ports, armed)),
      );
      return;
    }
    case 'criteria':
      return renewCriteria(ports, timer);
    case 'tether-criteria':
      return writeTetherCriteria(ports, timer);
    case 'free-agent':
      return offerIfStillFree(ports, timer, armed.dueAt);
    case 'taken-in':
      return lookAfter(ports, timer, armed.dueAt);
    case 'refusals':
      return countRefusals(ports, timer.group, armed.dueAt);
    case 'rebalance':
      return ports.rebalances.request({ group: timer.group, manual: null });
  }
}

/** A timer that comes within its slack of the due moment counts as on time. */
const due = (ports: Pick<FireTimerPorts, 'clock'>, armed: ArmedTimer): number =>
  Math.max(ports.clock.now(), armed.dueAt);

async function lookAtTether(
  ports: FireTimerPorts,
  timer: Extract<Timer, { kind: 'tether' }>,
  armed: ArmedTimer,
): Promise<void> {
  const now = due(ports, armed);
  const cause = `timer:${timer.tetherId}:${armed.dueAt}`;
  await takeStep(ports, timer.agentId, cause, async (agent) => {
    const rules = await rulesOf(ports, agent);
    return rules === null ? unchanged(agent) : onTetherTimer(agent, rules, timer.tetherId, now);
  });
}

/** An ended or missed tether that is still on the softphone keeps the agent from everything else. */
async function clearIfPageDidNot(
  ports: FireTimerPorts,
  timer: Extract<Timer, { kind: 'tether-contact' }>,
): Promise<void> {
  const { agentId, contactId } = timer;
  const agent = await ports.agents.load(agentId, { fresh: true });
  const listed = agent?.contacts.find((contact) => contact.contactId === contactId);
  if (!listed || isTalking(listed) || isRinging(listed)) return;
  await ports.commands.send(
    {
      kind: 'clear-contact',
      commandId: `clear:${contactId}:${agentId}`,
      deadline: ports.clock.now() + repairLifeMs,
      agentId,
      contactId,
    },
    'urgent',
  );
}

/** The agent's page had its time. If the refused contact is still on the softphone, the server parks and clears. */
async function parkIfPageDidNot(ports: FireTimerPorts, timer: Extract<Timer, { kind: 'missed-call' }>): Promise<void> {
  const agent = await ports.agents.load(timer.agentId, { fresh: true });
  if (!agent || agent.group === null || !refusedContact(agent, timer.contactId)) return;
  const { thresholds } = await ports.thresholds.current(agent.group);
  const wanted = timer.after === 'declined' ? thresholds['offer/after-decline'] : thresholds['offer/after-miss'];
  const notReady = timer.after !== 'caller-gone' && wanted === 'not-ready' && choosesAvailable(agent);
  const directory = await ports.directory.read();
  if (!isInPilot(directory, agent)) return;
  const isObserved = modeOf(directory, agent.group, thresholds) === 'observe';
  const command: Command = {
    kind: 'park-agent',
    commandId: `park:${timer.contactId}:${timer.agentId}`,
    deadline: ports.clock.now() + repairLifeMs,
    agentId: timer.agentId,
    contactId: timer.contactId,
    notReady,
  };
  if (!isObserved) await ports.commands.send(command, timer.after === 'caller-gone' ? 'urgent' : 'repair');
  ports.decisions.record({
    ...(isObserved && { observed: true }),
    type: 'agent.parked',
    agentId: timer.agentId,
    callId: callOf(timer.contactId),
    reason:
      timer.after === 'caller-gone'
        ? `the caller hung up while ${agent.username} was rung; the softphone still shows the call and is cleared`
        : `${agent.username} ${timer.after} the call and the page did not clear it; ${notReady ? `set to ${missedCallStatusName} and cleared` : 'cleared'}`,
    inputs: { after: timer.after, status: agent.status.name, 'offer/after-miss': thresholds['offer/after-miss'] },
  });
}
