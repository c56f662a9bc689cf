/** Walks a flow's transitions by hand, without executing anything. */
import type { FlowAction, FlowDocument } from '../../contact-flows/language/document';

/** What an action answers on a path: the operand of a condition, an error, or nothing for NextAction. */
export interface Answer {
  readonly condition?: string;
  readonly error?: string;
}
/** By identifier of the action. */
export type Answers = Readonly<Record<string, Answer>>;

/** The actions a contact passes from `from` on when comparisons see `attributes` and other actions answer as told. */
export function walk(
  flow: FlowDocument,
  from: string,
  attributes: Record<string, string>,
  answers: Answers = {},
): FlowAction[] {
  const steps: FlowAction[] = [];
  const seen = { ...attributes };
  for (let at: string | undefined = from; at !== undefined; ) {
    const step: FlowAction | undefined = flow.Actions.find(({ Identifier }) => Identifier === at);
    if (step === undefined || steps.length > 60) throw new Error(`The path goes astray at "${at}".`);
    steps.push(step);
    if (step.Type === 'UpdateContactAttributes') {
      for (const [name, value] of Object.entries(step.Parameters['Attributes'] ?? {}))
        seen[`$.Attributes.${name}`] = String(value);
    }
    at = following(step, seen, answers[step.Identifier]);
  }
  return steps;
}

/** Where an action leads when it answers so. */
export function following(
  step: FlowAction,
  seen: Readonly<Record<string, string>>,
  answer: Answer | undefined,
): string | undefined {
  const { NextAction, Conditions = [], Errors = [] } = step.Transitions;
  if (answer?.error !== undefined) return Errors.find(({ ErrorType }) => ErrorType === answer.error)?.NextAction;
  const value = step.Type === 'Compare' ? seen[String(step.Parameters['ComparisonValue'])] : answer?.condition;
  const met = Conditions.find(({ Condition: { Operator, Operands } }) => meets(Operator, value, String(Operands[0])));
  return met?.NextAction ?? NextAction;
}

function meets(operator: string, value: string | undefined, operand: string): boolean {
  if (operator === 'NumberGreaterOrEqualTo') return Number(value) >= Number(operand);
  return operator === 'TextContains' ? value?.includes(operand) === true : value === operand;
}

/** What kinds of actions were passed. */
export const types = (steps: readonly FlowAction[]) => steps.map(({ Type }) => Type);
/** The kind of the last action. */
export const last = (steps: readonly FlowAction[]) => steps.at(-1)?.Type;
/** The contact attributes that were written on the way. */
export const written = (steps: readonly FlowAction[]) =>
  Object.assign(
    {},
    ...steps.filter(({ Type }) => Type === 'UpdateContactAttributes').map(({ Parameters }) => Parameters['Attributes']),
  );
