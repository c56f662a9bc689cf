/** What people see of a contact: in a preview, or when they ask. */
import { cardLimits } from '../../core/campaign-contract/events';
import type { CampaignRun } from './campaign-run';
import { numberOf } from './lists/contact';
import { shownNumber, usualNumberPolicy } from './lists/shown-number';

/** A list that is only a number of contacts has no people: they have numbers set aside for fiction. */
export function cardOf(run: CampaignRun, name: string) {
  const { contact, person } = run.list.contact(name);
  const number = person ? numberOf(person, contact) : fictional(name);
  return {
    name: (person?.name ?? name).slice(0, cardLimits.name),
    number: shownNumber(number, run.script.numberPolicy ?? usualNumberPolicy),
    attempts: contact.attempts,
    lastOutcome: contact.agentOutcome ?? contact.lastOutcome,
    fields: shownFields(person?.fields ?? {}),
  };
}

/** A list may have more columns, and longer, than a card holds: the first of them are shown. */
const shownFields = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .slice(0, cardLimits.fields)
      .map(([name, text]) => [name.slice(0, cardLimits.fieldName), text.slice(0, cardLimits.fieldText)]),
  );

const fictional = (name: string): string =>
  `+120255501${String(Number(name.slice(name.lastIndexOf('-') + 1)) % 100).padStart(2, '0')}`;
