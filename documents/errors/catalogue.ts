import { accountErrors } from './account-errors';
import { campaignErrors } from './campaign-errors';
import { commandErrors } from './command-errors';
import { documentErrors } from './document-errors';
import type { ErrorEntry } from './entry';
import { environmentErrors } from './environment-errors';
import { flowErrors } from './flow-errors';
import { scenarioErrors } from './scenario-errors';
import { thresholdErrors } from './threshold-errors';

/** A part of the catalogue: what its codes are about, and the codes. */
export interface ErrorChapter {
  readonly title: string;
  readonly codes: Readonly<Record<string, ErrorEntry>>;
}

/** Every code that a person may meet, in the order of docs/errors.md. A code keeps its meaning for ever and is never given to another. */
export const errorChapters = [
  { title: 'Command lines', codes: commandErrors },
  { title: 'Files', codes: documentErrors },
  { title: 'Environments', codes: environmentErrors },
  { title: 'Thresholds', codes: thresholdErrors },
  { title: 'Scenarios', codes: scenarioErrors },
  { title: 'Lists and journals', codes: campaignErrors },
  { title: 'Contact flows', codes: flowErrors },
  { title: 'Accounts', codes: accountErrors },
] as const satisfies readonly ErrorChapter[];

type KeysOf<U> = U extends unknown ? keyof U : never;

/** `area.kind`, in lower case. */
export type ProblemCode = KeysOf<(typeof errorChapters)[number]['codes']>;
