import type { ConnectSetup } from '../../simulator/connect/connect-setup';
import { arnOf, lastPart, uuidFor } from '../aws/identity';
import type { ConnectResources } from './connect-resources';

const allDay = { start: { hours: 0, minutes: 0 }, end: { hours: 0, minutes: 0 } };
const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/**
 * The instance as the simulated Connect is built from it. Queues and hours the template only refers to are brought
 * along: they exist under their ids, and brought hours never close.
 */
export function connectSetup(
  resources: ConnectResources,
  environment: { readonly account: string; readonly region: string },
  recordings: ConnectSetup['recordings'],
): ConnectSetup {
  const instanceArn =
    resources.instanceArn ??
    arnOf({ service: 'connect', ...environment, resource: `instance/${uuidFor('a template without Connect')}` });
  const queues = withBroughtQueues(resources);
  const knownHours = new Set(resources.hours.map(({ id }) => id));
  const broughtHours = [...new Set(queues.map(({ hoursId }) => hoursId))].filter((id) => !knownHours.has(id));
  return {
    instanceArn,
    hours: [
      ...resources.hours,
      ...broughtHours.map((id) => ({
        id,
        arn: `${instanceArn}/operating-hours/${id}`,
        name: id,
        timeZone: 'UTC',
        config: weekdays.map((day) => ({ day, ...allDay })),
      })),
    ],
    queues,
    routingProfiles: resources.routingProfiles,
    flows: resources.flows,
    quickConnects: resources.quickConnects,
    statuses: resources.statuses,
    predefinedAttributes: resources.predefinedAttributes,
    lambdaAssociations: resources.lambdaAssociations,
    numbers: [...resources.numbers].flatMap(([id, { arn, e164, flowId }]) => {
      const flow = resources.flows.find((candidate) => candidate.id === flowId);
      return flow ? [{ id, arn, e164, flowArn: flow.arn }] : [];
    }),
    ...(recordings && { recordings }),
  };
}

function withBroughtQueues(resources: ConnectResources): ConnectSetup['queues'] {
  const known = new Set(resources.queues.map(({ id }) => id));
  const used = resources.routingProfiles.flatMap((profile) => [
    profile.defaultOutboundQueueId,
    ...profile.queues.map(({ queueId }) => queueId),
  ]);
  const brought = [...new Set(used)].filter((id) => !known.has(id));
  const hoursId = resources.hours[0]?.id ?? uuidFor('brought hours');
  const { instanceArn } = resources;
  return [
    ...resources.queues,
    ...brought.map((id) => ({ id, arn: `${instanceArn}/queue/${id}`, name: lastPart(id), hoursId })),
  ];
}
