import { buildInProcess } from '../simulator/in-process/application';
import { runCommand } from './terminal/run-scenario';

void runCommand({ program: 'simulate', build: () => buildInProcess }, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
