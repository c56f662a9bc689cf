/** A Campaign Manager with a telephone line that exists on paper only, and the commands the application would send it. */

import { type CampaignManager, createCampaignManager } from '../../../campaign-manager/reference/campaign-manager';
import {
  type CampaignLatency,
  type CampaignMemory,
  type CampaignScript,
  latencyOf,
} from '../../../campaign-manager/reference/campaign-script';
import type { CampaignFact, PaceFact } from '../../../campaign-manager/reference/facts';
import type { TetherPhone } from '../../../campaign-manager/reference/tether-phone';
import { seededChance } from '../../../clock/chance';
import { EventClock } from '../../../clock/event-clock';
import type { Chance } from '../../../clock/scheduler';
import type { CampaignCommand, CommandReply } from '../../../core/campaign-contract/commands';
import { type CampaignEvent, campaignEventSchema } from '../../../core/campaign-contract/events';
import { calm } from '../../../simulator/platform/conditions';

export const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);
export const tetherNumber = '+4930000009';

export const aCampaign = (name: string, more: Partial<CampaignScript> = {}): CampaignScript => ({
  name,
  priority: 1,
  startAtSeconds: 0,
  contacts: 10,
  pacing: { mode: 'progressive', linesPerAgent: 1, maxAbandonRate: 0.03 },
  answerProbability: 1,
  ringSeconds: () => 10,
  talkSeconds: () => 60,
  wrapUpSeconds: () => 5,
  attempts: 1,
  retrySeconds: 600,
  freshTether: false,
  ...more,
});

/** Of a campaign that has abandoned nobody of a thousand: it may dial more than one for an idle agent. */
export const roomToAbandon: CampaignMemory = {
  ledger: { live: Array.from({ length: 1000 }, () => startMs - 3_600_000), abandoned: [] },
  previews: {},
  stopped: false,
};

/** Answers, or not, in this order for every contact. */
export const answering = (...answers: boolean[]): Chance => {
  const asked = new Map<string, number>();
  return {
    next(source) {
      const count = asked.get(source) ?? 0;
      asked.set(source, count + 1);
      return (answers[Math.min(count, answers.length - 1)] ?? true) ? 0 : 1;
    },
  };
};

export interface OfficeOptions {
  readonly campaigns?: readonly CampaignScript[];
  readonly chance?: Chance;
  readonly latency?: Partial<CampaignLatency>;
  /** Second 0 of the run, ms since the epoch. @default a Monday, 10:00 in Berlin */
  readonly startMs?: number;
  /** Told every fact, too. */
  readonly observe?: (fact: CampaignFact) => void;
  /** What becomes of a request with events; takes them when it returns. */
  readonly send?: (events: readonly CampaignEvent[], t: number) => void | Promise<void>;
  /** What the carrier says to a call. */
  readonly carrier?: () => 'answers' | 'busy' | 'no-such-number';
}

type Line = { readonly contactId: string; listener: (() => void) | null; keys: string[]; up: boolean };
type Fields<T extends CampaignCommand['type']> = Partial<Omit<Extract<CampaignCommand, { type: T }>, 'type'>>;

export function anOffice(options: OfficeOptions = {}) {
  const { startMs: beginMs = startMs } = options;
  const clock = new EventClock(beginMs);
  const t = () => (clock.now() - beginMs) / 1000;
  const facts: CampaignFact[] = [];
  const paces: PaceFact[] = [];
  const requests: { t: number; events: readonly CampaignEvent[] }[] = [];
  const lines: Line[] = [];
  const phone: TetherPhone = {
    async dial(number, from) {
      expect([number, from]).toEqual([tetherNumber, expect.stringMatching(/^\+\d{8,15}$/)]);
      const said = options.carrier?.() ?? 'answers';
      if (said === 'no-such-number') throw new Error('no such number');
      if (said === 'busy') return null;
      const line: Line = { contactId: `contact-${lines.length + 1}`, listener: null, keys: [], up: true };
      lines.push(line);
      return line.contactId;
    },
    async enter(contactId, digits) {
      lineOf(contactId).keys.push(digits);
    },
    hangUp: async (contactId) => breakLine(contactId),
    onEnded(contactId, listener) {
      const line = lineOf(contactId);
      if (line.up) line.listener = listener;
      else listener();
    },
  };
  const lineOf = (contactId: string): Line => {
    const line = lines.find((known) => known.contactId === contactId);
    if (!line) throw new Error(`no line ${contactId}`);
    return line;
  };
  const breakLine = (contactId: string): void => {
    const line = lineOf(contactId);
    if (!line.up) return;
    line.up = false;
    line.listener?.();
  };
  const campaignManager: CampaignManager = createCampaignManager({
    scheduler: clock,
    chance: options.chance ?? seededChance(1),
    startMs: beginMs,
    campaigns: options.campaigns ?? [aCampaign('renewals')],
    phone,
    async send(events) {
      for (const event of events) campaignEventSchema.parse(event);
      await options.send?.(events, t());
      requests.push({ t: t(), events });
    },
    observe: (fact) => {
      facts.push(fact);
      options.observe?.(fact);
    },
    observePace: (fact) => paces.push(fact),
    latency: { ...latencyOf(calm), ...options.latency },
  });

  let commands = 0;
  const command = <T extends CampaignCommand['type']>(type: T, username: string, fields: Fields<T> = {}) => {
    commands += 1;
    return {
      version: '1',
      command: {
        type,
        commandId: `k${commands}`,
        agentFence: commands,
        deadline: clock.now() + 30_000,
        agentId: `id-${username}`,
        ...(type === 'ChangeAgentState'
          ? { username, group: 'sales', campaigns: ['renewals', 'winback'], state: 'available', reason: 'test' }
          : { tetherId: `t-${username}` }),
        ...(type === 'TetherStateChanged' && { state: 'ready', why: 'test' }),
        ...(type === 'ReleaseAgent' && { moveId: 'm1', when: 'now', reason: 'test' }),
        ...(type === 'PreviewDecided' && { outcome: 'reject', by: 'agent', reason: 'test' }),
        ...(type === 'CancelRelease' && { moveId: 'm1', reason: 'test' }),
        ...fields,
      },
    };
  };
  const order = (username: string, more: { tetherId?: string; token?: string; expiresInSeconds?: number } = {}) => ({
    tetherId: more.tetherId ?? `t-${username}`,
    number: tetherNumber,
    token: more.token ?? '12345678',
    attempt: 1,
    expiresAt: clock.now() + (more.expiresInSeconds ?? 30) * 1000,
  });

  const office = {
    campaignManager,
    clock,
    lines,
    facts,
    paces,
    requests,
    /** A well-formed envelope; every one has a higher fence than the one before. */
    command,
    order,
    breakLine,
    /** Sends a command now. */
    ask: <T extends CampaignCommand['type']>(type: T, username: string, fields: Fields<T> = {}): CommandReply =>
      campaignManager.receive(command(type, username, fields)),
    /** Does something at a second of the run, when the application's deliveries are. */
    at: (seconds: number, task: () => unknown) =>
      void clock.at(beginMs + seconds * 1000, async () => void (await task()), 'hop'),
    to: (seconds: number) => clock.run(beginMs + seconds * 1000),
    /** Gives an agent a tether that is up at a second of the run (the call was asked for 1 s before). */
    hire(username: string, readyAt = 1, more: Parameters<typeof order>[1] = {}) {
      const tetherId = more.tetherId ?? `t-${username}`;
      office.at(readyAt - 1, () =>
        office.ask('ChangeAgentState', username, { tether: order(username, { ...more, tetherId }) }),
      );
      office.at(readyAt, () =>
        office.clock.after(0, () => void office.ask('TetherStateChanged', username, { tetherId })),
      );
    },
    events: (): readonly CampaignEvent[] => requests.flatMap(({ events }) => events),
    eventsOf: <T extends CampaignEvent['type']>(type: T): readonly Extract<CampaignEvent, { type: T }>[] =>
      office.events().filter((event): event is Extract<CampaignEvent, { type: T }> => event.type === type),
    /** An agent's work as told: "t state contact". */
    work: (username: string): readonly string[] =>
      office
        .eventsOf('AgentWork')
        .filter(({ agentId }) => agentId === `id-${username}`)
        .map(({ at, state, contact }) =>
          [(at - beginMs) / 1000, state, contact].filter((part) => part !== null).join(' '),
        ),
    tethers: (): readonly string[] =>
      office
        .eventsOf('TetherProgress')
        .map(({ at, agentId, state, why }) =>
          [(at - beginMs) / 1000, agentId.slice(3), state, why]
            .filter((part) => part !== null && part !== undefined)
            .join(' '),
        ),
    results: (): readonly string[] =>
      office
        .eventsOf('ReleaseResult')
        .map(({ at, commandId, result, reason }) =>
          [(at - beginMs) / 1000, commandId, result, reason]
            .filter((part) => part !== null && part !== undefined)
            .join(' '),
        ),
    /** Facts as "t type contact agent", "t contact state", "t offered preview agent" or "t decided preview outcome by". */
    told: (...types: CampaignFact['type'][]): readonly string[] =>
      facts
        .filter(({ type }) => types.length === 0 || types.includes(type))
        .map((fact) => {
          const seconds = (fact.at - beginMs) / 1000;
          if (fact.type === 'contact.state') return `${seconds} ${fact.contact} ${fact.state}`;
          if (fact.type === 'preview.offered') return `${seconds} offered ${fact.preview} ${fact.username}`;
          if (fact.type === 'preview.decided') return `${seconds} decided ${fact.preview} ${fact.outcome} ${fact.by}`;
          const outcome = fact.type === 'dial.ended' ? fact.outcome : null;
          const what = fact.type.replace('dial.', '');
          return [seconds, what, fact.contact, fact.username, outcome]
            .filter((part) => part !== null && part !== undefined)
            .join(' ');
        }),
  };
  return office;
}

export type Office = ReturnType<typeof anOffice>;
