import { join } from 'node:path';
import { Annotations, App } from 'aws-cdk-lib';
import { loadFlow } from '../contact-flows/catalog';
import { makeStacks } from '../lib/application';
import { selectEnvironment } from '../lib/configuration/select-environment';
import { ContactFlowError } from '../lib/constructs/contact-flows';
import { EnvironmentError } from '../lib/environments/schema';
import { featureFlags } from '../lib/feature-flags';

try {
  const app = new App({ analyticsReporting: false, context: { ...featureFlags } });
  const { environment, notDeployable } = selectEnvironment({
    env: app.node.tryGetContext('env'),
    environmentFile: app.node.tryGetContext('environmentFile'),
    lookOnly: app.node.tryGetContext('lookOnly'),
    typedIn: process.env['TYPED_IN'] ?? process.cwd(),
  });
  const { state } = makeStacks(app, { environment, bundles: join(__dirname, '..', 'dist'), flows: loadFlow });
  if (notDeployable.length > 0) {
    const problems = notDeployable.map((problem) => `\n - ${problem}`).join('');
    Annotations.of(state).addWarningV2(
      'ccb:not-deployable',
      `A deploy of ${environment.name} is refused because of:${problems}\n`,
    );
  }
  app.synth();
} catch (error) {
  if (!(error instanceof EnvironmentError || error instanceof ContactFlowError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
