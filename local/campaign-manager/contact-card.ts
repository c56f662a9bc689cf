/** What people see of a contact: in a preview, or when they ask. */
import type { CampaignRun } from './campaign-run';
import { shownNumber, usualNumberPolicy } from './lists/phone-number';

/** A list that is only a number of contacts has no people: they have numbers set aside for fiction. */
export function cardOf(run: CampaignRun, name: string) {
  const { contact, person } = run.list.contact(name);
  const number = person?.number ?? fictional(name);
  return {
    name: person?.name ?? name,
    number: shownNumber(number, run.script.numberPolicy ?? usualNumberPolicy),
    attempts: contact.attempts,
    lastOutcome: contact.lastOutcome,
    fields: { ...person?.fields },
  };
}

const fictional = (name: string): string =>
  `+120255501${String(Number(name.slice(name.lastIndexOf('-') + 1)) % 100).padStart(2, '0')}`;
