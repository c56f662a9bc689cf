import agentWhisper from './agent-whisper.json';
import customerWhisper from './customer-whisper.json';
import entry from './entry.json';
import inbound from './inbound.json';
import inboundQueue from './inbound-queue.json';
import type { FlowDocument, FlowType } from './language/document';
import tether from './tether.json';
import tetherQueue from './tether-queue.json';
import transfer from './transfer.json';
import voicemailQueue from './voicemail-queue.json';
import voicemailTask from './voicemail-task.json';

export type FlowName =
  | 'agent-whisper'
  | 'customer-whisper'
  | 'entry'
  | 'inbound'
  | 'inbound-queue'
  | 'tether'
  | 'tether-queue'
  | 'transfer'
  | 'voicemail-queue'
  | 'voicemail-task';

export interface CatalogEntry {
  readonly name: FlowName;
  /** Relative to this folder. */
  readonly file: string;
  readonly type: FlowType;
  /** One sentence on what the flow does and when it runs. */
  readonly purpose: string;
  /** Every `${Token}` of the file with what its value means; `bindFlow` wants exactly these. */
  readonly tokens: Readonly<Record<string, string>>;
}

/** The flows of this folder, in the order in which they must be made: each refers only to flows before it. */
export const flowCatalog = [
  {
    name: 'voicemail-queue',
    file: 'voicemail-queue.json',
    type: 'CUSTOMER_QUEUE',
    purpose: 'Records the message of a caller who was moved to the voicemail queue.',
    tokens: { VoicemailPrompt: 'text that asks the caller for a message' },
  },
  {
    name: 'voicemail-task',
    file: 'voicemail-task.json',
    type: 'CONTACT_FLOW',
    purpose: 'Takes a voicemail task to the queue its caller had waited in.',
    tokens: {},
  },
  {
    name: 'inbound-queue',
    file: 'inbound-queue.json',
    type: 'CUSTOMER_QUEUE',
    purpose: 'Holds a waiting caller, asks plan-offer every 30 seconds, and leads to voicemail.',
    tokens: {
      HoldMessage: 'text that a waiting caller hears again and again, with pauses',
      PlanOfferArn: 'ARN of the Lambda function plan-offer; it must be associated with the instance',
      VoicemailQueueArn: 'ARN of the queue that no routing profile serves',
      VoicemailQueueFlowArn: 'ARN of the flow voicemail-queue',
      VoicemailPrompt: 'text that asks the caller for a message',
    },
  },
  {
    name: 'transfer',
    file: 'transfer.json',
    type: 'QUEUE_TRANSFER',
    purpose:
      'Takes a caller into a queue, as a caller of that queue, whom an agent sends on by a quick connect or another flow sends here; one per queue.',
    tokens: {
      ClosedMessage: 'text outside the opening hours of the queue, before the call ends',
      BusyMessage: 'text when the queue cannot take the call (at capacity), before the call ends',
      QueueArn: 'ARN of the customer queue the caller is sent to; its hours are the opening hours',
      InboundQueueFlowArn: 'ARN of the flow inbound-queue',
      PlanOfferArn: 'ARN of the Lambda function plan-offer; it must be associated with the instance',
      RequiredProficiencies:
        '"none", or what the queue\'s callers ask for, unless the number called or a flow asked for something',
    },
  },
  {
    name: 'entry',
    file: 'entry.json',
    type: 'CONTACT_FLOW',
    purpose:
      'Takes callers of any other flow into the queue that the attribute ccbQueue names, without a greeting; one per environment.',
    tokens: {
      DefaultQueue: 'name of the queue for callers with a name that no queue has',
      DefaultTransferFlowArn: 'ARN of the flow transfer of that queue',
      BusyMessage: 'text when no flow could take the call, before it ends',
    },
  },
  {
    name: 'inbound',
    file: 'inbound.json',
    type: 'CONTACT_FLOW',
    purpose:
      'Greets a caller, minds the opening hours, has the first offer planned, and queues the call; one per queue.',
    tokens: {
      Greeting: 'text that every caller hears first',
      ClosedMessage: 'text outside the opening hours of the queue, before the call ends',
      BusyMessage: 'text when the queue cannot take the call (at capacity), before the call ends',
      QueueArn: 'ARN of the customer queue whose callers this flow serves; its hours are the opening hours',
      InboundQueueFlowArn: 'ARN of the flow inbound-queue',
      PlanOfferArn: 'ARN of the Lambda function plan-offer; it must be associated with the instance',
      RequiredProficiencies: '"none", or what agents must have: "Name=Value>=Level", several joined by commas',
      OwnProficiencies: '"true" where the number asks for them, "false" where the group of the queue does',
    },
  },
  {
    name: 'tether-queue',
    file: 'tether-queue.json',
    type: 'CUSTOMER_QUEUE',
    purpose: 'Holds a tether in silence while its agent is rung, and hangs up after 25 seconds.',
    tokens: {},
  },
  {
    name: 'agent-whisper',
    file: 'agent-whisper.json',
    type: 'AGENT_WHISPER',
    purpose: 'Says nothing to an agent before a tether is joined to them, in place of the default whisper.',
    tokens: {},
  },
  {
    name: 'customer-whisper',
    file: 'customer-whisper.json',
    type: 'CUSTOMER_WHISPER',
    purpose: 'Says nothing to the dialer before a tether is joined to its agent, in place of the default whisper.',
    tokens: {},
  },
  {
    name: 'tether',
    file: 'tether.json',
    type: 'CONTACT_FLOW',
    purpose: 'Takes a call of the Campaign Manager to the one agent whose token it types; hangs up on everyone else.',
    tokens: {
      MapTetherArn: 'ARN of the Lambda function map-tether; it must be associated with the instance',
      TetherQueueArn: 'ARN of the tether queue, which every blended and outbound routing profile serves first',
      TetherQueueFlowArn: 'ARN of the flow tether-queue',
      AgentWhisperFlowArn: 'ARN of the flow agent-whisper',
      CustomerWhisperFlowArn: 'ARN of the flow customer-whisper',
    },
  },
] as const satisfies readonly CatalogEntry[];

/** `unknown` because TypeScript reads JSON as the union of all its objects; a test validates each document. */
const documents: Readonly<Record<FlowName, unknown>> = {
  'agent-whisper': agentWhisper,
  'customer-whisper': customerWhisper,
  entry,
  inbound,
  'inbound-queue': inboundQueue,
  tether,
  'tether-queue': tetherQueue,
  transfer,
  'voicemail-queue': voicemailQueue,
  'voicemail-task': voicemailTask,
};

/** The template of a flow, its tokens unbound. Shared: do not change it. */
export function loadFlow(name: FlowName): FlowDocument {
  return documents[name] as FlowDocument;
}

/** The entry of a flow in the catalog. */
export function catalogEntry(name: FlowName): CatalogEntry {
  const entry = flowCatalog.find((candidate) => candidate.name === name);
  if (entry === undefined) throw new Error(`There is no contact flow "${String(name)}" in contact-flows/catalog.ts.`);
  return entry;
}
