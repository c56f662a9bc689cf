import { isOwnCall } from '../agent/agent';
import { groupOfQueue } from '../group/directory';
import type { DirectorySource } from '../group/ports';
import { callOf } from '../ids';
import type { ContactEvent } from '../offering/contact-event';
import type { EndedWait, EndedWaits } from './ports';

export interface NoteEndedWaitPorts {
  readonly directory: DirectorySource;
  readonly endedWaits: Pick<EndedWaits, 'note'>;
}

/** Notes that a caller's wait in a queue of a group is over, where the event says so. Safe to repeat, in any order. */
export async function noteEndedWait(ports: NoteEndedWaitPorts, event: ContactEvent): Promise<void> {
  const wait = endedWaitOf(event);
  if (wait === null) return;
  const group = groupOfQueue(await ports.directory.read(), wait.queueId);
  if (group) await ports.endedWaits.note(group.name, wait);
}

/**
 * The wait that a contact event ends; `null`: none. An agent who joins ends it, and so does the end of a contact that no agent
 * joined: the caller hung up, or was led to voicemail, where the contact that waited ends as well. Both times are Connect's own.
 */
export function endedWaitOf(event: ContactEvent): EndedWait | null {
  const { eventType, channel, contactId, queueId, queuedAt, at } = event;
  if (channel !== 'VOICE' || isOwnCall(event) || queueId === null || queuedAt === null) return null;
  const answered = eventType === 'CONNECTED_TO_AGENT';
  if (!answered && (eventType !== 'DISCONNECTED' || event.agentId !== null)) return null;
  return { queueId, callId: callOf(contactId), endedAt: at, waitedMs: Math.max(0, at - queuedAt), answered };
}
