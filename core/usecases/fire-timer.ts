import { missedCallStatusName, refusedContact } from '../domain/agent';
import { type ArmedTimer, type Timer, timerSlackMs } from '../domain/messages';
import type { AgentStore, ThresholdReader } from '../ports';
import { handleVoicemailDeadline, type VoicemailDeadlinePorts } from './deliver-voicemail';

export interface FireTimerPorts extends VoicemailDeadlinePorts {
  readonly agents: Pick<AgentStore, 'load'>;
  readonly thresholds: ThresholdReader;
}

/** A repair that waited longer than this is worth nothing: the agent or the next event has settled it. */
const repairLifeMs = 60_000;

/** A delayed message came. It says what to look at; what to do follows from the state as it is now. */
export async function fireTimer(ports: FireTimerPorts, armed: ArmedTimer): Promise<void> {
  if (armed.dueAt - ports.clock.now() > timerSlackMs) {
    await ports.timers.arm(armed.timer, armed.dueAt);
    return;
  }
  if (armed.timer.kind === 'voicemail') return handleVoicemailDeadline(ports, armed.timer.initialContactId);
  return parkIfPageDidNot(ports, armed.timer);
}

/** The agent's page had its time. If the refused contact is still on the softphone, the server parks and clears. */
async function parkIfPageDidNot(ports: FireTimerPorts, timer: Extract<Timer, { kind: 'missed-call' }>): Promise<void> {
  const agent = await ports.agents.load(timer.agentId, { fresh: true });
  if (!agent || agent.group === null || !refusedContact(agent, timer.contactId)) return;
  const { thresholds } = await ports.thresholds.current(agent.group);
  const wanted = timer.after === 'declined' ? thresholds['offer/after-decline'] : thresholds['offer/after-miss'];
  const notReady = timer.after !== 'caller-gone' && wanted === 'not-ready' && agent.status.type === 'ROUTABLE';
  await ports.commands.send(
    {
      kind: 'park-agent',
      commandId: `park:${timer.contactId}:${timer.agentId}`,
      deadline: ports.clock.now() + repairLifeMs,
      agentId: timer.agentId,
      contactId: timer.contactId,
      notReady,
    },
    timer.after === 'caller-gone' ? 'urgent' : 'repair',
  );
  ports.decisions.record({
    type: 'agent.parked',
    agentId: timer.agentId,
    callId: timer.contactId,
    reason:
      timer.after === 'caller-gone'
        ? `the caller hung up while ${agent.username} was rung; the softphone still shows the call and is cleared`
        : `${agent.username} ${timer.after} the call and the page did not clear it; ${notReady ? `set to ${missedCallStatusName} and cleared` : 'cleared'}`,
    inputs: { after: timer.after, status: agent.status.name, 'offer/after-miss': thresholds['offer/after-miss'] },
  });
}
