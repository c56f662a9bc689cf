import * as z from 'zod';

/** What we put on everything ourselves. */
export const ownTags = ['application', 'environment'] as const;

/** AWS takes 50 tags on a resource. */
const mostTags = 50 - ownTags.length;
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const characters = 'letters, digits, spaces and _ . : / = + - @';

/** Put on every resource that takes tags. */
export const tags = z.record(z.string(), z.string()).superRefine((written, context) => {
  const problem = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
  for (const [key, value] of Object.entries(written)) {
    if (/^aws:/i.test(key)) problem(key, 'begins with aws:, which AWS keeps for itself; name the tag otherwise');
    if (ownTags.some((own) => own === key)) problem(key, 'is set by the deployment itself; leave it out');
    if (key.length < 1 || key.length > 128) problem(key, `is ${key.length} characters long; a tag's name has 1 to 128`);
    if (value.length > 256) problem(key, `has a value of ${value.length} characters; at most 256`);
    if (!allowed.test(key + value)) problem(key, `may hold only ${characters}, in its name and its value`);
  }
  const count = Object.keys(written).length;
  if (count > mostTags) {
    context.addIssue({
      code: 'custom',
      message: `holds ${count} tags; at most ${mostTags}, as AWS takes 50 and two are ours`,
    });
  }
});
