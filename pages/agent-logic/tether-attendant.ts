import { actAgainMs } from './intervals';
import type { PageClock, SoftphoneView } from './ports';
import { type TetherAct, tetherActs } from './softphone-changes';

/**
 * Does what a softphone's tethers need, each act again where Connect confirmed it and nothing came of it. About a tether that is
 * not the one expected the server is asked once out of turn.
 */
export function tetherAttendant(
  clock: Pick<PageClock, 'now'>,
  on: Readonly<Record<TetherAct['kind'], (contactId: string) => void>>,
): (view: SoftphoneView, expected: string | null) => void {
  const tried = new Map<string, number>();
  return (view, expected) => {
    for (const { kind, contactId } of tetherActs(view, expected)) {
      const before = tried.get(`${kind} ${contactId}`);
      if (before !== undefined && (kind === 'ask' || clock.now() - before < actAgainMs)) continue;
      tried.set(`${kind} ${contactId}`, clock.now());
      on[kind](contactId);
    }
  };
}
