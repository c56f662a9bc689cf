import { type Contact, isOver } from './contact';

/**
 * Which contacts a step may be taken with. Each answers the contact, or throws: a step its state does not allow would be a fault of
 * the dialler. `step` stands behind "cannot be".
 */

/** Chosen, or their number is being dialled. */
export function beingDialled(contact: Contact, step: string): Contact {
  if (contact.state === 'dialling') return contact;
  throw new Error(`contact ${contact.name} cannot be ${step}: it is ${contact.state}, not dialling`);
}

/** Chosen, and their number is not dialled yet. */
export const onlyChosen = (contact: Contact, step: string): Contact => notPlaced(beingDialled(contact, step), step);

/** To be dialled now or later, and not being dialled. */
export function stillOnTheList(contact: Contact, step: string): Contact {
  if (isOver(contact)) throw new Error(`contact ${contact.name} cannot be ${step}: it is ${contact.state}`);
  return notPlaced(contact, step);
}

function notPlaced(contact: Contact, step: string): Contact {
  if (contact.placed) throw new Error(`contact ${contact.name} cannot be ${step}: its number is being dialled`);
  return contact;
}
