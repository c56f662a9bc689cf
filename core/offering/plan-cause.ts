import * as z from 'zod';

/** The stages at which a flow asks for a plan and is answered with it. */
export const askingStages = ['arrival', 'tick'] as const;
export type AskingStage = (typeof askingStages)[number];

/**
 * What led to a plan. `flow`: a flow asked at this moment (ms), and its answer carries the criteria. `event`: anything else,
 * known by a text of its own that comes again with it.
 */
export type PlanCause =
  | { readonly kind: 'flow'; readonly stage: AskingStage; readonly at: number }
  | { readonly kind: 'event'; readonly id: string };

/** The cause of a plan that follows from an event or a timer, by its id: the same one again is known by it. */
export const eventCause = (id: string): PlanCause => ({ kind: 'event', id });

/** The text by which causes are told apart in items and timers. */
export const textOfCause = (cause: PlanCause): string =>
  cause.kind === 'flow' ? `flow:${cause.stage}:${cause.at}` : cause.id;

/** Reads that text. */
export const causeSchema = z.string().transform((text): PlanCause => {
  const stage = askingStages.find((one) => text.startsWith(`flow:${one}:`));
  return stage === undefined
    ? eventCause(text)
    : { kind: 'flow', stage, at: Number(text.slice(`flow:${stage}:`.length)) };
});

/** Whether it is this cause that led to the plan. */
export const isCausedBy = (plan: { readonly cause: PlanCause } | null | undefined, text: string): boolean =>
  plan != null && textOfCause(plan.cause) === text;
