import type { Template } from '../../contact-flows/template-text';

/** How many resources of a CloudFormation type the environment's stacks hold. */
export type PlannedResources = (type: string) => number;

export function plannedResources(templates: readonly Template[]): PlannedResources {
  const counts = new Map<string, number>();
  for (const { Resources: resources = {} } of templates) {
    for (const { Type } of Object.values(resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  }
  return (type) => counts.get(type) ?? 0;
}
