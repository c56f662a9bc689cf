import { memoryPorts } from '../../../adapters/memory/memory-ports';
import { MemoryMoveRequests } from '../../../adapters/memory/move-requests';
import type { AgentContact, AgentObservation } from '../../../core/agent/agent';
import type { CampaignCommand } from '../../../core/campaign-contract/commands';
import type { ContactFacts } from '../../../core/connect/ports';
import type { CriteriaStep } from '../../../core/connect/routing-steps';
import { fireTimer } from '../../../core/events/fire-timer';
import { observeAgent } from '../../../core/events/observe-agent';
import type { Command, CommandPriority, RebalanceRequest, Timer } from '../../../core/messages/messages';
import type { OfferRequest } from '../../../core/offering/offer-request';
import { planOffer } from '../../../core/offering/plan-offer';
import type { RosterEntry } from '../../../core/reconcile/ports';
import type { Round } from '../../../core/reconcile/reading-round';
import { defaultThresholds, type Thresholds } from '../../../core/thresholds/thresholds';
import { directory } from '../directory-of-two-groups';
import { RosterDouble } from '../reconcile/roster-double';

export const start = 1_700_000_000_000;

/** Every port in memory, a clock to turn, and what left the application, in order. */
export class CallCentre {
  now = start;
  readonly clock = { now: () => this.now };
  #tokens = 0;
  readonly #memory = memoryPorts({
    clock: this.clock,
    directory,
    // Tokens 00000001, 00000002 and so on.
    draw: () => ++this.#tokens / 100_000_000 + 1e-9,
  });
  readonly startTether = this.#memory.startTether;
  readonly offerPaired = this.#memory.offerPaired;
  readonly decisions = this.#memory.decisions;
  readonly agents = this.#memory.agents;
  readonly calls = this.#memory.calls;
  readonly voicemails = this.#memory.voicemails;
  readonly transcriber = this.#memory.transcriber;
  readonly directory = this.#memory.directory;
  readonly limiter = this.#memory.limiter;
  readonly backing = this.#memory.backing;
  readonly thresholds = this.#memory.thresholds;
  readonly criteria: { readonly callId: string; readonly steps: readonly CriteriaStep[] }[] = [];
  readonly armed: { readonly timer: Timer; readonly dueAt: number }[] = [];
  readonly sent: { readonly command: Command; readonly priority: CommandPriority }[] = [];
  /** What Connect says of contacts; one that is not here waits in its queue. */
  readonly contacts = new Map<string, Partial<ContactFacts>>();
  readonly attributesOf = new Map<string, Record<string, string>>();
  rosterNow: readonly RosterEntry[] = [];
  #sequence = 0;
  readonly #since = new Map<string, number>();

  readonly campaigns = this.#memory.campaigns;
  readonly meter = this.#memory.meter;
  readonly blend = this.#memory.blend;
  readonly tokens = this.#memory.tokens;
  readonly tokenStore = this.#memory.tokenStore;
  readonly pages = this.#memory.pages;
  readonly tetherFailures = this.#memory.tetherFailures;
  /** Commands to the Campaign Manager; a second one of the same id is none. */
  readonly told: CampaignCommand[] = [];
  /** Decisions asked for. */
  readonly asked: RebalanceRequest[] = [];
  readonly stopped: string[] = [];

  readonly campaignCommands = {
    send: async (command: CampaignCommand) => {
      if (!this.told.some(({ commandId }) => commandId === command.commandId)) this.told.push(command);
    },
  };
  readonly moveRequests = new MemoryMoveRequests();
  readonly rebalances = {
    request: async (request: RebalanceRequest) => {
      this.asked.push(request);
    },
  };

  readonly centre = {
    stop: async (contactId: string) => {
      if (this.contacts.get(contactId)?.disconnectedAt) return 'gone' as const;
      this.stopped.push(contactId);
      return 'stopped' as const;
    },
    setCriteria: async (callId: string, steps: readonly CriteriaStep[]) => {
      if (this.contacts.get(callId)?.disconnectedAt) return 'gone' as const;
      this.criteria.push({ callId, steps });
      return 'written' as const;
    },
    describe: async (contactId: string): Promise<ContactFacts> => ({
      contactId,
      initialContactId: contactId,
      queueId: 'q1',
      queuedAt: start,
      disconnectedAt: null,
      connectedToAgentAt: null,
      wrapUpEndedAt: null,
      agentId: null,
      ...this.contacts.get(contactId),
    }),
    tryDescribe: (contactId: string): Promise<ContactFacts> => this.centre.describe(contactId),
    attributes: async (contactId: string) => this.attributesOf.get(contactId) ?? {},
  };
  readonly timers = {
    arm: async (timer: Timer, dueAt: number) => {
      this.armed.push({ timer, dueAt });
    },
  };
  readonly commands = {
    send: async (command: Command, priority: CommandPriority) => {
      this.sent.push({ command, priority });
    },
  };
  /** What Connect says of names; it does not name anybody else. */
  readonly usernames = new Map<string, string>();
  readonly names = { usernameOf: async (agentId: string) => this.usernames.get(agentId) ?? null };
  readonly roster = new RosterDouble(() => this.rosterNow);
  readonly rounds = this.#memory.rounds;
  /** Rounds that are to go on, and in how many ms. */
  readonly roundsSent: { readonly round: Round; readonly delayMs: number }[] = [];
  readonly roundQueue = {
    send: async (round: Round, delayMs: number) => {
      this.roundsSent.push({ round, delayMs });
    },
  };

  at(seconds: number): this {
    this.now = start + seconds * 1000;
    return this;
  }

  /** Time passes to this second; what is armed until then fires in order, once each. */
  async passTo(seconds: number): Promise<void> {
    const end = start + seconds * 1000;
    for (;;) {
      const due = this.armed.filter(({ dueAt }) => dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0];
      if (!due) break;
      this.armed.splice(this.armed.indexOf(due), 1);
      this.now = Math.max(this.now, due.dueAt);
      await fireTimer(this, due);
    }
    this.now = end;
  }

  async set(thresholds: Partial<Thresholds>, group = 'sales'): Promise<void> {
    const { version } = await this.backing.fresh(group);
    const snapshot = {
      group,
      version: version + 1,
      thresholds: { ...defaultThresholds, ...thresholds },
      rejected: null,
    };
    await this.backing.publish(snapshot, version);
    this.now += 2_001;
  }

  /** An observation of now; `since` is when the status began, in seconds: as before, unless told. */
  seen(agentId: string, over: Partial<AgentObservation> & { readonly since?: number } = {}): AgentObservation {
    const { since = this.#since.get(agentId) ?? 0, ...rest } = over;
    this.#since.set(agentId, since);
    return {
      agentId,
      username: agentId,
      observedAt: this.now,
      sequence: String(++this.#sequence).padStart(8, '0'),
      status: { name: 'Available', type: 'ROUTABLE', since: start + since * 1000 },
      nextStatus: null,
      routingProfileId: 'rp',
      queueIds: ['q1'],
      proficiencies: [],
      voiceSlotsAvailable: rest.contacts?.length ? 0 : 1,
      contacts: [],
      ...rest,
    };
  }

  contact(callId: string, state: AgentContact['state']): AgentContact {
    return {
      contactId: callId,
      initialContactId: null,
      channel: 'VOICE',
      state,
      since: this.now,
      ownCall: false,
      queueId: 'q1',
      queuedAt: start,
    };
  }

  observe(agentId: string, over: Parameters<CallCentre['seen']>[1] = {}): Promise<unknown> {
    return observeAgent(this, this.seen(agentId, over));
  }

  /** The agent's softphone shows this call in this state. */
  shows(agentId: string, callId: string, state: AgentContact['state']): Promise<unknown> {
    return this.observe(agentId, { contacts: [this.contact(callId, state)] });
  }

  ask(callId: string, stage: OfferRequest['stage'] = 'arrival') {
    return planOffer(this, { stage, callId, initialContactId: callId, queueId: 'q1', required: [] });
  }

  /** The last criteria written for a call, in short: `hold 10 | bo 22 | hold`. */
  lastCriteria(callId: string): string | null {
    const last = this.criteria.filter((written) => written.callId === callId).at(-1);
    return last ? short(last.steps) : null;
  }
}

export const short = (steps: readonly CriteriaStep[]): string =>
  steps
    .map(
      ({ who, seconds }) =>
        `${who.kind === 'agents' ? who.agentIds.join(',') : who.kind}${seconds === null ? '' : ` ${seconds}`}`,
    )
    .join(' | ');
