import { commandEnvelope } from '../../../core/campaign-contract/commands';
import { contractVersion } from '../../../core/campaign-contract/identifiers';
import { accepted, onCommand, released, type Wrong } from './wrong';

export const wrongAtCommands: readonly Wrong[] = [
  {
    name: 'answers after 4 s',
    fails: ['answers-in-time'],
    seams: ({ scheduler }) => ({
      async request(incoming, next) {
        const answer = next(incoming);
        if (incoming.body?.includes('CancelRelease')) {
          await new Promise<void>((resolve) => void scheduler.after(4_000, resolve));
        }
        return answer;
      },
    }),
  },
  {
    name: 'takes any version for its own',
    fails: ['unknown-version'],
    seams: () => ({ command: (envelope, next) => next({ ...(envelope as object), version: contractVersion }) }),
  },
  {
    name: 'takes an unknown command for a known one',
    fails: ['unknown-command'],
    seams: () => ({
      command: onCommand((command, next) =>
        next(command.type === 'TeachAgentToDance' ? { ...command, type: 'ChangeAgentState' } : command),
      ),
    }),
  },
  {
    name: 'refuses fields it does not know',
    fails: ['unknown-fields'],
    seams: () => ({
      command(envelope, next) {
        const read = commandEnvelope.safeParse(envelope);
        const known = read.success && JSON.stringify(read.data).length === JSON.stringify(envelope).length;
        return next(known || !read.success ? envelope : { version: 'with strange fields', command: read.data.command });
      },
    }),
  },
  {
    name: 'acts again on a command that comes again',
    fails: ['idempotent-command'],
    seams: () => {
      const seen = new Map<string, number>();
      return {
        command: onCommand((command, next) => {
          const times = (seen.get(command.commandId) ?? 0) + 1;
          seen.set(command.commandId, times);
          if (times === 1) return next(command);
          return { ...next({ ...command, commandId: `${command.commandId}/${times}` }), commandId: command.commandId };
        }),
      };
    },
  },
  {
    name: 'has another answer for a command that comes again',
    fails: ['idempotent-command'],
    seams: () => {
      const seen = new Set<string>();
      return {
        command: onCommand((command, next) => {
          if (seen.has(command.commandId)) return { commandId: command.commandId, result: 'ignored' };
          seen.add(command.commandId);
          return next(command);
        }),
      };
    },
  },
  {
    name: 'ignores fences',
    fails: ['lower-fence'],
    seams: () => {
      let fence = 1_000_000;
      return {
        command: onCommand((command, next) => {
          fence += 1;
          return next({ ...command, agentFence: fence });
        }),
      };
    },
  },
  {
    name: 'acts on commands past their deadline',
    fails: ['past-deadline'],
    seams: ({ scheduler }) => ({
      command: onCommand((command, next) => {
        const late = typeof command['deadline'] === 'number' && command['deadline'] < scheduler.now();
        return next(late ? { ...command, deadline: scheduler.now() + 60_000 } : command);
      }),
    }),
  },
  {
    name: 'gives back agents it does not know',
    fails: ['unknown-agent'],
    seams: () => ({
      command: onCommand((command, next) => {
        const reply = next(command);
        const unknown = reply.result === 'refused' && reply.reason === 'unknown-agent';
        return unknown && command.type === 'ReleaseAgent' ? released(command) : reply;
      }),
    }),
  },
  {
    name: 'answers to another command',
    fails: ['signed-command'],
    seams: () => ({
      command: onCommand((command, next) => {
        const reply = next(command);
        return String(command.agentId).endsWith('-stranger') ? { ...accepted(command), commandId: 'another' } : reply;
      }),
    }),
  },
];
