import type { CampaignEventOf } from '../../../core/campaign-contract/events';
import { contractVersion } from '../../../core/campaign-contract/identifiers';
import type { AgentId } from '../../../core/ids';
import { accepted, onCommand, type RawCommand, released, type Wrong } from './wrong';

type Offer = CampaignEventOf<'PreviewOffered'>;

const decides = (command: RawCommand, outcome: string): boolean =>
  command.type === 'PreviewDecided' && command['outcome'] === outcome;

/** Does something else than what was decided. */
const mistaking =
  (outcome: string, other: string): Wrong['seams'] =>
  () => ({
    command: onCommand((command, next) => next(decides(command, outcome) ? { ...command, outcome: other } : command)),
  });

/** Says accepted where the reference refuses. */
const accepting =
  (fits: (command: RawCommand, reason: string, ended: ReadonlySet<unknown>) => boolean): Wrong['seams'] =>
  () => {
    const ended = new Set<unknown>();
    return {
      command: onCommand((command, next) => {
        if (command.type === 'TetherStateChanged' && command['state'] === 'ended') ended.add(command['tetherId']);
        const reply = next(command);
        const refused = command.type === 'PreviewDecided' && reply.result === 'refused';
        return refused && fits(command, reply.reason, ended) ? accepted(command) : reply;
      }),
    };
  };

/** The preview each agent is shown, and the highest fence of each. */
function watching() {
  const shown = new Map<string, Offer>();
  const fences = new Map<string, number>();
  return {
    see(event: { readonly type: string }): void {
      if (event.type === 'PreviewOffered') shown.set((event as Offer).agentId, event as Offer);
    },
    hear({ agentId, agentFence }: RawCommand): void {
      fences.set(agentId, Math.max(agentFence, fences.get(agentId) ?? 0));
    },
    /** An accept of the preview the agent is shown; `null` when there is none. */
    acceptance(agentId: AgentId, deadline: number): object | null {
      const offer = shown.get(agentId);
      if (!offer) return null;
      const { tetherId, previewId } = offer;
      const about = {
        commandId: `own-${previewId}`,
        agentFence: fences.get(agentId) ?? 1,
        deadline,
        agentId,
        tetherId,
      };
      const command = { type: 'PreviewDecided', ...about, previewId, outcome: 'accept', by: 'agent', reason: 'own' };
      return { version: contractVersion, command };
    },
  };
}

export const wrongAtPreviews: readonly Wrong[] = [
  {
    name: 'keeps agents for no longer than a preview',
    fails: ['preview-offered', 'events-valid'],
    seams: () => ({
      event: (event) => [
        event.type === 'PreviewOffered' ? { ...event, reservationSeconds: event.seconds + 29 } : event,
      ],
    }),
  },
  {
    name: 'offers a preview without saying so of the agent',
    fails: ['preview-offered'],
    seams: () => ({ event: (event) => (event.type === 'AgentWork' && event.state === 'preview' ? [] : [event]) }),
  },
  {
    name: 'dials without waiting for the decision',
    fails: ['preview-waits'],
    seams({ scheduler }) {
      const watch = watching();
      let first = true;
      return {
        command: onCommand((command, next) => {
          watch.hear(command);
          return next(command);
        }),
        event(event, act) {
          watch.see(event);
          if (event.type === 'PreviewOffered' && first) {
            first = false;
            scheduler.after(2_000, () => void act(watch.acceptance(event.agentId, scheduler.now() + 60_000)));
          }
          return [event];
        },
      };
    },
  },
  {
    name: 'gives back agents who look at a preview',
    fails: ['preview-busy'],
    seams: () => ({
      command: onCommand((command, next) => {
        const reply = next(command);
        return reply.result === 'refused' && reply.reason === 'preview' ? released(command) : reply;
      }),
    }),
  },
  {
    name: 'dials nobody on accept',
    fails: ['preview-accept'],
    seams: () => {
      const decided = new Set<unknown>();
      return {
        command: onCommand((command, next) => {
          const first = decides(command, 'accept') && !decided.has(command['previewId']);
          if (command.type === 'PreviewDecided') decided.add(command['previewId']);
          return next(first ? { ...command, outcome: 'reject' } : command);
        }),
      };
    },
  },
  {
    name: 'dials now what was to be dialled later',
    fails: ['preview-reject'],
    seams: mistaking('reject-and-reschedule', 'accept'),
  },
  { name: 'offers again what was closed', fails: ['preview-close'], seams: mistaking('close', 'withdrawn') },
  {
    name: 'counts a withdrawn preview as an attempt',
    fails: ['preview-withdrawn'],
    seams: () => {
      const contacts = new Map<unknown, string>();
      const withdrawn = new Set<string>();
      return {
        command: onCommand((command, next) => {
          if (decides(command, 'withdrawn')) withdrawn.add(contacts.get(command['previewId']) ?? '');
          return next(command);
        }),
        event(event) {
          if (event.type !== 'PreviewOffered') return [event];
          contacts.set(event.previewId, event.contact);
          const more = withdrawn.has(event.contact) ? 1 : 0;
          return [{ ...event, card: { ...event.card, attempts: event.card.attempts + more } }];
        },
      };
    },
  },
  {
    name: 'never withdraws a preview',
    fails: ['preview-reservation'],
    seams: () => ({ event: (event) => (event.type === 'PreviewWithdrawn' ? [] : [event]) }),
  },
  {
    name: 'withdraws a preview after half its reservation',
    fails: ['preview-reservation'],
    seams: () => ({
      event: (event) => [
        event.type === 'PreviewOffered' ? { ...event, reservationSeconds: 2 * event.reservationSeconds } : event,
      ],
    }),
  },
  {
    name: 'takes a decision on what was withdrawn',
    fails: ['preview-late'],
    seams: accepting((command, reason, ended) => reason === 'withdrawn' && !ended.has(command['tetherId'])),
  },
  {
    name: 'takes a second decision',
    fails: ['preview-twice'],
    seams: () => ({
      command: onCommand((command, next) => {
        const reply = next(command);
        return command.type === 'PreviewDecided' && reply.result === 'ignored' ? accepted(command) : reply;
      }),
    }),
  },
  {
    name: 'acts on a second decision without saying so',
    fails: ['preview-twice'],
    seams({ scheduler }) {
      const watch = watching();
      return {
        event(event) {
          watch.see(event);
          return [event];
        },
        command(envelope, next) {
          return onCommand((command, again) => {
            watch.hear(command);
            const reply = again(command);
            if (command.type === 'PreviewDecided' && reply.result === 'ignored') {
              scheduler.after(3_000, () => void next(watch.acceptance(command.agentId, scheduler.now() + 60_000)));
            }
            return reply;
          })(envelope, next);
        },
      };
    },
  },
  {
    name: 'takes a decision on a preview that never was',
    fails: ['preview-unknown'],
    seams: accepting((_command, reason) => reason === 'unknown-preview'),
  },
  {
    name: 'takes a decision for a tether that has ended',
    fails: ['preview-tether-lost'],
    seams: accepting((command, _reason, ended) => ended.has(command['tetherId'])),
  },
];
