import { type Agent, type Centre, type Contact, iso, type RunningCriteria } from './centre';
import type { CriteriaStep } from './criteria';

/** The types of contact events that calls and tasks bring (docs/amazon-connect.md#contact-events). */
export type ContactEventType =
  | 'INITIATED'
  | 'CONNECTED_TO_SYSTEM'
  | 'CONTACT_DATA_UPDATED'
  | 'QUEUED'
  | 'CONNECTED_TO_AGENT'
  | 'DISCONNECTED'
  | 'COMPLETED';

/**
 * Sends one contact event in the camelCase shape of most samples (docs/amazon-connect.md#contact-events). Fields that do not
 * apply are left out.
 */
export function sendContactEvent(
  centre: Centre,
  contact: Contact,
  eventType: ContactEventType,
  updatedProperties?: readonly string[],
): void {
  const { answered, chain, disconnected, queued } = contact;
  const withCriteria = eventType === 'CONNECTED_TO_AGENT' || updatedProperties?.includes('RoutingCriteria.Step.Status');
  centre.outlets.contactEvent({
    eventType,
    contactId: contact.id,
    ...(contact.previousId !== null && { initialContactId: chain.initialId, previousContactId: contact.previousId }),
    ...(contact.relatedId !== null && { relatedContactId: contact.relatedId }),
    channel: contact.channel,
    instanceArn: centre.instance.arn,
    initiationMethod: contact.initiationMethod,
    initiationTimestamp: iso(contact.initiatedAt),
    ...(eventType !== 'INITIATED' && { connectedToSystemTimestamp: iso(contact.initiatedAt) }),
    ...(contact.initiationMethod === 'OUTBOUND' &&
      contact.owner && { queueInfo: { queueType: 'STANDARD', queueArn: outboundQueueArn(centre, contact.owner) } }),
    ...(queued && {
      queueInfo: { queueType: 'STANDARD', queueArn: queued.queue.arn, enqueueTimestamp: iso(queued.at) },
    }),
    ...(answered && {
      agentInfo: {
        agentArn: answered.agent.arn,
        connectedToAgentTimestamp: iso(answered.at),
        agentInitiatedHoldDuration: 0,
      },
    }),
    ...(disconnected && {
      disconnectTimestamp: iso(disconnected.at),
      ...(disconnected.reason && { disconnectReason: disconnected.reason }),
    }),
    ...(updatedProperties && { updatedProperties }),
    ...(withCriteria && contact.criteria && { routingCriteria: criteriaRecord(contact.criteria, lowerCamel) }),
    tags: {
      'aws:connect:instanceId': centre.instance.id,
      ...(contact.system !== null && { 'aws:connect:systemEndpoint': contact.system }),
    },
  });
}

const outboundQueueArn = (centre: Centre, { profile }: Agent): string =>
  centre.instance.queue(profile.defaultOutboundQueueId)?.arn ?? profile.defaultOutboundQueueId;

/** Criteria with the status of each step, as contact events (camelCase) and DescribeContact (PascalCase) show them. */
export function criteriaRecord(
  criteria: RunningCriteria,
  rename: (key: string) => string = (key) => key,
  time: (timeMs: number) => unknown = iso,
): Record<string, unknown> {
  const status = (index: number): string => {
    if (index < criteria.index) return 'EXPIRED';
    if (index > criteria.index) return 'INACTIVE';
    return criteria.joined ? 'JOINED' : 'ACTIVE';
  };
  const step = ({ given, expirySeconds }: CriteriaStep, index: number) => ({
    [rename('Status')]: status(index),
    [rename('Expression')]: renameKeys(given, rename),
    ...(expirySeconds !== null && {
      [rename('Expiry')]: {
        [rename('DurationInSeconds')]: expirySeconds,
        ...(index === criteria.index &&
          criteria.expiresAt !== null && { [rename('ExpiryTimestamp')]: time(criteria.expiresAt) }),
      },
    }),
  });
  return {
    [rename('Steps')]: criteria.steps.map(step),
    [rename('ActivationTimestamp')]: time(criteria.activatedAt),
    [rename('Index')]: Math.min(criteria.index, criteria.steps.length - 1),
  };
}

const lowerCamel = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);

function renameKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), renameKeys(item, rename)]));
}
