import type { ActionRule, ConditionsRule } from './actions';
import type { FlowType } from './document';
import { type FlowProblem, flowProblem } from './findings';
import { operators } from './operators';
import type { ReadAction, ReadCondition } from './read';
import { suggestion } from './spelling';
import { isKnownLater } from './token';

/** What is wrong with the branches of one action, judged by its row of the table: what lacks, what does not belong there. */
export function branchProblems(action: ReadAction, rule: ActionRule, flowType: FlowType | null): FlowProblem[] {
  if (rule.terminal) {
    if (action.transitionFields.length === 0) return [];
    const message = `${action.type} ends the flow; its Transitions must be {}, they have ${action.transitionFields.join(', ')}.`;
    return [flowProblem('terminal-transitions', message, action.identifier)];
  }
  return [...nextProblems(action, rule), ...errorProblems(action, rule, flowType), ...conditionProblems(action, rule)];
}

function nextProblems(action: ReadAction, rule: ActionRule): FlowProblem[] {
  if (action.next !== undefined || !action.transitionsReadable) return [];
  const message = `${action.type} has no NextAction; every action that does not end the flow needs one, also one that only branches.`;
  const own = rule.nextOptional ? { voice: 'advice' as const, source: rule.source } : {};
  return [flowProblem('next-action-missing', message, action.identifier, own)];
}

function errorProblems(action: ReadAction, rule: ActionRule, flowType: FlowType | null): FlowProblem[] {
  const { notIn } = rule.errors;
  const refusedHere = flowType !== null && notIn?.types.includes(flowType) ? notIn.errors : [];
  const must = rule.errors.must.filter((error) => !refusedHere.includes(error));
  const advised = rule.errors.advised ?? [];
  const known = [...must, ...advised, ...(rule.errors.may ?? []).filter((error) => !refusedHere.includes(error))];
  const declared = action.errors.map(({ error }) => error);
  const foreign = [...new Set(declared.filter((error) => error !== '' && !known.includes(error)))];
  const problems = foreign.map((error) =>
    flowProblem(
      'error-foreign',
      `${action.type} does not know the error "${error}"${suggestion(error, known)}`,
      action.identifier,
      { source: rule.source },
    ),
  );
  const missing = action.transitionsReadable ? must.filter((error) => !declared.includes(error)) : [];
  for (const error of missing) {
    const message = `${action.type} must declare a branch for the error "${error}".`;
    problems.push(flowProblem('error-missing', message, action.identifier, { source: rule.source }));
  }
  for (const error of action.transitionsReadable ? advised.filter((one) => !declared.includes(one)) : []) {
    const message = `${action.type} has no branch for the error "${error}"; it is better to say where the contact goes then.`;
    problems.push(flowProblem('error-missing', message, action.identifier, { source: rule.source, voice: 'advice' }));
  }
  return [...problems, ...duplicates(action, declared, 'error')];
}

function conditionProblems(action: ReadAction, rule: ActionRule): FlowProblem[] {
  const problems: FlowProblem[] = [];
  for (const condition of action.conditions) problems.push(...oneConditionProblems(action, condition, rule));
  const single = action.conditions.map(({ operands }) => operands[0] ?? '');
  const wanted = rule.conditions;
  if (wanted !== undefined && action.transitionsReadable) {
    const { source } = rule;
    for (const operand of wanted.required ?? []) {
      if (single.includes(operand)) continue;
      const message = `${action.type} must have a branch for the condition "${operand}".`;
      problems.push(flowProblem('condition-missing', message, action.identifier, { source }));
    }
    for (const operand of wanted.advised ?? []) {
      if (single.includes(operand)) continue;
      const message = `${action.type} has no branch for the condition "${operand}"; NextAction is taken for it.`;
      problems.push(flowProblem('condition-missing', message, action.identifier, { source, voice: 'advice' }));
    }
    if (wanted.atLeastOne !== undefined && action.conditions.length === 0) {
      const message = `${action.type} has no condition and so always goes on to the same action; it needs at least one.`;
      problems.push(flowProblem('condition-missing', message, action.identifier, { source, voice: wanted.atLeastOne }));
    }
  }
  const written = action.conditions.map(({ operator, operands }) => `${operator} ${operands.join(', ')}`);
  return [...problems, ...duplicates(action, written, 'condition')];
}

function oneConditionProblems(action: ReadAction, condition: ReadCondition, rule: ActionRule): FlowProblem[] {
  const { operator, operands } = condition;
  const problems: FlowProblem[] = [];
  if (operands.length !== 1) {
    const message = `A condition "${operator}" has ${operands.length} operands; it must have exactly one.`;
    problems.push(flowProblem('operand-count', message, action.identifier));
  }
  if (operator === '') return problems;
  if (!(operators as readonly string[]).includes(operator)) {
    const message = `There is no operator "${operator}"${suggestion(operator, operators)}`;
    return [...problems, flowProblem('operator-unknown', message, action.identifier)];
  }
  const foreign = foreignCondition(operator, operands[0], rule.conditions);
  if (foreign === null) return problems;
  const message = `${action.type} cannot meet the condition "${operator} ${operands[0] ?? ''}"; ${foreign}`;
  return [...problems, flowProblem('condition-foreign', message, action.identifier, { source: rule.source })];
}

/** Why the action cannot meet a condition, as the end of a sentence; null when it can. */
function foreignCondition(
  operator: string,
  operand: string | undefined,
  wanted: ConditionsRule | undefined,
): string | null {
  if (wanted === undefined) return 'it branches on errors only.';
  if (!wanted.operators.includes(operator)) return `it takes ${wanted.operators.join(', ')}.`;
  if (operand === undefined || operand === '' || isKnownLater(operand)) return null;
  if (wanted.operands !== undefined && !wanted.operands.includes(operand))
    return `it takes ${wanted.operands.join(', ')}.`;
  if (wanted.oneKey && !/^[0-9*#]$/.test(operand)) return 'it takes one key: 0 to 9, * or #.';
  return null;
}

function duplicates(action: ReadAction, written: readonly string[], kind: 'error' | 'condition'): FlowProblem[] {
  const twice = new Set(written.filter((entry, index) => written.indexOf(entry) !== index));
  return [...twice].map((entry) =>
    flowProblem(
      'branch-duplicate',
      `The ${kind} "${entry}" has more than one branch; one is enough, the others are never taken.`,
      action.identifier,
    ),
  );
}
