import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, ...stepEnvironment] as const;

/** A flow waits at most 8 seconds for a Lambda (docs/amazon-connect.md#lambda-functions-in-flows). */
export const mapTetherTimeoutSeconds = 8;
