import { cloudStage } from './live/cloud-stage';
import { runCommand } from './runner/command';

void runCommand({ program: 'start', build: cloudStage() }, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
