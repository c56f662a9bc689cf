import type { AgentId, ContactId } from '../../core/ids';
import { clear, login, logout, setStatus, shownStatus } from './agents';
import type { Agent, Centre, Contact } from './centre';
import { mayStillOffer } from './criteria-clock';
import { endContact } from './ending';
import type { AgentStatus } from './instance';
import { accept, decline, withdrawOffer } from './offers';
import { callOut, takeTask } from './own-work';
import { softphoneView } from './softphone-view';
import { transfer } from './transferring';
import type { SimulatedConnect } from './world';

/** What agents do over their own login, without the API's quotas (docs/amazon-connect.md#softphones). */
export function createSoftphones(centre: Centre): SimulatedConnect['agents'] {
  const agentOf = (userId: AgentId): Agent => {
    const agent = centre.agents.get(userId);
    if (!agent) throw new Error(`there is no agent ${userId} in the simulated Connect`);
    return agent;
  };
  const statusOf = (name: string): AgentStatus => {
    const status = centre.instance.statusNamed(name);
    if (!status) {
      const known = ['Available', 'Offline', ...centre.instance.setup.statuses.map((custom) => custom.name)];
      throw new Error(`there is no agent status ${JSON.stringify(name)}; there are ${known.join(', ')}`);
    }
    return status;
  };
  const contactOf = (contactId: ContactId): Contact => {
    const contact = centre.contacts.get(contactId);
    if (!contact) throw new Error(`there is no contact ${contactId} in the simulated Connect`);
    return contact;
  };
  return {
    add({ username, routingProfileId, proficiencies = [] }) {
      const profile = centre.instance.profile(routingProfileId);
      if (!profile) throw new Error(`agent ${username} has routing profile ${routingProfileId}, which does not exist`);
      const id = centre.ids.next('user');
      const now = centre.scheduler.now();
      centre.agents.set(id, {
        id,
        arn: `${centre.instance.arn}/agent/${id}`,
        username,
        profile,
        proficiencies,
        loggedIn: false,
        status: centre.instance.offline,
        statusSince: now,
        next: null,
        contacts: [],
        lastActivityAt: now,
        lastInboundAt: now,
        shown: null,
      });
      return id;
    },
    login: (userId, status, since = centre.scheduler.now()) => login(centre, agentOf(userId), statusOf(status), since),
    logout(userId) {
      const agent = agentOf(userId);
      if (!agent.loggedIn) return;
      for (const { contact, state } of [...agent.contacts]) {
        if (state === 'CONNECTING') withdrawOffer(centre, contact);
        if (state === 'CONNECTED' || contact.owner) endContact(centre, contact, 'AGENT_DISCONNECT');
      }
      logout(centre, agent);
    },
    setStatus: (userId, status) => setStatus(centre, agentOf(userId), statusOf(status)),
    accept: async (userId, contactId) => accept(centre, agentOf(userId), contactOf(contactId)),
    reject: (userId, contactId) => decline(centre, agentOf(userId), contactOf(contactId)),
    clear: (userId, contactId) => clear(centre, agentOf(userId), contactId),
    async hangUp(userId, contactId) {
      const contact = contactOf(contactId);
      if (contact.phase !== 'connected' || contact.answered?.agent.id !== userId) {
        throw new Error(`contact ${contactId} is not connected to agent ${userId}, so they cannot hang it up`);
      }
      endContact(centre, contact, 'AGENT_DISCONNECT');
    },
    callOut: (userId, call) => callOut(centre, agentOf(userId), call)?.id ?? null,
    takeTask: (userId) => takeTask(centre, agentOf(userId))?.id ?? null,
    criteriaInForce(userId, contactId) {
      const { criteria, phase } = contactOf(contactId);
      if (phase !== 'queued' || criteria === null) return null;
      return { writtenAt: criteria.writtenAt, mayOffer: mayStillOffer(criteria, agentOf(userId)) };
    },
    transfer: (userId, contactId, queueId) => transfer(centre, agentOf(userId), contactOf(contactId), queueId),
    attributes: (contactId) => Object.fromEntries(contactOf(contactId).chain.attributes),
    view(userId) {
      const agent = agentOf(userId);
      return {
        status: agent.status.name,
        shown: shownStatus(agent),
        nextStatus: agent.next?.status.name ?? null,
        contacts: agent.contacts.map(({ contact, state }) => ({ contactId: contact.id, state })),
      };
    },
    softphone: (userId) => softphoneView(centre, agentOf(userId)),
    onChange(listener) {
      centre.agentListeners.add(listener);
      return () => void centre.agentListeners.delete(listener);
    },
  };
}
