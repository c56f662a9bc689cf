const { createRequire } = require('node:module');

// The runtime of the very jest that runs this.
const requireInCore = createRequire(createRequire(require.resolve('jest')).resolve('@jest/core'));
const { default: Runtime } = requireInCore('jest-runtime');

/** The AWS CDK: seconds to load, and of a test it keeps nothing that another could meet. */
const shared = /^(?:aws-cdk-lib|cdk-nag|constructs)(?:\/|$)/;

/**
 * Loads these packages once for all test files of a process; everything else is loaded anew for each, as jest does. They see the
 * process's own environment variables, not those a test sets, and cannot be mocked.
 */
class SharedPackagesRuntime extends Runtime {
  requireModuleOrMock(from, name) {
    return shared.test(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
}

module.exports = SharedPackagesRuntime;
