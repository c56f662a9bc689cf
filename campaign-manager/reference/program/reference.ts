/** The reference Campaign Manager by itself: a telephone that answers at once, two small lists or others, and the wire around it. */

import { seededChance } from '../../../clock/chance';
import type { Chance, Scheduler } from '../../../clock/scheduler';
import type { CommandReply } from '../../../core/campaign-contract/commands';
import type { CampaignEvent } from '../../../core/campaign-contract/events';
import { type CampaignManager, createCampaignManager } from '../campaign-manager';
import type { CampaignScript } from '../campaign-script';
import {
  type Answer,
  commandReceiver,
  type EventExchange,
  eventSender,
  type IncomingCommand,
  type LiveSecrets,
} from '../http';
import { answeringPhone } from './answering-phone';
import { demoCampaigns } from './demo-campaigns';

/** What a wrapper can reach besides. */
export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly secrets: LiveSecrets;
  readonly nonce: () => string;
}

/** Where a wrapper may differ from the reference. Each gets what the reference would do. */
export interface Seams {
  /** A request with a command, before anything in it is believed. */
  readonly request?: (
    incoming: IncomingCommand,
    next: (incoming: IncomingCommand) => Answer,
  ) => Answer | Promise<Answer>;
  /** A command that was believed. */
  readonly command?: (envelope: unknown, next: (envelope: unknown) => CommandReply) => CommandReply;
  /** An event: what is told instead of it. Asked once for each event. */
  readonly event?: (event: CampaignEvent, act: (envelope: unknown) => CommandReply) => readonly object[];
  /** A signed request with events on its way. */
  readonly post?: (request: Parameters<EventExchange>[0], next: EventExchange) => ReturnType<EventExchange>;
  readonly secrets?: (secrets: LiveSecrets) => LiveSecrets;
  /** The key events are signed with. */
  readonly signingKey?: string;
}

/** What the reference is started with. */
export interface ReferenceOptions {
  readonly scheduler: Scheduler;
  readonly secrets: LiveSecrets;
  /** @default demoCampaigns */
  readonly campaigns?: readonly CampaignScript[];
  /** @default the same in every run */
  readonly chance?: Chance;
  /** Path of the ingress, which is signed. */
  readonly eventsPath: string;
  /** Brings requests with events to the ingress. */
  readonly exchange: EventExchange;
  readonly nonce: () => string;
  /** Events the ingress took and will not act on, a sentence each. */
  readonly refused: (sentences: readonly string[]) => void;
  readonly seams?: (surroundings: Surroundings) => Seams;
}

/** A reference Campaign Manager that dials until it is closed. */
export interface Reference {
  readonly campaignManager: CampaignManager;
  /** Answers a request with a command. */
  answer(incoming: IncomingCommand): Promise<Answer>;
  close(): void;
}

/** Dials and tells from the start. */
export function startReference(options: ReferenceOptions): Reference {
  const { scheduler, exchange } = options;
  const seams = options.seams?.(options) ?? {};
  const now = () => scheduler.now();
  const { post: wrapped } = seams;
  const post: EventExchange = wrapped ? (request) => wrapped(request, exchange) : exchange;
  const send = eventSender(options.eventsPath, post, {
    secret: () => seams.signingKey ?? options.secrets.current,
    now,
    nonce: options.nonce,
    refused: options.refused,
  });
  /** What is told instead of an event; the same when it is sent again. */
  const instead = new Map<string, readonly object[]>();
  const toldFor = (event: CampaignEvent): readonly object[] => {
    if (!seams.event) return [event];
    const known = instead.get(event.eventId) ?? seams.event(event, (envelope) => campaignManager.receive(envelope));
    instead.set(event.eventId, known);
    return known;
  };
  const campaignManager: CampaignManager = createCampaignManager({
    scheduler,
    chance: options.chance ?? seededChance(1),
    startMs: scheduler.now(),
    campaigns: options.campaigns ?? demoCampaigns,
    phone: answeringPhone(),
    async send(events) {
      const told = events.flatMap(toldFor);
      if (told.length > 0) await send(told as readonly CampaignEvent[]);
    },
    observe: () => {},
    latency: { tetherCallMs: () => 1_000, dialMs: () => 100, bridgeMs: () => 200 },
  });
  const receive = (envelope: unknown): CommandReply =>
    seams.command
      ? seams.command(envelope, (given) => campaignManager.receive(given))
      : campaignManager.receive(envelope);
  const receiver = commandReceiver({
    campaignManager: { receive, isDown: () => campaignManager.isDown() },
    secrets: () => seams.secrets?.(options.secrets) ?? options.secrets,
    now,
  });
  campaignManager.start();
  return {
    campaignManager,
    answer: async (incoming) => (seams.request ? seams.request(incoming, receiver) : receiver(incoming)),
    close: () => campaignManager.close(),
  };
}
