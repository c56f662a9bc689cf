import { actionRule, actionTypes, misnamedTypes } from './actions';
import { branchProblems } from './branches';
import type { FlowType } from './document';
import { graphProblems } from './graph';
import { isBareScalar, isObject, keys, scalars } from './json';
import { parameterProblems } from './parameters';
import { type ReadAction, type ReadFlow, readFlow } from './read';
import { type FlowProblem, flowProblem } from './rules';
import { nearestWord } from './spelling';
import { tokenNames } from './token';

export { describeFlowProblems, type FlowProblem, type FlowRuleId, flowRules } from './rules';

const MAX_ACTIONS = 250;
const MAX_IDENTIFIER = 50;
const FORBIDDEN_CHARACTERS = /[%:(\\/)=$,;[\]{}]/g;
const FORBIDDEN_NAMES = new Set(['__proto__', ...Object.getOwnPropertyNames(Object.prototype)]);

/**
 * Everything that is wrong with a flow of the given type, all at once; an empty list means that nothing known speaks against
 * publishing it. `flow` may be any parsed JSON; it is expected to have its tokens bound (CDK's own tokens are no problem).
 */
export function findFlowProblems(flow: unknown, type: FlowType): FlowProblem[] {
  const { flow: read, problems } = readFlow(flow);
  return [
    ...problems,
    ...stringProblems(flow),
    ...metadataProblems(read.metadata),
    ...countProblems(flow, read),
    ...identifierProblems(read),
    ...read.actions.flatMap((action) => actionProblems(action, type)),
    ...graphProblems(read),
  ];
}

function actionProblems(action: ReadAction, flowType: FlowType): FlowProblem[] {
  if (action.type === '') return [];
  const rule = actionRule(action.type, action.parameters);
  if (rule === undefined) return [unknownType(action)];
  const problems = [...parameterProblems(action, rule), ...branchProblems(action, rule, flowType)];
  if (!rule.flowTypes.includes(flowType)) {
    const allowed = rule.flowTypes.length === 0 ? 'flow modules only' : rule.flowTypes.join(', ');
    problems.push(
      flowProblem(
        'flow-type',
        `${action.type} is not allowed in a ${flowType} flow; allowed: ${allowed}.`,
        action.identifier,
        rule.source,
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
      'CONNECT.md 1.2 [L PAC]',
    );
  }
  const meant = nearestWord(action.type, actionTypes);
  const advice = meant === null ? 'it is not among the verified actions.' : `did you mean "${meant}"?`;
  return flowProblem('action-type', `There is no action type "${action.type}"; ${advice}`, action.identifier);
}

/** Rules that hold for every string of the flow. Metadata is the designer's business and only searched for tokens. */
function stringProblems(flow: unknown): FlowProblem[] {
  if (!isObject(flow)) return [];
  const problems: FlowProblem[] = [];
  const { Actions, Metadata, ...rest } = flow;
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
    for (const { path, value } of scalars(isObject(action) ? action['Parameters'] : undefined, '')) {
      if (isBareScalar(value)) {
        const wanted = value === null ? 'leave it out' : `write "${String(value)}"`;
        problems.push(
          flowProblem(
            'scalar-string',
            `${path} is the bare ${JSON.stringify(value)}; every scalar is a string: ${wanted}.`,
            identifier,
          ),
        );
      }
    }
    problems.push(...unboundTokens(action, identifier));
  }
  return [...problems, ...unboundTokens([rest, Metadata], undefined)];
}

function unboundTokens(value: unknown, action: string | undefined): FlowProblem[] {
  const texts = [...keys(value), ...[...scalars(value, '')].map((scalar) => scalar.value)];
  const names = new Set(texts.flatMap((text) => (typeof text === 'string' ? tokenNames(text) : [])));
  return [...names].map((name) => flowProblem('unbound-token', `The token \${${name}} has no value.`, action));
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
