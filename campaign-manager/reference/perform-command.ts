/** What a command that was let through does, and the answer to it. */
import type {
  AgentCommand,
  CampaignCommand,
  CampaignCommandOf,
  CommandReply,
} from '../../core/campaign-contract/commands';
import {
  askRelease,
  cancelRelease,
  notReady,
  type ReleaseRequest,
  ready,
  standingWords,
  workStateOf,
} from './agent-desk';
import type { Answer } from './command-gate';
import type { Dialler } from './dialler';
import type { Holds } from './holds';
import type { Previews } from './previews';
import type { Seat, Seats, Tell } from './seats';
import type { Tethers } from './tethers';

export interface CommandParts {
  readonly now: () => number;
  readonly seats: Seats;
  readonly tethers: Tethers;
  readonly dialler: Dialler;
  readonly previews: Previews;
  readonly holds: Holds;
  readonly tell: Tell;
}

export function performCommand(command: CampaignCommand, parts: CommandParts): CommandReply {
  return { commandId: command.commandId, ...answerTo(command, parts) };
}

function answerTo(command: CampaignCommand, parts: CommandParts): Answer {
  if (command.type === 'ChangeAgentState') return changeState(command, parts);
  if (command.type === 'HoldAgents') return parts.holds.take(command);
  // Before the tether is looked for: a preview that was withdrawn since its agent lost it is to be answered so.
  if (command.type === 'PreviewDecided') return parts.previews.decide(command);
  const seat = parts.seats.of(command.agentId);
  if (!seat || seat.tetherId !== command.tetherId) return withoutTether(command, seat);
  switch (command.type) {
    case 'TetherStateChanged':
      return tetherChanged(command, seat, parts);
    case 'ReleaseAgent': {
      const { commandId, moveId, when } = command;
      return release(seat, { commandId, moveId }, when, parts);
    }
    case 'CancelRelease': {
      const { desk, taken } = cancelRelease(seat.desk, (request) => request.moveId === command.moveId);
      if (taken.length === 0) return ignored(`no release of ${seat.username} for move ${command.moveId} is waiting`);
      parts.seats.change(seat, desk);
      parts.dialler.wake();
      return accepted(`${seat.username} works on`);
    }
    case 'ReportAgentWork':
      if (seat.desk.standing === 'coming') return ignored(`${seat.username} is not ready on the tether yet`);
      if (seat.desk.standing === 'released') return ignored(`${seat.username} was given back`);
      parts.seats.report(seat);
      return accepted(`${seat.username} ${standingWords(seat.desk)}`);
  }
}

function withoutTether(
  command: Exclude<AgentCommand, { type: 'ChangeAgentState' | 'PreviewDecided' }>,
  seat: Seat | null,
): Answer {
  const message = `agent ${command.agentId} has no tether ${command.tetherId} here`;
  if (command.type === 'TetherStateChanged' && command.state === 'ended') return accepted(`${message}: it is over`);
  if (command.type === 'CancelRelease') return ignored(message);
  return { result: 'refused', reason: seat ? 'unknown-tether' : 'unknown-agent', message };
}

function changeState(command: CampaignCommandOf<'ChangeAgentState'>, parts: CommandParts): Answer {
  const { agentId, username, campaigns, tether, commandId } = command;
  const { seats, tethers } = parts;
  const seat = seats.of(agentId);
  if (command.state !== 'available') {
    if (!seat) return { result: 'released', message: `${username} has no tether here` };
    return release(seat, { commandId, moveId: null }, 'after-work', parts);
  }
  if (seat && (!tether || tether.tetherId === seat.tetherId)) return stayAvailable(seat, campaigns, parts);
  if (!tether) return accepted(`${username} has no tether, and none is asked for`);
  if (parts.now() >= tether.expiresAt) return ignored(`the token of tether ${tether.tetherId} has expired`);
  if (seat) {
    const reason = workStateOf(seat.desk);
    const message = `${username} ${standingWords(seat.desk)} on tether ${seat.tetherId}`;
    if (reason !== 'idle') return { result: 'refused', reason, message };
    tethers.end(seat, 'released');
  }
  tethers.start(command, tether);
  return accepted(`${username} is called`);
}

/** The agent has taken a wish for a break or a logout back, or the campaigns are others. */
function stayAvailable(seat: Seat, campaigns: readonly string[], { seats, dialler, tell }: CommandParts): Answer {
  if (seat.desk.standing === 'released') return ignored(`${seat.username} was given back and needs a new tether`);
  const { desk, taken } = cancelRelease(seat.desk, (request) => request.moveId === null);
  seats.change(seat, { ...desk, campaigns });
  for (const { commandId, moveId } of taken) {
    const about = { agentId: seat.agentId, tetherId: seat.tetherId, commandId, moveId };
    tell({ type: 'ReleaseResult', ...about, result: 'cancelled' });
  }
  dialler.wake();
  return accepted(`${seat.username} has this tether already`);
}

function release(seat: Seat, request: ReleaseRequest, when: 'now' | 'after-work', { seats }: CommandParts): Answer {
  const { desk, answer } = askRelease(seat.desk, request, when);
  seats.change(seat, desk);
  return answer;
}

function tetherChanged(
  { state }: CampaignCommandOf<'TetherStateChanged'>,
  seat: Seat,
  { seats, tethers, dialler, holds, now }: CommandParts,
): Answer {
  switch (state) {
    case 'ready':
      if (seat.desk.standing === 'released') return ignored(`${seat.username} was given back`);
      holds.comes(seat);
      seats.change(seat, ready(seat.desk, now()));
      tethers.becameReady(seat);
      dialler.wake();
      return accepted(`${seat.username} may be dialled for`);
    case 'not-ready':
      dialler.part(seat, notReady(seat.desk));
      return accepted(`${seat.username} is not dialled for`);
    case 'ended':
      tethers.end(seat, 'released');
      return accepted(`the tether of ${seat.username} is hung up`);
  }
}

const accepted = (message: string): Answer => ({ result: 'accepted', message });
const ignored = (message: string): Answer => ({ result: 'ignored', message });
