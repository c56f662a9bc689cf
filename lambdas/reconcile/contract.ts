import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [...baseEnvironment, ...stepEnvironment] as const;

/** Once a minute (DESIGN.md section 9). */
export const reconcileEverySeconds = 60;
