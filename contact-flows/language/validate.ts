import { actionRule, actionTypes, misnamedTypes } from './actions';
import { knownByName } from './actions/known-by-name';
import { branchProblems } from './branches';
import { consentFindings } from './consent';
import type { FlowType } from './document';
import { type FlowProblem, flowProblem } from './findings';
import { graphProblems } from './graph';
import { isObject, keys, scalars } from './json';
import { parameterProblems } from './parameters';
import { type ReadAction, type ReadFlow, readFlow } from './read';
import { nearestWord } from './spelling';

export { describeFlowProblems, type FlowProblem, refusals } from './findings';
export { type FlowRuleId, flowRules, type Voice } from './rules';

const MAX_ACTIONS = 250;
const MAX_IDENTIFIER = 50;
const FORBIDDEN_CHARACTERS = /[%:(\\/)=$,;[\]{}]/g;
const FORBIDDEN_NAMES = new Set(['__proto__', ...Object.getOwnPropertyNames(Object.prototype)]);

/**
 * Everything there is to say of a flow of the given type, in all three voices; nothing that is `refused` means that nothing
 * known speaks against publishing it. `flow` may be any parsed JSON; tokens in it, ours and CDK's, are taken for values that
 * are known later. `null`: the type is not known, and no rule of placement is applied.
 */
export function findFlowProblems(flow: unknown, type: FlowType | null): FlowProblem[] {
  if (type === null && isModule(flow)) return [moduleFinding];
  const { flow: read, problems } = readFlow(flow);
  return [
    ...problems,
    ...stringProblems(flow),
    ...metadataProblems(read.metadata),
    ...countProblems(flow, read),
    ...identifierProblems(read),
    ...read.actions.flatMap((action) => actionProblems(action, type)),
    ...graphProblems(read),
    ...(type === null || type === 'CONTACT_FLOW' ? consentFindings(read) : []),
  ];
}

/**
 * The content of a flow module has a top-level Settings, that of a flow has none (docs/amazon-connect.md#flow-documents).
 */
const isModule = (flow: unknown): boolean => isObject(flow) && Object.hasOwn(flow, 'Settings');

export const moduleFinding: FlowProblem = flowProblem(
  'not-checked',
  'This is a flow module; modules are not checked here.',
);

function actionProblems(action: ReadAction, flowType: FlowType | null): FlowProblem[] {
  if (action.type === '') return [];
  const rule = actionRule(action.type, action.parameters);
  if (rule === undefined) return [unknownType(action)];
  const problems = [...parameterProblems(action, rule), ...branchProblems(action, rule, flowType)];
  if (rule.unchecked !== undefined) problems.push(flowProblem('not-checked', rule.unchecked, action.identifier));
  if (flowType !== null && !rule.flowTypes.includes(flowType)) {
    const allowed = rule.flowTypes.length === 0 ? 'flow modules only' : rule.flowTypes.join(', ');
    const { source } = rule;
    problems.push(
      flowType === 'CAMPAIGN'
        ? flowProblem(
            'not-checked',
            `Whether ${action.type} may stand in a CAMPAIGN flow is not known.`,
            action.identifier,
          )
        : flowProblem(
            'flow-type',
            `${action.type} is not allowed in a ${flowType} flow; allowed: ${allowed}.`,
            action.identifier,
            { source },
          ),
    );
  }
  return problems;
}

function unknownType(action: ReadAction): FlowProblem {
  const service = misnamedTypes[action.type];
  if (service !== undefined) {
    return flowProblem(
      'action-type',
      `The service knows ${action.type} as "${service}", whatever the reference says.`,
      action.identifier,
      { source: 'docs/amazon-connect.md#names-the-service-takes [L PAC]' },
    );
  }
  if (knownByName.includes(action.type))
    return flowProblem(
      'not-checked',
      `${action.type} is known by its name only; it is not checked here.`,
      action.identifier,
    );
  const meant = nearestWord(action.type, [...actionTypes, ...knownByName]);
  const advice = meant === null ? 'it is not checked here.' : `did you mean "${meant}"? It is not checked here.`;
  return flowProblem(
    'action-type',
    `Nothing is known of an action type "${action.type}"; ${advice}`,
    action.identifier,
    {
      voice: 'not-checked',
    },
  );
}

/** Rules that hold for every string of the flow. Metadata is the designer's business. */
function stringProblems(flow: unknown): FlowProblem[] {
  if (!isObject(flow)) return [];
  const problems: FlowProblem[] = [];
  const { Actions, Metadata: _, ...rest } = flow;
  for (const { path, value } of scalars(rest, ''))
    if (value === '') problems.push(flowProblem('empty-string', `${path} is empty.`));
  for (const [index, action] of (Array.isArray(Actions) ? Actions : []).entries()) {
    const identifier =
      isObject(action) && typeof action['Identifier'] === 'string' ? action['Identifier'] : `Actions[${index}]`;
    for (const { path, value } of scalars(action, '')) {
      if (value === '')
        problems.push(
          flowProblem('empty-string', `${path} is empty; write a value that says so, such as "none".`, identifier),
        );
    }
  }
  return problems;
}

function metadataProblems(metadata: unknown): FlowProblem[] {
  const right = ['entryPointPosition', 'position', 'isFriendlyName'];
  const wrong = new Set(
    [...keys(metadata)].filter((key) => right.some((name) => name !== key && name.toLowerCase() === key.toLowerCase())),
  );
  return [...wrong].map((key) => {
    const name = right.find((candidate) => candidate.toLowerCase() === key.toLowerCase()) ?? key;
    return flowProblem('metadata-case', `Metadata has "${key}"; the designer reads "${name}".`);
  });
}

function countProblems(flow: unknown, read: ReadFlow): FlowProblem[] {
  if (!isObject(flow) || !Array.isArray(flow['Actions'])) return [];
  const count = flow['Actions'].length;
  if (count === 0) return [flowProblem('action-count', 'The flow has no actions.')];
  if (count <= MAX_ACTIONS) return [];
  return [
    flowProblem('action-count', `The flow has ${read.actions.length} actions; at most ${MAX_ACTIONS} are allowed.`),
  ];
}

function identifierProblems(flow: ReadFlow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const seen = new Set<string>();
  for (const { identifier } of flow.actions) {
    if (seen.has(identifier))
      problems.push(flowProblem('identifier-duplicate', `More than one action is called "${identifier}".`, identifier));
    seen.add(identifier);
    // The name of an action that has none is its place, "Actions[3]": reported already.
    if (/^Actions\[\d+\]$/.test(identifier)) continue;
    if (identifier.length > MAX_IDENTIFIER) {
      const message = `The Identifier has ${identifier.length} characters; at most ${MAX_IDENTIFIER} are allowed.`;
      problems.push(flowProblem('identifier-length', message, identifier));
    }
    const characters = new Set(identifier.replaceAll(/\$\{[^}]*\}/g, '').match(FORBIDDEN_CHARACTERS));
    if (characters.size > 0) {
      problems.push(
        flowProblem(
          'identifier-characters',
          `The Identifier has ${[...characters].join(' ')}; these are not allowed.`,
          identifier,
        ),
      );
    }
    if (FORBIDDEN_NAMES.has(identifier)) {
      problems.push(
        flowProblem(
          'identifier-name',
          `The Identifier "${identifier}" is a name every JavaScript object has; choose another.`,
          identifier,
        ),
      );
    }
  }
  return problems;
}
