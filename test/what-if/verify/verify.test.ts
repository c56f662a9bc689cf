import { verifyCases } from '../../../what-if/verify/cases';
import { verify } from '../../../what-if/verify/verify';
import type { VerifyCase } from '../../../what-if/verify/verify-case';

/** A tenth of the precision of `npm run verify`, and so a hundredth of its time. */
const precision = 0.05;

const named = (id: string): VerifyCase => {
  const found = verifyCases.find((given) => given.id === id);
  if (found === undefined) throw new Error(`there is no case ${id}`);
  return found;
};

test.each(['R1', 'R6', 'R7', 'R12', 'R16', 'R20', 'R25', 'R31', 'Blend', '20/80/20', '10/30'])(
  '%s: every value is within three standard errors of what is known (seeds 1 and 2)',
  (id) => {
    const { verdicts } = verify(named(id), { precision });
    expect(verdicts.filter(({ holds }) => !holds)).toEqual([]);
    expect(verdicts.length).toBeGreaterThan(1);
  },
);

test('a value that is a tenth off is outside, also when it is played again', () => {
  const right = named('R12');
  const wrong = right.known.map((known) =>
    known.measure === 'waited' ? { ...known, value: known.value * 1.1 } : known,
  );
  const { verdicts, attempt } = verify({ ...right, known: wrong }, { precision: 0.02 });
  expect(attempt).toBe(2);
  expect(verdicts.filter(({ holds }) => !holds).map(({ measure }) => measure)).toEqual(['waited']);
});

test('a measure that a model does not have is outside', () => {
  const right = named('R1');
  const { verdicts } = verify({ ...right, known: [{ measure: 'dials', value: 1 }] }, { precision });
  expect(verdicts.map(({ holds }) => holds)).toEqual([false]);
});

test('every case has an id of its own', () => {
  expect(new Set(verifyCases.map(({ id }) => id)).size).toBe(verifyCases.length);
});
