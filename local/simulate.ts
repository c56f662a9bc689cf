import { runCommand } from './runner/command';
import { buildInProcess } from './simulate/application';

void runCommand({ program: 'simulate', build: () => buildInProcess }, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
