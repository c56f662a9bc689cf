import type { IConstruct } from 'constructs';

/**
 * Has CloudFormation make these one after the other: Connect's APIs for its resources take 2 calls a second in an
 * account, and side by side they would be throttled (docs/amazon-connect.md#cloudformation). Each may refer only to those
 * before it.
 */
export function oneAfterAnother(resources: readonly IConstruct[]): void {
  resources.forEach((resource, index) => {
    const before = resources[index - 1];
    if (before) resource.node.addDependency(before);
  });
}
