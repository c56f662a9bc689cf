import type { AgentContactReference, UserData } from '@aws-sdk/client-connect';
import { type AgentContact, agentContactStates, isOwnCall } from '../../core/domain/agent';
import { statusOf } from '../../core/domain/agent-status';
import { unlessNever } from '../../core/domain/tolerant';
import type { AgentRoster, Clock, RosterEntry, RosterReading } from '../../core/ports';
import { type ConnectOperations, ConnectRefusalError, type ConnectSend } from './operations';

/** GetCurrentUserData takes 100 queues in a filter and answers 100 agents a page (CONNECT.md 3.4). */
const queuesPerFilter = 100;
const agentsPerPage = 100;

/** It is one of the APIs of 2 calls a second, burst 5: a page beyond the burst has its turn half a second later. */
const attemptsPerPage = 3;
const pauseMs = 600;

type Page = ConnectOperations['GetCurrentUserData'];

/**
 * Reads GetCurrentUserData. The answer bears no time of its own: an entry counts as observed when its page was asked
 * for, so that an agent event of the meantime is newer.
 */
export class ConnectRoster implements AgentRoster {
  constructor(
    private readonly send: ConnectSend,
    private readonly instanceId: string,
    private readonly clock: Clock,
    private readonly pause: (milliseconds: number) => Promise<void>,
  ) {}

  async list(queueIds: readonly string[]): Promise<RosterReading> {
    const entries = new Map<string, RosterEntry>();
    const distinct = [...new Set(queueIds)];
    for (let start = 0; start < distinct.length; start += queuesPerFilter) {
      const queues = distinct.slice(start, start + queuesPerFilter);
      let token: string | undefined;
      do {
        const observedAt = this.clock.now();
        const answer = await this.page({
          InstanceId: this.instanceId,
          Filters: { Queues: queues },
          MaxResults: agentsPerPage,
          ...(token ? { NextToken: token } : {}),
        });
        if (answer === 'throttled') return { entries: [...entries.values()], complete: false };
        for (const user of answer.UserDataList ?? []) {
          const entry = entryOf(user, observedAt);
          if (entry) entries.set(entry.agentId, entry);
        }
        token = answer.NextToken;
      } while (token);
    }
    return { entries: [...entries.values()], complete: true };
  }

  private async page(input: Page['input']): Promise<Page['output'] | 'throttled'> {
    for (let attempt = 1; attempt <= attemptsPerPage; attempt++) {
      if (attempt > 1) await this.pause(pauseMs);
      try {
        return await this.send('GetCurrentUserData', input);
      } catch (error) {
        if (!(error instanceof ConnectRefusalError && error.refusal === 'throttled')) throw error;
      }
    }
    return 'throttled';
  }
}

/** `null` for a row without user, profile or status: Connect marks all of them optional, and nothing follows from one. */
export function entryOf(user: UserData, observedAt: number): RosterEntry | null {
  const agentId = user.User?.Id;
  const routingProfileId = user.RoutingProfile?.Id;
  const name = user.Status?.StatusName;
  if (!agentId || !routingProfileId || !name) return null;
  return {
    agentId,
    observedAt,
    status: statusOf(
      { name, startTimestamp: unlessNever(user.Status?.StatusStartTimestamp?.getTime(), observedAt) },
      observedAt,
    ),
    nextStatus: user.NextStatus ?? null,
    routingProfileId,
    voiceSlotsAvailable: user.AvailableSlotsByChannel?.VOICE ?? 0,
    contacts: (user.Contacts ?? []).flatMap((contact) => contactOf(contact, observedAt) ?? []),
  };
}

function contactOf(contact: AgentContactReference, observedAt: number): AgentContact | null {
  const state = agentContactStates.find((known) => known === contact.AgentContactState);
  if (!contact.ContactId || !contact.Channel || !state) return null;
  const { Channel: channel, InitiationMethod: initiationMethod } = contact;
  const ownCall = isOwnCall({ channel, initiationMethod });
  return {
    contactId: contact.ContactId,
    initialContactId: null,
    channel: contact.Channel,
    state,
    since: unlessNever(contact.StateStartTimestamp?.getTime(), observedAt) ?? observedAt,
    ownCall,
    queueId: ownCall ? null : (contact.Queue?.Id ?? null),
    queuedAt: null,
  };
}
