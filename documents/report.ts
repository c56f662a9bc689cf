import type { ProblemCode } from './errors/catalogue';
import { type JsonPath, mustBe } from './problems';

export type Report = (code: ProblemCode, path: JsonPath, message: string) => void;

/** Reports every name that was used before; answers the names. */
export function unique(
  items: readonly Readonly<Record<string, unknown>>[],
  field: string,
  key: string,
  what: string,
  report: Report,
): readonly string[] {
  const first = new Map<string, number>();
  items.forEach((item, index) => {
    const name = item[key];
    if (typeof name !== 'string') return;
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    else {
      const right = `a name of its own: ${what} ${field}[${earlier}] has it already`;
      report('name.taken', [field, index, key], mustBe(name, right));
    }
  });
  return [...first.keys()];
}
