/** Simulated seconds a job takes, assumed for a short message (docs/theory.md#serverless-latencies). */
export const transcriptionSeconds = 5;
