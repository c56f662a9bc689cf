import { join, resolve } from 'node:path';
import { Annotations, App } from 'aws-cdk-lib';
import { loadFlow } from '../contact-flows/catalog';
import { FlowFileError, readFlowFile } from '../contact-flows/flow-file';
import type { FlowDocument } from '../contact-flows/language/document';
import { printed } from '../documents/told';
import { EnvironmentError } from '../lib/configuration/parse-environment';
import { selectEnvironment } from '../lib/configuration/select-environment';
import { ContactFlowError } from '../lib/constructs/contact-flows';
import { featureFlags } from '../lib/feature-flags';
import { makeStacks } from '../lib/stacks/application';

/** The flows of `contact-flows/`; in place of `inbound` the one of a file, if one is named (docs/flows.md). */
function flowsWith(inboundFile: unknown): typeof loadFlow {
  if (typeof inboundFile !== 'string') return loadFlow;
  const path = resolve(process.env['TYPED_IN'] ?? process.cwd(), inboundFile);
  const inbound = readFlowFile(path).flow as FlowDocument;
  return (name) => (name === 'inbound' ? inbound : loadFlow(name));
}

try {
  const app = new App({ analyticsReporting: false, context: { ...featureFlags } });
  const { environment, notDeployable } = selectEnvironment({
    env: app.node.tryGetContext('env'),
    environmentFile: app.node.tryGetContext('environmentFile'),
    lookOnly: app.node.tryGetContext('lookOnly'),
    typedIn: process.env['TYPED_IN'] ?? process.cwd(),
  });
  const { state } = makeStacks(app, {
    environment,
    bundles: join(__dirname, '..', 'dist'),
    flows: flowsWith(app.node.tryGetContext('inboundFlow')),
  });
  if (notDeployable.length > 0) {
    const problems = notDeployable.map((problem) => `\n - ${printed(problem)}`).join('');
    Annotations.of(state).addWarningV2(
      'ccb:not-deployable',
      `A deploy of ${environment.name} is refused because of:${problems}\n`,
    );
  }
  app.synth();
} catch (error) {
  if (!(error instanceof EnvironmentError || error instanceof ContactFlowError || error instanceof FlowFileError))
    throw error;
  console.error(error.message);
  process.exitCode = 2;
}
