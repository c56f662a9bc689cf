import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(__dirname, '../..');

/** The TypeScript files of a folder, from the project's root; in order. */
export function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** Where a file's imports lead, types included: a path inside the project without its ending, or the name of a package. */
export function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import|require\()\s*'([^']+)'/g)].map(([, to]) =>
    to?.startsWith('.') ? relative(root, resolve(root, dirname(file), to)) : (to ?? ''),
  );
}

/** The file a path of `importsOf` means; `null` for a package. */
function fileOf(path: string): string | null {
  return (
    [`${path}.ts`, `${path}.tsx`, join(path, 'index.ts'), path].find(
      (name) => existsSync(join(root, name)) && statSync(join(root, name)).isFile(),
    ) ?? null
  );
}

export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Which file imports which. */
export const importGraph = (files: readonly string[]): Graph =>
  new Map(files.map((file) => [file, new Set(importsOf(file).flatMap((to) => fileOf(to) ?? []))]));

/** The same among folders; `folderOf` answers the folder a file counts to. */
export function folderGraph(files: Graph, folderOf: (file: string) => string): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [file, targets] of files) {
    const from = folderOf(file);
    const known = graph.get(from) ?? new Set<string>();
    graph.set(from, known);
    for (const to of targets) if (folderOf(to) !== from) known.add(folderOf(to));
  }
  return graph;
}

/** Each way from a node back to itself that a walk finds, as `a -> b -> a`; none where the graph has no circle. */
export function circlesOf(graph: Graph): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const path: string[] = [];
  const walk = (node: string): void => {
    const at = path.indexOf(node);
    if (at >= 0) return void found.push([...path.slice(at), node].join(' -> '));
    if (done.has(node)) return;
    path.push(node);
    for (const to of graph.get(node) ?? []) walk(to);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) walk(node);
  return found;
}
