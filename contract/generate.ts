import { join } from 'node:path';
import { runContractCommand } from './command';

process.exitCode = runContractCommand(process.argv.slice(2), join(__dirname, '..'), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
