import * as z from 'zod';
import { parseRequirements } from '../../../core/group/proficiency';
import { leaf } from '../../../documents/fields';
import { mustBe } from '../../../documents/problems';
import { isRecord } from '../../../documents/raw-document';

/** What agents can, and what calls and campaigns ask of them (docs/scenarios.md#skills-and-priorities). */

/** The characters that `requires` is made of are no part of a name. */
const isName = (text: string): boolean => /^[^=,>]{1,64}$/.test(text) && text.trim() === text;

const rightName = 'a name of 1 to 64 characters without = , and > and without spaces at its ends';
const rightLevel = 'a level from 1 to 5';

/** `{ "Language": { "Spanish": 4 } }`, read into a list in the order of the file. */
export const proficiencies = z
  .unknown()
  .default({})
  .transform((value, context): readonly { name: string; value: string; level: number }[] => {
    const report = (path: readonly string[], message: string) =>
      context.addIssue({ code: 'custom', path: [...path], message });
    if (!isRecord(value)) {
      report([], mustBe(value, 'an object of values and levels by name, such as { "Language": { "Spanish": 4 } }'));
      return z.NEVER;
    }
    return Object.entries(value).flatMap(([name, values]) => {
      if (!isName(name)) report([name], `the name is ${JSON.stringify(name)}; it must be ${rightName}`);
      if (!isRecord(values)) {
        report([name], mustBe(values, 'an object of levels by value, such as { "Spanish": 4 }'));
        return [];
      }
      return Object.entries(values).map(([one, level]) => {
        if (!isName(one)) report([name, one], `the value is ${JSON.stringify(one)}; it must be ${rightName}`);
        if (!(Number.isInteger(level) && Number(level) >= 1 && Number(level) <= 5)) {
          report([name, one], mustBe(level, rightLevel));
        }
        return { name, value: one, level: Number(level) };
      });
    });
  });

const isText = leaf<string>(
  (value) => typeof value === 'string',
  'text such as "Language=Spanish>=3", several joined by commas',
);

/** Kept as it is written; `none` asks for nothing. */
export const requires = isText.superRefine((written, context) => {
  if (typeof written !== 'string') return;
  const parsed = parseRequirements(written);
  if (parsed.ok) return;
  for (const message of parsed.problems) context.addIssue({ code: 'custom', message });
});
