/** The widest line this project writes. */
const width = 120;

/**
 * JSON as this project's formatter leaves it: objects over several lines, a list of plain values on one line where it
 * fits. Fields that are `undefined` are left out.
 */
export const jsonText = (value: unknown): string => `${written(value, 0, 0, '')}\n`;

/** `before`: columns taken on the first line; `after`: what follows on the last. */
function written(value: unknown, depth: number, before: number, after: '' | ','): string {
  return `${unfollowed(value, depth, before + after.length)}${after}`;
}

function unfollowed(value: unknown, depth: number, taken: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = '  '.repeat(depth + 1);
  const outer = '  '.repeat(depth);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    const plain = value.every((item) => item === null || typeof item !== 'object');
    if (plain && taken + line.length <= width) return line;
    const lines = value.map((item, at) => `${inner}${written(item, depth + 1, inner.length, comma(at, value))}`);
    return `[\n${lines.join('\n')}\n${outer}]`;
  }
  const fields = Object.entries(value).filter(([, held]) => held !== undefined);
  if (fields.length === 0) return '{}';
  const lines = fields.map(([name, held], at) => {
    const head = `${inner}${JSON.stringify(name)}: `;
    return `${head}${written(held, depth + 1, head.length, comma(at, fields))}`;
  });
  return `{\n${lines.join('\n')}\n${outer}}`;
}

const comma = (at: number, all: readonly unknown[]): '' | ',' => (at < all.length - 1 ? ',' : '');
