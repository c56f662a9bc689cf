/** Which commands are acted on: known version and type, in time, not below the agent's or group's fence, and each one once. */
import * as z from 'zod';
import {
  type CampaignCommand,
  type CommandReply,
  commandEnvelope,
  subjectOf,
} from '../../core/campaign-contract/commands';
import { contractVersion } from '../../core/campaign-contract/identifiers';

/** An answer without the id of the command it answers. */
export type Answer = CommandReply extends infer R ? (R extends CommandReply ? Omit<R, 'commandId'> : never) : never;

/** A command to act on, or what one is answered with that is not acted on. */
export type Admission =
  | { readonly kind: 'act'; readonly command: CampaignCommand }
  | { readonly kind: 'answered'; readonly reply: CommandReply };

const outside = z.object({ version: z.string() });
const identified = z.object({ command: z.object({ commandId: z.string() }) });

/**
 * Lets each command through once; a repetition gets the first answer. Ignored is what is of another version, cannot be read, comes
 * after its deadline, or behind a newer one about the same agent or group.
 */
export class CommandGate {
  readonly #fences = new Map<string, number>();
  /** Answers by command id, in the order they were given; at least until the deadline, after which nothing is done anyway. */
  readonly #answers = new Map<string, { readonly reply: CommandReply; readonly deadline: number }>();

  admit(envelope: unknown, nowMs: number): Admission {
    const ignored = (message: string): Admission => {
      const id = identified.safeParse(envelope);
      return answered({ commandId: id.success ? id.data.command.commandId : '', result: 'ignored', message });
    };
    const versioned = outside.safeParse(envelope);
    if (!versioned.success) return ignored('this is no command envelope: it has no version');
    if (versioned.data.version !== contractVersion) {
      const version = JSON.stringify(versioned.data.version);
      return ignored(`version ${version} of the contract is not spoken here; ${contractVersion} is`);
    }
    const read = commandEnvelope.safeParse(envelope);
    if (!read.success) {
      const problems = read.error.issues.map(({ path, message }) => `${['$', ...path].join('.')}: ${message}`);
      return ignored(`the command cannot be read: ${problems.join('; ')}`);
    }
    const { command } = read.data;
    const before = this.#answers.get(command.commandId);
    if (before) return answered(before.reply);
    if (nowMs > command.deadline) {
      return ignored(`the command came ${Math.ceil(nowMs - command.deadline)} ms after its deadline`);
    }
    const subject = subjectOf(command);
    const fence = 'agentFence' in command ? command.agentFence : command.groupFence;
    const highest = this.#fences.get(subject) ?? 0;
    if (fence < highest) return ignored(`the command has fence ${fence}; one with ${highest} came before it`);
    this.#fences.set(subject, fence);
    return { kind: 'act', command };
  }

  /** Keeps the answer to a command that was acted on. */
  remember({ commandId, deadline }: CampaignCommand, reply: CommandReply, nowMs: number): void {
    for (const [id, answer] of this.#answers) {
      if (answer.deadline >= nowMs) break;
      this.#answers.delete(id);
    }
    this.#answers.set(commandId, { reply, deadline });
  }
}

const answered = (reply: CommandReply): Admission => ({ kind: 'answered', reply });
