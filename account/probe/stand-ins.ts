import type { RenderedFlow } from '../../contact-flows/rendered-flow';
import type { Template } from '../../contact-flows/template-text';

/**
 * Before a deploy the queues, flows and functions that a flow names are not there yet, and Connect refuses a flow whose
 * references lead nowhere. So a probe names others: earlier probe flows, and a queue the instance has.
 */

/** `<LogicalId.Arn>` in a text of a flow. */
const reference = /<([A-Za-z]\w*)(?:\.\w+)?>/g;

/** Resource types by logical id, of all stacks; ids are unique where they matter here, since flows name few things. */
export type ResourceTypes = ReadonlyMap<string, string>;

export const resourceTypes = (templates: readonly Template[]): ResourceTypes =>
  new Map(
    templates.flatMap(({ Resources: resources = {} }) =>
      Object.entries(resources).map(([logicalId, { Type: type }]) => [logicalId, type] as const),
    ),
  );

const flowType = 'AWS::Connect::ContactFlow';

/** The logical ids of the flows that a flow refers to. */
export function flowsNamedIn(flow: RenderedFlow, types: ResourceTypes): readonly string[] {
  const text = JSON.stringify(flow.flow);
  return [...new Set([...text.matchAll(reference)].flatMap(([, id = '']) => (types.get(id) === flowType ? [id] : [])))];
}

/** The same flows, each after all it refers to. Throws a sentence if they refer to each other in a circle. */
export function inOrder(flows: readonly RenderedFlow[], types: ResourceTypes): readonly RenderedFlow[] {
  const ordered: RenderedFlow[] = [];
  const done = new Set<string>();
  let left = [...flows];
  while (left.length > 0) {
    const ready = left.filter((flow) => flowsNamedIn(flow, types).every((id) => done.has(id) || id === flow.logicalId));
    if (ready.length === 0) {
      throw new Error(`The flows ${left.map(({ name }) => name).join(', ')} refer to each other in a circle.`);
    }
    for (const flow of ready) {
      ordered.push(flow);
      done.add(flow.logicalId);
    }
    left = left.filter(({ logicalId }) => !done.has(logicalId));
  }
  return ordered;
}

export interface StandIns {
  /** ARNs of the probe flows made so far, by logical id. */
  readonly flows: ReadonlyMap<string, string>;
  /** ARN of any queue of the instance. */
  readonly queueArn: string;
  /** Account and Region of functions that are not there yet: Connect does not look for them when a flow is made. */
  readonly account: string;
  readonly region: string;
}

/** The flow's JSON with every reference replaced. Throws a sentence that names a reference nothing can stand in for. */
export function withStandIns(flow: RenderedFlow, types: ResourceTypes, standIns: StandIns): string {
  return JSON.stringify(flow.flow).replace(reference, (whole, id: string) => {
    const type = types.get(id);
    // SSML tags look like references and name no resource.
    if (type === undefined) return whole;
    if (type === flowType) return standIns.flows.get(id) ?? missing(flow, whole);
    if (type === 'AWS::Connect::Queue') return standIns.queueArn;
    if (type === 'AWS::Lambda::Function') {
      return `arn:aws:lambda:${standIns.region}:${standIns.account}:function:${id}`;
    }
    return missing(flow, `${whole}, a ${type}`);
  });
}

function missing(flow: RenderedFlow, what: string): never {
  throw new Error(`Flow ${flow.name} refers to ${what}; nothing can stand in for it.`);
}
