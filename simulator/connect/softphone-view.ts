import type { Agent, Centre } from './centre';
import type { SoftphoneView } from './softphone';

/** All that Connect's own softphone knows about its agent. */
export function softphoneView(centre: Centre, agent: Agent): SoftphoneView {
  const { instance } = centre;
  const queueOf = (idOrArn: string) => {
    const queue = instance.queue(idOrArn);
    return { arn: queue?.arn ?? idOrArn, name: queue?.name ?? idOrArn };
  };
  const slots = (channel: 'VOICE' | 'TASK' | 'CHAT'): number =>
    agent.profile.concurrency.find((entry) => entry.channel === channel)?.slots ?? 0;
  return {
    userArn: agent.arn,
    username: agent.username,
    status: agent.status,
    statusSince: agent.statusSince,
    next: agent.next?.status ?? null,
    contacts: agent.contacts.map(({ contact, state, since }) => ({
      contactId: contact.id,
      initialContactId: contact.chain.initialId,
      channel: contact.channel,
      initiationMethod: contact.initiationMethod,
      state,
      since,
      queue: contact.queued && queueOf(contact.queued.queue.arn),
      queuedAt: contact.queued?.at ?? null,
      customer: contact.customer,
      system: contact.system,
      name: contact.name,
      description: contact.description,
      attributes: Object.fromEntries(contact.chain.attributes),
    })),
    statuses: instance.statuses,
    profile: {
      arn: agent.profile.arn,
      name: agent.profile.name,
      queues: [...new Set(agent.profile.queues.map(({ queueId }) => queueId))].map(queueOf),
      defaultOutboundQueue: queueOf(agent.profile.defaultOutboundQueueId),
      slots: { VOICE: slots('VOICE'), TASK: slots('TASK'), CHAT: slots('CHAT') },
    },
  };
}
