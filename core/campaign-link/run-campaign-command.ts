import type { AgentRecord } from '../agent/agent';
import { type Step, unchanged } from '../agent/steps/agent-step';
import { type AnswerToRelease, onReleaseAnswer } from '../agent/steps/answer-release';
import { rulesOf, type StepPorts, takeStep } from '../agent/steps/carry-out';
import { onCustomerReply } from '../agent/steps/customer';
import { takeBack, tellOvertaken } from '../agent/steps/preview';
import { endTether } from '../agent/steps/release';
import { failAttempt } from '../agent/steps/tether-attempts';
import type { AgentCommand, CampaignCommand, CommandReply } from '../campaign-contract/commands';
import type { CampaignManagerClient } from '../campaign-contract/ports';

export interface RunCampaignCommandPorts extends StepPorts {
  readonly campaignManager: CampaignManagerClient;
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
    // Or it was, and the function died with the answer: what followed from that is done again.
    if ('agentId' in command) await takeStep(ports, command.agentId, causeOf(command), unchanged);
    return { kind: 'done' };
  }
  const answer = await ports.campaignManager.send(command);
  if (answer.kind === 'unreachable') {
    record(ports, command, 'unreachable', answer.message);
    return { kind: 'later', retryAfterMs: retryMs };
  }
  const { reply } = answer;
  record(ports, command, reply.result, replyInWords(command, reply));
  // Nothing follows, so nothing is read: a function that dies here keeps all later commands of the agent waiting.
  if (isOnlyTold(command) && reply.result === 'accepted') return { kind: 'done' };
  // Nothing follows from one about a group: it is told again before its time is over.
  if (!('agentId' in command)) return { kind: 'done' };
  await takeStep(ports, command.agentId, causeOf(command), (agent) => follow(ports, agent, command, reply));
  return { kind: 'done' };
}

/** Commands that are done once they are accepted. */
const isOnlyTold = ({ type }: CampaignCommand): boolean => onlyTold.includes(type);

const onlyTold: readonly CampaignCommand['type'][] = [
  'PreviewDecided',
  'TetherStateChanged',
  'ReportAgentWork',
  'CancelRelease',
  'EndCustomer',
  'FinishWork',
];

const causeOf = ({ commandId }: CampaignCommand): string => `reply:${commandId}`;

/** What the reply means for the agent. A reply to what is no longer the latest word about them is only recorded. */
async function follow(
  ports: RunCampaignCommandPorts,
  agent: AgentRecord,
  command: AgentCommand,
  reply: CommandReply,
): Promise<Step> {
  const now = ports.clock.now();
  const { tether } = agent.outbound;
  switch (command.type) {
    case 'ReleaseAgent':
      return tether?.tetherId === command.tetherId
        ? onReleaseAnswer(agent, answerOf(reply), command.moveId, now)
        : unchanged(agent);
    case 'ChangeAgentState': {
      if (command.state !== 'available') {
        const forThis = tether?.state === 'ready' && command.agentFence >= tether.fence;
        return forThis && reply.result === 'released'
          ? onReleaseAnswer(agent, { result: 'released' }, null, now)
          : unchanged(agent);
      }
      if (command.tether === undefined) return withoutAgent(agent, command, reply);
      const refused = reply.result === 'refused' && tether?.tetherId === command.tether?.tetherId;
      const rules = refused ? await rulesOf(ports, agent) : null;
      return rules && tether?.state === 'requested'
        ? failAttempt(agent, rules, now, `the Campaign Manager refused: ${reasonOf(reply)}`)
        : unchanged(agent);
    }
    case 'TetherStateChanged':
    case 'ReportAgentWork':
      return tether?.tetherId === command.tetherId ? withoutAgent(agent, command, reply) : unchanged(agent);
    case 'PreviewDecided':
      // The Campaign Manager withdrew it first: nobody is dialled, whatever was decided here.
      if (reply.result === 'refused' && agent.outbound.preview?.previewId === command.previewId) {
        return takeBack(agent, command.previewId, now, reasonOf(reply));
      }
      return reply.result === 'ignored' ? tellOvertaken(agent, command, now) : unchanged(agent);
    case 'EndCustomer':
    case 'FinishWork':
      return onCustomerReply(agent, command, reply, now);
    case 'CancelRelease':
      return unchanged(agent);
  }
}

/**
 * Told, as our latest word, that the agent is there, the Campaign Manager answers that it does not have them: it has given
 * them back, or lost them. Their tether is of no use, and another follows.
 */
function withoutAgent(agent: AgentRecord, { agentFence }: AgentCommand, { result }: CommandReply): Step {
  const { tether, fence, giveBack, move } = agent.outbound;
  const has = result !== 'refused' && result !== 'ignored';
  if (has || agentFence !== fence || tether?.state !== 'ready' || giveBack !== null || move !== null) {
    return unchanged(agent);
  }
  return endTether(agent, 'dropped');
}

const answerOf = (reply: CommandReply): AnswerToRelease => {
  switch (reply.result) {
    case 'refused':
      // A Campaign Manager that does not have the agent has no work in hand for them.
      return reply.reason === 'unknown-agent' || reply.reason === 'unknown-tether'
        ? { result: 'released' }
        : { result: 'refused', why: reasonOf(reply) };
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
  const { commandId, deadline } = command;
  const [agentId, fence] =
    'agentId' in command
      ? [command.agentId, { agentFence: command.agentFence }]
      : [null, { group: command.group, groupFence: command.groupFence }];
  const inputs = { ...fence, deadline };
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
