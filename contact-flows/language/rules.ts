/**
 * With which of its voices a finding speaks. `refused`: Connect refuses the flow, or its documentation does; a flow with such a
 * finding is neither rendered nor synthesized. `advice`: a rule of this project, or something that works and is seldom meant;
 * it stops only the tests of our own flows. `not-checked`: Connect may take it or not, nothing is known of it here.
 */
export const voices = ['refused', 'advice', 'not-checked'] as const;
/** One of the voices. */
export type Voice = (typeof voices)[number];

/**
 * Every rule that `findFlowProblems` and `bindFlow` check, with where it was learnt and its usual voice. [D] AWS
 * documentation, [L] accepted or refused by a live instance, [I] our inference. A source is a heading of docs/amazon-connect.md,
 * where the addresses stand; the mark in brackets says how it was learnt (docs/amazon-connect.md#marks-and-sources).
 */
export const flowRules = [
  // Form of the document
  {
    id: 'shape',
    voice: 'refused',
    description: 'The flow and its parts have the JSON types of the flow language.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  {
    id: 'version',
    voice: 'refused',
    description: 'Version is "2019-10-30".',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  {
    id: 'settings',
    voice: 'refused',
    description: 'Only flow modules have a top-level Settings.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC]',
  },
  {
    id: 'unknown-field',
    voice: 'not-checked',
    description: 'Fields that the flow language does not have are not checked.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  {
    id: 'metadata-case',
    voice: 'advice',
    description: 'Metadata keys are written entryPointPosition, position and isFriendlyName.',
    source: 'docs/amazon-connect.md#names-the-service-takes [L PAC, VMX]',
  },
  {
    id: 'start-action',
    voice: 'refused',
    description: 'StartAction names an action of the flow.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  {
    id: 'action-count',
    voice: 'refused',
    description: 'A flow has 1 to 250 actions.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  // Identifiers
  {
    id: 'identifier-length',
    voice: 'refused',
    description: 'An Identifier has at most 50 characters.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  {
    id: 'identifier-characters',
    voice: 'refused',
    description: 'An Identifier has none of % : ( \\ / ) = $ , ; [ ] { }.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  {
    id: 'identifier-name',
    voice: 'refused',
    description: 'An Identifier is not a name that every JavaScript object has.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  {
    id: 'identifier-duplicate',
    voice: 'refused',
    description: 'No two actions have the same Identifier.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  // Strings and tokens
  {
    id: 'empty-string',
    voice: 'refused',
    description: 'No string is empty: neither parameters nor operands nor references.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC]',
  },
  {
    id: 'scalar-string',
    voice: 'refused',
    description: 'Every scalar in Parameters is a string, nested ones too; LoopCount may be a number.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC; L FAC 21]',
  },
  {
    id: 'unbound-token',
    voice: 'refused',
    description: 'No ${Token} is left without a value.',
    source: 'contact-flows/README.md#tokens',
  },
  {
    id: 'unused-token',
    voice: 'advice',
    description: 'Every token that is given a value occurs in the flow.',
    source: 'contact-flows/README.md#tokens [a rule of ours]',
  },
  // Action types
  {
    id: 'action-type',
    voice: 'refused',
    description: 'Every Type is spelt as the service wants it; one that nobody has told us of is not checked.',
    source: 'docs/amazon-connect.md#names-the-service-takes, #flow-actions',
  },
  {
    id: 'flow-type',
    voice: 'refused',
    description: 'Every action is allowed in flows of this type.',
    source: 'docs/amazon-connect.md#flow-actions [D]',
  },
  {
    id: 'directly-after',
    voice: 'refused',
    description: 'No action stands directly before one that must not follow it.',
    source: 'docs/amazon-connect.md#looping-prompts [D ADM:loop-prompts]',
  },
  // Parameters
  {
    id: 'parameter-missing',
    voice: 'refused',
    description: 'Required parameters are there.',
    source: 'docs/amazon-connect.md#flow-actions',
  },
  {
    id: 'parameter-unknown',
    voice: 'refused',
    description: 'Parameters are those the action has.',
    source: 'docs/amazon-connect.md#names-the-service-takes, #flow-actions',
  },
  {
    id: 'parameter-choice',
    voice: 'refused',
    description: 'Of parameters that exclude or require each other the right number is there.',
    source: 'docs/amazon-connect.md#flow-actions',
  },
  {
    id: 'parameter-value',
    voice: 'refused',
    description: 'Values are in the range and of the form the parameter takes.',
    source: 'docs/amazon-connect.md#flow-actions',
  },
  {
    id: 'interrupt-frequency',
    voice: 'refused',
    description: 'Looping prompts are interrupted after 1 second or more; more than 20 is advised.',
    source: 'docs/amazon-connect.md#looping-prompts [L HH I5; D ADM:loop-prompts]',
  },
  {
    id: 'comparison-value',
    voice: 'refused',
    description: 'ComparisonValue is a JSONPath with a leaf, or a system attribute that is one itself.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC], [D ADM:store-customer-input]',
  },
  {
    id: 'terminal-parameters',
    voice: 'refused',
    description: 'Terminal actions have empty Parameters.',
    source: 'docs/amazon-connect.md#flow-documents [D; L PAC]',
  },
  {
    id: 'prompt-length',
    voice: 'refused',
    description: 'A text that is spoken has at most 3,000 characters, its SSML at most 6,000 with the tags.',
    source:
      'docs/amazon-connect.md#flow-documents [D ADM:get-customer-input, DEV:participant-actions-messageparticipant]',
  },
  {
    id: 'attribute-unset',
    voice: 'advice',
    description: 'An attribute that is read is set in one of the flows given, unless a Lambda or an API sets it.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC: there is no test for blank]',
  },
  {
    id: 'consent',
    voice: 'advice',
    description: 'Something is said before a conversation is recorded.',
    source: 'docs/deploy.md#what-callers-hear-queue-by-queue [I]: the law of most places asks for it, Connect does not',
  },
  {
    id: 'not-checked',
    voice: 'not-checked',
    description: 'What is known by name only, and modules, are not checked.',
    source: 'docs/amazon-connect.md#flow-validators [no validator of AWS is known]',
  },
  // Transitions
  {
    id: 'terminal-transitions',
    voice: 'refused',
    description: 'Terminal actions have empty Transitions.',
    source: 'docs/amazon-connect.md#flow-documents [D; L PAC]',
  },
  {
    id: 'next-action-missing',
    voice: 'refused',
    description: 'Every action that is not terminal has a NextAction, looping prompts excepted.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC; L FAC 32, 38]',
  },
  {
    id: 'dangling',
    voice: 'refused',
    description: 'Every transition leads to an action of the flow.',
    source: 'docs/amazon-connect.md#flow-documents [D]',
  },
  {
    id: 'unreachable',
    voice: 'advice',
    description: 'Every action can be reached from StartAction.',
    source: 'contact-flows/README.md#checking-and-changing-a-flow [a rule of ours]',
  },
  {
    id: 'error-missing',
    voice: 'refused',
    description: 'Every error the action must declare has a branch.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC], #flow-actions',
  },
  {
    id: 'error-foreign',
    voice: 'refused',
    description: 'No error has a branch that the action does not know.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC], #flow-actions',
  },
  {
    id: 'branch-duplicate',
    voice: 'advice',
    description: 'No error and no condition has two branches in one action.',
    source: 'docs/amazon-connect.md#flow-documents [I: the second is never taken]',
  },
  {
    id: 'condition-missing',
    voice: 'refused',
    description: 'Every condition the action must have has a branch.',
    source: 'docs/amazon-connect.md#names-the-service-takes, #flow-actions',
  },
  {
    id: 'condition-foreign',
    voice: 'refused',
    description: 'No condition stands in an action that cannot meet it.',
    source: 'docs/amazon-connect.md#names-the-service-takes, #flow-actions',
  },
  {
    id: 'operator-unknown',
    voice: 'refused',
    description: 'Operators are those of the flow language.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC]',
  },
  {
    id: 'operand-count',
    voice: 'refused',
    description: 'A condition has exactly one operand.',
    source: 'docs/amazon-connect.md#flow-documents [L PAC]',
  },
  // Routing criteria written into the flow
  {
    id: 'criteria-form',
    voice: 'refused',
    description: 'Static routing criteria have the form of steps with expressions.',
    source: 'docs/amazon-connect.md#routing-criteria [D ADM:set-routing-criteria]',
  },
  {
    id: 'criteria-steps',
    voice: 'refused',
    description: 'Routing criteria have 1 to 5 steps.',
    source: 'docs/amazon-connect.md#routing-criteria [D]',
  },
  {
    id: 'criteria-expiry',
    voice: 'refused',
    description: 'Every step but the last has an expiry.',
    source: 'docs/amazon-connect.md#routing-criteria [D ADM:proficiency-routing]',
  },
  {
    id: 'criteria-agents',
    voice: 'refused',
    description: 'A step names 1 to 10 preferred agents.',
    source: 'docs/amazon-connect.md#routing-criteria [D ADM:proficiency-routing]',
  },
  {
    id: 'criteria-dynamic',
    voice: 'refused',
    description: 'OR and NOT stand only in criteria that a JSONPath brings.',
    source: 'docs/amazon-connect.md#routing-criteria [D ADM:proficiency-routing]',
  },
] as const;

/** The name of a rule, as findings carry it. */
export type FlowRuleId = (typeof flowRules)[number]['id'];
