import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { loadFlow } from '../contact-flows/catalog';
import { makeStacks } from '../lib/application';
import { selectEnvironment } from '../lib/configuration/select-environment';
import { ContactFlowError } from '../lib/constructs/contact-flows';
import { EnvironmentError } from '../lib/environments/schema';
import { featureFlags } from '../lib/feature-flags';

try {
  const app = new App({ analyticsReporting: false, context: { ...featureFlags } });
  const environment = selectEnvironment({
    env: app.node.tryGetContext('env'),
    environmentFile: app.node.tryGetContext('environmentFile'),
    typedIn: process.env['TYPED_IN'] ?? process.cwd(),
  });
  makeStacks(app, { environment, bundles: join(__dirname, '..', 'dist'), flows: loadFlow });
  app.synth();
} catch (error) {
  if (!(error instanceof EnvironmentError || error instanceof ContactFlowError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
