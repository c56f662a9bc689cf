import type { FlowAction, FlowDocument } from './language/document';

/** A customer queue that the flow `entry` leads to. */
export interface EntryQueue {
  /** As the environment calls it: what a flow writes into the attribute `ccbQueue`. */
  readonly name: string;
  /** Of the flow `transfer` of this queue. */
  readonly transferFlowArn: string;
}

/** The comparison of `entry.json` that has a branch for each queue. */
const comparison = 'Which queue';
/** Where a caller goes on whom no flow could take. */
const busy = 'Nobody can take the call';

/**
 * The template `entry`, which knows the default queue, with a branch and a transfer for each other one, in their order. The
 * names stand in the flow itself, so that it finds the queue without asking anybody.
 */
export function entryTo(others: readonly EntryQueue[], template: FlowDocument): FlowDocument {
  const { ActionMetadata = {}, ...metadata } = template.Metadata ?? {};
  return {
    ...template,
    Metadata: {
      ...metadata,
      ActionMetadata: {
        ...ActionMetadata,
        ...Object.fromEntries(
          others.map(({ name }, index) => [
            toQueue(name),
            { position: { x: 720, y: 260 + 220 * index }, isFriendlyName: true },
          ]),
        ),
      },
    },
    Actions: [
      ...template.Actions.map((action) => (action.Identifier === comparison ? branched(action, others) : action)),
      ...others.map(
        ({ name, transferFlowArn }): FlowAction => ({
          Identifier: toQueue(name),
          Type: 'TransferToFlow',
          Parameters: { ContactFlowId: transferFlowArn },
          Transitions: { NextAction: busy, Errors: [{ NextAction: busy, ErrorType: 'NoMatchingError' }] },
        }),
      ),
    ],
  };
}

const toQueue = (name: string): string => `To ${name}`;

const branched = (action: FlowAction, others: readonly EntryQueue[]): FlowAction => ({
  ...action,
  Transitions: {
    ...action.Transitions,
    Conditions: [
      ...(action.Transitions.Conditions ?? []),
      ...others.map(({ name }) => ({
        NextAction: toQueue(name),
        Condition: { Operator: 'Equals', Operands: [name] },
      })),
    ],
  },
});
