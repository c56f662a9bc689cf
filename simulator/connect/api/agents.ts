/** PutUserStatus and DismissUserContact. */
import { clear, hasMissed, setNextStatus, setStatus } from '../agents';
import { type ApiHandler, agentField, checkInstance, invalidRequest, notFound, textField } from './input';

/**
 * On a connected agent it sets the next status; what it does on a missed call is a switch
 * (docs/amazon-connect.md#what-nobody-could-verify).
 */
export const putUserStatus: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const agent = agentField(centre, input);
  const statusId = textField(input, 'AgentStatusId');
  const status = centre.instance.status(statusId);
  if (!status) throw notFound(`there is no agent status ${statusId}`);
  if (!agent.loggedIn) throw invalidRequest(`user ${agent.id} is not logged in`);
  if (hasMissed(agent) && centre.switches.statusOnMiss === 'next') setNextStatus(centre, agent, status);
  else setStatus(centre, agent, status);
  return {};
};

/** DismissUserContact: clears a contact that is missed, declined or over. Refuses one that rings or is connected. */
export const dismissUserContact: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const agent = agentField(centre, input);
  const contactId = textField(input, 'ContactId', 256);
  const entry = agent.contacts.find(({ contact }) => contact.id === contactId);
  if (!entry) throw notFound(`user ${agent.id} has no contact ${contactId}`);
  if (entry.state === 'CONNECTING' || entry.state === 'CONNECTED') {
    throw invalidRequest(`contact ${contactId} is ${entry.state}; MISSED, ERROR, ENDED or REJECTED would be right`);
  }
  clear(centre, agent, contactId);
  return {};
};
