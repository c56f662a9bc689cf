import type { ContactId, TetherId } from '../../core/ids';
import type { SimulatedConnect } from '../connect/world';

/** The contact attribute that the flow `tether` sets once the token was right (contact-flows/README.md). */
const TETHER_ATTRIBUTE = 'ccbTetherId';

/** Which tether a contact is; null where it is a customer's call or a task. */
export const tetherIdOf = (connect: SimulatedConnect, contactId: ContactId): TetherId | null =>
  connect.agents.attributes(contactId)[TETHER_ATTRIBUTE] ?? null;
