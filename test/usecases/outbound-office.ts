import { MemoryDirectorySource } from '../../adapters/memory/directory-source';
import { rebalanceId } from '../../adapters/rebalance-once';
import type { AgentContact, AgentObservation } from '../../core/domain/agent';
import { isIdle } from '../../core/domain/agent';
import type { CampaignCommand } from '../../core/domain/campaign-manager/commands';
import type { CampaignEvent } from '../../core/domain/campaign-manager/events';
import type { ArmedTimer, Command, RebalanceRequest } from '../../core/domain/messages';
import type { Thresholds } from '../../core/domain/thresholds';
import { fireTimer } from '../../core/usecases/fire-timer';
import { mapTether } from '../../core/usecases/map-tether';
import { observeAgent } from '../../core/usecases/observe-agent';
import { planOffer } from '../../core/usecases/plan-offer';
import { rebalance } from '../../core/usecases/rebalance';
import { reconcile } from '../../core/usecases/reconcile';
import { runCampaignCommand } from '../../core/usecases/run-campaign-command';
import { takeCampaignEvent } from '../../core/usecases/take-campaign-event';
import { CallCentre, directory, start } from './call-centre';
import { CampaignManagerDouble, type Seat } from './campaign-manager-double';
import { Killed } from './dying-ports';

/** A function that dies at the n-th port call, counted from 1 over all functions of a run. */
export interface KillAt {
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Port calls that leave nothing behind: to die after one of them is to die after the one before it. */
const readsOnly: ReadonlySet<string> = new Set([
  ...['load', 'ranked', 'waiting', 'read', 'ledger', 'staffed', 'link', 'inProgress', 'list', 'describe', 'attributes'],
]);

const inboundOnly = { id: 'inbound-only', kind: 'inbound', startsOn: 'inbound' } as const;

export type Page = 'ours' | 'closed';

interface Softphone {
  profile: string;
  status: AgentObservation['status'];
  next: string | null;
  contacts: AgentContact[];
  page: Page;
}

interface Line {
  readonly contactId: string;
  readonly agentId: string;
  readonly seat: Seat;
  state: 'flow' | 'queued' | 'ringing' | 'connected' | 'over';
}

const mortal = [
  ...['agents', 'calls', 'blend', 'campaigns', 'meter', 'tokenStore', 'campaignManager', 'campaignCommands'],
  ...['rebalances', 'timers', 'commands', 'centre', 'roster'],
];

/** After how long what carries the cause of a function that died brings it again, ms. */
const redelivery = { stream: 1_000, timer: 30_000, command: 15_000, rebalance: 15_000, event: [60_000, 120_000] };

/**
 * The outbound side in one process: softphones and their pages, tether calls, a Campaign Manager, and what carries events,
 * messages and timers to the use cases, which may die at any port call. Time passes only in `pass`.
 */
export class OutboundOffice {
  readonly centre = new CallCentre();
  readonly phones = new Map<string, Softphone>();
  readonly lines = new Map<string, Line>();
  readonly campaignManager: CampaignManagerDouble;
  readonly commandsOf = new Map<string, CampaignCommand[]>();
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
  portCalls = 0;
  /** Where a function that died would have left another world behind than at any other place. */
  readonly deaths: (KillAt & { readonly shown: string; readonly atSecond: number })[] = [];
  killed = false;

  readonly #agenda: { readonly at: number; readonly run: () => Promise<unknown> }[] = [];
  #sequence = 0;
  #contacts = 0;
  readonly #busy = new Map<string, Promise<void> | true>();
  readonly #asked = new Set<string>();
  readonly #ports: CallCentre & { readonly campaignManager: CampaignManagerDouble };

  constructor(private readonly kill: KillAt | null = null) {
    const groups = directory.groups.map((group) =>
      group.name === 'blend' ? { ...group, routingProfiles: [...group.routingProfiles, inboundOnly] } : group,
    );
    const ours = new MemoryDirectorySource({ ...directory, groups });
    Object.assign(this.centre, { directory: ours });
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

  // --- time and carriers

  after(ms: number, run: () => Promise<unknown>): void {
    const at = this.centre.now + Math.max(0, ms);
    // Behind whatever is due at the same moment.
    let place = this.#agenda.length;
    while (place > 0 && (this.#agenda[place - 1]?.at ?? 0) > at) place--;
    this.#agenda.splice(place, 0, { at, run });
  }

  /** Everything due within so many seconds happens, in its order. */
  async pass(seconds: number): Promise<void> {
    const until = this.centre.now + seconds * 1000;
    for (;;) {
      const next = this.#agenda[0];
      if (next === undefined || next.at > until) break;
      this.#agenda.shift();
      this.centre.now = Math.max(this.centre.now, next.at);
      await next.run();
    }
    this.centre.now = until;
  }

  /** What is on its way is lost, but for the minute's reconcile and the heartbeats. */
  forgetAgenda(): void {
    this.#agenda.length = 0;
    this.#busy.clear();
    for (const queue of [...this.commandsOf.values(), ...this.#streams.values(), this.#requests]) queue.length = 0;
    const left = 60_000 - ((this.centre.now - start) % 60_000);
    this.after(left, () => this.#minute());
    this.after(left, async () => this.#heartbeat());
  }

  /** An event of the Campaign Manager comes in, as EventBridge brings it. */
  deliver(event: CampaignEvent): void {
    for (const delay of this.deliveriesOfEvent()) this.after(delay, () => this.#eventComes(event, 0));
  }

  async #eventComes(event: CampaignEvent, tried: number): Promise<void> {
    if (await this.#survives(() => takeCampaignEvent(this.#ports, event))) return;
    const again = redelivery.event[tried];
    if (again !== undefined) this.after(again, () => this.#eventComes(event, tried + 1));
  }

  async #timerComes(armed: ArmedTimer): Promise<void> {
    if (await this.#survives(() => fireTimer(this.#ports, armed))) return;
    this.after(redelivery.timer, () => this.#timerComes(armed));
  }

  /** One after another of what has the same key; `run` answers after how many ms it has to come again. */
  #inOrder<T>(key: string, items: T[], item: T, run: (item: T) => Promise<number | null>): void {
    items.push(item);
    const pump = async (): Promise<void> => {
      const [head] = items;
      if (head === undefined) {
        this.#busy.delete(key);
        return;
      }
      const again = await run(head);
      if (again === null) items.shift();
      this.after(again ?? 0, pump);
    };
    if (this.#busy.has(key)) return;
    this.#busy.set(key, true);
    this.after(0, pump);
  }

  /** Answers what the work came to, or `null` when its function died. */
  async #survives<T>(work: () => Promise<T>, from?: 'stream'): Promise<{ readonly answer: T } | null> {
    // Before it did anything: what it was about comes so much later. The stream brings it after a second.
    if (from !== 'stream') this.#mayDie({ call: this.portCalls + 1, when: 'before' }, 'at once');
    try {
      return { answer: await work() };
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      return null;
    }
  }

  #mayDie(kill: KillAt, where: string): void {
    this.deaths.push({ ...kill, shown: `at ${this.elapsed} s, ${where}`, atSecond: this.elapsed });
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
      roster: { list: async () => this.#roster() },
    };
    const living = (role: string): object => parts[role] ?? (Reflect.get(centre, role) as object);
    const gated = Object.fromEntries(mortal.map((role) => [role, this.#gate(role, living(role))]));
    return Object.assign(Object.create(centre), gated);
  }

  #gate(role: string, port: object): object {
    return new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return async (...given: readonly unknown[]) => {
          const call = ++this.portCalls;
          if (!readsOnly.has(String(key))) this.#mayDie({ call, when: 'after' }, `after ${role}.${String(key)}`);
          if (call !== this.kill?.call) return member.apply(target, given);
          this.killed = true;
          if (this.kill.when === 'after') await member.apply(target, given);
          throw new Killed();
        };
      },
    });
  }

  async #commandSent(command: CampaignCommand): Promise<void> {
    const { told } = this.centre;
    if (told.some(({ commandId }) => commandId === command.commandId)) return;
    told.push(command);
    const queue = this.commandsOf.get(command.agentId) ?? [];
    this.commandsOf.set(command.agentId, queue);
    this.#inOrder(`commands ${command.agentId}`, queue, command, async (head) => {
      const done = await this.#survives(() => runCampaignCommand(this.#ports, head));
      if (done === null) return redelivery.command;
      return done.answer.kind === 'later' ? done.answer.retryAfterMs : null;
    });
  }

  readonly #requests: RebalanceRequest[] = [];
  #rebalanceComes(request: RebalanceRequest): void {
    this.#inOrder('rebalance', this.#requests, request, async (head) =>
      (await this.#survives(() => rebalance(this.#ports, head))) ? null : redelivery.rebalance,
    );
  }

  /** A supervisor's wish. */
  wish(agentId: string, to: 'inbound' | 'outbound', requestId = `${agentId}-${to}`): void {
    this.#ask({ group: 'blend', manual: { requestId, agentId, to, by: 'sue' } });
  }

  async decide(): Promise<void> {
    this.#ask({ group: 'blend', manual: null });
    await this.pass(1);
  }

  #ask(request: RebalanceRequest): void {
    const id = rebalanceId(request, this.centre.now);
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    this.after(1_000, async () => this.#rebalanceComes(request));
  }

  async #minute(): Promise<void> {
    await this.#survives(() => reconcile(this.#ports));
    this.after(60_000, () => this.#minute());
  }

  /** A heartbeat a minute is enough; none comes while the Campaign Manager is down. */
  #heartbeat(): void {
    if (!this.campaignManager.down) this.campaignManager.tell({ type: 'Heartbeat', seq: 1 });
    this.after(60_000, async () => this.#heartbeat());
  }

  campaignHas(callsAvailable: number, seq = ++this.#sequence): void {
    this.campaignManager.tell({
      ...({ type: 'CampaignWork', campaign: 'renewals', seq, callsAvailable } as const),
      ...{ dialsInFlight: 0, agentsNeeded: callsAvailable, priority: 1 },
    });
  }

  // --- agents and their softphones

  login(
    agentId: string,
    profile: 'blended-in' | 'blended-out' | 'outbound' | 'inbound-only' = 'blended-in',
    page: Page = 'ours',
  ) {
    const status = { name: 'Available', type: 'ROUTABLE', since: this.centre.now } as const;
    this.phones.set(agentId, { profile, status, next: null, contacts: [], page });
    this.emit(agentId);
  }

  logout(agentId: string): void {
    const phone = this.phone(agentId);
    phone.status = { name: 'Offline', type: 'OFFLINE', since: this.centre.now };
    phone.next = null;
    const contacts = phone.contacts.map(({ contactId }) => contactId);
    phone.contacts = [];
    this.emit(agentId);
    for (const contactId of contacts) this.after(0, () => this.hangUp(contactId));
  }

  /** As Connect has it: with a contact on the softphone a status is the next one, and Available takes that back. */
  choose(agentId: string, name: 'Available' | 'Break' | 'Offline'): void {
    const phone = this.phone(agentId);
    if (phone.contacts.length > 0) phone.next = name === 'Available' ? null : name;
    else this.#setStatus(phone, name);
    this.emit(agentId);
  }

  /** A caller's call in this state, as the softphone shows it; `null` takes it off. */
  shows(agentId: string, callId: string, state: AgentContact['state'] | null): void {
    const phone = this.phone(agentId);
    phone.contacts = phone.contacts.filter(({ contactId }) => contactId !== callId);
    if (state !== null) phone.contacts = [...phone.contacts, this.#listed(callId, 'q2', state)];
    else this.#afterContacts(phone);
    this.emit(agentId);
  }

  phone(agentId: string): Softphone {
    const phone = this.phones.get(agentId);
    if (phone === undefined) throw new Error(`${agentId} has no softphone`);
    return phone;
  }

  #setStatus(phone: Softphone, name: string): void {
    const type = name === 'Available' ? 'ROUTABLE' : name === 'Offline' ? 'OFFLINE' : 'CUSTOM';
    if (phone.status.name !== name) phone.status = { name, type, since: this.centre.now };
  }

  #afterContacts(phone: Softphone): void {
    if (phone.contacts.length > 0 || phone.next === null) return;
    this.#setStatus(phone, phone.next);
    phone.next = null;
  }

  #listed(contactId: string, queueId: string, state: AgentContact['state']): AgentContact {
    const now = this.centre.now;
    return { contactId, initialContactId: null, channel: 'VOICE', state, since: now, queueId, queuedAt: now };
  }

  observation(agentId: string): AgentObservation {
    const { profile, status, next, contacts } = this.phone(agentId);
    return {
      ...{
        agentId,
        username: agentId,
        observedAt: this.centre.now,
        sequence: String(++this.#sequence).padStart(9, '0'),
      },
      ...{ status, nextStatus: next, routingProfileId: profile, proficiencies: [] },
      queueIds: profile === 'outbound' ? ['tether'] : ['q2', 'tether'],
      voiceSlotsAvailable: contacts.length > 0 ? 0 : 1,
      contacts,
    };
  }

  readonly #streams = new Map<string, AgentObservation[]>();
  /** The agent event stream tells how the softphone is now. */
  emit(agentId: string): void {
    this.after(0, async () => this.#ringTethers());
    if (this.losing) return;
    const stream = this.#streams.get(agentId) ?? [];
    this.#streams.set(agentId, stream);
    this.#inOrder(`stream ${agentId}`, stream, this.observation(agentId), async (observation) =>
      (await this.#survives(() => observeAgent(this.#ports, observation), 'stream')) ? null : redelivery.stream,
    );
  }

  #roster() {
    return [...this.phones]
      .filter(([, phone]) => phone.status.type !== 'OFFLINE')
      .map(([agentId]) => this.observation(agentId));
  }

  async #connectDoes(command: Command): Promise<void> {
    if (command.kind === 'deliver-voicemail' || !this.connectActs) return;
    const { agentId, contactId } = command;
    const phone = this.phone(agentId);
    const listed = phone.contacts.find((contact) => contact.contactId === contactId);
    if (listed === undefined || listed.state === 'CONNECTED' || listed.state === 'CONNECTING') return;
    if (command.kind === 'park-agent' && command.notReady) phone.next = 'Missed call';
    this.#clear(agentId, contactId);
  }

  #clear(agentId: string, contactId: string): void {
    const phone = this.phone(agentId);
    if (!phone.contacts.some((contact) => contact.contactId === contactId)) return;
    phone.contacts = phone.contacts.filter((contact) => contact.contactId !== contactId);
    this.#afterContacts(phone);
    this.emit(agentId);
  }

  // --- tether calls

  async #dial(seat: Seat, token: string): Promise<void> {
    const contactId = `t${++this.#contacts}`;
    const line: Line = { contactId, agentId: seat.agentId, seat, state: 'flow' };
    this.lines.set(contactId, line);
    seat.contactId = contactId;
    await this.centre.meter.started(contactId);
    // In a task of its own: what is told of the answer comes first.
    this.after(0, () => this.typed(contactId, token));
  }

  /** The token comes by DTMF. */
  async typed(contactId: string, token: string): Promise<void> {
    const line = this.lines.get(contactId);
    if (line?.state !== 'flow') return;
    const mapped = await this.#survives(() => mapTether(this.#ports, { contactId, token, try: '1' }));
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
    await this.#ringTethers();
  }

  async #ringTethers(): Promise<void> {
    for (const line of this.lines.values()) {
      const phone = this.phones.get(line.agentId);
      if (line.state !== 'queued' || phone === undefined || !isIdle({ ...this.#asIs(phone) })) continue;
      line.state = 'ringing';
      phone.contacts = [this.#listed(line.contactId, 'tether', 'CONNECTING')];
      this.emit(line.agentId);
      if (phone.page === 'ours') this.after(0, () => this.#accept(line));
      this.after(20_000, async () => this.#ringsOut(line));
    }
  }

  #asIs(phone: Softphone) {
    return { ...phone, nextStatus: phone.next, voiceSlotsAvailable: phone.contacts.length > 0 ? 0 : 1 };
  }

  /** The page accepts only the tether it expects. */
  async #accept(line: Line): Promise<void> {
    const agent = await this.centre.agents.load(line.agentId);
    const { tether } = agent?.outbound ?? { tether: null };
    if (line.state !== 'ringing' || tether?.tetherId !== line.seat.order.tetherId) return;
    line.state = 'connected';
    this.#relist(line, 'CONNECTED');
  }

  #ringsOut(line: Line): void {
    if (line.state !== 'ringing') return;
    line.state = 'queued';
    this.#relist(line, 'MISSED');
    this.#pageClears(line);
  }

  /** Not if the agent has logged out, and has no softphone any more. */
  #relist(line: Line, state: AgentContact['state']): void {
    const phone = this.phone(line.agentId);
    if (!phone.contacts.some(({ contactId }) => contactId === line.contactId)) return;
    phone.contacts = [
      ...phone.contacts.filter(({ contactId }) => contactId !== line.contactId),
      this.#listed(line.contactId, 'tether', state),
    ];
    this.emit(line.agentId);
  }

  #pageClears(line: Line): void {
    if (this.phone(line.agentId).page !== 'ours') return;
    this.after(0, async () => this.#clear(line.agentId, line.contactId));
  }

  async hangUp(contactId: string): Promise<void> {
    const line = this.lines.get(contactId);
    if (line === undefined || line.state === 'over') return;
    const was = line.state;
    line.state = 'over';
    this.centre.contacts.set(contactId, { disconnectedAt: this.centre.now });
    await this.centre.meter.ended(contactId);
    if (was === 'connected' || was === 'ringing') {
      this.#relist(line, was === 'connected' ? 'ENDED' : 'MISSED');
      this.#pageClears(line);
    }
    this.campaignManager.lineOver(line.seat);
  }

  async #stop(contactId: string): Promise<'stopped' | 'gone'> {
    const line = this.lines.get(contactId);
    if (line === undefined || line.state === 'over') return 'gone';
    this.centre.stopped.push(contactId);
    if (this.contactsStop) this.after(0, () => this.hangUp(contactId));
    return 'stopped';
  }

  // --- callers

  /** A caller comes, and renews the lease every 30 s until the call has ended by our record. */
  async caller(callId: string): Promise<void> {
    const ask = async (stage: 'arrival' | 'tick'): Promise<void> => {
      const request = { stage, callId, initialContactId: callId, queueId: 'q2', required: [] } as const;
      if (stage === 'arrival' || (await this.centre.calls.load(callId))?.state === 'waiting') {
        await this.#survives(() => planOffer(this.#ports, request));
        this.after(30_000, () => ask('tick'));
      }
    };
    await ask('arrival');
  }

  async tether(agentId: string) {
    return (await this.outbound(agentId))?.tether ?? null;
  }

  async outbound(agentId: string) {
    return (await this.centre.agents.load(agentId))?.outbound;
  }

  async ledgerMoves() {
    return (await this.centre.blend.ledger('blend'))?.moves ?? [];
  }

  /** Types of what was decided, with the agent. */
  said(type: string): readonly string[] {
    return this.centre.decisions.decisions.flatMap((decision) =>
      decision.type === type && 'agentId' in decision ? [String(decision.agentId)] : [],
    );
  }

  toldOf(agentId: string): readonly string[] {
    return this.centre.told.filter((command) => command.agentId === agentId).map(inShort);
  }

  get elapsed(): number {
    return (this.centre.now - start) / 1000;
  }
}

const inShort = (command: CampaignCommand): string => {
  switch (command.type) {
    case 'ChangeAgentState':
      return command.tether ? 'dial' : command.state;
    case 'TetherStateChanged':
      return `tether ${command.state}`;
    case 'ReleaseAgent':
      return `release ${command.when}`;
    default:
      return command.type;
  }
};
