import type { RenderedFlow } from '../../contact-flows/rendered-flow';
import { reasonOf } from '../aws/ask';
import { flowsNamedIn, inOrder, type ResourceTypes, type StandIns, withStandIns } from './stand-ins';

/** The instance as a probe uses it. */
export interface FlowMaker {
  /** Names and ids of all flows of the instance. */
  flows(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** ARN of a queue, of any; null if the instance has none. */
  anyQueue(): Promise<string | null>;
  /** Makes and publishes a flow. What Connect refuses comes back as its problems; anything else is thrown. */
  make(flow: {
    readonly name: string;
    readonly type: string;
    readonly content: string;
  }): Promise<{ readonly id: string; readonly arn: string } | { readonly problems: readonly string[] }>;
  delete(id: string): Promise<void>;
}

export type Probed =
  | { readonly flow: string; readonly outcome: 'taken' }
  | { readonly flow: string; readonly outcome: 'refused'; readonly problems: readonly string[] }
  | { readonly flow: string; readonly outcome: 'not tried'; readonly why: string };

export interface ProbeResult {
  readonly probed: readonly Probed[];
  /** Why the probe ended before its end, if it did: what Connect answered that says nothing about a flow. */
  readonly failed?: string;
  /** Probe flows that could not be deleted. */
  readonly left: readonly { readonly id: string; readonly name: string; readonly why: string }[];
}

export interface ProbeOptions {
  readonly flows: readonly RenderedFlow[];
  readonly types: ResourceTypes;
  readonly maker: FlowMaker;
  readonly account: string;
  readonly region: string;
  /** Every probe flow's name starts with this, and no other flow's does. */
  readonly prefix: string;
  readonly progress: (message: string) => void;
  /** Whether a person asked to stop. */
  readonly stopped: () => boolean;
}

/** The instance already has flows of the probe's names: an earlier probe was cut off before it had deleted them. */
export class LeftoverError extends Error {
  override readonly name = 'LeftoverError';
  constructor(readonly leftovers: readonly { readonly id: string; readonly name: string }[]) {
    super(`flows of an earlier probe are there: ${leftovers.map(({ name }) => name).join(', ')}`);
  }
}

/**
 * Makes each flow under a name of the probe, notes what Connect refuses, and deletes what was made, last first, whatever
 * happens in between. Throws LeftoverError, or a sentence, as long as nothing was made.
 */
export async function probe(options: ProbeOptions): Promise<ProbeResult> {
  const { flows, types, maker, prefix, progress } = options;
  const leftovers = (await maker.flows()).filter(({ name }) => name.startsWith(prefix));
  if (leftovers.length > 0) throw new LeftoverError(leftovers);
  const queueArn = await maker.anyQueue();
  if (queueArn === null) throw new Error('The instance has no queue; flows refer to one, so make one first.');
  const ordered = inOrder(flows, types);
  const made: { readonly id: string; readonly name: string }[] = [];
  const probed: Probed[] = [];
  const left: { id: string; name: string; why: string }[] = [];
  let failed: string | undefined;
  try {
    const arns = new Map<string, string>();
    for (const [index, flow] of ordered.entries()) {
      progress(`${index + 1} of ${ordered.length}: ${flow.name}`);
      const name = `${prefix}${index + 1}`;
      const standIns: StandIns = { ...options, flows: arns, queueArn };
      const result = options.stopped() ? notTried(flow, 'stopped before it') : await tried(flow, name, standIns);
      probed.push(result);
    }

    async function tried(flow: RenderedFlow, name: string, standIns: StandIns): Promise<Probed> {
      const refused = flowsNamedIn(flow, types).filter((id) => !arns.has(id));
      if (refused.length > 0) {
        const names = ordered.filter(({ logicalId }) => refused.includes(logicalId)).map((other) => other.name);
        return notTried(flow, `it refers to ${names.join(', ')}, of which no probe could be made`);
      }
      const answer = await maker.make({ name, type: flow.type, content: withStandIns(flow, types, standIns) });
      if ('problems' in answer) return { flow: flow.name, outcome: 'refused', problems: answer.problems };
      made.push({ id: answer.id, name });
      arns.set(flow.logicalId, answer.arn);
      return { flow: flow.name, outcome: 'taken' };
    }
  } catch (error) {
    failed = reasonOf(error);
  } finally {
    for (const { id, name } of made.reverse()) {
      progress(`deleting ${name}`);
      try {
        await maker.delete(id);
      } catch (error) {
        left.push({ id, name, why: reasonOf(error) });
      }
    }
  }
  return { probed, left, ...(failed !== undefined && { failed }) };
}

const notTried = (flow: RenderedFlow, why: string): Probed => ({ flow: flow.name, outcome: 'not tried', why });
