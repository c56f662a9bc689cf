import type { Effect } from '../../../../core/agent/effect';
import { type AgentMove, type MoveIn, moveSchema } from '../../../../core/agent/move-record';
import type { Preview } from '../../../../core/agent/preview-record';
import { start } from '../../../adapters/contract/builders';

/** What the tests of moves, tethers and previews have in common. */

export const seconds = (count: number): number => start + count * 1000;

export const commandsOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'command' ? [effect.command] : []));
/** Lines of the log. */
export const linesOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'decision' ? [effect.decision] : []));

/** Fields of a move in whatever phase. */
export type MoveChanges = Partial<Pick<AgentMove, 'moveId' | 'rule' | 'callId' | 'to' | 'when' | 'phase'>> &
  Partial<Pick<MoveIn<'ending'>, 'deadline'>>;

/** To inbound for a caller, asked for at the start, answer due in 10 s; in another phase with the fields of that. */
export const aMove = (over: MoveChanges = {}): AgentMove =>
  moveSchema.parse({
    ...{ moveId: 'm-1', to: 'inbound', rule: 'caller-waiting', callId: 'call-1', when: 'now', phase: 'releasing' },
    ...{ decidedAt: start, deadline: seconds(10) },
    ...over,
  });
/** To outbound for idle time, the tether on its way. */
export const aMoveOut = (): AgentMove => aMove({ to: 'outbound', rule: 'idle', callId: null, phase: 'tethering' });

/** Shown to ann at the start for 20 s, and open. */
export const aPreview = (over: Partial<Preview> = {}): Preview => ({
  ...{ previewId: 'p-1', tetherId: 'tether-ann', campaign: 'spring', contact: 'c-1', seconds: 20 },
  card: { name: 'C. Ustomer', number: '+49 *** *** 89', attempts: 2, fields: {} },
  ...{ onTimeout: 'reject', offeredAt: start, toldAt: start, deadline: seconds(20), decided: null },
  reservedUntil: seconds(60),
  ...over,
});
