import { App } from 'aws-cdk-lib';
import { loadFlow } from '../../contact-flows/catalog';
import { makeStacks } from '../../lib/application';
import type { Environment } from '../../lib/environments/schema';
import { featureFlags } from '../../lib/feature-flags';

/** How many resources of a CloudFormation type the environment's stacks hold. */
export type PlannedResources = (type: string) => number;

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type: string }>>;
}

/** Counts what would be deployed; `bundles` is the folder the functions' code is in. Throws as synthesis does. */
export function plannedResources(environment: Environment, bundles: string): PlannedResources {
  const app = new App({ analyticsReporting: false, context: { ...featureFlags } });
  makeStacks(app, { environment, bundles, flows: loadFlow });
  const counts = new Map<string, number>();
  for (const { template } of app.synth().stacks) {
    for (const { Type } of Object.values((template as Template).Resources ?? {})) {
      counts.set(Type, (counts.get(Type) ?? 0) + 1);
    }
  }
  return (type) => counts.get(type) ?? 0;
}
