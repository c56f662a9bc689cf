/**
 * The words of Jest that the tests use, for Mocha: a mutation run keeps everything loaded from mutant to mutant, which Jest cannot, and
 * takes minutes instead of hours. What the words do is Jest's own.
 */
const { expect } = require('expect');
const fc = require('fast-check');
const { bind } = require('jest-each');
const { interfaces } = require('mocha');

/** Examples of a property, at most. What only the hundredth finds is worth a test of its own. */
const mostExamples = 20;

// A mutant lives or dies by what it does, not by the examples of the day; and one counterexample is as good as the smallest.
const few = {
  ...fc.default,
  assert: (property, settings = {}) =>
    fc.assert(property, {
      seed: 20_260_101,
      ...settings,
      endOnFailure: true,
      numRuns: Math.min(settings.numRuns ?? mostExamples, mostExamples),
    }),
};
require.cache[require.resolve('fast-check')].exports = { ...few, default: few, __esModule: true };

const { bdd } = interfaces;
interfaces.bdd = (suite) => {
  bdd(suite);
  suite.on('pre-require', (context) => {
    Object.assign(context, {
      expect,
      test: context.it,
      beforeAll: context.before,
      afterAll: context.after,
    });
    context.it.each = bind(context.it, false);
    context.describe.each = bind(context.describe, false);
  });
};
