import { catalogEntry, flowCatalog, loadFlow } from '../../contact-flows/catalog';
import { bindFlow } from '../../contact-flows/language/bind';
import type { FlowDocument } from '../../contact-flows/language/document';
import type { ConnectSetup } from '../connect/connect-setup';
import type { Line } from '../scenario/lines';
import { arnOf, mapTetherArn, planOfferArn, queueIdOf, tetherQueueId, voicemailQueueId } from './simulated-names';

/**
 * The flows of the instance: ours, bound to its names, one `inbound` for each line and one `transfer` for each queue. `askedIn`: what the
 * group of a queue asks of agents. Throws where a flow cannot be bound.
 */
export function flowsOf(
  queues: readonly string[],
  lines: readonly Line[],
  askedIn: (queue: string) => string,
): ConnectSetup['flows'] {
  return [
    // Every number here leads to a flow of ours, so nobody comes by `entry`.
    ...flowCatalog
      .filter(({ name }) => name !== 'inbound' && name !== 'transfer' && name !== 'entry')
      .map((flow) => ({
        id: flow.name,
        arn: flowArn(flow.name),
        name: flow.name,
        type: flow.type,
        content: bound(flow.name, flow.tokens),
      })),
    ...lines.map(({ name, queue, requires }) => ({
      id: `inbound-${name}`,
      arn: flowArn(`inbound-${name}`),
      name: `inbound-${name}`,
      type: 'CONTACT_FLOW' as const,
      content: bound('inbound', tokensOf('inbound'), {
        QueueArn: arnOf('queue', queueIdOf(queue)),
        RequiredProficiencies: requires ?? askedIn(queue),
        OwnProficiencies: String(requires !== null),
      }),
    })),
    ...queues.map((queue) => ({
      id: `transfer-${queue}`,
      arn: flowArn(`transfer-${queue}`),
      name: `transfer-${queue}`,
      type: 'QUEUE_TRANSFER' as const,
      content: bound('transfer', tokensOf('transfer'), {
        QueueArn: arnOf('queue', queueIdOf(queue)),
        RequiredProficiencies: askedIn(queue),
      }),
    })),
  ];
}

/** The ARN of a flow by its name. */
export const flowArn = (name: string): string => arnOf('contact-flow', name);

const tokensOf = (name: 'inbound' | 'transfer'): Readonly<Record<string, string>> => catalogEntry(name).tokens;

/** By name and values: nearly all flows are the same in every scenario, and binding them all takes some milliseconds. */
const boundBefore = new Map<string, FlowDocument>();

function bound(
  name: (typeof flowCatalog)[number]['name'],
  tokens: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>> = {},
): FlowDocument {
  const values: Readonly<Record<string, string>> = {
    ...own,
    InboundQueueFlowArn: flowArn('inbound-queue'),
    VoicemailQueueFlowArn: flowArn('voicemail-queue'),
    VoicemailQueueArn: arnOf('queue', voicemailQueueId),
    PlanOfferArn: planOfferArn,
    MapTetherArn: mapTetherArn,
    TetherQueueArn: arnOf('queue', tetherQueueId),
    TetherQueueFlowArn: flowArn('tether-queue'),
    AgentWhisperFlowArn: flowArn('agent-whisper'),
    CustomerWhisperFlowArn: flowArn('customer-whisper'),
  };
  const wanted = Object.fromEntries(
    // What callers hear makes no difference to a simulation; each text stands for itself.
    Object.keys(tokens).map((token) => [token, values[token] ?? token]),
  );
  const given = `${name} ${JSON.stringify(wanted)}`;
  const known = boundBefore.get(given);
  if (known !== undefined) return known;
  const { flow, problems } = bindFlow(loadFlow(name), wanted);
  if (problems.length > 0) throw new Error(`flow ${name}: ${problems.map((problem) => problem.message).join('; ')}`);
  boundBefore.set(given, flow);
  return flow;
}
