import type { FlowAction, FlowDocument, FlowTransitions } from './language/document';

/** Below everything that is drawn in the templates, a row for each place where actions are put in. */
const rowHeight = 220;
const columnWidth = 260;

/**
 * A flow with actions put in before one of its own: whatever led there leads to the first of them. `made` is given the
 * identifier of that action, to which its last one leads; no action leaves the flow as it is.
 */
export function withActionsBefore(
  flow: FlowDocument,
  before: string,
  made: (next: string) => readonly FlowAction[],
): FlowDocument {
  const actions = made(before);
  const first = actions[0]?.Identifier;
  if (first === undefined) return flow;
  const lead = (target: string): string => (target === before ? first : target);
  const redirected = ({ NextAction, Conditions, Errors }: FlowTransitions): FlowTransitions => ({
    ...(NextAction !== undefined && { NextAction: lead(NextAction) }),
    ...(Conditions && { Conditions: Conditions.map((to) => ({ ...to, NextAction: lead(to.NextAction) })) }),
    ...(Errors && { Errors: Errors.map((to) => ({ ...to, NextAction: lead(to.NextAction) })) }),
  });
  const { ActionMetadata = {}, ...metadata } = flow.Metadata ?? {};
  const y = Math.max(0, ...Object.values(ActionMetadata).map(({ position }) => position?.y ?? 0)) + rowHeight;
  const drawn = actions.map(
    ({ Identifier }, index) =>
      [Identifier, { position: { x: 200 + columnWidth * index, y }, isFriendlyName: true }] as const,
  );
  return {
    ...flow,
    StartAction: lead(flow.StartAction),
    Metadata: { ...metadata, ActionMetadata: { ...ActionMetadata, ...Object.fromEntries(drawn) } },
    Actions: [
      ...actions,
      ...flow.Actions.map((action) => ({ ...action, Transitions: redirected(action.Transitions) })),
    ],
  };
}
