import type { DeclaredResource } from './assembly';

/**
 * The resources so that each comes after all it refers to or depends on, otherwise in the order of the template.
 * Throws when they go round in a circle.
 */
export function inDependencyOrder(resources: readonly DeclaredResource[]): readonly DeclaredResource[] {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const ordered: DeclaredResource[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (resource: DeclaredResource): void => {
    const { logicalId } = resource;
    if (done.has(logicalId)) return;
    if (path.includes(logicalId))
      throw new Error(
        `resources depend on each other in a circle: ${[...path.slice(path.indexOf(logicalId)), logicalId].join(' -> ')}`,
      );
    path.push(logicalId);
    for (const dependency of new Set([...resource.dependsOn, ...referencesIn(resource.properties)])) {
      const declared = byId.get(dependency);
      if (declared) visit(declared);
    }
    path.pop();
    done.add(logicalId);
    ordered.push(resource);
  };
  for (const resource of resources) visit(resource);
  return ordered;
}

/** Every name that Ref, Fn::GetAtt and Fn::Sub mention in a value. */
function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, argument]): readonly string[] => {
    if (key === 'Ref') return [String(argument)];
    if (key === 'Fn::GetAtt') return [String(Array.isArray(argument) ? argument[0] : argument).split('.', 1)[0] ?? ''];
    if (key !== 'Fn::Sub') return referencesIn(argument);
    const text = String(Array.isArray(argument) ? argument[0] : argument);
    const mentioned = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1]?.split('.', 1)[0] ?? '');
    return [...mentioned, ...referencesIn(Array.isArray(argument) ? argument[1] : null)];
  });
}
