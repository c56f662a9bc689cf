import { accountLimits } from './account-limits';
import type { Planned } from './busy-second';
import { connectLimits } from './connect-limits';
import type { Limit } from './limit';
import { ownLimits } from './own-limits';
import { loadOf } from './plan';

/** Every limit that the size of an environment may reach. `has` and `needs` have the same unit; pure. */
export function limitsOf(environment: Planned): readonly Limit[] {
  const load = loadOf(environment);
  return [...connectLimits(environment, load), ...accountLimits(environment, load), ...ownLimits(environment, load)];
}
