import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, synthesize } from '../../local/live/synthesize';

const assemblies = new Map<string, Promise<Assembly>>();

/** Synthesizes each environment once per test file; scenarios with the same groups share an assembly. */
export async function sharedAssembly(environment: Readonly<Record<string, unknown>>): Promise<Assembly> {
  const key = JSON.stringify(environment);
  const assembly = assemblies.get(key) ?? synthesize(environment);
  assemblies.set(key, assembly);
  const { folder } = await assembly;
  return { folder, remove: async () => {} };
}

/** A copy of an assembly, to be broken. */
export async function copiedAssembly(assembly: Assembly): Promise<Assembly> {
  const folder = await mkdtemp(join(tmpdir(), 'ccb-broken-'));
  await cp(assembly.folder, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function removeAssemblies(): Promise<void> {
  for (const assembly of assemblies.values()) await (await assembly).remove();
  assemblies.clear();
}
