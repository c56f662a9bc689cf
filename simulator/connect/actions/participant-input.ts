/** What is asked of the caller: one key to branch on, or several to be stored. */

import type { ActionContext } from '../centre';
import { startBuffering, stopBuffering, takeKeys } from '../keypad';
import { type ActionHandler, fail, isRecord, next, type Outcome, parameter } from './action';
import { asText, resolve, textParameter, wholeParameter } from './references';

/** Seconds for each further key where the flow names none (ADM:store-customer-input). */
const INTERDIGIT_SECONDS = 5;

/** One way to gather keys. Times in milliseconds; `most` keys end the input at once. */
interface Gathering {
  readonly most: number;
  readonly firstKeyMs: number;
  readonly furtherKeyMs: number;
  /** * takes back what was typed. */
  readonly cancelKey: boolean;
  /** # ends the input. */
  readonly endKey: boolean;
  /** What follows when the input is complete, or time has run out. */
  readonly done: (input: string, inTime: boolean) => Outcome;
}

const getParticipantInput: ActionHandler = {
  takes: [
    'EnableDTMFBuffer',
    'Text',
    'SSML',
    'PromptId',
    'Media',
    'StoreInput',
    'InputTimeLimitSeconds',
    'DTMFConfiguration',
    'InputValidation',
  ],
  run(context) {
    if (parameter(context, 'EnableDTMFBuffer') !== undefined) return setBuffering(context);
    const firstKeyMs = wholeParameter(context, 'InputTimeLimitSeconds', 1, 180) * 1000;
    const store = textParameter(context, 'StoreInput')?.toLowerCase() === 'true';
    return gather(context, store ? storing(context, firstKeyMs) : branching(firstKeyMs));
  },
};

/** Switches the buffer for keys on, or off and empties it (ADM:set-touchtone-buffer-behavior). */
const setBuffering = (context: ActionContext): Outcome => {
  const { chain } = context.contact;
  if (textParameter(context, 'EnableDTMFBuffer')?.toLowerCase() === 'true') startBuffering(chain);
  else stopBuffering(chain);
  return next;
};

/** One key, compared with the conditions. */
const branching = (firstKeyMs: number): Gathering => ({
  most: 1,
  firstKeyMs,
  furtherKeyMs: firstKeyMs,
  cancelKey: false,
  endKey: false,
  done: (input, inTime) =>
    inTime
      ? { go: 'condition', value: input, otherwise: 'NoMatchingCondition' }
      : { go: 'error', type: 'InputTimeLimitExceeded' },
});

/** Several keys for `$.StoredCustomerInput`, which holds "Timeout" where none came (ADM:store-customer-input). */
function storing(context: ActionContext, firstKeyMs: number): Gathering {
  const validation = parameter(context, 'InputValidation');
  const custom = isRecord(validation) ? resolve(context, validation.CustomValidation) : undefined;
  const most = Number(isRecord(custom) ? asText(custom.MaximumLength) : undefined);
  if (!Number.isInteger(most) || most < 1) {
    fail(
      context,
      `InputValidation ${JSON.stringify(validation)} is not supported by the simulated Connect; supported: CustomValidation with a MaximumLength of at least 1`,
    );
  }
  const given = resolve(context, parameter(context, 'DTMFConfiguration')) ?? {};
  const {
    DisableCancelKey = 'False',
    InterdigitTimeLimitSeconds = String(INTERDIGIT_SECONDS),
    ...others
  } = isRecord(given) ? given : { given };
  const furtherKeySeconds = Number(InterdigitTimeLimitSeconds);
  const inRange = Number.isInteger(furtherKeySeconds) && furtherKeySeconds >= 1 && furtherKeySeconds <= 20;
  if (Object.keys(others).length > 0 || !inRange) {
    fail(
      context,
      `DTMFConfiguration ${JSON.stringify(given)} is not supported by the simulated Connect; supported: DisableCancelKey, InterdigitTimeLimitSeconds from 1 to 20`,
    );
  }
  return {
    most,
    firstKeyMs,
    furtherKeyMs: furtherKeySeconds * 1000,
    endKey: true,
    cancelKey: String(DisableCancelKey).toLowerCase() !== 'true',
    done(input, inTime) {
      context.execution.storedInput = input === '' && !inTime ? 'Timeout' : input;
      return next;
    },
  };
}

/** Takes keys that are there already in no time; otherwise waits, for each further key anew. */
function gather(context: ActionContext, gathering: Gathering): Outcome {
  const { centre, contact } = context;
  const { keypad } = contact.chain;
  const seen = keypad.typed.length;
  const { input, used, complete } = readKeys(keypad.typed, gathering);
  const finish = (inTime: boolean): Outcome => {
    takeKeys(contact.chain, used);
    return gathering.done(input, inTime);
  };
  if (complete) return finish(true);
  centre.emit({ type: 'contact.asked', contactId: contact.id });
  return {
    go: 'wait',
    untilMs: centre.scheduler.now() + (seen === 0 ? gathering.firstKeyMs : gathering.furtherKeyMs),
    phase: 'world',
    wakenByKeys: true,
    resume: () => (keypad.typed.length > seen ? gather(context, gathering) : finish(false)),
  };
}

/** The input that keys make (ADM:store-customer-input). */
function readKeys(
  typed: string,
  { most, cancelKey, endKey }: Gathering,
): { readonly input: string; readonly used: number; readonly complete: boolean } {
  let input = '';
  for (const [index, key] of [...typed].entries()) {
    const ends = endKey && key === '#';
    if (cancelKey && key === '*') input = '';
    else if (!ends) input += key;
    if (ends || input.length === most) return { input, used: index + 1, complete: true };
  }
  return { input, used: typed.length, complete: false };
}

/** The action that waits for keys of the caller (docs/amazon-connect.md#flow-actions). */
export const participantInputActions: Readonly<Record<string, ActionHandler>> = {
  GetParticipantInput: getParticipantInput,
};
