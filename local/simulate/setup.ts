import { flowCatalog, loadFlow } from '../../contact-flows/catalog';
import { bindFlow } from '../../contact-flows/language/bind';
import type { FlowDocument } from '../../contact-flows/language/document';
import { missedCallStatusName } from '../../core/domain/agent';
import type { Directory } from '../../core/domain/directory';
import { holdAttribute } from '../../core/domain/routing-steps';
import type { ConnectSetup } from '../connect/world';
import type { Scenario } from '../scenario/scenario';

/** What simulate runs on instead of a synthesized template: the same flows, bound to names of its own. */
export interface SimulatedDeployment {
  readonly setup: ConnectSetup;
  readonly directory: Directory;
  readonly instance: { readonly id: string; readonly arn: string; readonly alias: string };
  readonly planOfferArn: string;
  numberOf(queue: string): string;
  queueIds(queue: string): readonly string[];
  routingProfileOf(group: string, kind: 'blended' | 'inbound'): string;
}

const instance = {
  id: 'simulated',
  arn: 'arn:aws:connect:eu-central-1:123456789012:instance/simulated',
  alias: 'simulated',
} as const;
const planOfferArn = 'arn:aws:lambda:eu-central-1:123456789012:function:plan-offer';
const kinds = ['inbound', 'blended'] as const;

const arnOf = (kind: string, id: string) => `${instance.arn}/${kind}/${id}`;
const profileId = (group: string, kind: string) => `profile-${group}-${kind}`;
const queueId = (queue: string) => `queue-${queue}`;
const voicemailQueueId = 'voicemail';

export function deploymentOf(scenario: Scenario): SimulatedDeployment {
  const queues = scenario.groups.flatMap((group) => group.queues);
  const numbers = new Map(queues.map((queue, index) => [queue, `+1800555${String(index).padStart(4, '0')}`]));
  const flowArn = (name: string) => arnOf('contact-flow', name);
  return {
    instance,
    planOfferArn,
    numberOf: (queue) => numbers.get(queue) ?? '',
    queueIds: (queue) => [queueId(queue), arnOf('queue', queueId(queue))],
    routingProfileOf: profileId,
    directory: {
      groups: scenario.groups.map((group) => ({
        name: group.name,
        queues: group.queues.map((queue) => ({ id: queueId(queue), name: queue })),
        routingProfiles: kinds.map((kind) => ({ id: profileId(group.name, kind), kind })),
        agentShards: 1,
      })),
      missedCallStatusId: 'missed-call',
      voicemailQueueId,
      voicemailTaskFlowId: 'voicemail-task',
    },
    setup: {
      instanceArn: instance.arn,
      hours: [
        {
          id: 'always',
          arn: arnOf('operating-hours', 'always'),
          name: 'always',
          timeZone: 'UTC',
          config: aroundTheClock,
        },
      ],
      queues: [...queues.map(queueId), voicemailQueueId].map((id) => ({
        id,
        arn: arnOf('queue', id),
        name: id.replace(/^queue-/, ''),
        hoursId: 'always',
      })),
      routingProfiles: scenario.groups.flatMap((group) =>
        kinds.map((kind) => ({
          id: profileId(group.name, kind),
          arn: arnOf('routing-profile', profileId(group.name, kind)),
          name: `${group.name} ${kind}`,
          queues: group.queues.flatMap((queue) =>
            (['VOICE', 'TASK'] as const).map((channel) => ({
              queueId: queueId(queue),
              channel,
              priority: 1,
              delaySeconds: 0,
            })),
          ),
          concurrency: (['VOICE', 'TASK'] as const).map((channel) => ({ channel, slots: 1 })),
          defaultOutboundQueueId: queueId(group.queues[0] ?? voicemailQueueId),
          availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY' as const,
        })),
      ),
      flows: [
        ...flowCatalog
          .filter((flow) => flow.name !== 'inbound')
          .map((flow) => ({
            id: flow.name,
            arn: flowArn(flow.name),
            name: flow.name,
            type: flow.type,
            content: bound(flow.name, flow.tokens, ''),
          })),
        ...queues.map((queue) => ({
          id: `inbound-${queue}`,
          arn: flowArn(`inbound-${queue}`),
          name: `inbound-${queue}`,
          type: 'CONTACT_FLOW' as const,
          content: bound('inbound', inboundTokens, arnOf('queue', queueId(queue))),
        })),
      ],
      statuses: [{ id: 'missed-call', arn: arnOf('agent-state', 'missed-call'), name: missedCallStatusName }],
      predefinedAttributes: [{ name: holdAttribute.name, values: [holdAttribute.value] }],
      lambdaAssociations: [planOfferArn],
      numbers: queues.map((queue) => ({
        id: `number-${queue}`,
        arn: arnOf('phone-number', `number-${queue}`),
        e164: numbers.get(queue) ?? '',
        flowArn: flowArn(`inbound-${queue}`),
      })),
    },
  };

  function bound(
    name: (typeof flowCatalog)[number]['name'],
    tokens: Readonly<Record<string, string>>,
    queueArn: string,
  ): FlowDocument {
    const values: Readonly<Record<string, string>> = {
      QueueArn: queueArn,
      InboundQueueFlowArn: flowArn('inbound-queue'),
      VoicemailQueueFlowArn: flowArn('voicemail-queue'),
      VoicemailQueueArn: arnOf('queue', voicemailQueueId),
      PlanOfferArn: planOfferArn,
      RequiredProficiencies: 'none',
    };
    const wanted = Object.fromEntries(
      // What callers hear makes no difference to a simulation; each text stands for itself.
      Object.keys(tokens).map((token) => [token, values[token] ?? token]),
    );
    const { flow, problems } = bindFlow(loadFlow(name), wanted);
    if (problems.length > 0) throw new Error(`flow ${name}: ${problems.map((problem) => problem.message).join('; ')}`);
    return flow;
  }
}

const inboundTokens = flowCatalog.find((flow) => flow.name === 'inbound')?.tokens ?? {};

const aroundTheClock = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((day) => ({
  day,
  start: { hours: 0, minutes: 0 },
  end: { hours: 0, minutes: 0 },
}));
