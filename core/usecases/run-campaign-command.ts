import type { AgentRecord } from '../domain/agent';
import { type Step, unchanged } from '../domain/agent-step';
import type { CampaignCommand, CommandReply } from '../domain/campaign-manager/commands';
import { onReleaseAnswer, type ReleaseAnswer } from '../domain/move-steps';
import { failAttempt } from '../domain/tether';
import type { CampaignManager } from '../ports';
import { rulesOf, type StepPorts, takeStep } from './carry-out';

export interface RunCampaignCommandPorts extends StepPorts {
  readonly campaignManager: CampaignManager;
}

/** `later`: it could not be reached: the message comes again, before the others of the same agent. */
export type CampaignCommandOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'later'; readonly retryAfterMs: number };

const retryMs = 2_000;

/** Sends one command, unless its time is over, and records what the Campaign Manager made of it. */
export async function runCampaignCommand(
  ports: RunCampaignCommandPorts,
  command: CampaignCommand,
): Promise<CampaignCommandOutcome> {
  if (ports.clock.now() > command.deadline) {
    record(ports, command, 'expired', `${command.type} was not sent before its deadline`);
    return { kind: 'done' };
  }
  const answer = await ports.campaignManager.send(command);
  if (answer.kind === 'unreachable') {
    record(ports, command, 'unreachable', answer.message);
    return { kind: 'later', retryAfterMs: retryMs };
  }
  const { reply } = answer;
  record(ports, command, reply.result, replyInWords(command, reply));
  await takeStep(ports, command.agentId, `reply:${command.commandId}`, (agent) => follow(ports, agent, command, reply));
  return { kind: 'done' };
}

/** What the reply means for the agent. A reply to what is no longer the latest word about them is only recorded. */
async function follow(
  ports: RunCampaignCommandPorts,
  agent: AgentRecord,
  command: CampaignCommand,
  reply: CommandReply,
): Promise<Step> {
  const now = ports.clock.now();
  switch (command.type) {
    case 'ReleaseAgent':
      return onReleaseAnswer(agent, answerOf(reply), command.moveId, now);
    case 'ChangeAgentState': {
      const { tether } = agent.outbound;
      if (command.state !== 'available') {
        return reply.result === 'released' && agent.outbound.giveBack !== null
          ? onReleaseAnswer(agent, { result: 'released' }, null, now)
          : unchanged(agent);
      }
      const refused = reply.result === 'refused' && tether?.tetherId === command.tether?.tetherId;
      const rules = refused ? await rulesOf(ports, agent) : null;
      return rules && tether?.state === 'requested'
        ? failAttempt(agent, rules, now, `the Campaign Manager refused: ${reasonOf(reply)}`)
        : unchanged(agent);
    }
    default:
      return unchanged(agent);
  }
}

const answerOf = (reply: CommandReply): ReleaseAnswer => {
  switch (reply.result) {
    case 'refused':
      return { result: 'refused', why: reasonOf(reply) };
    case 'ignored':
      return { result: 'refused', why: 'it took the request for an old one' };
    default:
      return { result: reply.result };
  }
};

const reasonOf = (reply: CommandReply): string =>
  reply.result === 'refused' ? (reply.message ?? `the agent is ${reply.reason}`) : (reply.message ?? reply.result);

const replyInWords = (command: CampaignCommand, reply: CommandReply): string =>
  `${command.type}: ${reply.result}${reply.message === undefined ? '' : `, ${reply.message}`}`;

function record(
  ports: Pick<RunCampaignCommandPorts, 'decisions'>,
  command: CampaignCommand,
  result: CommandReply['result'] | 'unreachable' | 'expired',
  reason: string,
): void {
  const { agentId, commandId, agentFence, deadline } = command;
  const inputs = { agentFence, deadline };
  ports.decisions.record({
    type: 'campaign.replied',
    agentId,
    commandId,
    command: command.type,
    result,
    reason,
    inputs,
  });
}
