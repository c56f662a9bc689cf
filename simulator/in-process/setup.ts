import { holdAttribute } from '../../core/connect/routing-steps';
import { type Directory, type ProfileEntry, usualQueuePriority } from '../../core/group/directory';
import { requirementsIn } from '../../core/group/proficiency';
import type { GroupId } from '../../core/ids';
import { type AgentKind, missedCallStatusName, type Side } from '../../core/vocabulary';
import type { ConnectSetup } from '../connect/connect-setup';
import type { Rollout } from '../run/running-application';
import { lineFor, linesOf } from '../scenario/lines';
import { needsOutbound, type Scenario, unlimitedCalls } from '../scenario/scenario';
import { flowArn, flowsOf } from './simulated-flows';
import {
  arnOf,
  instance,
  mapTetherArn,
  planOfferArn,
  profileId,
  queueIdOf,
  tetherNumber,
  tetherQueueId,
  voicemailQueueId,
} from './simulated-names';

/** What simulate runs on instead of a synthesized template: the same flows, bound to names of its own. */
export interface SimulatedDeployment {
  readonly setup: ConnectSetup;
  readonly directory: Directory;
  readonly instance: { readonly id: string; readonly arn: string; readonly alias: string };
  readonly planOfferArn: string;
  readonly mapTetherArn: string;
  /** `null` when no group has campaigns. */
  readonly tetherNumber: string | null;
  numberOf(queue: string, requires: string | null): string;
  queueIds(queue: string): readonly string[];
  routingProfileOf(group: GroupId, kind: AgentKind, side: Side): string;
}

/** One profile per kind and start side, as the environment's words for them. */
const profiles = [
  { kind: 'inbound', startsOn: 'inbound' },
  { kind: 'blended', startsOn: 'inbound' },
  { kind: 'blended', startsOn: 'outbound' },
  { kind: 'outbound', startsOn: 'outbound' },
] as const satisfies readonly Omit<ProfileEntry, 'id'>[];

/**
 * What a deploy would make of the scenario's groups, with ids and numbers that are the same in every run. Throws where a flow
 * of ours cannot be bound.
 */
export function deploymentOf(scenario: Scenario, rollout: Rollout = {}): SimulatedDeployment {
  const queues = scenario.groups.flatMap((group) => group.queues);
  const lines = linesOf(scenario).map((line, index) => ({
    ...line,
    e164: `+1800555${String(index).padStart(4, '0')}`,
  }));
  const outbound = needsOutbound(scenario);
  return {
    instance,
    planOfferArn,
    mapTetherArn,
    tetherNumber: outbound ? tetherNumber : null,
    numberOf(queue, requires) {
      const name = lineFor(lines, queue, requires)?.name;
      return lines.find((line) => line.name === name)?.e164 ?? '';
    },
    queueIds: (queue) => [queueIdOf(queue), arnOf('queue', queueIdOf(queue))],
    routingProfileOf: profileId,
    directory: {
      groups: scenario.groups.map((group) => ({
        name: group.name,
        queues: group.queues.map((queue) => ({
          id: queueIdOf(queue),
          name: queue,
          priority: group.queuePriorities[queue],
        })),
        required: requirementsIn(group.requires),
        routingProfiles: profiles.map((profile) => ({
          id: profileId(group.name, profile.kind, profile.startsOn),
          ...profile,
        })),
        campaigns: group.campaigns.map((campaign) => ({
          name: campaign,
          required: requirementsIn(scenario.campaigns.find(({ name }) => name === campaign)?.requires ?? 'none'),
        })),
        agentShards: 1,
        ...rollout,
      })),
      missedCallStatusId: 'missed-call',
      voicemailQueueId,
      voicemailTaskFlowId: 'voicemail-task',
      tether: outbound ? { number: tetherNumber, queueId: tetherQueueId } : null,
      quotas: {
        concurrentCalls: scenario.quotas.concurrentCalls ?? unlimitedCalls,
        reservedInboundCalls: scenario.quotas.reservedInboundCalls,
      },
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
      queues: [...queues.map(queueIdOf), voicemailQueueId, tetherQueueId].map((id) => ({
        id,
        arn: arnOf('queue', id),
        name: id.replace(/^queue-/, ''),
        hoursId: 'always',
      })),
      routingProfiles: scenario.groups.flatMap((group) =>
        profiles.map(({ kind, startsOn }) => {
          const id = profileId(group.name, kind, startsOn);
          return {
            id,
            arn: arnOf('routing-profile', id),
            name: `${group.name} ${kind} ${startsOn}`,
            queues: queuesOf(group, kind),
            concurrency: [
              { channel: 'VOICE' as const, slots: 1, alone: true },
              ...(kind === 'outbound' ? [] : [{ channel: 'TASK' as const, slots: 1 }]),
            ],
            defaultOutboundQueueId: queueIdOf(group.queues[0] ?? voicemailQueueId),
            availabilityTimer: 'TIME_SINCE_LAST_ACTIVITY' as const,
          };
        }),
      ),
      flows: flowsOf(queues, lines, askedIn),
      quickConnects: queues.map((queue) => ({
        id: `to-${queue}`,
        arn: arnOf('transfer-destination', `to-${queue}`),
        name: `to-${queue}`,
        queueArn: arnOf('queue', queueIdOf(queue)),
        flowArn: flowArn(`transfer-${queue}`),
      })),
      statuses: [{ id: 'missed-call', arn: arnOf('agent-state', 'missed-call'), name: missedCallStatusName }],
      predefinedAttributes: [{ name: holdAttribute.name, values: [holdAttribute.value] }],
      lambdaAssociations: [planOfferArn, mapTetherArn],
      numbers: [
        ...lines.map(({ name, e164 }) => ({
          id: `number-${name}`,
          arn: arnOf('phone-number', `number-${name}`),
          e164,
          flowArn: flowArn(`inbound-${name}`),
        })),
        {
          id: 'number-tether',
          arn: arnOf('phone-number', 'number-tether'),
          e164: tetherNumber,
          flowArn: flowArn('tether'),
        },
      ],
    },
  };

  /** What the group of a queue asks of agents. */
  function askedIn(queue: string): string {
    return scenario.groups.find((group) => group.queues.includes(queue))?.requires ?? 'none';
  }
}

/** Tethers come first wherever there are both; kind outbound serves nothing else by voice. */
function queuesOf(
  group: Scenario['groups'][number],
  kind: AgentKind,
): ConnectSetup['routingProfiles'][number]['queues'] {
  const tether = { queueId: tetherQueueId, channel: 'VOICE' as const, priority: 1, delaySeconds: 0 };
  if (kind === 'outbound') return [tether];
  const customers = group.queues.flatMap((queue) =>
    (['VOICE', 'TASK'] as const).map((channel) => ({
      queueId: queueIdOf(queue),
      channel,
      priority: (kind === 'inbound' ? 0 : 1) + (group.queuePriorities[queue] ?? usualQueuePriority),
      delaySeconds: 0,
    })),
  );
  return kind === 'inbound' ? customers : [tether, ...customers];
}

const aroundTheClock = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((day) => ({
  day,
  start: { hours: 0, minutes: 0 },
  end: { hours: 0, minutes: 0 },
}));
