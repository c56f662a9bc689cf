/** What every simulated flow action is made of. */

import type { Phase } from '../../../clock/scheduler';
import type { FlowAction, FlowValue } from '../../../contact-flows/language/document';
import type { ActionContext, Contact } from '../centre';
import { FlowFailure } from '../flow-failure';
import type { Flow } from '../instance';

/** Where a flow goes after an action. */
export type Outcome =
  | { readonly go: 'next' }
  /** The condition `value` meets; the error `otherwise` where none is met, or NextAction where that is null. */
  | { readonly go: 'condition'; readonly value: string; readonly otherwise: string | null }
  | { readonly go: 'error'; readonly type: string }
  | { readonly go: 'action'; readonly identifier: string }
  | { readonly go: 'flow'; readonly flow: Flow }
  | {
      readonly go: 'wait';
      readonly untilMs: number;
      readonly phase: Phase;
      /** Keys the caller presses end the wait early. */
      readonly wakenByKeys?: true;
      readonly resume: () => Outcome | Promise<Outcome>;
    }
  /** The contact was queued (as this one or as a new segment): its queue flow starts. */
  | { readonly go: 'queue-flow'; readonly contact: Contact }
  | { readonly go: 'end' };

/** One type of action. */
export interface ActionHandler {
  /** The parameters it minds; another would mean something that is not simulated. */
  readonly takes: readonly string[];
  /** What cannot be simulated in these parameters, as a sentence's end; null where all can. */
  readonly cannot?: (parameters: FlowAction['Parameters']) => string | null;
  /** Why nothing is to be seen of it here, where it is passed over. */
  readonly passedOver?: string;
  run(context: ActionContext): Outcome | Promise<Outcome>;
}

/** Nothing of it can be heard or seen here, and the flow goes on as in Connect. */
export const passOver = (takes: readonly string[], passedOver: string): ActionHandler => ({
  takes,
  passedOver,
  run: () => next,
});

/** The flow goes on along `NextAction`. */
export const next: Outcome = { go: 'next' };

/** The flow goes on along the branch for errors that no other branch names. */
export const noMatchingError: Outcome = { go: 'error', type: 'NoMatchingError' };

/** Ends the run: the flow cannot go on, and no error branch of Connect's stands for it. */
export function fail({ execution, action }: Pick<ActionContext, 'execution' | 'action'>, problem: string): never {
  throw new FlowFailure(execution.flow.name, action.Identifier, problem);
}

/** A JSON object: neither null nor an array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A parameter as it stands in the flow. */
export function parameter({ action }: ActionContext, name: string): FlowValue | undefined {
  return action.Parameters?.[name];
}
