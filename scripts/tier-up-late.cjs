/**
 * Required by Node.js before anything else of a command, of its workers and of the tests' processes.
 *
 * A run or a test file calls thousands of functions some hundred times each: with V8's own settings a third of the processor
 * time goes into optimizing code that is hardly called again. So everything is compiled to machine code at once, which is
 * cheap, and optimized only once it is much used. A version of V8 that does not know a setting goes without it, and says so.
 * Measured in docs/decisions/38-speed-of-runs-and-tests.md.
 */
const v8 = require('node:v8');

v8.setFlagsFromString('--always-sparkplug');
v8.setFlagsFromString('--interrupt-budget=500000');
