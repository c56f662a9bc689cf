/** DescribeContact, StopContact and UpdateContactRoutingData. */
import { type Contact, lastSegment } from '../centre';
import { criteriaRecord } from '../contact-events';
import { CriteriaProblem, readCriteria } from '../criteria';
import { writeCriteria } from '../criteria-clock';
import { endContact } from '../ending';
import { changePlace } from '../queueing';
import { ConnectApiError } from '../world';
import {
  type ApiHandler,
  checkInstance,
  contactField,
  invalidParameter,
  invalidRequest,
  textField,
  wholeField,
} from './input';

const time = (timeMs: number): Date => new Date(timeMs);

/** Timestamps are Dates, as the SDK gives them. A first segment has no InitialContactId. */
export const describeContact: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const contact = contactField(centre, input);
  const { answered, chain, clearedAt, customer, disconnected, queued, recording, system } = contact;
  const endpoint = (address: string) => ({ Type: 'TELEPHONE_NUMBER', Address: address });
  const { bucket } = centre.instance.recordings;
  return {
    Contact: {
      Arn: contact.arn,
      Id: contact.id,
      ...(contact.previousId !== null && { InitialContactId: chain.initialId, PreviousContactId: contact.previousId }),
      ...(contact.relatedId !== null && { RelatedContactId: contact.relatedId }),
      InitiationMethod: contact.initiationMethod,
      ...(contact.name !== null && { Name: contact.name }),
      ...(contact.description !== null && { Description: contact.description }),
      Channel: contact.channel,
      ...(queued && { QueueInfo: { Id: lastSegment(queued.queue.id), EnqueueTimestamp: time(queued.at) } }),
      ...(answered && {
        AgentInfo: {
          Id: answered.agent.id,
          ConnectedToAgentTimestamp: time(answered.at),
          ...(clearedAt !== null && { AfterContactWorkEndTimestamp: time(clearedAt) }),
        },
      }),
      InitiationTimestamp: time(contact.initiatedAt),
      ...(disconnected && {
        DisconnectTimestamp: time(disconnected.at),
        ...(disconnected.reason && { DisconnectReason: disconnected.reason }),
      }),
      LastUpdateTimestamp: time(contact.updatedAt),
      ConnectedToSystemTimestamp: time(contact.initiatedAt),
      ...(customer !== null && { CustomerEndpoint: endpoint(customer) }),
      ...(system !== null && { SystemEndpoint: endpoint(system) }),
      QueuePriority: contact.priority,
      QueueTimeAdjustmentSeconds: contact.ageAdjustmentSeconds,
      Tags: { 'aws:connect:instanceId': centre.instance.id },
      Attributes: Object.fromEntries(chain.attributes),
      ...(contact.criteria && { RoutingCriteria: criteriaRecord(contact.criteria, (key) => key, time) }),
      ...(recording?.key && {
        Recordings: [
          {
            StorageType: 'S3',
            Location: `${bucket}/${recording.key}`,
            MediaStreamType: 'AUDIO',
            ParticipantType: 'CUSTOMER',
            StartTimestamp: time(recording.startedAt),
            ...(recording.stoppedAt !== null && { StopTimestamp: time(recording.stoppedAt) }),
            Status: 'AVAILABLE',
          },
        ],
      }),
    },
  };
};

/** Not for calls that took a queue hop (docs/amazon-connect.md#stopping-a-contact). */
export const stopContact: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const id = textField(input, 'ContactId', 256);
  const contact = centre.contacts.get(id);
  if (!contact || contact.phase === 'ended') {
    throw new ConnectApiError('ContactNotFoundException', 410, `contact ${id} is not active or does not exist`);
  }
  if (contact.channel === 'VOICE' && contact.initiationMethod === 'QUEUE_TRANSFER') {
    throw invalidRequest(`contact ${id} was initiated by QUEUE_TRANSFER; StopContact does not work for such calls`);
  }
  endContact(centre, contact, 'API');
  return {};
};

/**
 * UpdateContactRoutingData: criteria, priority or age of a contact that is to be routed. Refuses priority and age together, and
 * contacts that are connected or over (docs/amazon-connect.md#routing-criteria).
 */
export const updateContactRoutingData: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const contact = contactField(centre, input);
  const priority = wholeField(input, 'QueuePriority', 1, Number.MAX_SAFE_INTEGER);
  const adjustment = wholeField(input, 'QueueTimeAdjustmentSeconds', -(2 ** 31), 2 ** 31 - 1);
  if (priority !== null && adjustment !== null) {
    throw invalidParameter('QueuePriority and QueueTimeAdjustmentSeconds exclude each other; give one of them');
  }
  if (priority === null && adjustment === null && !input.RoutingCriteria) {
    throw invalidParameter('one of RoutingCriteria, QueuePriority and QueueTimeAdjustmentSeconds must be given');
  }
  checkStillRoutable(contact);
  if (input.RoutingCriteria) {
    const { predefinedAttributes } = centre.instance.setup;
    try {
      writeCriteria(centre, contact, readCriteria(input.RoutingCriteria, { form: 'api', predefinedAttributes }));
    } catch (error) {
      if (error instanceof CriteriaProblem) throw invalidParameter(error.message);
      throw error;
    }
  }
  if (priority !== null) changePlace(centre, contact, { priority });
  if (adjustment !== null) changePlace(centre, contact, { ageAdjustmentSeconds: adjustment });
  return {};
};

/** The API has no InvalidRequestException; a contact past routing is a parameter that is not valid (SDK). */
function checkStillRoutable({ id, phase }: Contact): void {
  if (phase === 'connected' || phase === 'ended')
    throw invalidParameter(`contact ${id} is ${phase}; only one that waits can be routed`);
}
