import type { Quota } from './aws-limits';

/** One limit of an environment: what its plan needs of it in a busy second, and what there is. */
export interface Limit {
  readonly id: string;
  /** What is limited, for a table. */
  readonly what: string;
  readonly unit: string;
  readonly needs: number;
  readonly has: number;
  /** What to do where it is not enough, with the quota to raise if it is AWS's. */
  readonly remedy: { readonly quota: Quota; readonly field: string } | { readonly text: string };
  /** The alarm that rings when it is reached, after `ccb-<env>-`; `null`: a deploy or a login fails instead. */
  readonly alarm: string | null;
}

/** Whether a plan needs more than there is. */
export const isPassed = ({ needs, has }: Limit): boolean => needs > has;
