/// <reference types="amazon-connect-streams" />
/** What Amazon Connect Streams tells of an agent, in the words of the agent's logic. */
import type { ContactPhase, SoftphoneContact, SoftphoneView, StatusChoice } from '../agent-logic/ports';

/** The attribute of a tether's contact; the same as in the contact flows. */
const tetherAttribute = 'ccbTetherId';

const phases: Readonly<Record<string, ContactPhase>> = {
  incoming: 'ringing',
  connecting: 'ringing',
  connected: 'connected',
  ended: 'after-call-work',
  missed: 'missed',
  rejected: 'rejected',
  error: 'failed',
};

const kinds: Readonly<Record<string, StatusChoice['kind']>> = {
  routable: 'available',
  not_routable: 'not-ready',
  offline: 'offline',
};

/**
 * `lastStatus`: while Connect names a state nobody can choose (a missed call, say), the agent is still what they chose before.
 */
export function viewOf(agent: connect.Agent, lastStatus: string): SoftphoneView {
  const { username, softphoneEnabled, softphoneAutoAccept } = agent.getConfiguration();
  const statuses = agent.getAgentStates().flatMap(({ name, type }): readonly StatusChoice[] => {
    const kind = kinds[type];
    return kind === undefined ? [] : [{ name, kind }];
  });
  const told = agent.getAvailabilityState()?.state ?? agent.getState().name;
  return {
    username,
    status: statuses.some(({ name }) => name === told) ? told : lastStatus,
    nextStatus: agent.getNextState()?.name ?? null,
    statuses,
    contacts: agent.getContacts().flatMap(contactOf),
    inBrowser: softphoneEnabled,
    autoAccept: softphoneAutoAccept === true,
  };
}

function contactOf(contact: connect.Contact): readonly SoftphoneContact[] {
  const phase = phases[contact.getState().type];
  if (phase === undefined) return [];
  const callback = contact.getType() === 'queue_callback';
  const initial = contact.getInitialConnection();
  return [
    {
      contactId: contact.getContactId(),
      phase,
      voice: callback || contact.getType() === 'voice',
      ownCall: callback || initial?.getType() === 'outbound',
      tetherId: contact.getAttributes()[tetherAttribute]?.value || null,
      queue: contact.getQueue()?.name || null,
      caller: initial?.getEndpoint()?.phoneNumber || null,
    },
  ];
}
