import { judge } from './judge-command';
import { terminal } from './terminal';

void judge(process.argv.slice(2), terminal()).then((code) => {
  // Connections that are kept alive would keep the process.
  process.exit(code);
});
