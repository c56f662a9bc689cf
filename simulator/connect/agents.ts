import type { ContactId } from '../../core/ids';
import type { Agent, AgentContact, Centre, Contact } from './centre';
import { sendContactEvent } from './contact-events';
import type { AgentStatus } from './instance';

/** Reports a change of an agent: stream, shown status, routing. To be called once after each act. */
export function agentChanged(
  centre: Centre,
  agent: Agent,
  type: 'LOGIN' | 'LOGOUT' | 'STATE_CHANGE' = 'STATE_CHANGE',
): void {
  const shown = shownStatus(agent);
  if (shown !== agent.shown || type === 'LOGIN') {
    agent.shown = shown;
    centre.emit({ type: 'agent.status', userId: agent.id, status: shown });
  }
  centre.agentEvents.changed(agent, type);
  for (const listener of centre.agentListeners) listener(agent.id);
  centre.requestRouting();
}

/**
 * The status a softphone shows (docs/scenarios.md#the-trace, `agent.status`). A miss shows only over Available: any other
 * status is a way out of the error state (docs/amazon-connect.md#misses-and-declines). Ringing changes nothing; tasks neither.
 */
export function shownStatus(agent: Agent): string {
  if (!agent.loggedIn) return 'Offline';
  const voice = voiceContacts(agent);
  if (voice.some(isBusy)) return 'Busy';
  if (voice.some(isAfterWork)) return 'AfterCallWork';
  if (agent.status.type === 'ROUTABLE' && hasMissed(agent)) return 'Missed call';
  return agent.status.name;
}

/**
 * The agent is there from `since` (ms since the epoch, perhaps before now), from which both availability timers count. Throws
 * where they are there already.
 */
export function login(centre: Centre, agent: Agent, status: AgentStatus, since: number): void {
  if (agent.loggedIn) throw new Error(`agent ${agent.username} is logged in already`);
  agent.loggedIn = true;
  agent.status = status;
  agent.statusSince = since;
  agent.lastActivityAt = since;
  agent.lastInboundAt = since;
  agent.shown = null;
  agentChanged(centre, agent, 'LOGIN');
}

/** Nothing may be connected or ringing any more; what else is listed leaves the softphone with the agent. */
export function logout(centre: Centre, agent: Agent): void {
  for (const { contact } of agent.contacts.splice(0)) completeAfterWork(centre, contact);
  agent.loggedIn = false;
  agent.next = null;
  changeStatus(centre, agent, centre.instance.offline);
  agentChanged(centre, agent, 'LOGOUT');
}

/**
 * Sets a status: as the next one while a call is connected (choosing the present one again cancels it), otherwise now.
 * Ends after-call work (docs/amazon-connect.md#agent-statuses); leaves a missed contact listed.
 */
export function setStatus(centre: Centre, agent: Agent, status: AgentStatus): void {
  if (!agent.loggedIn) throw new Error(`agent ${agent.username} is not logged in, so no status can be set`);
  if (voiceContacts(agent).some(isBusy)) {
    setNextStatus(centre, agent, status);
    return;
  }
  const ended = voiceContacts(agent).filter(isAfterWork);
  if (ended.length === 0 && status === agent.status && agent.next === null) return;
  for (const entry of ended) unlist(centre, agent, entry);
  agent.next = null;
  changeStatus(centre, agent, status);
  agentChanged(centre, agent);
}

/**
 * Keeps a status for when the contacts listed now are cleared; nobody is routed to meanwhile
 * (docs/amazon-connect.md#agent-statuses).
 */
export function setNextStatus(centre: Centre, agent: Agent, status: AgentStatus): void {
  const wanted = status === agent.status ? null : status;
  if (wanted === (agent.next?.status ?? null)) return;
  agent.next = wanted && { status: wanted, since: centre.scheduler.now() };
  agentChanged(centre, agent);
}

/** Takes a missed, rejected or ended contact off the softphone. */
export function clear(centre: Centre, agent: Agent, contactId: ContactId): void {
  const entry = agent.contacts.find(({ contact }) => contact.id === contactId);
  if (!entry || entry.state === 'CONNECTING' || entry.state === 'CONNECTED') {
    throw new Error(
      `agent ${agent.username} cannot clear contact ${contactId}: it is ${entry ? entry.state : 'not listed'}; MISSED, REJECTED or ENDED would be right`,
    );
  }
  unlist(centre, agent, entry);
  applyNext(centre, agent);
  agentChanged(centre, agent);
}

/** Whether a call is listed that was missed or rejected and has not been cleared. */
export const hasMissed = (agent: Agent): boolean =>
  voiceContacts(agent).some((entry) => !isOwn(entry) && (entry.state === 'MISSED' || entry.state === 'REJECTED'));

const isOwn = ({ contact }: AgentContact): boolean => contact.initiationMethod === 'OUTBOUND';

/** With a customer, or calling one. */
const isBusy = (entry: AgentContact): boolean =>
  entry.state === 'CONNECTED' || (entry.state === 'CONNECTING' && isOwn(entry));

/** A call that is over and not cleared; of an agent's own, however it ended. */
const isAfterWork = (entry: AgentContact): boolean =>
  entry.state === 'ENDED' || (isOwn(entry) && (entry.state === 'MISSED' || entry.state === 'ERROR'));

/** Statuses follow calls; a task leaves them alone. */
export const voiceContacts = (agent: Agent): readonly AgentContact[] =>
  agent.contacts.filter(({ contact }) => contact.channel === 'VOICE');

function unlist(centre: Centre, agent: Agent, entry: AgentContact): void {
  agent.contacts.splice(agent.contacts.indexOf(entry), 1);
  if (entry.state !== 'ENDED') return;
  const now = centre.scheduler.now();
  agent.lastActivityAt = now;
  entry.contact.clearedAt = now;
  if (entry.contact.initiationMethod !== 'API' && !isOwn(entry)) agent.lastInboundAt = now;
  completeAfterWork(centre, entry.contact);
}

/** COMPLETED comes with the end of after-call work where an agent took the contact (docs/amazon-connect.md#contact-events). */
function completeAfterWork(centre: Centre, contact: Contact): void {
  if (contact.answered && contact.disconnected) sendContactEvent(centre, contact, 'COMPLETED');
}

function applyNext(centre: Centre, agent: Agent): void {
  if (!agent.next || voiceContacts(agent).length > 0) return;
  const { status } = agent.next;
  agent.next = null;
  changeStatus(centre, agent, status);
}

function changeStatus(centre: Centre, agent: Agent, status: AgentStatus): void {
  if (status === agent.status) return;
  const now = centre.scheduler.now();
  agent.status = status;
  agent.statusSince = now;
  if (status.type !== 'ROUTABLE') return;
  agent.lastActivityAt = now;
  agent.lastInboundAt = now;
}
