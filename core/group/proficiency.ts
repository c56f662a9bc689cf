import * as z from 'zod';
import type { RecordOf } from '../record';
import { quotedValue } from '../tolerant';

/** A skill an agent holds: name and value as in Connect's predefined attributes, level 1 to 5. */
export const proficiencySchema = z.object({ name: z.string(), value: z.string(), level: z.number() });
export type Proficiency = RecordOf<typeof proficiencySchema>;

/** What a call asks for: the skill at this level or above. */
export const requiredProficiencySchema = z.object({ name: z.string(), value: z.string(), minLevel: z.number() });
export type RequiredProficiency = RecordOf<typeof requiredProficiencySchema>;

/** Connect joins at most 8 attributes by AND (docs/amazon-connect.md#routing-criteria). */
export const maxRequiredProficiencies = 8;

/** Whether an agent meets every requirement. */
export const meets = (held: readonly Proficiency[], required: readonly RequiredProficiency[]): boolean =>
  required.every((need) =>
    held.some((skill) => skill.name === need.name && skill.value === need.value && skill.level >= need.minLevel),
  );

/** Proficiencies a caller's flow asks for, or what is wrong with its text, every problem a sentence. */
export type ParsedRequirements =
  | { readonly ok: true; readonly required: readonly RequiredProficiency[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Of text that was checked before. Throws with every problem otherwise. */
export function requirementsIn(text: string): readonly RequiredProficiency[] {
  const parsed = parseRequirements(text);
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  return parsed.required;
}

/**
 * Reads the flow's parameter: `none`, or `Name=Value>=Level` joined by commas (level 1 to 5), for example
 * `Language=Spanish>=3,Product=Loans>=1`.
 */
export function parseRequirements(text: string): ParsedRequirements {
  if (text === 'none' || text === '') return { ok: true, required: [] };
  const problems: string[] = [];
  const required: RequiredProficiency[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*([^=,>]+)=([^=,>]+)>=([1-5])\s*$/.exec(part);
    if (match?.[1] && match[2] && match[3]) {
      required.push({ name: match[1].trim(), value: match[2].trim(), minLevel: Number(match[3]) });
    } else {
      problems.push(
        `required proficiency ${quotedValue(part)} cannot be read; write Name=Value>=Level with a level from 1 to 5`,
      );
    }
  }
  if (required.length > maxRequiredProficiencies) {
    problems.push(`${required.length} proficiencies are required; Connect joins at most ${maxRequiredProficiencies}`);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, required };
}
