import { MemoryDirectorySource } from '../../../adapters/memory/directory-source';
import { rebalanceId } from '../../../adapters/rebalance-once';
import type { AgentContact, AgentObservation } from '../../../core/agent/agent';
import { mapTether } from '../../../core/agent/steps/map-tether';
import { rebalance } from '../../../core/blending/rebalance';
import { type CampaignCommand, subjectOf } from '../../../core/campaign-contract/commands';
import type { CampaignEvent } from '../../../core/campaign-contract/events';
import { runCampaignCommand } from '../../../core/campaign-link/run-campaign-command';
import { takeCampaignEvent } from '../../../core/campaign-link/take-campaign-event';
import { fireTimer } from '../../../core/events/fire-timer';
import { observeAgent } from '../../../core/events/observe-agent';
import type { ArmedTimer, Command, RebalanceRequest } from '../../../core/messages/messages';
import { planOffer } from '../../../core/offering/plan-offer';
import type { Round } from '../../../core/reconcile/reading-round';
import { continueRound, reconcile } from '../../../core/reconcile/reconcile';
import type { Thresholds } from '../../../core/thresholds/thresholds';
import { directory } from '../directory-of-two-groups';
import { RosterDouble } from '../reconcile/roster-double';
import { Agenda } from './agenda';
import { CallCentre, start } from './call-centre';
import { CampaignManagerDouble, type Seat } from './campaign-manager-double';
import { type KillAt, Mortality } from './mortality';
import { type Profile, type Softphone, Softphones } from './softphones';

/** A call to an agent, from the flow that asks for its token on. */
interface Line {
  readonly contactId: string;
  readonly agentId: string;
  readonly seat: Seat;
  state: 'flow' | 'queued' | 'ringing' | 'connected' | 'over';
}

const inboundOnly = { id: 'inbound-only', kind: 'inbound', startsOn: 'inbound' } as const;

const mortal = [
  ...[
    'agents',
    'calls',
    'blend',
    'campaigns',
    'meter',
    'tokenStore',
    'tetherFailures',
    'campaignManager',
    'campaignCommands',
  ],
  ...['rebalances', 'timers', 'commands', 'centre', 'roster', 'rounds', 'roundQueue'],
];

/** After how long what carries the cause of a function that died brings it again, ms. */
const redelivery = {
  stream: 1_000,
  timer: 30_000,
  command: 15_000,
  rebalance: 15_000,
  round: 60_000,
  event: [60_000, 120_000],
};

/**
 * The outbound side in one process: softphones and their pages, tether calls, a Campaign Manager, and what carries events,
 * messages and timers to the use cases, which may die at any port call. Time passes only in `pass`.
 */
export class OutboundOffice {
  readonly centre = new CallCentre();
  readonly lines = new Map<string, Line>();
  readonly mortality: Mortality;
  readonly campaignManager: CampaignManagerDouble;
  /** Tokens that made a call somebody's tether, by use. */
  readonly tokensUsed: string[] = [];
  /** What delays the events of the Campaign Manager, ms; `[]` loses one, two entries bring it twice. */
  deliveriesOfEvent: () => readonly number[] = () => [0];
  /** Agent events are lost while this is true. */
  losing = false;
  /** What the application asks of Connect for a softphone is not done while this is false. */
  connectActs = true;
  /** Stopping a contact comes to nothing while this is false. */
  contactsStop = true;

  readonly #agenda = new Agenda(this.centre);
  readonly #phones = new Softphones(this.centre, (agentId) => this.emit(agentId));
  readonly #asked = new Set<string>();
  readonly #ports: CallCentre & { readonly campaignManager: CampaignManagerDouble };
  #contacts = 0;
  #counted = 0;
  #redelivered = 0;

  constructor(kill: KillAt | null = null) {
    this.mortality = new Mortality(kill, () => this.elapsed);
    const groups = directory.groups.map((group) =>
      group.name === 'blend' ? { ...group, routingProfiles: [...group.routingProfiles, inboundOnly] } : group,
    );
    Object.assign(this.centre, { directory: new MemoryDirectorySource({ ...directory, groups }) });
    this.campaignManager = new CampaignManagerDouble({
      now: () => this.centre.now,
      after: (ms, run) => this.after(ms, run),
      dial: (seat, token) => this.#dial(seat, token),
      hangUp: (contactId) => this.hangUp(contactId),
      tell: (event) => this.deliver(event),
    });
    this.#ports = this.#mortalPorts();
    this.after(60_000, () => this.#minute());
  }

  /** A heartbeat, and thresholds of group `blend`. */
  async open(thresholds: Partial<Thresholds> = {}): Promise<this> {
    await this.centre.set(thresholds, 'blend');
    this.centre.at(0);
    this.#heartbeat();
    await this.pass(0);
    return this;
  }

  after(ms: number, run: () => Promise<unknown>): void {
    this.#agenda.after(ms, run);
  }

  pass(seconds: number): Promise<void> {
    return this.#agenda.pass(seconds);
  }

  get elapsed(): number {
    return (this.centre.now - start) / 1000;
  }

  /** What is on its way is lost, but for the minute's reconcile and the heartbeats. */
  loseAllOnTheWay(): void {
    this.#agenda.forget();
    const left = 60_000 - ((this.centre.now - start) % 60_000);
    this.after(left, () => this.#minute());
    this.after(left, async () => this.#heartbeat());
  }

  // What carries events, messages and timers to the use cases.

  /** An event of the Campaign Manager comes in, as EventBridge brings it. */
  deliver(event: CampaignEvent): void {
    for (const delay of this.deliveriesOfEvent()) this.after(delay, () => this.#eventComes(event, 0));
  }

  #again(ms: number): number {
    this.#redelivered = Math.max(this.#redelivered, this.centre.now + ms);
    return ms;
  }

  /** Until what a function that died was about has come again. */
  async passRedelivery(): Promise<void> {
    await this.pass(Math.max(0, (this.#redelivered - this.centre.now) / 1000) + 1);
  }

  async #eventComes(event: CampaignEvent, tried: number): Promise<void> {
    if (await this.mortality.survives(() => takeCampaignEvent(this.#ports, event))) return;
    const again = redelivery.event[tried];
    if (again !== undefined) this.after(this.#again(again), () => this.#eventComes(event, tried + 1));
  }

  async #timerComes(armed: ArmedTimer): Promise<void> {
    if (await this.mortality.survives(() => fireTimer(this.#ports, armed))) return;
    this.after(this.#again(redelivery.timer), () => this.#timerComes(armed));
  }

  /** The agent event stream tells how the softphone is now. */
  emit(agentId: string): void {
    this.after(0, async () => this.#ringTethers());
    if (this.losing) return;
    this.#agenda.inOrder(`stream ${agentId}`, this.observation(agentId), async (observation) => {
      const done = await this.mortality.survives(() => observeAgent(this.#ports, observation), 'stream');
      return done ? null : this.#again(redelivery.stream);
    });
  }

  async #commandSent(command: CampaignCommand): Promise<void> {
    const { told } = this.centre;
    if (told.some(({ commandId }) => commandId === command.commandId)) return;
    told.push(command);
    this.#agenda.inOrder(`commands ${subjectOf(command)}`, command, async (head) => {
      const done = await this.mortality.survives(() => runCampaignCommand(this.#ports, head));
      if (done === null) return this.#again(redelivery.command);
      return done.answer.kind === 'later' ? done.answer.retryAfterMs : null;
    });
  }

  #ask(request: RebalanceRequest): void {
    const id = rebalanceId(request, this.centre.now);
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    const failed = new Set<RebalanceRequest>();
    this.after(1_000, async () =>
      this.#agenda.inOrder('rebalance', request, async (head) => {
        const again = failed.has(head);
        failed.add(head);
        const done = await this.mortality.survives(() => rebalance(this.#ports, head, { again }));
        return done ? null : this.#again(redelivery.rebalance);
      }),
    );
  }

  async #roundComes(round: Round): Promise<void> {
    if (await this.mortality.survives(() => continueRound(this.#ports, round))) return;
    this.after(this.#again(redelivery.round), () => this.#roundComes(round));
  }

  async #minute(): Promise<void> {
    await this.mortality.survives(() => reconcile(this.#ports));
    this.after(60_000, () => this.#minute());
  }

  /** A heartbeat a minute is enough; none comes while the Campaign Manager is down. */
  #heartbeat(): void {
    if (!this.campaignManager.down)
      this.campaignManager.tell({ type: 'Heartbeat', seq: 1, capabilities: [...this.campaignManager.abilities] });
    this.after(60_000, async () => this.#heartbeat());
  }

  #mortalPorts(): CallCentre & { readonly campaignManager: CampaignManagerDouble } {
    const { centre } = this;
    const parts: Record<string, object> = {
      campaignManager: this.campaignManager,
      campaignCommands: { send: (command: CampaignCommand) => this.#commandSent(command) },
      rebalances: { request: async (request: RebalanceRequest) => this.#ask(request) },
      timers: {
        arm: async (timer: ArmedTimer['timer'], dueAt: number) => {
          const delay = Math.ceil((dueAt - centre.now) / 1000) * 1000;
          this.after(delay, () => this.#timerComes({ timer, dueAt }));
        },
      },
      commands: { send: async (command: Command) => this.after(0, () => this.#connectDoes(command)) },
      centre: { ...centre.centre, stop: async (contactId: string) => this.#stop(contactId) },
      roster: new RosterDouble(() => this.roster()),
      roundQueue: {
        send: async (round: Round, delayMs: number) => this.after(delayMs, () => this.#roundComes(round)),
      },
    };
    const living = (role: string): object => parts[role] ?? (Reflect.get(centre, role) as object);
    const gated = Object.fromEntries(mortal.map((role) => [role, this.mortality.gate(role, living(role))]));
    return Object.assign(Object.create(centre), gated);
  }

  // What people and campaigns do.

  /** A supervisor's wish. */
  wish(agentId: string, to: 'inbound' | 'outbound', requestId = `${agentId}-${to}`): void {
    this.#ask({ group: 'blend', manual: { requestId, agentId, to, by: 'sue' } });
  }

  async decide(): Promise<void> {
    this.#ask({ group: 'blend', manual: null });
    await this.pass(1);
  }

  campaignHas(callsAvailable: number, seq = ++this.#counted, campaign = 'renewals'): void {
    const demand = { callsAvailable, dialsInFlight: 0, agentsNeeded: callsAvailable, priority: 1 };
    this.campaignManager.tell({ type: 'CampaignWork', campaign, seq, ...demand });
  }

  login(agentId: string, profile: Profile = 'blended-in', page: Softphone['page'] = 'ours'): void {
    this.#phones.login(agentId, profile, page);
  }

  logout(agentId: string): void {
    for (const contactId of this.#phones.logout(agentId)) this.after(0, () => this.hangUp(contactId));
  }

  choose(agentId: string, name: 'Available' | 'Break' | 'Offline' | 'Missed call'): void {
    this.#phones.choose(agentId, name);
  }

  /** A caller's call in this state, as the softphone shows it; `null` takes it off. */
  shows(agentId: string, callId: string, state: AgentContact['state'] | null): void {
    this.#phones.shows(agentId, callId, 'q2', state);
  }

  /** A task in this state. */
  task(agentId: string, taskId: string, state: AgentContact['state'] | null): void {
    this.#phones.shows(agentId, taskId, null, state, { channel: 'TASK' });
  }

  /** A call the agent placed. */
  ownCall(agentId: string, callId: string, state: AgentContact['state'] | null): void {
    this.#phones.shows(agentId, callId, null, state, { ownCall: true });
  }

  phone(agentId: string): Softphone {
    return this.#phones.of(agentId);
  }

  agents(): readonly string[] {
    return this.#phones.agents();
  }

  observation(agentId: string): AgentObservation {
    return this.#phones.observation(agentId);
  }

  /** Connect's list of those who are logged in. */
  roster(): readonly AgentObservation[] {
    const present = this.agents().filter((agentId) => this.phone(agentId).status.type !== 'OFFLINE');
    return present.map((agentId) => this.observation(agentId));
  }

  /** A caller comes, and renews the lease every 30 s until the call has ended by our record. */
  async caller(callId: string): Promise<void> {
    const ask = async (stage: 'arrival' | 'tick'): Promise<void> => {
      const request = { stage, callId, initialContactId: callId, queueId: 'q2', required: [] } as const;
      if (stage === 'tick' && (await this.centre.calls.load(callId))?.state !== 'waiting') return;
      await this.mortality.survives(() => planOffer(this.#ports, request));
      this.after(30_000, () => ask('tick'));
    };
    await ask('arrival');
  }

  // Calls to agents.

  async #dial(seat: Seat, token: string): Promise<void> {
    const contactId = `t${++this.#contacts}`;
    this.lines.set(contactId, { contactId, agentId: seat.agentId, seat, state: 'flow' });
    seat.contactId = contactId;
    await this.centre.meter.started(contactId);
    // In a task of its own: what is told of the answer comes first.
    this.after(0, () => this.#typed(contactId, token));
  }

  /** The token comes by DTMF. */
  async #typed(contactId: string, token: string): Promise<void> {
    const line = this.lines.get(contactId);
    if (line?.state !== 'flow') return;
    const mapped = await this.mortality.survives(() => mapTether(this.#ports, { contactId, token, try: '1' }));
    if (mapped?.answer.action !== 'mapped') {
      // Asked twice more for nothing; Connect hangs up.
      this.after(15_000, () => this.hangUp(contactId));
      return;
    }
    this.tokensUsed.push(token);
    line.state = 'queued';
    this.after(25_000, async () => {
      if (line.state === 'queued' || line.state === 'ringing') await this.hangUp(contactId);
    });
    this.#ringTethers();
  }

  #ringTethers(): void {
    for (const line of this.lines.values()) {
      if (line.state !== 'queued' || !this.#phones.isIdle(line.agentId)) continue;
      line.state = 'ringing';
      this.#phones.shows(line.agentId, line.contactId, 'tether', 'CONNECTING');
      if (this.phone(line.agentId).page === 'ours') this.after(0, () => this.#accept(line));
      this.after(20_000, async () => this.#ringsOut(line));
    }
  }

  /** The page accepts only the tether it expects. */
  async #accept(line: Line): Promise<void> {
    if (line.state !== 'ringing' || (await this.tether(line.agentId))?.tetherId !== line.seat.order.tetherId) return;
    line.state = 'connected';
    this.#relist(line, 'CONNECTED');
  }

  #ringsOut(line: Line): void {
    if (line.state !== 'ringing') return;
    line.state = 'queued';
    this.#relist(line, 'MISSED');
  }

  /** Not if the agent has logged out meanwhile. What is over our page takes off the screen. */
  #relist({ agentId, contactId }: Line, state: AgentContact['state']): void {
    const phone = this.phone(agentId);
    if (!phone.contacts.some((contact) => contact.contactId === contactId)) return;
    this.#phones.shows(agentId, contactId, 'tether', state);
    if (state === 'CONNECTED' || phone.page !== 'ours') return;
    this.after(0, async () => this.#phones.shows(agentId, contactId, 'tether', null));
  }

  async hangUp(contactId: string): Promise<void> {
    const line = this.lines.get(contactId);
    if (line === undefined || line.state === 'over') return;
    const was = line.state;
    line.state = 'over';
    this.centre.contacts.set(contactId, { disconnectedAt: this.centre.now });
    await this.centre.meter.ended(contactId);
    if (was === 'connected') this.#relist(line, 'ENDED');
    if (was === 'ringing') this.#relist(line, 'MISSED');
    this.campaignManager.lineOver(line.seat);
  }

  async #stop(contactId: string): Promise<'stopped' | 'gone'> {
    const line = this.lines.get(contactId);
    if (line === undefined || line.state === 'over') return 'gone';
    this.centre.stopped.push(contactId);
    if (this.contactsStop) this.after(0, () => this.hangUp(contactId));
    return 'stopped';
  }

  async #connectDoes(command: Command): Promise<void> {
    if (command.kind === 'deliver-voicemail' || !this.connectActs) return;
    const { agentId } = command;
    if (command.kind === 'set-missed-call') return this.choose(agentId, 'Missed call');
    const { contactId } = command;
    const phone = this.phone(agentId);
    const listed = phone.contacts.find((contact) => contact.contactId === contactId);
    if (listed === undefined || listed.state === 'CONNECTED' || listed.state === 'CONNECTING') return;
    if (command.kind === 'park-agent' && command.notReady) phone.next = 'Missed call';
    this.#phones.shows(agentId, contactId, 'tether', null);
  }

  // What became of it.

  async tether(agentId: string) {
    return (await this.outbound(agentId))?.tether ?? null;
  }

  async outbound(agentId: string) {
    return (await this.centre.agents.load(agentId))?.outbound;
  }

  async ledgerMoves() {
    return (await this.centre.blend.ledger('blend'))?.moves ?? [];
  }
}
