import { applicationOnTemplate } from '../local-cloud/on-template/application-on-template';
import { environmentName, pageAudience } from '../local-cloud/on-template/environment-of';
import { synthesize } from '../local-cloud/on-template/synthesize';
import { LocalPages, PortTakenError } from '../local-cloud/pages/local-pages';
import { type RunCommand, runCommand } from './terminal/run-scenario';

/** The pages of this process, where it serves any. */
const served: { pages: LocalPages | null } = { pages: null };

const titles = { softphone: 'Softphone', wallboard: 'Wallboard' } as const;

const besideRuns: NonNullable<RunCommand['beside']> = async ({ speed, ports }, scenario) => {
  try {
    const pages = await LocalPages.start({
      ...{ speed, ports, environmentName, startMs: scenario.startMs, audience: pageAudience },
      people: {
        agents: scenario.agents.map(({ username }) => username),
        groups: scenario.groups.map(({ name }) => name),
      },
      failed: (message) => void process.stderr.write(`${message}\n`),
    });
    served.pages = pages;
    return {
      takenOver: pages.takenOver,
      attend: (agents) => pages.attend(agents),
      shown: pages.urls.map(({ page, url }) => `${titles[page]}: ${url}`),
      close: () => pages.close(),
    };
  } catch (error) {
    if (error instanceof PortTakenError) return { problem: { code: 'command.port-taken', sentence: error.message } };
    throw error;
  }
};

void runCommand(
  {
    program: 'start',
    beside: besideRuns,
    build: ({ inboundFlow }) =>
      applicationOnTemplate({
        pages: served.pages,
        ...(inboundFlow && {
          assemble: (environment) => synthesize(environment, { inboundFlow: inboundFlow.path }),
        }),
      }),
  },
  process.argv.slice(2),
).then((code) => {
  process.exitCode = code;
});
