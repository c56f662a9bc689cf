/** Campaign Managers that are wrong on purpose: each fails at its row, and at no other than those named. */
import { rows } from '../../../campaign-manager/conformance/kit/rows';
import { allWrong } from '../../../campaign-manager/conformance/wrong/all';
import { runSimulated } from './in-one-process';

it.each(allWrong.map((wrong) => [wrong.name, wrong.fails.join(', '), wrong] as const))(
  'one that %s fails at %s',
  async (_name, _rows, { fails, seams }) => {
    const { findings } = await runSimulated({ seams });
    const failed = findings.filter(({ verdict }) => verdict === 'fails');
    expect(failed.map(({ row }) => row.id).sort()).toEqual([...fails].sort());
    for (const { details } of failed) expect(details.join(' ')).toMatch(/\w+ \w+/);
  },
);

it('there is one for every row', () => {
  const wanted = new Set(allWrong.map(({ fails }) => fails[0]));
  expect(rows.map(({ id }) => id).filter((id) => !wanted.has(id))).toEqual([]);
});

it('no two have the same name', () => {
  expect(new Set(allWrong.map(({ name }) => name)).size).toBe(allWrong.length);
});
