import fc from 'fast-check';
import { upTo } from './values';

/** Few skills, so that those who have one and those who are asked for meet. */
const skills = [
  ['Language', 'Spanish'],
  ['Language', 'Danish'],
  ['Product', 'Loans'],
] as const;
const skill = fc.constantFrom(...skills);
const level = fc.integer({ min: 1, max: 5 });

/** What an agent can: levels by attribute and value. */
export const proficiencies = upTo(2, fc.tuple(skill, level), 1).map((known) => {
  const byAttribute: Record<string, Record<string, number>> = {};
  for (const [[attribute, value], at] of known) byAttribute[attribute] = { ...byAttribute[attribute], [value]: at };
  return byAttribute;
});

/** What a call, a group or a campaign asks for. */
export const requires = fc
  .tuple(skill, fc.integer({ min: 1, max: 3 }))
  .map(([[attribute, value], least]) => `${attribute}=${value}>=${least}`);
