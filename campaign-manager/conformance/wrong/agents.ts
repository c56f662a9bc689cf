import { contractVersion } from '../../../core/campaign-contract/identifiers';
import { accepted, onCommand, pretend, type RawCommand, released, type Wrong } from './wrong';

/** Pretends to act on the commands that fit. */
const pretending =
  (fits: (command: RawCommand) => boolean): Wrong['seams'] =>
  () => ({ command: onCommand((command, next) => (fits(command) ? pretend(command, next) : next(command))) });

const tellsTether =
  (state: string) =>
  ({ type, ...rest }: RawCommand): boolean =>
    type === 'TetherStateChanged' && rest['state'] === state;

/** On the tether there is, for the agent of that story. */
const namesCampaigns = ({ type, agentId, ...rest }: RawCommand): boolean =>
  type === 'ChangeAgentState' && rest['tether'] === undefined && agentId.endsWith('-campaigns');

const holdsSome = ({ type, ...rest }: RawCommand): boolean =>
  type === 'HoldAgents' && Array.isArray(rest['agentIds']) && rest['agentIds'].length > 0;

/** The command, of whichever customer is there. */
const aboutAny = (command: RawCommand): object => ({ ...command, workSeq: 1_000_000, contact: undefined });

export const wrongAtAgents: readonly Wrong[] = [
  {
    name: 'uses agents as soon as the line is answered',
    fails: ['before-ready'],
    seams: () => {
      const fences = new Map<string, number>();
      return {
        command: onCommand((command, next) => {
          fences.set(command.agentId, command.agentFence);
          return next(command);
        }),
        event(event, act) {
          if (event.type === 'TetherProgress' && event.state === 'answered') {
            const { agentId, tetherId } = event;
            const about = {
              commandId: `own-${tetherId}`,
              agentFence: fences.get(agentId) ?? 1,
              deadline: event.at + 60_000,
            };
            const ready = { type: 'TetherStateChanged', ...about, agentId, tetherId, state: 'ready', why: 'answered' };
            act({ version: contractVersion, command: ready });
          }
          return [event];
        },
      };
    },
  },
  { name: 'does not listen to not-ready', fails: ['after-not-ready'], seams: pretending(tellsTether('not-ready')) },
  {
    name: 'does not listen to ended',
    fails: ['after-ended', 'tether-progress'],
    seams: pretending((command) => tellsTether('ended')(command) && command.agentId.endsWith('-tether')),
  },
  {
    name: 'dials for agents who are held',
    fails: ['hold'],
    seams: () => ({ command: onCommand((command, next) => (holdsSome(command) ? accepted(command) : next(command))) }),
  },
  {
    name: 'holds agents for as long as it was told at first',
    fails: ['hold-over'],
    seams: () => ({
      command: onCommand((command, next) =>
        command.type === 'HoldAgents' && !holdsSome(command) ? accepted(command) : next(command),
      ),
    }),
  },
  {
    name: 'takes no customer off',
    fails: ['end-customer', 'end-customer-old'],
    seams: pretending(({ type }) => type === 'EndCustomer'),
  },
  {
    name: 'takes off whoever is there',
    fails: ['end-customer-old'],
    seams: () => ({
      command: onCommand((command, next) => next(command.type === 'EndCustomer' ? aboutAny(command) : command)),
    }),
  },
  {
    name: 'goes on with a wrap-up that is finished',
    fails: ['finish-work'],
    seams: pretending(({ type }) => type === 'FinishWork'),
  },
  {
    name: 'takes any outcome',
    fails: ['finish-work'],
    seams: () => ({
      command: onCommand((command, next) =>
        next(command.type === 'FinishWork' ? { ...command, outcome: undefined } : command),
      ),
    }),
  },
  {
    name: 'ends whatever wrap-up there is',
    fails: ['finish-work-late'],
    seams: () => ({
      command: onCommand((command, next) => next(command.type === 'FinishWork' ? aboutAny(command) : command)),
    }),
  },
  {
    name: 'uses agents of no campaign',
    fails: ['eligibility', 'campaigns-changed'],
    seams: () => ({
      command: onCommand((command, next) => {
        const none = Array.isArray(command['campaigns']) && command['campaigns'].length === 0;
        return next(none ? { ...command, campaigns: ['conformance'] } : command);
      }),
    }),
  },
  { name: 'keeps to the campaigns named first', fails: ['campaigns-changed'], seams: pretending(namesCampaigns) },
  {
    name: 'hangs up on an agent whose campaigns change',
    fails: ['campaigns-changed'],
    seams: () => ({
      command: onCommand((command, next) =>
        next(
          namesCampaigns(command)
            ? { ...command, type: 'TetherStateChanged', state: 'ended', why: 'changed' }
            : command,
        ),
      ),
    }),
  },
  {
    name: 'does not tell the work it is asked for',
    fails: ['work-on-request'],
    seams: () => ({
      command: onCommand((command, next) => (command.type === 'ReportAgentWork' ? accepted(command) : next(command))),
    }),
  },
  {
    name: 'says released and uses the agent all the same',
    fails: ['after-release'],
    seams: () => {
      const states = new Map<string, string>();
      return {
        event(event) {
          if (event.type === 'AgentWork') states.set(event.agentId, event.state);
          return [event];
        },
        command: onCommand((command, next) => {
          const idle = command.type === 'ReleaseAgent' && states.get(command.agentId) === 'idle';
          if (!idle) return next(command);
          const reply = pretend(command, next);
          return reply.result === 'accepted' ? released(command) : reply;
        }),
      };
    },
  },
  {
    name: 'gives back agents who are talking',
    fails: ['release-busy'],
    seams: () => ({
      command: onCommand((command, next) => {
        const reply = next(command);
        const busy = reply.result === 'refused' && (reply.reason === 'talking' || reply.reason === 'wrap-up');
        return busy ? released(command) : reply;
      }),
    }),
  },
  {
    name: 'gives no idle agent back',
    fails: ['release-idle'],
    seams: () => ({
      command: onCommand((command, next) => {
        const reply = next(command);
        const { commandId, type } = command;
        return type === 'ReleaseAgent' && reply.result === 'released'
          ? { commandId, result: 'refused', reason: 'reserved' }
          : reply;
      }),
    }),
  },
  {
    name: 'forgets a release after work',
    fails: ['release-after-work'],
    seams: () => {
      const forgotten = new Set<unknown>();
      return {
        command: onCommand((command, next) => {
          if (command.type === 'ReleaseAgent' && command['when'] === 'after-work') {
            forgotten.add(command['moveId']);
            return pretend(command, next);
          }
          const known = command.type === 'CancelRelease' && forgotten.has(command['moveId']);
          return known ? pretend(command, next) : next(command);
        }),
      };
    },
  },
  {
    name: 'tells the end of a release without its move',
    fails: ['release-after-work'],
    seams: () => ({
      event: (event) => [event.type === 'ReleaseResult' ? { ...event, moveId: null } : event],
    }),
  },
  {
    name: 'takes no release back',
    fails: ['cancel-release'],
    seams: () => {
      const asked = new Set<unknown>();
      return {
        command: onCommand((command, next) => {
          if (command.type === 'ReleaseAgent') asked.add(command['moveId']);
          const known = command.type === 'CancelRelease' && asked.has(command['moveId']);
          return known ? pretend(command, next) : next(command);
        }),
      };
    },
  },
  {
    name: 'knows no breaks',
    fails: ['break'],
    seams: () => ({
      command: onCommand((command, next) =>
        command.type === 'ChangeAgentState' && command['state'] !== 'available' ? accepted(command) : next(command),
      ),
    }),
  },
  {
    name: 'takes no wish for a break back',
    fails: ['break-taken-back', 'campaigns-changed'],
    seams: () => ({
      command: onCommand((command, next) =>
        command.type === 'ChangeAgentState' && command['state'] === 'available' && !command['tether']
          ? accepted(command)
          : next(command),
      ),
    }),
  },
];
