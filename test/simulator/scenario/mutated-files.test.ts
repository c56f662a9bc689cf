import fc from 'fast-check';
import { errorChapters } from '../../../documents/errors/catalogue';
import { type JsonPath, showPath } from '../../../documents/problems';
import { list, record } from '../../../documents/raw-document';
import { sentences } from '../../../documents/told';
import { buildInProcess } from '../../../simulator/in-process/application';
import { play } from '../../../simulator/run/play';
import { readScenario } from '../../../simulator/scenario/read-scenario';
import { scenarioSchema } from '../../../simulator/scenario/schema';
import { everyField } from './every-field';

jest.setTimeout(300_000);

const read = (document: unknown) => readScenario('f.json', written(document));

/** A number that JSON can write and nobody can read: it stands for `1e999`. */
const tooLarge = '\u0001too large';
const written = (document: unknown): string =>
  (JSON.stringify(document) ?? '').replaceAll(JSON.stringify(tooLarge), '1e999');

const placesIn = (value: unknown, path: JsonPath = []): readonly JsonPath[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) =>
        placesIn(part, [...path, Array.isArray(value) ? Number(key) : key]),
      )
    : []),
];

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

/** What nobody would write there, and what is right in another place. */
const odd = fc.constantFrom<unknown>(
  ...[null, true, '', 'NaN', 'none', 'nobody', 'constructor', 'x'.repeat(70_000), '\u0000', '\ud800'],
  ...[-1, 0, 0.5, 1e9, 1e12, 1e308, tooLarge],
  ...[[], {}, [null], { toString: 1 }, [[1, 2], [3]], nested(150), JSON.parse('{"__proto__": 1}')],
);

type Change =
  | { readonly how: 'replace'; readonly by: unknown }
  | { readonly how: 'remove' | 'repeat' | 'add-prototype' };
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: odd.map((by) => ({ how: 'replace' as const, by })) },
  { weight: 3, arbitrary: fc.constantFrom('remove', 'repeat', 'add-prototype').map((how) => ({ how }) as Change) },
);

type Holder = Record<string | number, unknown>;

/** The file with one thing done to it, and what stood there before. */
function changed(path: JsonPath, what: Change): { readonly document: unknown; readonly before: unknown } {
  const document = structuredClone(everyField) as unknown;
  const key = path.at(-1);
  if (key === undefined) return { document: what.how === 'replace' ? what.by : document, before: document };
  const holder = path.slice(0, -1).reduce((value, step) => (value as Holder)[step], document) as Holder;
  const before = holder[key];
  if (what.how === 'replace') holder[key] = what.by;
  else if (Array.isArray(holder)) what.how === 'remove' ? holder.splice(Number(key), 1) : holder.push(before);
  else if (what.how === 'remove') delete holder[key];
  else {
    const name = what.how === 'repeat' ? `${key}x` : '__proto__';
    Object.defineProperty(holder, name, { value: before, enumerable: true, configurable: true });
  }
  return { document, before };
}

const textsIn = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Object.values(record(value) ?? {})
        .concat(list(value))
        .flatMap(textsIn);

/** Whether somebody who reads the problem finds what was done: by its place, or by a name that is missing now. */
function leadsTo(problem: string, path: JsonPath, before: unknown): boolean {
  const where = /^f\.json: (.+?): /.exec(problem)?.[1] ?? '';
  const around = showPath(path.slice(0, -1));
  if (where.startsWith(around) || around.startsWith(where)) return true;
  const names = textsIn(before);
  const prefixes = list(record(before)['people'] ?? before).map((one) => String(record(one)['prefix']));
  return [...names, ...prefixes].some((name) => problem.includes(JSON.stringify(name).slice(0, -1)));
}

const knownCodes = errorChapters.flatMap(({ codes }) => Object.keys(codes));

describe('a scenario file with every field', () => {
  it('has every field there is, and every fault', () => {
    expect(Object.keys(everyField).sort()).toEqual(Object.keys(scenarioSchema.shape).sort());
    const kinds = readScenario('f.json', JSON.stringify({ ...everyField, faults: [{ kind: 'none' }] }));
    const known = kinds.ok ? '' : (/it must be (.+)$/.exec(kinds.problems[0]?.sentence ?? '')?.[1] ?? '');
    expect(new Set(everyField.faults.map(({ kind }) => kind))).toEqual(new Set(known.split(' or ')));
  });

  const seed = 20;
  it(`with one thing wrong either plays or is refused with sentences that lead to it (seed ${seed})`, async () => {
    const places = fc.constantFrom(...placesIn(everyField));
    await fc.assert(
      fc.asyncProperty(places, change, async (path, what) => {
        const { document, before } = changed(path, what);
        const answer = read(document);
        if (answer.ok) {
          const { scenario } = answer;
          const endSeconds = Math.min(scenario.durationSeconds, 20);
          const { failures } = await play({ scenario, build: buildInProcess, endSeconds, toleranceSeconds: 2 });
          expect(failures).toEqual([]);
          return;
        }
        for (const { code, sentence: problem } of answer.problems) {
          expect(knownCodes).toContain(code);
          expect(problem).toMatch(/^f\.json: \$[^\n]*: [^\n]+; [^\n]+$/);
          expect(problem.length).toBeLessThan(1000);
          expect(problem).not.toMatch(/Invalid input|expected|received|undefined|\[object/);
        }
        expect(sentences(answer.problems).filter((problem) => leadsTo(problem, path, before))).not.toEqual([]);
      }),
      { seed, numRuns: 400 },
    );
  });

  const pairSeed = 21;
  it(`with several things wrong tells each of them (seed ${pairSeed})`, () => {
    const wrong = [
      ['durationSeconds', -1],
      ['seed', 'one'],
      ['start', 'now'],
      ['latency', 'some'],
      ['quotas', { concurrentCalls: 0 }],
      ['platform', { statusOnMiss: 'never' }],
      ['manualMoves', [{ at: -1, agent: 'ana', to: 'inbound' }]],
      ['faults', [{ kind: 'connect-throttle', at: 'now' }]],
    ] as const;
    fc.assert(
      fc.property(fc.subarray([...wrong], { minLength: 2 }), (some) => {
        const answer = read({ ...everyField, ...Object.fromEntries(some) });
        expect(answer.ok).toBe(false);
        if (!answer.ok) expect(answer.problems).toHaveLength(some.length);
      }),
      { seed: pairSeed, numRuns: 50 },
    );
  });
});
