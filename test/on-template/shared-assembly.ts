import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { loadFlow } from '../../contact-flows/catalog';
import { buildLambdas } from '../../lambdas/build';
import { parseEnvironment } from '../../lib/configuration/parse-environment';
import { featureFlags } from '../../lib/feature-flags';
import { makeStacks } from '../../lib/stacks/application';
import type { Assembly } from '../../local-cloud/on-template/synthesize';

const assemblies = new Map<string, Assembly>();
let built: Promise<unknown> | null = null;

/**
 * Synthesizes each environment once per test file, as bin/app.ts does but in this process, which loads the CDK once
 * instead of once per environment; scenarios with the same groups share an assembly.
 */
export async function sharedAssembly(
  environment: Readonly<Record<string, unknown>>,
  flows = loadFlow,
): Promise<Assembly> {
  built ??= buildLambdas();
  await built;
  const key = JSON.stringify([environment, flows('inbound')]);
  const assembly = assemblies.get(key) ?? (await synthesizeHere(environment, flows));
  assemblies.set(key, assembly);
  return { folder: assembly.folder, remove: async () => {} };
}

async function synthesizeHere(
  environment: Readonly<Record<string, unknown>>,
  flows: typeof loadFlow,
): Promise<Assembly> {
  const folder = await mkdtemp(join(tmpdir(), 'ccb-'));
  const app = new App({
    analyticsReporting: false,
    // Comparing with CloudFormation's schemas costs seconds; a test of the infrastructure does it.
    builtinCloudFormationValidation: false,
    outdir: folder,
    context: { 'aws:cdk:bundling-stacks': [], ...featureFlags },
  });
  const bundles = join(__dirname, '..', '..', 'dist');
  makeStacks(app, { environment: parseEnvironment(environment, 'scenario'), bundles, flows });
  app.synth();
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A copy of an assembly, to be broken. */
export async function copiedAssembly(assembly: Assembly): Promise<Assembly> {
  const folder = await mkdtemp(join(tmpdir(), 'ccb-broken-'));
  await cp(assembly.folder, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function removeAssemblies(): Promise<void> {
  for (const assembly of assemblies.values()) await assembly.remove();
  assemblies.clear();
}
