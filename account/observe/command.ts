import { runReport } from './run';

process.exitCode = runReport(process.argv, (text) => {
  process.stdout.write(text);
});
