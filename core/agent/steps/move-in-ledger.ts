import type { LedgerMove } from '../../group/group-ledger';
import type { GroupStore } from '../../group/ports';
import type { GroupId, MoveId } from '../../ids';
import { retryOnConflict } from '../../retry-on-conflict';

/** The part of the group's records that a move is in from its decision to its end. */
export interface LedgerPorts {
  readonly blend: Pick<GroupStore, 'ledger' | 'saveLedger'>;
}

/** A move that is over, or was decided and cannot begin: out of the group's ledger. May be repeated. */
export const forgetMove = (ports: LedgerPorts, group: GroupId | null, moveId: MoveId): Promise<void> =>
  changeMove(ports, group, moveId, () => []);

/**
 * Puts what `change` answers in the place of a move; nothing happens where the ledger has no such move. A conflict means that a
 * decision was written in between. After five of them the move stays as it is: its deadline, or reconcile, ends it for the next
 * decision all the same.
 */
export async function changeMove(
  ports: LedgerPorts,
  group: GroupId | null,
  moveId: MoveId,
  change: (move: LedgerMove) => readonly LedgerMove[],
): Promise<void> {
  if (group === null) return;
  const attempt = async (): Promise<'done' | 'conflict'> => {
    const ledger = await ports.blend.ledger(group);
    if (!ledger?.moves.some((move) => move.moveId === moveId)) return 'done';
    const moves = ledger.moves.flatMap((move) => (move.moveId === moveId ? change(move) : [move]));
    const saved = await ports.blend.saveLedger({ ...ledger, moves, version: ledger.version + 1 }, ledger.version);
    return saved === 'saved' ? 'done' : 'conflict';
  };
  await retryOnConflict(5, attempt, () => 'done');
}
