import * as z from 'zod';
import { type CrossProblem, type CrossRule, rule } from './cross-rule';
import { documentsPage, phoneCountries, withDocuments, withoutDocuments } from './phone-countries';

const claimedNumber = z.looseObject({
  owner: z.literal('managed'),
  countryCode: z.string(),
  withoutDocuments: z.unknown().optional(),
});
const otherNumber = z.unknown().transform(() => null);
const numbers = z.object({ numbers: z.array(claimedNumber.or(otherNumber)) });
const tetherNumber = z.object({ campaignManager: z.looseObject({ tetherNumber: claimedNumber }) });

/** A stack hands in no documents: where a country asks for them, the number is claimed by a person and brought. */
function askedForDocuments(
  number: z.infer<typeof claimedNumber>,
  path: readonly PropertyKey[],
): readonly CrossProblem[] {
  const { countryCode: country } = number;
  if (!phoneCountries.has(country) || withoutDocuments.includes(country)) return [];
  const bring = "have the number claimed first and bring it: { owner: 'existing', arn: '...' }";
  if (withDocuments.includes(country)) {
    const message = `is ${country}, where a number is given only against documents, which a deploy cannot hand in; ${bring}`;
    return [{ code: 'env.number-documents', path: [...path, 'countryCode'], message }];
  }
  if (number.withoutDocuments === true) return [];
  const message = `is ${country}, which may give numbers only against documents, which a deploy cannot hand in; look it up (${documentsPage}): if it asks for some, ${bring}; if not, add withoutDocuments: true`;
  return [{ code: 'env.number-documents', path: [...path, 'countryCode'], message }];
}

export const numberRules: readonly CrossRule[] = [
  rule(numbers, (parts) =>
    parts.numbers.flatMap((number, index) => (number ? askedForDocuments(number, ['numbers', index]) : [])),
  ),
  rule(tetherNumber, ({ campaignManager }) =>
    askedForDocuments(campaignManager.tetherNumber, ['campaignManager', 'tetherNumber']),
  ),
];
