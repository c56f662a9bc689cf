import type { Reason } from '../reasons/reason';

/** What each decision says besides its subject. */
export interface Reasoned {
  /** A sentence a supervisor understands. */
  readonly reason: string;
  /** The same as a code with its figures, for decisions about moves: pages have sentences of their own for it. */
  readonly because?: Reason;
  /** Its group is only observed: decided and written down, not carried out, and not counted. */
  readonly observed?: true;
  /** The figures that were compared, by name. */
  readonly inputs: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}
