import { choosesAvailable, refusedContact } from '../agent/agent';
import type { AgentStore } from '../agent/ports';
import type { Clock } from '../clock';
import type { RateLimiter } from '../connect/ports';
import type { DecisionLog } from '../decisions/decision-log';
import { groupOfQueue, queueName } from '../group/directory';
import type { DirectorySource } from '../group/ports';
import type { Command, CommandPriority } from '../messages/messages';
import type { VoicemailStore } from '../voicemail/ports';
import type { RateLimitedCentre } from './ports';

export interface RunCommandPorts {
  readonly clock: Clock;
  readonly centre: RateLimitedCentre;
  readonly limiter: RateLimiter;
  readonly agents: Pick<AgentStore, 'load'>;
  readonly voicemails: VoicemailStore;
  readonly directory: DirectorySource;
  readonly decisions: DecisionLog;
}

/** `later`: no token, or Connect was busy: the message goes back to its queue for that long. */
export type CommandOutcome = { readonly kind: 'done' } | { readonly kind: 'later'; readonly retryAfterMs: number };

/** Tokens of each bucket that only urgent commands may take (docs/architecture.md#budgets). */
const keptForUrgent = 2;

/** Connect said no although our bucket had a token (others use the account too): a second refills two. */
const throttledRetryMs = 1_000;

/** Runs one command on Connect's rate-limited APIs. Each step is safe to repeat, so half a command is run again whole. */
export async function runConnectCommand(
  ports: RunCommandPorts,
  command: Command,
  priority: CommandPriority,
): Promise<CommandOutcome> {
  if (ports.clock.now() > command.deadline) {
    ports.decisions.record({
      type: 'command.dropped',
      commandId: command.commandId,
      reason: `${command.kind} came after its deadline; what it was to mend has been settled otherwise`,
      inputs: { deadline: command.deadline, priority },
    });
    return { kind: 'done' };
  }
  const keep = priority === 'urgent' ? 0 : keptForUrgent;
  switch (command.kind) {
    case 'park-agent':
      return park(ports, command, keep);
    case 'deliver-voicemail':
      return deliver(ports, command, keep);
    case 'clear-contact':
      return clear(ports, command, keep);
    case 'set-missed-call':
      return setMissedCall(ports, command, keep);
  }
}

/** Asks the bucket, then Connect. A refusal (the agent settled it meanwhile) is an answer like `done`. */
async function limited<Answer extends { readonly kind: string }>(
  ports: Pick<RunCommandPorts, 'limiter'>,
  api: string,
  keep: number,
  call: () => Promise<Answer>,
): Promise<Exclude<Answer, { readonly kind: 'throttled' }> | Extract<CommandOutcome, { kind: 'later' }>> {
  const token = await ports.limiter.take(api, keep);
  if (!token.taken) return { kind: 'later', retryAfterMs: token.retryAfterMs };
  const answer = await call();
  return answer.kind === 'throttled'
    ? { kind: 'later', retryAfterMs: throttledRetryMs }
    : (answer as Exclude<Answer, { readonly kind: 'throttled' }>);
}

async function park(
  ports: RunCommandPorts,
  command: Extract<Command, { kind: 'park-agent' }>,
  keep: number,
): Promise<CommandOutcome> {
  // The command may have waited for tokens: an agent who has cleared the softphone meanwhile keeps their status.
  const agent = await ports.agents.load(command.agentId, { fresh: true });
  if (!agent || !refusedContact(agent, command.contactId)) {
    return dropped(ports, command, 'the softphone was cleared meanwhile', agent?.status.name ?? null);
  }
  if (command.notReady && choosesAvailable(agent)) {
    // Our record may be behind by as much as a redelivery: a break chosen since then is not to be overwritten.
    const seen = await limited(ports, 'GetCurrentUserData', keep, () => ports.centre.softphone(command.agentId));
    if (seen.kind === 'later') return seen;
    const softphone = seen.kind === 'softphone' ? seen.softphone : null;
    if (!softphone || !refusedContact(softphone, command.contactId)) {
      return dropped(ports, command, 'Connect shows it no more', softphone?.status.name ?? null);
    }
    if (choosesAvailable(softphone)) {
      const { missedCallStatusId } = await ports.directory.read();
      const set = await limited(ports, 'PutUserStatus', keep, () =>
        ports.centre.setMissedCall(command.agentId, missedCallStatusId),
      );
      if (set.kind === 'later') return set;
    }
  }
  const cleared = await limited(ports, 'DismissUserContact', keep, () =>
    ports.centre.dismiss(command.agentId, command.contactId),
  );
  return cleared.kind === 'later' ? cleared : { kind: 'done' };
}

function dropped(
  ports: Pick<RunCommandPorts, 'decisions'>,
  { commandId }: Command,
  reason: string,
  status: string | null,
): CommandOutcome {
  ports.decisions.record({ type: 'command.dropped', commandId, reason, inputs: { status } });
  return { kind: 'done' };
}

/** Not if the agent has chosen a status meanwhile, Available included: then they are at the softphone. */
async function setMissedCall(
  ports: RunCommandPorts,
  command: Extract<Command, { kind: 'set-missed-call' }>,
  keep: number,
): Promise<CommandOutcome> {
  const agent = await ports.agents.load(command.agentId, { fresh: true });
  const takenOff = agent?.outbound.takenOff;
  if (!agent || !takenOff || !choosesAvailable(agent)) {
    return dropped(ports, command, 'the agent chose a status meanwhile', agent?.status.name ?? null);
  }
  // Our record may be behind by as much as a redelivery.
  const seen = await limited(ports, 'GetCurrentUserData', keep, () => ports.centre.softphone(command.agentId));
  if (seen.kind === 'later') return seen;
  const softphone = seen.kind === 'softphone' ? seen.softphone : null;
  if (!softphone || !choosesAvailable(softphone) || softphone.status.since > takenOff.at) {
    return dropped(ports, command, 'Connect shows another status', softphone?.status.name ?? null);
  }
  const { missedCallStatusId } = await ports.directory.read();
  const set = await limited(ports, 'PutUserStatus', keep, () =>
    ports.centre.setMissedCall(command.agentId, missedCallStatusId),
  );
  return set.kind === 'later' ? set : { kind: 'done' };
}

/** The page or the agent may have cleared it meanwhile: then Connect refuses, which is an answer like any other. */
async function clear(
  ports: RunCommandPorts,
  command: Extract<Command, { kind: 'clear-contact' }>,
  keep: number,
): Promise<CommandOutcome> {
  const cleared = await limited(ports, 'DismissUserContact', keep, () =>
    ports.centre.dismiss(command.agentId, command.contactId),
  );
  return cleared.kind === 'later' ? cleared : { kind: 'done' };
}

async function deliver(
  ports: RunCommandPorts,
  command: Extract<Command, { kind: 'deliver-voicemail' }>,
  keep: number,
): Promise<CommandOutcome> {
  const voicemail = await ports.voicemails.load(command.initialContactId);
  if (voicemail?.state.kind !== 'delivering') return { kind: 'done' };
  const { as, transcript } = voicemail.state;
  const directory = await ports.directory.read();
  const waitSeconds = Math.round((voicemail.decidedAt - voicemail.queuedAt) / 1000);
  const queue = queueName(directory, voicemail.queueId);
  const answer = await limited(ports, 'StartTaskContact', keep, () =>
    ports.centre.createVoicemailTask({
      initialContactId: voicemail.initialContactId,
      flowId: directory.voicemailTaskFlowId,
      queueId: voicemail.queueId,
      queueName: queue,
      as,
      waitSeconds,
      transcript,
    }),
  );
  if (answer.kind === 'later') return answer;
  if (answer.kind === 'refused') {
    throw new Error(`the task for voicemail ${voicemail.initialContactId} was refused: ${answer.message}`);
  }
  const delivered = { ...voicemail, state: { kind: 'delivered', as } as const, version: voicemail.version + 1 };
  // A conflict means a second delivery of this command got here first with the same task.
  if ((await ports.voicemails.save(delivered, voicemail.version)) === 'conflict') return { kind: 'done' };
  ports.decisions.record({
    type: 'voicemail.delivered',
    callId: voicemail.callId,
    as,
    reason:
      as === 'recording'
        ? `a task with the message went to ${queue}`
        : `nothing was said; a callback task went to ${queue}`,
    inputs: { queue, waitSeconds, group: groupOfQueue(directory, voicemail.queueId)?.name ?? null, why: voicemail.why },
  });
  return { kind: 'done' };
}
