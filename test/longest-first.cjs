const { default: Sequencer } = require('@jest/test-sequencer');

/** Each takes ten seconds to minutes; begun last, one of them would keep a single core busy while the other has nothing to do. */
const longest = [
  'on-template/scenarios',
  'on-template/long-outbound-scenarios',
  'on-template/outbound-scenarios',
  'long/platform-combinations',
  'long/platform-switches',
  'scenarios/simulate',
  'lib/deploy-again',
  'lib/nag',
  'scenarios/random',
  'campaign-manager/program/restarts',
  'local-cloud/queues',
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
