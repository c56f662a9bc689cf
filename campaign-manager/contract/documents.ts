/** Every generated document of the contract: what `npm run contract` writes and compares. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGuide } from './guide';
import { jsonText } from './json-text';
import { openApiDocument } from './openapi';
import { shapes, standaloneSchema } from './schemas';

/** A file that is generated, and what it has to say. */
export interface Document {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
}

const folder = 'docs/campaign-manager';
export const guidePath = 'docs/campaign-manager.md';

/** From the schemas of core and the guide below `root`. */
export function contractDocuments(root: string): readonly Document[] {
  const guide = readGuide(readFileSync(join(root, guidePath), 'utf8'));
  return [
    { path: `${folder}/openapi.json`, text: jsonText(openApiDocument(guide)) },
    ...shapes.map((shape) => ({
      path: `${folder}/schemas/${kebab(shape.name)}.schema.json`,
      text: jsonText(standaloneSchema(shape, guide)),
    })),
  ];
}

/** What differs between the documents and the files below `root`, a sentence each. */
export function contractDifferences(root: string, documents: readonly Document[]): readonly string[] {
  const changed = documents.flatMap(({ path, text }) => {
    const file = join(root, path);
    if (!existsSync(file)) return [`${path} is missing`];
    return readFileSync(file, 'utf8') === text ? [] : [`${path} is not what the schemas and the guide say`];
  });
  return [...changed, ...leftovers(root, documents).map((path) => `${path} belongs to no message any more`)];
}

/** Schema files of messages that are no more. */
export function leftovers(root: string, documents: readonly Document[]): readonly string[] {
  const schemas = `${folder}/schemas`;
  if (!existsSync(join(root, schemas))) return [];
  const known = new Set(documents.map(({ path }) => path));
  return readdirSync(join(root, schemas))
    .map((file) => `${schemas}/${file}`)
    .filter((path) => !known.has(path))
    .sort();
}

const kebab = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
