/** Prompts. They are not heard, so they take no time (docs/scenarios.md#latency). */
import { type ActionHandler, fail, next, parameter } from './action';
import { participantInputActions } from './participant-input';
import { wholeParameter } from './references';

const messageParticipant: ActionHandler = {
  takes: ['Text', 'SSML', 'PromptId', 'Media', 'SkipWhenDTMFBufferEnabled'],
  run: () => next,
};

/**
 * Looping prompts in a queue flow. They are interrupted at every multiple of the frequency, counted from the moment the
 * contact was queued: the counter lives for the call, and coming back to the prompts does not reset it
 * (docs/amazon-connect.md#looping-prompts).
 */
const messageIteratively: ActionHandler = {
  takes: ['Messages', 'InterruptFrequencySeconds', 'ContinueMessagingDuringInterrupt'],
  run(context) {
    const { action, centre, contact, execution } = context;
    if (!contact.queued) fail(context, 'looping prompts need a contact in a queue');
    execution.prompts = action.Identifier;
    if (parameter(context, 'InterruptFrequencySeconds') === undefined) return { go: 'end' };
    const everyMs = wholeParameter(context, 'InterruptFrequencySeconds', 1, 86_400) * 1000;
    const queuedAt = contact.queued.at;
    const interruptions = Math.floor((centre.scheduler.now() - queuedAt) / everyMs) + 1;
    return {
      go: 'wait',
      untilMs: queuedAt + interruptions * everyMs,
      phase: 'world',
      resume: () => ({ go: 'condition', value: 'MessagesInterrupted', otherwise: null }),
    };
  },
};

/** Actions that say something to the caller, or ask for keys, by their types (docs/amazon-connect.md#flow-actions). */
export const messageActions: Readonly<Record<string, ActionHandler>> = {
  MessageParticipant: messageParticipant,
  MessageParticipantIteratively: messageIteratively,
  ...participantInputActions,
};
