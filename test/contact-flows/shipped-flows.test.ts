import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { catalogEntry, type FlowName, flowCatalog, loadFlow } from '../../contact-flows/catalog';
import { isTerminal } from '../../contact-flows/language/actions';
import { flowTokens } from '../../contact-flows/language/bind';
import type { FlowAction, FlowDocument } from '../../contact-flows/language/document';
import { findFlowProblems } from '../../contact-flows/language/validate';
import { shippedFlow } from './sample-flow';

const names = flowCatalog.map(({ name }) => name);
const targets = ({ Transitions: { NextAction, Conditions = [], Errors = [] } }: FlowAction) => [
  ...(NextAction === undefined ? [] : [NextAction]),
  ...[...Conditions, ...Errors].map((branch) => branch.NextAction),
];
const problemsOf = (name: FlowName, flow: FlowDocument) => findFlowProblems(flow, catalogEntry(name).type);

describe('the catalog', () => {
  it('lists every flow of the folder', () => {
    const files = readdirSync(join(__dirname, '..', '..', 'contact-flows')).filter((file) => file.endsWith('.json'));
    expect(flowCatalog.map(({ file }) => file as string).sort()).toEqual(files.sort());
  });

  it.each(names)('says every token of %s, and no other', (name) => {
    expect(Object.keys(catalogEntry(name).tokens).sort()).toEqual(flowTokens(loadFlow(name)).sort());
  });
});

describe.each(names)('the flow %s', (name) => {
  const flow = shippedFlow(name);

  it('is valid with its tokens bound', () => {
    expect(problemsOf(name, flow)).toEqual([]);
  });

  it('has a way to the end from every action', () => {
    const ending = new Set(flow.Actions.filter(({ Type }) => isTerminal(Type)).map(({ Identifier }) => Identifier));
    for (let before = -1; before !== ending.size; ) {
      before = ending.size;
      for (const step of flow.Actions)
        if (targets(step).some((target) => ending.has(target))) ending.add(step.Identifier);
    }
    expect(flow.Actions.map(({ Identifier }) => Identifier).filter((identifier) => !ending.has(identifier))).toEqual(
      [],
    );
  });

  it('is drawn legibly: each action has a place of its own in the designer', () => {
    const drawn = flow.Metadata?.ActionMetadata ?? {};
    expect(Object.keys(drawn).sort()).toEqual(flow.Actions.map(({ Identifier }) => Identifier).sort());
    const places = Object.values(drawn).map(({ position }) => JSON.stringify(position));
    expect(new Set(places).size).toBe(places.length);
  });

  it('is noticed when any transition is deleted', () => {
    const unnoticed = deletions(flow).filter(({ changed }) => problemsOf(name, changed).length === 0);
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
  });

  it('is noticed when any transition is led to an action that is not there', () => {
    const branches = flow.Actions.flatMap((step) => targets(step).map((_, index) => ({ step, index })));
    if (branches.length === 0) return expect(flow.Actions).toHaveLength(1);
    fc.assert(
      fc.property(fc.constantFrom(...branches), fc.string({ minLength: 1, maxLength: 50 }), ({ step, index }, to) => {
        fc.pre(flow.Actions.every(({ Identifier }) => Identifier !== to));
        const actions = flow.Actions.map((other) => (other === step ? retargeted(step, index, to) : other));
        const problems = problemsOf(name, { ...flow, Actions: actions });
        expect(problems).toContainEqual(expect.objectContaining({ rule: 'dangling', action: step.Identifier }));
      }),
      { numRuns: 50 },
    );
  });

  it('is noticed when an action that something leads to is renamed', () => {
    const identifiers = flow.Actions.map(({ Identifier }) => Identifier);
    const referenced = identifiers.filter(
      (identifier) =>
        identifier === flow.StartAction || flow.Actions.some((step) => targets(step).includes(identifier)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...referenced), fc.stringMatching(/^[A-Za-z0-9 -]{1,50}$/), (renamed, to) => {
        fc.pre(!identifiers.includes(to));
        const actions = flow.Actions.map((step) => (step.Identifier === renamed ? { ...step, Identifier: to } : step));
        expect(problemsOf(name, { ...flow, Actions: actions })).not.toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

/** The flow with one transition less, once for every transition. */
function deletions(flow: FlowDocument): { what: string; changed: FlowDocument }[] {
  return flow.Actions.flatMap((step) => {
    const { NextAction, Conditions = [], Errors = [] } = step.Transitions;
    const without = (what: string, transitions: FlowAction['Transitions']) => ({
      what: `${step.Identifier}: ${what}`,
      changed: {
        ...flow,
        Actions: flow.Actions.map((other) => (other === step ? { ...step, Transitions: transitions } : other)),
      },
    });
    return [
      ...(NextAction === undefined ? [] : [without('NextAction', { Conditions, Errors })]),
      ...Conditions.map((gone) =>
        without(`condition ${gone.Condition.Operands.join()}`, {
          ...step.Transitions,
          Conditions: Conditions.filter((kept) => kept !== gone),
        }),
      ),
      ...Errors.map((gone) =>
        without(`error ${gone.ErrorType}`, { ...step.Transitions, Errors: Errors.filter((kept) => kept !== gone) }),
      ),
    ];
  });
}

/** The action with its n-th transition, in the order of `targets`, leading elsewhere. */
function retargeted(step: FlowAction, index: number, to: string): FlowAction {
  let count = -1;
  const lead = (target: string) => {
    count += 1;
    return count === index ? to : target;
  };
  const { NextAction, Conditions, Errors } = step.Transitions;
  const transitions = {
    ...(NextAction === undefined ? {} : { NextAction: lead(NextAction) }),
    ...(Conditions && { Conditions: Conditions.map((branch) => ({ ...branch, NextAction: lead(branch.NextAction) })) }),
    ...(Errors && { Errors: Errors.map((branch) => ({ ...branch, NextAction: lead(branch.NextAction) })) }),
  };
  return { ...step, Transitions: transitions };
}
