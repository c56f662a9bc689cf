/** UpdateContactAttributes and GetContactAttributes; both know a call by its initial contact id. */
import { setAttributes } from '../actions/contact-data';
import type { Centre, Chain } from '../centre';
import {
  type ApiHandler,
  type ApiInput,
  checkInstance,
  contactField,
  invalidRequest,
  notFound,
  textMapField,
} from './input';

/**
 * UpdateContactAttributes, by the first contact of a call. Refuses more than 32 KB of attributes
 * (docs/amazon-connect.md#contact-attributes).
 */
export const updateContactAttributes: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const chain = chainField(centre, input);
  if (!setAttributes(chain, textMapField(input, 'Attributes'))) {
    throw invalidRequest(`the attributes of contact ${chain.initialId} would exceed 32 KB`);
  }
  return {};
};

/**
 * GetContactAttributes, by the first contact of a call; all its contacts have the same
 * (docs/amazon-connect.md#contact-attributes).
 */
export const getContactAttributes: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  return { Attributes: Object.fromEntries(chainField(centre, input).attributes) };
};

function chainField(centre: Centre, input: ApiInput): Chain {
  const contact = contactField(centre, input, 'InitialContactId');
  if (contact.previousId !== null)
    throw notFound(`contact ${contact.id} is not the initial one; ${contact.chain.initialId} would be right`);
  return contact.chain;
}
