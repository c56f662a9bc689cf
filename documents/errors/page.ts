import type { ErrorChapter } from './catalogue';

/** A list of rules that have names of their own, which are printed with what breaks them. */
export interface NamedRules {
  readonly title: string;
  readonly about: string;
  readonly rules: readonly { readonly id: string; readonly says: string; readonly why: string }[];
}

const opening = `# Errors by their codes

What commands, environment files, scenarios, lists, model files and thresholds are refused for is said in a sentence (what was wrong, where, what would be right) that ends in a code in brackets, such as \`[field.unknown]\`. The sentence may be
worded anew, and the code stays: it is what to search for, here, in logs and in tickets ([why](decisions/41-codes-of-errors.md)). In the sentences, what
stands in capitals differs. This page is written by \`npm run errors\`.
`;

/** docs/errors.md from the catalogue, and from rules that had names before. */
export function errorsPage(chapters: readonly ErrorChapter[], named: readonly NamedRules[]): string {
  return [
    opening,
    ...chapters.map(({ title, codes }) => {
      const sections = Object.entries(codes).map(
        ([code, { says, means, remedy }]) => `### ${code}\n\n> ${says}\n\n${means} **What to do:** ${remedy}\n`,
      );
      return `## ${title}\n\n${sections.join('\n')}`;
    }),
    ...named.map(
      ({ title, about, rules }) =>
        `## ${title}\n\n${about}\n\n| name | rule | where it comes from |\n| --- | --- | --- |\n${rules
          .map(({ id, says, why }) => `| \`${id}\` | ${cell(says)} | ${cell(why)} |\n`)
          .join('')}`,
    ),
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
