/** What two views of the softphone, one after the other, say to the rules of the page. Pure. */
import type { PageInput, PageMemory } from '../../core/agent-page/page-rules';
import type { SoftphoneContact, SoftphoneView } from './ports';

const isOffer = ({ voice, ownCall, tetherId }: SoftphoneContact): boolean => voice && !ownCall && tetherId === null;

/** Nothing rings, is talked on or wrapped up: a status can begin now. */
export const isFree = ({ contacts }: Pick<SoftphoneView, 'contacts'>): boolean =>
  contacts.every(({ phase }) => phase === 'missed' || phase === 'rejected' || phase === 'failed');

const isAvailable = ({ status, nextStatus, statuses }: SoftphoneView): boolean =>
  nextStatus === null && statuses.some(({ name, kind }) => kind === 'available' && name === status);

/**
 * Callers' calls only: a tether is attended to by `tetherActs`. `before` is `null` where this page sees the softphone for the
 * first time: what it finds there then is judged by what the rules remember.
 */
export function callerInputs(
  before: SoftphoneView | null,
  after: SoftphoneView,
  memory: PageMemory,
): readonly PageInput[] {
  const earlier = new Map((before?.contacts ?? []).map((contact) => [contact.contactId, contact]));
  const inputs: PageInput[] = [];
  for (const contact of after.contacts.filter(isOffer)) {
    const { contactId, phase } = contact;
    const was = earlier.get(contactId)?.phase ?? null;
    if (was === phase) continue;
    if (phase === 'ringing') inputs.push({ kind: 'ring', contactId });
    else if (phase === 'connected' || phase === 'after-call-work') inputs.push({ kind: 'answered', contactId });
    else if (wasOffered(was, contactId, memory)) {
      // A miss may arrive as an error: the server knows which it was.
      const how = phase === 'rejected' ? 'declined' : 'missed';
      inputs.push({ kind: 'refused', contactId, how, available: isAvailable(after) });
    }
  }
  const there = new Set(after.contacts.map(({ contactId }) => contactId));
  for (const { contactId, phase } of (before?.contacts ?? []).filter(isOffer)) {
    if (phase === 'ringing' && !there.has(contactId)) inputs.push({ kind: 'ring-over', contactId });
  }
  return inputs;
}

/** A call that was talked on and ended in an error was no refusal, and one the rules remember is told once. */
const wasOffered = (was: SoftphoneContact['phase'] | null, contactId: string, memory: PageMemory): boolean =>
  (was === null || was === 'ringing') && !memory.refusals.some((refusal) => refusal.contactId === contactId);

export type TetherAct =
  | { readonly kind: 'accept' | 'clear'; readonly contactId: string }
  /** It rings and is not the one expected, as far as we know: the server is asked. */
  | { readonly kind: 'ask'; readonly contactId: string };

/** Takes the one tether that is expected and no other; whatever is over leaves the screen. */
export function tetherActs(view: SoftphoneView, expected: string | null): readonly TetherAct[] {
  return view.contacts.flatMap(({ contactId, phase, tetherId }): readonly TetherAct[] => {
    if (tetherId === null || phase === 'connected') return [];
    if (phase !== 'ringing') return [{ kind: 'clear', contactId }];
    return [{ kind: tetherId === expected ? 'accept' : 'ask', contactId }];
  });
}
