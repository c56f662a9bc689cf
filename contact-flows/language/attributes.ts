import { type FlowProblem, flowProblem } from './findings';
import { isObject, scalars } from './json';
import { readFlow } from './read';

/**
 * Attributes that a flow reads and none of the flows given sets, the flow's own findings under its index. A flow may read
 * what a Lambda or an API sets; then the advice is to be left.
 */
export function unsetAttributes(flows: readonly unknown[]): readonly (readonly FlowProblem[])[] {
  const read = flows.map((flow) => readFlow(flow).flow.actions);
  const set = new Set(
    read.flat().flatMap(({ type, parameters }) => {
      const { Attributes, TargetContact } = parameters;
      return type === 'UpdateContactAttributes' && TargetContact !== 'Related' && isObject(Attributes)
        ? Object.keys(Attributes)
        : [];
    }),
  );
  return read.map((actions) =>
    actions.flatMap(({ identifier, parameters }) => {
      const names = new Set([...scalars(parameters, '')].flatMap(({ value }) => attributesIn(value)));
      return [...names]
        .filter((name) => !set.has(name))
        .map((name) =>
          flowProblem(
            'attribute-unset',
            `$.Attributes.${name} is read, but no flow given sets it; it is blank unless a Lambda or an API does.`,
            identifier,
          ),
        );
    }),
  );
}

const attributesIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [...value.matchAll(/\$\.Attributes(?:\.([\w-]+)|\['([^']+)'\])/g)].map((match) => match[1] ?? match[2] ?? '')
    : [];
