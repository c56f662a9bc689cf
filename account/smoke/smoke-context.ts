import type { Environment } from '../../lib/environments/schema';
import type { Deployed } from './deployed';

export interface SmokeOptions {
  readonly environment: Environment;
  readonly deployed: Deployed;
  /** A token of an agent for the page's API; null without one. */
  readonly token: string | null;
  /** A simulated caller may ring agents who are logged in. */
  readonly mayRing: boolean;
  /** For people: what is done next, and what to do should it be cut off. */
  readonly say: (message: string) => void;
  /** Whether a person asked to stop. */
  readonly stopped: () => boolean;
}

/** What each check gets. */
export interface SmokeContext extends SmokeOptions {
  /** An output of one of our stacks, named without `ccb-<env>-`; or why it cannot be known. */
  output(stack: string, key: string): Promise<{ readonly value: string } | { readonly missing: string }>;
}
