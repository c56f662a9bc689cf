/** What a command that was let through does, and the answer to it. */
import type {
  AgentCommand,
  CampaignCommand,
  CampaignCommandOf,
  CommandReply,
} from '../../core/campaign-contract/commands';
import type { AgentConnection, AgentConnections, Tell } from './agent-connections';
import type { Answer } from './command-gate';
import type { Customers } from './customers';
import type { Dialler } from './dialler';
import type { Holds } from './holds';
import type { Previews } from './previews';
import { askRelease, cancelRelease } from './session-release';
import { notReady, type ReleaseRequest, ready, standingWords, workStateOf } from './tether-session';
import type { Tethers } from './tethers';

/** What commands are carried out by. */
export interface CommandParts {
  readonly now: () => number;
  readonly connections: AgentConnections;
  readonly tethers: Tethers;
  readonly dialler: Dialler;
  readonly previews: Previews;
  readonly holds: Holds;
  readonly customers: Customers;
  readonly tell: Tell;
}

/** Carries out a command that was let through, and answers it: `refused` with a reason where the agent's work forbids it. */
export function performCommand(command: CampaignCommand, parts: CommandParts): CommandReply {
  return { commandId: command.commandId, ...answerTo(command, parts) };
}

function answerTo(command: CampaignCommand, parts: CommandParts): Answer {
  if (command.type === 'ChangeAgentState') return changeState(command, parts);
  if (command.type === 'HoldAgents') return parts.holds.take(command);
  // Before the tether is looked for: a preview that was withdrawn since its agent lost it is to be answered so.
  if (command.type === 'PreviewDecided') return parts.previews.decide(command);
  // So is what came of a conversation.
  if (command.type === 'FinishWork') return parts.customers.finish(command);
  const connection = parts.connections.of(command.agentId);
  if (!connection || connection.tetherId !== command.tetherId) return withoutTether(command, connection);
  switch (command.type) {
    case 'TetherStateChanged':
      return tetherChanged(command, connection, parts);
    case 'ReleaseAgent': {
      const { commandId, moveId, when } = command;
      return release(connection, { commandId, moveId }, when, parts);
    }
    case 'CancelRelease': {
      const { session, taken } = cancelRelease(connection.session, (request) => request.moveId === command.moveId);
      if (taken.length === 0)
        return ignored(`no release of ${connection.username} for move ${command.moveId} is waiting`);
      parts.connections.change(connection, session);
      parts.dialler.wake();
      return accepted(`${connection.username} works on`);
    }
    case 'EndCustomer':
      return parts.customers.end(command, connection);
    case 'ReportAgentWork':
      if (connection.session.standing === 'coming')
        return ignored(`${connection.username} is not ready on the tether yet`);
      if (connection.session.standing === 'released') return ignored(`${connection.username} was given back`);
      parts.connections.report(connection);
      return accepted(`${connection.username} ${standingWords(connection.session)}`);
  }
}

function withoutTether(
  command: Exclude<AgentCommand, { type: 'ChangeAgentState' | 'PreviewDecided' | 'FinishWork' }>,
  connection: AgentConnection | null,
): Answer {
  const message = `agent ${command.agentId} has no tether ${command.tetherId} here`;
  if (command.type === 'TetherStateChanged' && command.state === 'ended') return accepted(`${message}: it is over`);
  if (command.type === 'CancelRelease') return ignored(message);
  return { result: 'refused', reason: connection ? 'unknown-tether' : 'unknown-agent', message };
}

function changeState(command: CampaignCommandOf<'ChangeAgentState'>, parts: CommandParts): Answer {
  const { agentId, username, campaigns, tether, commandId } = command;
  const { connections, tethers } = parts;
  const connection = connections.of(agentId);
  if (command.state !== 'available') {
    if (!connection) return { result: 'released', message: `${username} has no tether here` };
    return release(connection, { commandId, moveId: null }, 'after-work', parts);
  }
  if (connection && (!tether || tether.tetherId === connection.tetherId))
    return stayAvailable(connection, campaigns, parts);
  if (!tether) return accepted(`${username} has no tether, and none is asked for`);
  if (parts.now() >= tether.expiresAt) return ignored(`the token of tether ${tether.tetherId} has expired`);
  if (connection) {
    const reason = workStateOf(connection.session);
    const message = `${username} ${standingWords(connection.session)} on tether ${connection.tetherId}`;
    if (reason !== 'idle') return { result: 'refused', reason, message };
    tethers.end(connection, 'released');
  }
  tethers.start(command, tether);
  return accepted(`${username} is called`);
}

/** The agent has taken a wish for a break or a logout back, or the campaigns are others. */
function stayAvailable(
  connection: AgentConnection,
  campaigns: readonly string[],
  { connections, dialler, tell }: CommandParts,
): Answer {
  if (connection.session.standing === 'released')
    return ignored(`${connection.username} was given back and needs a new tether`);
  const { session, taken } = cancelRelease(connection.session, (request) => request.moveId === null);
  connections.change(connection, { ...session, campaigns });
  for (const { commandId, moveId } of taken) {
    const about = { agentId: connection.agentId, tetherId: connection.tetherId, commandId, moveId };
    tell({ type: 'ReleaseResult', ...about, result: 'cancelled' });
  }
  dialler.wake();
  return accepted(`${connection.username} has this tether already`);
}

function release(
  connection: AgentConnection,
  request: ReleaseRequest,
  when: 'now' | 'after-work',
  { connections }: CommandParts,
): Answer {
  const { session, answer } = askRelease(connection.session, request, when);
  connections.change(connection, session);
  return answer;
}

function tetherChanged(
  { state }: CampaignCommandOf<'TetherStateChanged'>,
  connection: AgentConnection,
  { connections, tethers, dialler, holds, now }: CommandParts,
): Answer {
  switch (state) {
    case 'ready':
      if (connection.session.standing === 'released') return ignored(`${connection.username} was given back`);
      holds.comes(connection);
      connections.change(connection, ready(connection.session, now()));
      tethers.becameReady(connection);
      dialler.wake();
      return accepted(`${connection.username} may be dialled for`);
    case 'not-ready':
      dialler.part(connection, notReady(connection.session));
      return accepted(`${connection.username} is not dialled for`);
    case 'ended':
      tethers.end(connection, 'released');
      return accepted(`the tether of ${connection.username} is hung up`);
  }
}

const accepted = (message: string): Answer => ({ result: 'accepted', message });
const ignored = (message: string): Answer => ({ result: 'ignored', message });
