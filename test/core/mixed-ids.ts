import type { Claim } from '../../core/agent/agent';
import type { AgentStore } from '../../core/agent/ports';
import type { AgentId, CallId, ContactId, GroupId, InitialContactId, PreviewId, TetherId } from '../../core/ids';
import type { Timer } from '../../core/messages/messages';
import type { CallStore } from '../../core/offering/ports';

/**
 * Each line below an expected error is refused by the compiler, and `npm run types` fails where one no longer is. Nothing of it
 * is run.
 */
export function mixed(
  ids: {
    readonly agent: AgentId;
    readonly call: CallId;
    readonly contact: ContactId;
    readonly first: InitialContactId;
    readonly tether: TetherId;
    readonly preview: PreviewId;
    readonly group: GroupId;
  },
  armed: { readonly timer: Extract<Timer, { kind: 'tether' }> },
  ports: { readonly agents: AgentStore; readonly calls: CallStore },
) {
  // @ts-expect-error a call is no agent
  void ports.agents.load(ids.call);
  // @ts-expect-error the other way round
  void ports.agents.release(ids.call, ids.agent);
  // @ts-expect-error not every contact is a call of ours
  void ports.calls.load(ids.contact);
  // @ts-expect-error the first contact of a caller is another one after a transfer
  void ports.calls.load(ids.first);
  // @ts-expect-error a group has calls, an agent has not
  void ports.calls.waiting(ids.agent, 10);
  // @ts-expect-error in a record
  const claim: Claim = { callId: ids.agent, until: 0 };
  // @ts-expect-error nothing is both
  const same = ids.tether === ids.preview;
  // @ts-expect-error in a list
  const agents: readonly AgentId[] = [ids.agent, ids.group];
  // @ts-expect-error in what a schema reads
  const preview: PreviewId = armed.timer.agentId;
  return { claim, same, agents, preview };
}
