import type { Stack } from 'aws-cdk-lib';

/**
 * Exports what later stacks may import, whether this environment has them or not. CloudFormation deletes no export that is
 * imported, and a stack is updated before those that depend on it: a feature that is taken out would otherwise take its exports
 * along while the stack that imports them is still there as it was, and the deploy would fail.
 */
export function exportAlways(stack: Stack, values: readonly string[]): void {
  for (const value of values) stack.exportValue(value);
}
