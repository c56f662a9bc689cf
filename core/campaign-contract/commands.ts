import * as z from 'zod';
import { type AgentId, type GroupId, idFrom } from '../ids';
import type { RecordOf } from '../record';
import {
  agentId,
  campaignName,
  contactName,
  moment,
  moveId,
  outcomeName,
  previewDeciders,
  previewId,
  previewOutcomes,
  sequence,
  tetherId,
} from './identifiers';

/**
 * Commands: what we tell the Campaign Manager. Every command carries a `commandId` (the same one coming again changes
 * nothing and is answered as before), a fence (counts up per agent, or per group; a command below the highest seen for the
 * agent or the group is answered `ignored`) and a `deadline` (after it the command is answered `ignored`).
 */
const commandId = z.string().min(1).max(256);

const group = idFrom<GroupId>(z.string().min(1));
const boundedGroup = idFrom<GroupId>(z.string().min(1).max(256));

/** About one agent. */
const command = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({
    type: z.literal(type),
    commandId,
    agentFence: z.int().min(1),
    deadline: moment,
    agentId,
    ...shape,
  });

/** One call to be placed to our tether number; whoever answers the flow's question with the token is that agent's leg. */
const tetherOrder = z.object({
  tetherId,
  /** E.164. */
  number: z.string().regex(/^\+[1-9]\d{1,14}$/),
  /** Eight digits, to be sent by DTMF once the call is answered. Good once, and until `expiresAt`. */
  token: z.string().regex(/^\d{8}$/),
  attempt: z.int().min(1),
  expiresAt: moment,
});

/**
 * `available` with a tether: place that call. `not-ready` and `logged-out`: give the agent no further work, finish what
 * is in hand, then answer `released` (now, or later by the event ReleaseResult).
 */
export const changeAgentState = command('ChangeAgentState', {
  username: z.string().min(1).max(100),
  group,
  state: z.enum(['available', 'not-ready', 'logged-out']),
  /** With `available` only. */
  tether: tetherOrder.optional(),
  /** Campaigns the agent may work for. */
  campaigns: z.array(campaignName),
  reason: z.string(),
});

/**
 * Only between `ready` and `not-ready` or `ended` may the Campaign Manager use the agent: the carrier's leg is answered
 * long before the agent joins. `ended`: hang up what is left of the call.
 */
export const tetherStateChanged = command('TetherStateChanged', {
  tetherId,
  state: z.enum(['ready', 'not-ready', 'ended']),
  why: z.string(),
});

/**
 * A request, not an order. `now`: answer `released` (the agent is out of the pool for good) or `refused` with what they
 * are doing. `after-work`: start nothing further for them, answer `released` when idle at once, else `accepted` and
 * ReleaseResult when their work has ended.
 */
export const releaseAgent = command('ReleaseAgent', {
  tetherId,
  moveId,
  when: z.enum(['now', 'after-work']),
  reason: z.string(),
});

/** Takes a release after work back, if it has not happened yet: the agent works on. */
const cancelRelease = command('CancelRelease', { tetherId, moveId, reason: z.string() });

/** The most agents one HoldAgents names. */
export const mostHeld = 300;

/** For how long nothing is begun for an agent of the group who comes on a tether while others are held. */
export const newcomerHeldMs = 5_000;

/**
 * Callers wait whom only agents on tethers could take: nothing further is begun for those named, so that the first of them
 * whose work is over can be asked for. Work in hand goes on. It holds until `until`, and until a later one for the group
 * takes its place: one that names nobody ends it. Sent to a Campaign Manager that says `hold-agents` in its heartbeat.
 */
export const holdAgents = z.object({
  type: z.literal('HoldAgents'),
  commandId,
  groupFence: z.int().min(1),
  deadline: moment,
  group: boundedGroup,
  agentIds: z.array(agentId).max(mostHeld),
  until: moment,
  reason: z.string(),
});

/** Asks for AgentWork as it is now. */
export const reportAgentWork = command('ReportAgentWork', { tetherId });

/**
 * How a preview ended. The Campaign Manager may have withdrawn it meanwhile: it answers `refused` with the reason
 * `withdrawn`, nothing is dialled, and the outcome of the preview is `withdrawn`.
 */
export const previewDecided = command('PreviewDecided', {
  tetherId,
  previewId,
  outcome: z.enum(previewOutcomes),
  by: z.enum(previewDeciders),
  reason: z.string(),
});

/** Which customer of an agent: whoever AgentWork told of as `talking` or `wrap-up`, up to `workSeq`. */
const aboutCustomer = {
  tetherId,
  /** Of the newest AgentWork we knew when the agent pressed: a conversation told of by a higher one is another. */
  workSeq: sequence,
  /** As that AgentWork named them; left out where it named none. */
  campaign: campaignName.optional(),
  contact: contactName.optional(),
};

/**
 * The agent wants the customer off the tether, who does not hang up or is a machine. The tether stays, and the conversation ends
 * as if the customer had hung up. Nothing is done to anybody else: not to a dial, not to a later customer. Sent to a Campaign
 * Manager that says `end-customer` in its heartbeat.
 */
export const endCustomer = command('EndCustomer', { ...aboutCustomer, reason: z.string() });

/**
 * The agent's wrap-up is over, and what came of the conversation. What it says of the contact counts also where the wrap-up has
 * ended meanwhile; what the agent does by then is left alone. Sent to a Campaign Manager that says `finish-work` in its heartbeat.
 */
export const finishWork = command('FinishWork', {
  ...aboutCustomer,
  /** One of the campaign's list (CampaignWork `outcomes`). */
  outcome: outcomeName.optional(),
  /** The customer is not to be called again. Never together with `callBackAt`. */
  doNotCall: z.boolean(),
  /** When the customer wants to be called, by anybody. */
  callBackAt: moment.optional(),
  reason: z.string(),
});

export const campaignCommandSchema = z.discriminatedUnion('type', [
  changeAgentState,
  tetherStateChanged,
  releaseAgent,
  cancelRelease,
  reportAgentWork,
  previewDecided,
  holdAgents,
  endCustomer,
  finishWork,
]);
export type CampaignCommand = RecordOf<typeof campaignCommandSchema>;
/** About one agent; the others are about a group. */
export type AgentCommand = Extract<CampaignCommand, { agentId: AgentId }>;

/** A command of one type, or of several: `CampaignCommandOf<'ReleaseAgent'>`. */
export type CampaignCommandOf<T extends CampaignCommand['type']> = Extract<CampaignCommand, { type: T }>;

/** The body of `POST <url>/commands`. */
export const commandEnvelope = z.object({ version: z.string(), command: campaignCommandSchema });

export const refusalReasons = [
  'reserved',
  'dialling',
  'preview',
  'talking',
  'wrap-up',
  'unknown-agent',
  'unknown-tether',
  'unknown-preview',
  'withdrawn',
  'no-lines',
  'no-customer',
  'unknown-outcome',
  'no-call-back',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/**
 * The answer, within 3 s. `accepted`: understood; what follows is told by events. `released`: the agent is out of the
 * pool. `refused`: not possible, and why. `ignored`: stale, late or a version not spoken; nothing was done.
 */
export const commandReply = z.discriminatedUnion('result', [
  z.object({ commandId: z.string(), result: z.literal('accepted'), message: z.string().optional() }),
  z.object({ commandId: z.string(), result: z.literal('released'), message: z.string().optional() }),
  z.object({
    commandId: z.string(),
    result: z.literal('refused'),
    reason: z.enum(refusalReasons),
    message: z.string().optional(),
  }),
  z.object({ commandId: z.string(), result: z.literal('ignored'), message: z.string().optional() }),
]);
export type CommandReply = z.infer<typeof commandReply>;

/** Whom a command is about: commands with the same subject come in order. */
export const subjectOf = (told: CampaignCommand): string => ('agentId' in told ? told.agentId : `group:${told.group}`);
