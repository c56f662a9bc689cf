/**
 * What the vendor's guide, docs/campaign-manager.md, says of the messages: their meaning, that of their fields, and
 * examples. The generated documents say it in the same words, so that there is one text to keep right.
 */

/** A message's section: `meanings` by field, with a dot between an object and its field (`tether.token`). */
export interface MessageWords {
  /** The paragraphs up to the first table or example, without their marks. */
  readonly summary: string;
  readonly meanings: ReadonlyMap<string, string>;
}

/** The guide, by sections and examples. */
export interface Guide {
  /** Throws an Error with a sentence when the guide has no such section. */
  words(heading: string): MessageWords;
  /** Every example of the guide, parsed, in its order. */
  readonly examples: readonly Readonly<Record<string, unknown>>[];
}

/** Reads the text of the guide. Throws where an example is no JSON. */
export function readGuide(page: string): Guide {
  const examples = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(
    ([, text = '']) => JSON.parse(text) as Readonly<Record<string, unknown>>,
  );
  return {
    words(heading) {
      const section = page.split(new RegExp(`\\n##+ ${heading}\\n`))[1]?.split(/\n##+ /)[0];
      if (section === undefined) {
        throw new Error(`docs/campaign-manager.md has no section ${JSON.stringify(heading)}, which the contract needs`);
      }
      const summary = section.split(/^(?:\||```|!\[)/m)[0] ?? '';
      const rows = [...section.matchAll(/^\| `([\w.]+)` +\|[^|]*\| (.+?) +\|$/gm)];
      return {
        summary: plain(summary).trim(),
        meanings: new Map(rows.map(([, field = '', meaning = '']) => [field, plain(meaning)])),
      };
    },
    examples,
  };
}

/** Without the marks of Markdown that mean nothing in a description: emphasis, links, and line ends within a paragraph. */
const plain = (text: string): string =>
  text
    .replaceAll(/\*\*(.+?)\*\*/gs, '$1')
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, ' ').trim())
    .join('\n\n');
