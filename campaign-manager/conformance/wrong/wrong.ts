/** Campaign Managers that are wrong on purpose: the reference with one thing changed. They show that the kit sees it. */

import type { CommandReply } from '../../../core/campaign-contract/commands';
import type { AgentId } from '../../../core/ids';
import type { Seams, Surroundings } from '../../reference/program/reference';
import type { RowId } from '../kit/rows';

/** One way of being wrong, and what the kit has to say of it. */
export interface Wrong {
  readonly name: string;
  /** The rows that fail, the one it is about first. */
  readonly fails: readonly [RowId, ...RowId[]];
  readonly seams: (surroundings: Surroundings) => Seams;
}

/** A command as it came, read no further than a wrapper needs. */
export interface RawCommand {
  readonly type?: unknown;
  readonly commandId: string;
  readonly agentId: AgentId;
  readonly agentFence: number;
  readonly [field: string]: unknown;
}

type Next = (envelope: unknown) => CommandReply;

/** A wrapper of one command; `next` acts on a command as the reference does. */
export const onCommand =
  (act: (command: RawCommand, next: (command: object) => CommandReply) => CommandReply) =>
  (envelope: unknown, next: Next): CommandReply => {
    const { command } = envelope as { readonly command: RawCommand };
    return act(command, (changed) => next({ ...(envelope as object), command: changed }));
  };

/** The reply that a command will be done. */
export const accepted = ({ commandId }: RawCommand): CommandReply => ({ commandId, result: 'accepted' });

/** The reply that the agent is given back. */
export const released = ({ commandId }: RawCommand): CommandReply => ({ commandId, result: 'released' });

/** Answers `accepted` and does nothing, unless the command is late, old, answered before or about nobody. */
export function pretend(command: RawCommand, next: (command: object) => CommandReply): CommandReply {
  const reply = next({ ...command, type: 'ReportAgentWork' });
  return reply.result === 'accepted' ? accepted(command) : reply;
}
