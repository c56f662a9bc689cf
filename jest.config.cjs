/** CommonJS tests through swc; middy and jose ship ESM only, so they are transformed too. */
module.exports = {
  testEnvironment: 'node',
  // Jest leaves a core free, which on two cores is half of them; the runner itself has little to do.
  maxWorkers: '100%',
  // A worker that has run a hundred files is slow from what they left in memory.
  workerIdleMemoryLimit: '1GB',
  runtime: '<rootDir>/test/shared-packages-runtime.cjs',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testSequencer: '<rootDir>/test/longest-first.cjs',
  transform: {
    '^.+\\.(t|j|mj)s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@middy|jose)/)'],
};
