/** How often the page asks and says that it is open; ms. */
import type { PageSnapshot } from '../../core/agent-page/agent-page';
import type { SoftphoneView } from './ports';

/** A request without an answer is given up after this, so that a lost connection shows within 5 s. */
export const answerWithinMs = 4_000;

/** What came of a customer counts for so long after the end of the wrap-up (docs/agent-page-api.md). */
export const sendableForMs = 300_000;

/** After a request that failed. */
export const tryAgainMs = 1_000;

/** After a refusal: an agent is known soon after they have logged in to Connect, and others never are. */
export const refusedAgainMs = 5_000;

/** A clock that jumps by more than this has stood still: the machine or the tab slept. */
export const sleptMs = 5_000;

/** How often the page looks at its own clock. */
export const tickMs = 1_000;

/** An accept that Connect confirmed may still stall: a tether that rings on, or stays on the screen, is attended to again. */
export const actAgainMs = 2_000;

/**
 * A contact shown, a ringing tether, or a ring that the server has not heard of yet is a matter of seconds; on the inbound side
 * Connect's own events come first.
 */
export function askAgainMs(snapshot: PageSnapshot | null, softphone: SoftphoneView | null): number {
  const rings =
    softphone?.contacts.some(
      ({ contactId, tetherId, phase, ownCall }) =>
        phase === 'ringing' && (tetherId !== null || (!ownCall && snapshot?.ring?.contactId !== contactId)),
    ) ?? false;
  if (
    snapshot?.preview != null ||
    rings ||
    snapshot?.customer?.request?.state === 'under-way' ||
    (snapshot?.lastPreview && !snapshot.lastPreview.final)
  )
    return 1_000;
  if (snapshot?.tether != null || snapshot?.side === 'moving') return 2_000;
  return snapshot?.side === 'outbound' ? 2_000 : 15_000;
}

export const heartbeatMs = (snapshot: PageSnapshot | null): number => (snapshot?.preview != null ? 4_000 : 15_000);
