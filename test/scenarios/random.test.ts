import { buildInProcess } from '../../simulator/in-process/application';
import { hunt } from '../../simulator/random/hunt';
import { judge } from '../../simulator/random/judge';
import { levelNames } from '../../simulator/random/levels';

/** A slice; `.ci/run` plays 150 of each level, these among them, `npm run test:random` as many as are asked for. */
const count = 2;
const seed = 40;

it.each(levelNames)(
  `${count} random scenarios from seed ${seed} hold: %s`,
  async (level) => {
    const found = await hunt({
      level,
      seed,
      count,
      shrinkSeconds: 5,
      judge: (file) => judge(file, [{ name: 'simulate', build: buildInProcess }]),
    });
    expect(found).toEqual([]);
  },
  120_000,
);
