/** What is found wrong with a flow, and how it is told. */
import { type FlowRuleId, flowRules, type Voice } from './rules';

/** One thing wrong with a flow. `source` is where the broken rule was learnt, as exactly as it is known. */
export interface FlowProblem {
  readonly rule: FlowRuleId;
  /** Identifier of the action; absent when the problem is one of the whole flow. */
  readonly action?: string;
  /** A sentence: what is wrong and what would be right. */
  readonly message: string;
  readonly source: string;
  readonly voice: Voice;
}

const rules = new Map<string, { readonly source: string; readonly voice: Voice }>(
  flowRules.map((rule) => [rule.id, rule]),
);

/** Makes a finding; without a source or voice of its own it carries that of its rule. */
export function flowProblem(
  rule: FlowRuleId,
  message: string,
  action?: string,
  own: { readonly source?: string | undefined; readonly voice?: Voice | undefined } = {},
): FlowProblem {
  const { source = rules.get(rule)?.source ?? rule, voice = rules.get(rule)?.voice ?? 'refused' } = own;
  return { rule, message, source, voice, ...(action === undefined ? {} : { action }) };
}

/** Those that stop a flow: Connect refuses them. */
export const refusals = (problems: readonly FlowProblem[]): readonly FlowProblem[] =>
  problems.filter(({ voice }) => voice === 'refused');

/** One finding as a line of text: the action first, the source last. */
export function describeFinding({ rule, action, message, source }: FlowProblem): string {
  return `${action === undefined ? '' : `"${action}": `}${message} (${rule}; ${source})`;
}

/** Text for an error that refuses a flow: one line per problem. */
export function describeFlowProblems(flowName: string, problems: readonly FlowProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [
    `Contact flow "${flowName}" has ${count}:`,
    ...problems.map((problem) => `  ${describeFinding(problem)}`),
  ].join('\n');
}
