import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedThresholds } from '../../adapters/cached-thresholds';
import { MemoryAgentStore } from '../../adapters/memory/agent-store';
import { MemoryCallStore } from '../../adapters/memory/call-store';
import { MemoryDecisionLog } from '../../adapters/memory/decision-log';
import { MemoryDirectorySource } from '../../adapters/memory/directory-source';
import { MemoryCommandQueue, MemoryTimerQueue } from '../../adapters/memory/message-queues';
import { MemoryRateLimiter } from '../../adapters/memory/rate-limiter';
import { MemoryParameterSource, MemoryThresholdBacking } from '../../adapters/memory/thresholds';
import { MemoryTranscriber } from '../../adapters/memory/transcriber';
import { MemoryVoicemailStore } from '../../adapters/memory/voicemail-store';
import type { Directory } from '../../core/domain/directory';
import type { Command, CommandPriority, Timer } from '../../core/domain/messages';
import type { CriteriaStep } from '../../core/domain/routing-steps';
import type { CentreAnswer, ContactFacts, RosterEntry, VoicemailTask } from '../../core/ports';
import { handClock, start } from '../contract/builders';

export const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(__dirname, 'fixtures', `${name}.json`), 'utf8'));

export const directory: Directory = {
  groups: [
    {
      name: 'sales',
      queues: [{ id: 'q-sales', name: 'Sales' }],
      routingProfiles: [{ id: 'p-blended', kind: 'blended' }],
      agentShards: 1,
    },
  ],
  missedCallStatusId: 's-missed',
  voicemailQueueId: 'q-voicemail',
  voicemailTaskFlowId: 'f-task',
};

/** The ports in memory, and everything that went out of them. `now` is 30 s after the builders' start. */
export function world() {
  const clock = handClock(start + 30_000);
  const decisions = new MemoryDecisionLog();
  const armed: { readonly timer: Timer; readonly dueAt: number }[] = [];
  const sent: { readonly command: Command; readonly priority: CommandPriority }[] = [];
  const written: { readonly callId: string; readonly steps: readonly CriteriaStep[] }[] = [];
  const contacts = new Map<string, ContactFacts>();
  const attributes = new Map<string, Readonly<Record<string, string>>>();
  const asked: string[] = [];
  const tasks: VoicemailTask[] = [];
  const failed: string[] = [];
  const answers: CentreAnswer[] = [];
  const roster: RosterEntry[] = [];
  const answer = (call: string): CentreAnswer => {
    asked.push(call);
    return answers.shift() ?? { kind: 'done' };
  };
  return {
    armed,
    sent,
    written,
    contacts,
    attributes,
    asked,
    tasks,
    failed,
    /** What the rate-limited APIs answer next; `done` when it is empty. */
    answers,
    rosterEntries: roster,
    ignored: () => decisions.decisions.flatMap((said) => (said.type === 'input.ignored' ? [said.why] : [])),
    ports: {
      clock,
      decisions,
      agents: new MemoryAgentStore(clock),
      calls: new MemoryCallStore(clock),
      voicemails: new MemoryVoicemailStore(),
      thresholds: cachedThresholds(new MemoryThresholdBacking(), clock),
      directory: new MemoryDirectorySource(directory),
      timers: new MemoryTimerQueue(clock, ({ timer, dueAt }) => armed.push({ timer, dueAt })),
      commands: new MemoryCommandQueue((command, priority) => sent.push({ command, priority })),
      parameters: new MemoryParameterSource(),
      limiter: new MemoryRateLimiter(clock),
      transcriber: new MemoryTranscriber(true),
      failures: {
        failed: (what: string, error: unknown) =>
          void failed.push(`${what}: ${error instanceof Error ? error.message : error}`),
      },
      centre: {
        setCriteria: async (callId: string, steps: readonly CriteriaStep[]) => {
          written.push({ callId, steps });
          return 'written' as const;
        },
        describe: async (contactId: string) => contacts.get(contactId) ?? null,
        attributes: async (initialContactId: string) => attributes.get(initialContactId) ?? {},
      },
      limitedCentre: {
        setMissedCall: async (agentId: string, statusId: string) => answer(`PutUserStatus ${agentId} ${statusId}`),
        dismiss: async (agentId: string, contactId: string) => answer(`DismissUserContact ${agentId} ${contactId}`),
        createVoicemailTask: async (task: VoicemailTask) => {
          tasks.push(task);
          return answer(`StartTaskContact ${task.initialContactId}`);
        },
      },
      roster: { list: async () => roster },
    },
  };
}
