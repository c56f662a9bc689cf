import type { ContactCentre, ContactFacts } from '../../core/connect/ports';
import type { CriteriaStep } from '../../core/connect/routing-steps';
import type { ContactId, InitialContactId } from '../../core/ids';
import { unlessNever } from '../../core/tolerant';
import { ConnectRefusalError, type ConnectSend } from './operations';
import { routingCriteria } from './routing-criteria';

/** Connect's APIs of 10 and more calls a second (docs/amazon-connect.md#api-rates), where the SDK's own retries are enough. */
export class ConnectCentre implements ContactCentre {
  constructor(
    private readonly send: ConnectSend,
    private readonly instanceId: string,
  ) {}

  async setCriteria(contactId: ContactId, steps: readonly CriteriaStep[]): Promise<'written' | 'gone' | 'throttled'> {
    try {
      await this.send('UpdateContactRoutingData', {
        InstanceId: this.instanceId,
        ContactId: contactId,
        RoutingCriteria: routingCriteria(steps),
      });
      return 'written';
    } catch (error) {
      if (error instanceof ConnectRefusalError) {
        if (error.refusal === 'throttled') return 'throttled';
        if (error.refusal === 'absent' || error.refusal === 'refused') return 'gone';
        // A contact that left its queue and criteria that are wrong get the same answer; the contact itself tells which.
        if (error.refusal === 'invalid' && (await this.hasLeft(contactId))) return 'gone';
      }
      throw error;
    }
  }

  private async hasLeft(contactId: ContactId): Promise<boolean> {
    const facts = await this.describe(contactId);
    return facts === null || facts.disconnectedAt !== null || facts.connectedToAgentAt !== null;
  }

  async describe(contactId: ContactId): Promise<ContactFacts | null> {
    const contact = await describeContact(this.send, this.instanceId, contactId);
    if (!contact) return null;
    const { AgentInfo: agent, QueueInfo: queue, DisconnectTimestamp, InitiationTimestamp } = contact;
    const latest = Math.max(
      ...[InitiationTimestamp, queue?.EnqueueTimestamp, DisconnectTimestamp, agent?.ConnectedToAgentTimestamp].map(
        (moment) => moment?.getTime() ?? 0,
      ),
    );
    const at = (moment: Date | undefined) => unlessNever(moment?.getTime(), latest);
    return {
      contactId,
      initialContactId: contact.InitialContactId ?? contactId,
      queueId: queue?.Id ?? null,
      queuedAt: at(queue?.EnqueueTimestamp),
      disconnectedAt: at(DisconnectTimestamp),
      connectedToAgentAt: at(agent?.ConnectedToAgentTimestamp),
      wrapUpEndedAt: at(agent?.AfterContactWorkEndTimestamp),
      agentId: agent?.Id ?? null,
    };
  }

  async tryDescribe(contactId: ContactId): Promise<ContactFacts | null | 'throttled'> {
    try {
      return await this.describe(contactId);
    } catch (error) {
      if (error instanceof ConnectRefusalError && error.refusal === 'throttled') return 'throttled';
      throw error;
    }
  }

  async stop(contactId: ContactId): Promise<'stopped' | 'gone'> {
    try {
      await this.send('StopContact', { InstanceId: this.instanceId, ContactId: contactId });
      return 'stopped';
    } catch (error) {
      if (error instanceof ConnectRefusalError) {
        if (error.refusal === 'absent') return 'gone';
        // A contact that took a queue hop may not be stopped, and one that has ended need not be: the contact tells which.
        if (error.refusal !== 'throttled' && (await this.hasEnded(contactId))) return 'gone';
      }
      throw error;
    }
  }

  private async hasEnded(contactId: ContactId): Promise<boolean> {
    const facts = await this.describe(contactId);
    return facts === null || facts.disconnectedAt !== null;
  }

  async attributes(initialContactId: InitialContactId): Promise<Readonly<Record<string, string>>> {
    try {
      const answer = await this.send('GetContactAttributes', {
        InstanceId: this.instanceId,
        InitialContactId: initialContactId,
      });
      return answer.Attributes ?? {};
    } catch (error) {
      if (error instanceof ConnectRefusalError && error.refusal === 'absent') return {};
      throw error;
    }
  }
}

/** The contact as Connect has it, or `null` when it knows none of that id. */
export async function describeContact(send: ConnectSend, instanceId: string, contactId: ContactId) {
  try {
    const answer = await send('DescribeContact', { InstanceId: instanceId, ContactId: contactId });
    return answer.Contact ?? null;
  } catch (error) {
    if (error instanceof ConnectRefusalError && error.refusal === 'absent') return null;
    throw error;
  }
}
