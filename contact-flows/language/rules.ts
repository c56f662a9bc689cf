/**
 * Every rule that `findFlowProblems` and `bindFlow` check, with where it was learnt. [D] AWS documentation, [L] accepted
 * or refused by a live instance, [I] our inference; the sections are those of CONNECT.md, where the addresses stand.
 */
export const flowRules = [
  // Form of the document
  {
    id: 'shape',
    description: 'The flow and its parts have the JSON types of the flow language.',
    source: 'CONNECT.md 1.1 [D]',
  },
  { id: 'version', description: 'Version is "2019-10-30".', source: 'CONNECT.md 1.1 [D]' },
  { id: 'settings', description: 'Only flow modules have a top-level Settings.', source: 'CONNECT.md 1.1 [L PAC]' },
  {
    id: 'unknown-field',
    description: 'No field stands in the flow that the flow language does not have.',
    source: 'CONNECT.md 1.1 [D]',
  },
  {
    id: 'metadata-case',
    description: 'Metadata keys are written entryPointPosition, position and isFriendlyName.',
    source: 'CONNECT.md 1.2 [L PAC, VMX]',
  },
  { id: 'start-action', description: 'StartAction names an action of the flow.', source: 'CONNECT.md 1.1 [D]' },
  { id: 'action-count', description: 'A flow has 1 to 250 actions.', source: 'CONNECT.md 1.1 [D]' },
  // Identifiers
  { id: 'identifier-length', description: 'An Identifier has at most 50 characters.', source: 'CONNECT.md 1.1 [D]' },
  {
    id: 'identifier-characters',
    description: 'An Identifier has none of % : ( \\ / ) = $ , ; [ ] { }.',
    source: 'CONNECT.md 1.1 [D]',
  },
  {
    id: 'identifier-name',
    description: 'An Identifier is not a name that every JavaScript object has.',
    source: 'CONNECT.md 1.1 [D]',
  },
  { id: 'identifier-duplicate', description: 'No two actions have the same Identifier.', source: 'CONNECT.md 1.1 [D]' },
  // Strings and tokens
  {
    id: 'empty-string',
    description: 'No string is empty: neither parameters nor operands nor references.',
    source: 'CONNECT.md 1.1 [L PAC]',
  },
  {
    id: 'scalar-string',
    description: 'Every scalar in Parameters is a string, nested ones too.',
    source: 'CONNECT.md 1.1 [L PAC]',
  },
  { id: 'unbound-token', description: 'No ${Token} is left without a value.', source: 'DESIGN.md 3' },
  {
    id: 'unused-token',
    description: 'Every token that is given a value occurs in the flow.',
    source: 'issue 2 section 5',
  },
  // Action types
  {
    id: 'action-type',
    description: 'Every Type is an action the service knows, spelt as it wants it.',
    source: 'CONNECT.md 1.2, 1.3',
  },
  { id: 'flow-type', description: 'Every action is allowed in flows of this type.', source: 'CONNECT.md 1.3 [D]' },
  {
    id: 'directly-after',
    description: 'No action stands directly before one that must not follow it.',
    source: 'CONNECT.md 1.4 [D ADM:loop-prompts]',
  },
  // Parameters
  { id: 'parameter-missing', description: 'Required parameters are there.', source: 'CONNECT.md 1.3' },
  { id: 'parameter-unknown', description: 'Parameters are those the action has.', source: 'CONNECT.md 1.2, 1.3' },
  {
    id: 'parameter-choice',
    description: 'Of parameters that exclude or require each other the right number is there.',
    source: 'CONNECT.md 1.3',
  },
  {
    id: 'parameter-value',
    description: 'Values are in the range and of the form the parameter takes.',
    source: 'CONNECT.md 1.3',
  },
  {
    id: 'interrupt-frequency',
    description: 'Looping prompts are interrupted after more than 20 seconds.',
    source: 'CONNECT.md 1.4 [D ADM:loop-prompts]',
  },
  {
    id: 'comparison-value',
    description: 'ComparisonValue is a JSONPath with a leaf, or a system attribute that is one itself.',
    source: 'CONNECT.md 1.1 [L PAC], [D ADM:store-customer-input]',
  },
  {
    id: 'terminal-parameters',
    description: 'Terminal actions have empty Parameters.',
    source: 'CONNECT.md 1.1 [D; L PAC]',
  },
  // Transitions
  {
    id: 'terminal-transitions',
    description: 'Terminal actions have empty Transitions.',
    source: 'CONNECT.md 1.1 [D; L PAC]',
  },
  {
    id: 'next-action-missing',
    description: 'Every action that is not terminal has a NextAction.',
    source: 'CONNECT.md 1.1 [L PAC]',
  },
  { id: 'dangling', description: 'Every transition leads to an action of the flow.', source: 'CONNECT.md 1.1 [D]' },
  { id: 'unreachable', description: 'Every action can be reached from StartAction.', source: 'issue 2 section 5' },
  {
    id: 'error-missing',
    description: 'Every error the action must declare has a branch.',
    source: 'CONNECT.md 1.1 [L PAC], 1.3',
  },
  {
    id: 'error-foreign',
    description: 'No error has a branch that the action does not know.',
    source: 'CONNECT.md 1.1 [L PAC], 1.3',
  },
  {
    id: 'branch-duplicate',
    description: 'No error and no condition has two branches in one action.',
    source: 'CONNECT.md 1.1 [I: the second is never taken]',
  },
  {
    id: 'condition-missing',
    description: 'Every condition the action must have has a branch.',
    source: 'CONNECT.md 1.2, 1.3',
  },
  {
    id: 'condition-foreign',
    description: 'No condition stands in an action that cannot meet it.',
    source: 'CONNECT.md 1.2, 1.3',
  },
  {
    id: 'operator-unknown',
    description: 'Operators are those of the flow language.',
    source: 'CONNECT.md 1.1 [L PAC]',
  },
  { id: 'operand-count', description: 'A condition has exactly one operand.', source: 'CONNECT.md 1.1 [L PAC]' },
  // Routing criteria written into the flow
  {
    id: 'criteria-form',
    description: 'Static routing criteria have the form of steps with expressions.',
    source: 'CONNECT.md 2.4 [D ADM:set-routing-criteria]',
  },
  { id: 'criteria-steps', description: 'Routing criteria have 1 to 5 steps.', source: 'CONNECT.md 2.4 [D]' },
  {
    id: 'criteria-expiry',
    description: 'Every step but the last has an expiry.',
    source: 'CONNECT.md 2.4 [D ADM:proficiency-routing]',
  },
  {
    id: 'criteria-agents',
    description: 'A step names 1 to 10 preferred agents.',
    source: 'CONNECT.md 2.4 [D ADM:proficiency-routing]',
  },
  {
    id: 'criteria-dynamic',
    description: 'OR and NOT stand only in criteria that a JSONPath brings.',
    source: 'CONNECT.md 2.4 [D ADM:proficiency-routing]',
  },
] as const;

export type FlowRuleId = (typeof flowRules)[number]['id'];

/** One thing wrong with a flow. `source` is where the broken rule was learnt, as exactly as it is known. */
export interface FlowProblem {
  readonly rule: FlowRuleId;
  /** Identifier of the action; absent when the problem is one of the whole flow. */
  readonly action?: string;
  /** A sentence: what is wrong and what would be right. */
  readonly message: string;
  readonly source: string;
}

const sources = new Map<string, string>(flowRules.map((rule) => [rule.id, rule.source]));

/** Makes a problem; without a source of its own it carries that of its rule. */
export function flowProblem(rule: FlowRuleId, message: string, action?: string, source?: string): FlowProblem {
  return { rule, message, source: source ?? sources.get(rule) ?? rule, ...(action === undefined ? {} : { action }) };
}

/** Text for an error that refuses a flow: one line per problem, the action first, the source last. */
export function describeFlowProblems(flowName: string, problems: readonly FlowProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.map(
    ({ rule, action, message, source }) =>
      `  ${action === undefined ? '' : `"${action}": `}${message} (${rule}; ${source})`,
  );
  return [`Contact flow "${flowName}" has ${count}:`, ...lines].join('\n');
}
