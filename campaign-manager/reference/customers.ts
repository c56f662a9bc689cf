/** What agents say of the customers on their tethers: to take one off, and what came of the conversation. */
import type { CampaignCommandOf } from '../../core/campaign-contract/commands';
import type { AgentConnection, AgentConnections } from './agent-connections';
import type { Answer } from './command-gate';
import type { ContactRequests } from './contact-requests';
import type { Dialler } from './dialler';
import { standingWords } from './tether-session';

/** What commands about customers are carried out with. */
export interface CustomersParts {
  readonly connections: AgentConnections;
  readonly dialler: Dialler;
  readonly requests: ContactRequests;
  readonly now: () => number;
}

/** Carries out what an agent asks about the customer they talk to, or have talked to (docs/campaign-manager.md). */
export class Customers {
  constructor(private readonly parts: CustomersParts) {}

  /** The customer hears the end of the call, and the agent is in wrap-up; the tether stays. */
  end({ workSeq, contact }: CampaignCommandOf<'EndCustomer'>, connection: AgentConnection): Answer {
    const { conversation, session, username } = connection;
    const isTheirs = conversation !== null && conversation.seq <= workSeq && isNamed(conversation.contact, contact);
    if (!isTheirs || session.work.doing !== 'talking') {
      const message = `${username} ${standingWords(session)}: that customer is not on the tether any more`;
      return { result: 'refused', reason: 'no-customer', message };
    }
    this.parts.dialler.hangUp(connection);
    return { result: 'accepted', message: `${conversation.contact} is off the tether of ${username}` };
  }

  /** What came of a conversation is noted, whatever the agent does by now; a wrap-up about it that is open ends. */
  finish(command: CampaignCommandOf<'FinishWork'>): Answer {
    const { connections, dialler, requests } = this.parts;
    const { agentId, tetherId, doNotCall, outcome = null, callBackAt = null } = command;
    const conversation = connections.conversation(command);
    if (conversation === null || !isNamed(conversation.contact, command.contact)) {
      const message = `agent ${agentId} had no such customer on tether ${tetherId}`;
      return { result: 'refused', reason: 'no-customer', message };
    }
    const { campaign, contact } = conversation;
    const said = requests.afterTalk(campaign, contact, { outcome, doNotCall, callBackAt });
    if (said.result === 'refused') return said;
    const connection = connections.of(agentId);
    const isOpen = connection?.conversation === conversation && connection.session.work.doing === 'wrap-up';
    if (isOpen) dialler.wrappedUp(connection);
    return { result: 'accepted', message: said.message };
  }
}

/** Whether a command that names a contact, or none, may be about this one. */
const isNamed = (contact: string, named: string | undefined): boolean => named === undefined || named === contact;
