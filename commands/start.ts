import { applicationOnTemplate } from '../local-cloud/on-template/application-on-template';
import { synthesize } from '../local-cloud/on-template/synthesize';
import { runCommand } from './terminal/run-scenario';

void runCommand(
  {
    program: 'start',
    build: ({ inboundFlow }) =>
      inboundFlow === null
        ? applicationOnTemplate()
        : applicationOnTemplate({
            assemble: (environment) => synthesize(environment, { inboundFlow: inboundFlow.path }),
          }),
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
