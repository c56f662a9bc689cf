const { default: Sequencer } = require('@jest/test-sequencer');

/** Each takes most of a minute and more; begun last, one of them would keep a single core busy while the other has nothing to do. */
const longest = [
  'on-template/scenarios',
  'on-template/long-outbound-scenarios',
  'on-template/outbound-scenarios',
  'long/platform-combinations',
  'long/platform-switches',
  'scenarios/simulate',
  'scenarios/random',
  'core/reconcile/reading-rounds',
];

/** Files known to take long come first. Jest itself goes by what they took last time, which a fresh clone does not know, and by size. */
class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = longest.findIndex((name) => path.replaceAll('\\', '/').endsWith(`/test/${name}.test.ts`));
      return index === -1 ? longest.length : index;
    };
    return super.sort([...tests]).toSorted((one, other) => rank(one) - rank(other));
  }
}

module.exports = LongestFirst;
