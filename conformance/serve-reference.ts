import { serveReference } from './reference-command';
import { terminal } from './terminal';

const stopped = new Promise<void>((resolve) => {
  process.once('SIGINT', () => resolve());
  process.once('SIGTERM', () => resolve());
});
void serveReference(process.argv.slice(2), terminal(), stopped).then((code) => {
  process.exit(code);
});
