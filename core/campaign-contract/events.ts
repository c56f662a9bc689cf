import * as z from 'zod';
import { refusalReasons } from './commands';
import {
  agentId,
  campaignName,
  contactName,
  eventId,
  moment,
  moveId,
  outcomeName,
  previewId,
  sequence,
  tetherId,
  timeoutActions,
  workState,
} from './identifiers';

/**
 * Events: facts the Campaign Manager tells us, in any order, any number of times. `at` is when the thing happened by
 * its own clock.
 */
const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), eventId, at: moment, ...shape });

/**
 * `dialling`: the call was placed. `answered`: our number took it, the token is being sent; the agent is not there yet.
 * `failed`: it never got through. `ended`: it is over.
 */
export const tetherProgress = event('TetherProgress', {
  agentId,
  tetherId,
  state: z.enum(['dialling', 'answered', 'failed', 'ended']),
  /** With `failed` and `ended`. `renewed`: made and broken per customer, a new one is expected. */
  why: z.enum(['no-answer', 'busy', 'rejected', 'hung-up', 'released', 'renewed', 'carrier-error']).optional(),
});

/** On every change, and on ReportAgentWork. `seq` counts per tether. */
export const agentWork = event('AgentWork', {
  agentId,
  tetherId,
  seq: sequence,
  state: workState,
  campaign: campaignName.nullish(),
  contact: contactName.nullish(),
});

/** The most outcomes a campaign has. */
export const mostOutcomes = 50;

/** What a campaign has to do; on every change, at most once a second, and at least every minute. */
export const campaignWork = event('CampaignWork', {
  campaign: campaignName,
  seq: sequence,
  /** Contacts that could be dialled now. */
  callsAvailable: z.int().min(0),
  dialsInFlight: z.int().min(0),
  /** Agents the campaign could use now, by its own reckoning. */
  agentsNeeded: z.int().min(0),
  /** 1 is served first. */
  priority: z.int().min(1).max(1000),
  /** Limits the campaign sets itself, where it has any. */
  minAgents: z.int().min(0).optional(),
  maxAgents: z.int().min(0).optional(),
  /** What agents may say came of a conversation, in the order it is shown; `label`: for people. */
  outcomes: z
    .array(z.object({ outcome: outcomeName, label: z.string().min(1).max(100).optional() }))
    .max(mostOutcomes)
    .optional(),
});

/** How a ReleaseAgent, a ChangeAgentState `not-ready` or a CancelRelease ended that was only `accepted` at first. */
export const releaseResult = event('ReleaseResult', {
  agentId,
  tetherId,
  /** Of the command that is answered. */
  commandId: z.string().min(1).max(256),
  moveId: moveId.nullish(),
  result: z.enum(['released', 'refused', 'cancelled']),
  reason: z.enum(refusalReasons).optional(),
});

/** How much longer than the preview an agent's reservation lasts at least (docs/theory.md#previews-in-other-dialers). */
export const reservationMarginSeconds = 30;

/** How much a card may hold: characters, and names of `fields`. */
export const cardLimits = {
  name: 200,
  number: 40,
  lastOutcome: 100,
  fields: 30,
  fieldName: 64,
  fieldText: 500,
} as const;

/**
 * A contact is shown to an agent before it is dialled. The countdown is ours and starts when we hear of it; its length
 * and what happens at its end are the campaign's. The agent's work is `preview` from then on.
 */
export const previewOffered = event('PreviewOffered', {
  agentId,
  tetherId,
  previewId,
  campaign: campaignName,
  contact: contactName,
  seconds: z.int().min(1).max(999),
  /** At least 30 s longer than the preview. */
  reservationSeconds: z.int().min(31).max(9999),
  onTimeout: z.enum(timeoutActions),
  /** What the agent sees. */
  card: z.object({
    name: z.string().max(cardLimits.name),
    /** As the campaign's policy lets it be seen, such as `+49 *** *** 89`. */
    number: z.string().max(cardLimits.number),
    /** Dials so far. */
    attempts: z.int().min(0),
    lastOutcome: z.string().max(cardLimits.lastOutcome).nullish(),
    fields: z
      .record(z.string().max(cardLimits.fieldName), z.string().max(cardLimits.fieldText))
      .refine((fields) => Object.keys(fields).length <= cardLimits.fields, {
        error: `at most ${cardLimits.fields} fields are shown`,
      })
      .meta({ maxProperties: cardLimits.fields })
      .default({}),
  }),
}).refine((offer) => offer.reservationSeconds >= offer.seconds + reservationMarginSeconds, {
  error: () => `reservationSeconds must be at least ${reservationMarginSeconds} more than seconds`,
  path: ['reservationSeconds'],
});

/** The Campaign Manager takes a preview back: the list was stopped, the contact called in, the reservation ran out. */
export const previewWithdrawn = event('PreviewWithdrawn', {
  agentId,
  tetherId,
  previewId,
  why: z.string().max(200),
});

/**
 * How one dial of one contact ended. `completed`: talked with an agent. `abandoned`: answered, and no agent was there. `machine`:
 * answered by one, and not put through. `invalid-number`: there is none such. `rejected`: declined, or barred by the network.
 * `failed`: anything else.
 */
export const dialOutcomes = [
  'completed',
  'no-answer',
  'abandoned',
  'failed',
  'busy',
  'machine',
  'invalid-number',
  'rejected',
] as const;
export type DialEnd = (typeof dialOutcomes)[number];

/** What came of one call to a contact; nothing is decided by it, it is for reports. */
export const dialOutcome = event('DialOutcome', {
  campaign: campaignName,
  contact: contactName,
  attempt: z.int().min(1),
  agentId: agentId.nullish(),
  outcome: z.enum(dialOutcomes),
});

/** What a Campaign Manager can do that not every one can; of names we do not know nothing follows. */
export const capabilities = ['hold-agents', 'end-customer', 'finish-work'] as const;
export type Capability = (typeof capabilities)[number];

/** Every 30 s. Without one for 90 s no new tether is asked for. */
export const heartbeat = event('Heartbeat', {
  seq: sequence,
  capabilities: z.array(z.string().min(1).max(64)).max(20).optional(),
});

export const campaignEventSchema = z.discriminatedUnion('type', [
  tetherProgress,
  agentWork,
  campaignWork,
  releaseResult,
  dialOutcome,
  heartbeat,
  previewOffered,
  previewWithdrawn,
]);
export type CampaignEvent = z.infer<typeof campaignEventSchema>;

/** An event of one type, or of several: `CampaignEventOf<'TetherProgress'>`. */
export type CampaignEventOf<T extends CampaignEvent['type']> = Extract<CampaignEvent, { type: T }>;

/** The most events one request carries. */
export const maxEventsPerRequest = 100;

/** The body of `POST <ingress>/campaign-manager/events`. */
export const eventsEnvelope = z.object({
  version: z.string(),
  events: z.array(z.unknown()).min(1).max(maxEventsPerRequest),
});
