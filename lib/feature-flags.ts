/**
 * Choices of CDK behaviour. They are given to the App in code, not in cdk.json, so that the same templates come out
 * with the CDK command line, without it, and in tests.
 */
export const featureFlags: Readonly<Record<string, unknown>> = {
  /** A stack whose output another one imports cannot change it under that one's feet. */
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  /** Tags stand on each resource that takes them: a stack's own would reach those too that do not. */
  '@aws-cdk/core:explicitStackTags': true,
};
