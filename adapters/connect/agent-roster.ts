import type { AgentContactReference, UserData } from '@aws-sdk/client-connect';
import { type AgentContact, agentContactStates, isOwnCall } from '../../core/agent/agent';
import { statusOf } from '../../core/agent/agent-status';
import type { Clock } from '../../core/clock';
import type { AgentRoster, RosterAnswer, RosterEntry } from '../../core/reconcile/ports';
import { mostPerQuestion, type RosterQuestion } from '../../core/reconcile/reading-round';
import { unlessNever } from '../../core/tolerant';
import { ConnectRefusalError, type ConnectSend } from './operations';

/**
 * Reads GetCurrentUserData, by routing profile or by agent: an agent has one profile, and may serve many queues. The answer
 * bears no time of its own: an entry counts as observed when its page was asked for, so that an agent event of the
 * meantime is newer.
 */
export class ConnectRoster implements AgentRoster {
  constructor(
    private readonly send: ConnectSend,
    private readonly instanceId: string,
    private readonly clock: Clock,
  ) {}

  async page({ by, ids }: RosterQuestion, token: string | null): Promise<RosterAnswer> {
    const observedAt = this.clock.now();
    try {
      const { UserDataList, NextToken } = await this.send('GetCurrentUserData', {
        InstanceId: this.instanceId,
        Filters: by === 'agents' ? { Agents: [...ids] } : { RoutingProfiles: [...ids] },
        MaxResults: mostPerQuestion,
        ...(token === null ? {} : { NextToken: token }),
      });
      const entries = (UserDataList ?? []).flatMap((user) => entryOf(user, observedAt) ?? []);
      return { kind: 'page', entries, next: NextToken ?? null };
    } catch (error) {
      if (!(error instanceof ConnectRefusalError) || error.refusal === 'refused') throw error;
      return { kind: error.refusal };
    }
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
