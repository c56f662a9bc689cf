import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, ...stepEnvironment] as const;

/** A flow waits at most 8 seconds for a Lambda (CONNECT.md 1.3). */
export const mapTetherTimeoutSeconds = 8;
