import { commandsPerSecond, type Planned } from './busy-second';
import { assumedRunMs } from './counted';
import { loadOf } from './plan';

/** Commands of which nothing but the Campaign Manager holds up the rest: at least so many are under way at once. */
const leastCommandsAtOnce = 50;

/**
 * How many commands to the Campaign Manager may be under way at once: twice what the plan needs, so that a slow one is no
 * standstill, and a fifth of the account's functions at most, so that one that hangs leaves the rest to others.
 */
export const commandsAtOnce = (environment: Planned): number =>
  Math.max(
    leastCommandsAtOnce,
    Math.min(Math.ceil(2 * commandsUnderWay(environment)), Math.floor(environment.quotas.lambdaConcurrency / 5)),
  );

/** How many commands are under way at once in a busy second. */
export const commandsUnderWay = (environment: Planned): number =>
  (commandsPerSecond(environment, loadOf(environment)) * assumedRunMs.campaignCommand) / 1000;
