import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryPorts } from '../../adapters/memory/memory-ports';
import type { CampaignCommand, CommandReply } from '../../core/campaign-contract/commands';
import type { CampaignEvent } from '../../core/campaign-contract/events';
import type { ContactFacts } from '../../core/connect/ports';
import type { CriteriaStep } from '../../core/connect/routing-steps';
import type { CentreAnswer, SoftphoneAnswer, SoftphoneNow, VoicemailTask } from '../../core/connect-commands/ports';
import type { Directory } from '../../core/group/directory';
import type { Command, CommandPriority, RebalanceRequest, Timer } from '../../core/messages/messages';
import type { RosterEntry } from '../../core/reconcile/ports';
import type { Round } from '../../core/reconcile/reading-round';
import { handClock, start } from '../adapters/contract/builders';
import { RosterDouble } from '../core/reconcile/roster-double';

export const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(__dirname, 'fixtures', `${name}.json`), 'utf8'));

export const directory: Directory = {
  groups: [
    {
      name: 'sales',
      queues: [{ id: 'q-sales', name: 'Sales' }],
      routingProfiles: [{ id: 'p-blended', kind: 'blended', startsOn: 'inbound' }],
      campaigns: [{ name: 'renewals', required: [] }],
      agentShards: 1,
    },
  ],
  missedCallStatusId: 's-missed',
  voicemailQueueId: 'q-voicemail',
  voicemailTaskFlowId: 'f-task',
  tether: { number: '+4930123456', queueId: 'q-tether' },
  quotas: { concurrentCalls: 10, reservedInboundCalls: 2 },
};

/** The key that signs, and the one before it. */
export const ingressSecrets = ['the-key-that-signs-now', 'the-key-before-that-one'] as const;

/** The ports in memory, and everything that went out of them. `now` is 30 s after the builders' start. */
export function world() {
  const clock = handClock(start + 30_000);
  const armed: { readonly timer: Timer; readonly dueAt: number }[] = [];
  const sent: { readonly command: Command; readonly priority: CommandPriority }[] = [];
  const written: { readonly callId: string; readonly steps: readonly CriteriaStep[] }[] = [];
  const contacts = new Map<string, ContactFacts>();
  const attributes = new Map<string, Readonly<Record<string, string>>>();
  const asked: string[] = [];
  const tasks: VoicemailTask[] = [];
  const commanded: CampaignCommand[] = [];
  const posted: CampaignCommand[] = [];
  const replies: (Partial<CommandReply> | 'silence')[] = [];
  const published: CampaignEvent[] = [];
  const looks: RebalanceRequest[] = [];
  const stopped: string[] = [];
  const counted: string[] = [];
  const failed: string[] = [];
  const answers: CentreAnswer[] = [];
  const roster: RosterEntry[] = [];
  const rounds: Round[] = [];
  const softphones = new Map<string, SoftphoneNow>();
  const answer = (call: string): CentreAnswer => {
    asked.push(call);
    return answers.shift() ?? { kind: 'done' };
  };
  const memory = memoryPorts({
    clock,
    directory,
    draw: () => 0.12345678,
    secrets: async () => ingressSecrets,
    outlets: {
      timer: ({ timer, dueAt }) => void armed.push({ timer, dueAt }),
      command: (command, priority) => void sent.push({ command, priority }),
      campaignCommand: (command) => void commanded.push(command),
      rebalance: (request) => void looks.push(request),
      round: (round) => void rounds.push(round),
      fact: (event) => void published.push(event),
    },
  });
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
    /** Commands put into the queue to the Campaign Manager. */
    commanded,
    /** Commands it was sent, and what it answers next; `accepted` when there is nothing. */
    posted,
    replies,
    /** Facts on our bus. */
    published,
    /** Requests to look at a group. */
    looks,
    /** Contacts that were ended. */
    stopped,
    counted,
    rosterEntries: roster,
    /** Rounds that are to go on. */
    rounds,
    /** What Connect shows of agents; `null` of the others. */
    softphones,
    ignored: () => memory.decisions.decisions.flatMap((said) => (said.type === 'input.ignored' ? [said.why] : [])),
    ports: {
      ...memory,
      campaignManager: {
        send: async (command: CampaignCommand) => {
          posted.push(command);
          const next = replies.shift() ?? { result: 'accepted' as const };
          if (next === 'silence') return { kind: 'unreachable' as const, message: 'it did not answer within 3 s' };
          const reply = { commandId: command.commandId, ...next } as CommandReply;
          return { kind: 'reply' as const, reply };
        },
      },
      counts: { add: (metric: string) => void counted.push(metric) },
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
        tryDescribe: async (contactId: string) => contacts.get(contactId) ?? null,
        stop: async (contactId: string) => {
          stopped.push(contactId);
          return 'stopped' as const;
        },
        attributes: async (initialContactId: string) => attributes.get(initialContactId) ?? {},
      },
      limitedCentre: {
        async softphone(agentId: string): Promise<SoftphoneAnswer> {
          const given = answer(`GetCurrentUserData ${agentId}`);
          if (given.kind !== 'done') return given;
          return { kind: 'softphone', softphone: softphones.get(agentId) ?? null };
        },
        setMissedCall: async (agentId: string, statusId: string) => answer(`PutUserStatus ${agentId} ${statusId}`),
        dismiss: async (agentId: string, contactId: string) => answer(`DismissUserContact ${agentId} ${contactId}`),
        createVoicemailTask: async (task: VoicemailTask) => {
          tasks.push(task);
          return answer(`StartTaskContact ${task.initialContactId}`);
        },
      },
      names: { usernameOf: async () => null },
      roster: new RosterDouble(() => roster),
    },
  };
}
