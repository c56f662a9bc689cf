import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

/** A resource as the template declares it, before its intrinsics are resolved. */
export interface DeclaredResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
  readonly condition: string | null;
}

export interface Template {
  readonly parameters: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly resources: readonly DeclaredResource[];
  readonly outputs: Readonly<
    Record<
      string,
      { readonly Value: unknown; readonly Export?: { readonly Name: unknown }; readonly Condition?: string }
    >
  >;
}

export interface Stack {
  readonly name: string;
  /** Null where the stack is for any environment. */
  readonly account: string | null;
  readonly region: string | null;
  readonly template: Template;
  /** Folder of each file asset by its object key in the bootstrap bucket. */
  readonly assets: ReadonlyMap<string, string>;
}

const manifestSchema = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      environment: z.string().optional(),
      dependencies: z.array(z.string()).optional(),
      properties: z.looseObject({ templateFile: z.string().optional(), stackName: z.string().optional() }).optional(),
    }),
  ),
});

const assetsSchema = z.looseObject({
  files: z.record(
    z.string(),
    z.looseObject({
      source: z.looseObject({ path: z.string().optional(), packaging: z.string().optional() }),
      destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
    }),
  ),
});

const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  // What the bootstrap version must be is checked by CloudFormation only.
  Rules: z.unknown().optional(),
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string(), Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.unknown()).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.strictObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
      Condition: z.string().optional(),
      Metadata: z.unknown().optional(),
      DeletionPolicy: z.string().optional(),
      UpdateReplacePolicy: z.string().optional(),
    }),
  ),
  Outputs: z
    .record(
      z.string(),
      z.strictObject({
        Value: z.unknown(),
        Description: z.string().optional(),
        Condition: z.string().optional(),
        Export: z.strictObject({ Name: z.unknown() }).optional(),
      }),
    )
    .default({}),
});

const stackType = 'aws:cloudformation:stack';

/** Artifacts that say nothing the local cloud would need. */
const silentTypes = ['cdk:asset-manifest', 'cdk:tree', 'cdk:feature-flag-report'];

/** All stacks of a synthesized CDK app, each after those it depends on. Throws a sentence that names the file. */
export function readAssembly(assemblyDir: string): readonly Stack[] {
  const { artifacts } = parseFile(join(assemblyDir, 'manifest.json'), manifestSchema);
  const strange = Object.entries(artifacts).filter(([, { type }]) => type !== stackType && !silentTypes.includes(type));
  const [first] = strange;
  if (first)
    throw new Error(`manifest.json: the local cloud does not know the artifact ${first[0]} (${first[1].type})`);
  const ordered: Stack[] = [];
  const visited = new Set<string>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (!artifact || visited.has(id)) return;
    visited.add(id);
    for (const dependency of artifact.dependencies ?? []) visit(dependency);
    const file = artifact.properties?.templateFile;
    if (artifact.type !== stackType || !file) return;
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
    ordered.push({
      name: artifact.properties?.stackName ?? id,
      account: account && account !== 'unknown-account' ? account : null,
      region: region && region !== 'unknown-region' ? region : null,
      template: readTemplate(join(assemblyDir, file)),
      assets: readAssets(assemblyDir, file.replace(/\.template\.json$/, '.assets.json')),
    });
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return ordered;
}

function readTemplate(file: string): Template {
  const template = parseFile(file, templateSchema);
  return {
    parameters: template.Parameters,
    mappings: template.Mappings,
    conditions: template.Conditions,
    outputs: template.Outputs as Template['outputs'],
    resources: Object.entries(template.Resources).map(([logicalId, resource]) => ({
      logicalId,
      type: resource.Type,
      properties: resource.Properties,
      dependsOn: typeof resource.DependsOn === 'string' ? [resource.DependsOn] : (resource.DependsOn ?? []),
      condition: resource.Condition ?? null,
    })),
  };
}

function readAssets(assemblyDir: string, file: string): ReadonlyMap<string, string> {
  const { files } = parseFile(join(assemblyDir, file), assetsSchema);
  const folders = new Map<string, string>();
  for (const { source, destinations } of Object.values(files)) {
    if (source.path === undefined) continue;
    for (const { objectKey } of Object.values(destinations)) folders.set(objectKey, resolve(assemblyDir, source.path));
  }
  return folders;
}

function parseFile<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`${file}: the local cloud cannot read it: ${problems.join('; ')}`);
}
