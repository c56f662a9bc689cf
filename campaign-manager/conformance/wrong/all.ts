import { wrongAtAgents } from './agents';
import { wrongAtCommands } from './commands';
import { wrongAtEvents } from './events';
import { wrongAtPreviews } from './previews';
import { wrongAtSigning } from './signing';
import type { Wrong } from './wrong';

export const allWrong: readonly Wrong[] = [
  ...wrongAtSigning,
  ...wrongAtCommands,
  ...wrongAtEvents,
  ...wrongAtAgents,
  ...wrongAtPreviews,
];
