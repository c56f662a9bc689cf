import { cloudStage } from './live/cloud-stage';
import { synthesize } from './live/synthesize';
import { runCommand } from './runner/command';

void runCommand(
  {
    program: 'start',
    build: ({ inboundFlow }) =>
      inboundFlow === null
        ? cloudStage()
        : cloudStage({ assemble: (environment) => synthesize(environment, { inboundFlow: inboundFlow.path }) }),
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
