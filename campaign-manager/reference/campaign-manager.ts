/** The reference Campaign Manager: the pure rules of this folder, run on the one clock of the local world. */

import { ClosableScheduler } from '../../clock/closable-scheduler';
import type { Chance, Scheduler } from '../../clock/scheduler';
import { heartbeatEveryMs } from '../../core/campaign-contract/campaign';
import type { CampaignCommand, CommandReply } from '../../core/campaign-contract/commands';
import { type CampaignEvent, type Capability, capabilities } from '../../core/campaign-contract/events';
import { AgentConnections, type Tell } from './agent-connections';
import type { CampaignLatency, CampaignMemory, CampaignScript } from './campaign-script';
import { CommandGate } from './command-gate';
import type { Contact } from './contact-list';
import { type Barred, ContactRequests, type Found, type Promised, type Refused } from './contact-requests';
import { Customers } from './customers';
import { Dialler } from './dialler';
import type { Observe, ObservePace } from './facts';
import { Holds } from './holds';
import type { CallBackRequest } from './lists/call-backs';
import { Outbox, type SendEvents } from './outbox';
import { performCommand } from './perform-command';
import type { TetherPhone } from './tether-phone';
import { workStateOf } from './tether-session';
import { type TetherFault, Tethers } from './tethers';

/** What a reference Campaign Manager is made with; everything outside it is one of these. */
export interface CampaignManagerOptions {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  /** Second 0 of the run, ms since the epoch. */
  readonly startMs: number;
  readonly campaigns: readonly CampaignScript[];
  readonly phone: TetherPhone;
  readonly send: SendEvents;
  readonly observe: Observe;
  /** Told when a campaign dials slower, stops over-dialling, or is back at full pace. */
  readonly observePace?: ObservePace;
  readonly latency: CampaignLatency;
}

/** The Campaign Manager of the contract (docs/campaign-manager.md), with what a person or a scenario may do to it besides. */
export interface CampaignManager {
  /**
   * Acts on one command (the body of POST /commands, parsed) and answers it, at once. Never acts twice on a commandId.
   * Throws CampaignManagerDownError while down: the transport is to ask `isDown` first.
   */
  receive(envelope: unknown): CommandReply;
  /** Begins to dial and to tell; commands are answered before, too. */
  start(): void;
  /** Down: commands are refused and events held back until it is up again; calls and dialling go on. */
  setDown(down: boolean): void;
  isDown(): boolean;
  /**
   * Slow: a command is answered `accepted` at once and acted on so many milliseconds later, its result told by
   * ReleaseResult; events go as much later. `null`: as fast as ever, behind what is still under way.
   */
  setSlow(delayMs: number | null): void;
  /** Switches a fault of one agent's tether calls. */
  setTetherFault(username: string, fault: TetherFault, on: boolean): void;
  /** Events not taken by the receiver yet, and why the last try failed. */
  undelivered(): { readonly events: number; readonly problem: string | null };
  /** Names, in the order they are served. */
  campaigns(): readonly string[];
  /** The contacts of a campaign as they are, in the order of their numbers. */
  contacts(campaign: string): readonly Contact[];
  /** What a campaign has to remember besides its contacts, to be given to the next run in its script. */
  memory(campaign: string): CampaignMemory;
  /** One contact of a campaign, and what an agent would see of them. */
  find(campaign: string, contact: string): Found | Refused;
  /**
   * Promises a contact a call, in the place of an earlier promise; a preview of them is withdrawn. Refused: who is being
   * called, is closed or completed, or may not be called; a campaign or contact that is not there; a time that cannot be.
   */
  promise(campaign: string, contact: string, request: CallBackRequest): Promised | Refused;
  /**
   * Puts a number on the do-not-call list of every campaign, and closes whoever has it; who is being called is closed when
   * that call has ended. `number`: E.164, spaces and hyphens aside; `why`: a sentence part, such as `asked by letter`.
   */
  bar(number: string, why?: string): Barred | Refused;
  /** Stopped: nothing further is dialled or shown for a campaign and its previews are withdrawn; calls go on. */
  setCampaignStopped(campaign: string, stopped: boolean): void;
  /** Nothing happens any more. */
  close(): void;
}

/** What its heartbeat says it can do. */
export const abilities: readonly Capability[] = capabilities;

/** A command came while the fault campaign-manager-down lasts. */
export class CampaignManagerDownError extends Error {
  override readonly name = 'CampaignManagerDownError';
  constructor() {
    super('the Campaign Manager is down and takes no commands');
  }
}

/** Makes one that dials and tells nothing before `start`. */
export function createCampaignManager(options: CampaignManagerOptions): CampaignManager {
  const scheduler = new ClosableScheduler(options.scheduler);
  const { phone, latency } = options;
  const now = () => scheduler.now();
  const outbox = new Outbox(scheduler, options.send);
  let events = 0;
  const tell: Tell = (event) => {
    events += 1;
    outbox.add({ ...event, eventId: `cm-${options.startMs}-${events}`, at: Math.round(now()) } as CampaignEvent);
  };
  const connections = new AgentConnections(tell, now);
  const dialler: Dialler = new Dialler({
    ...options,
    scheduler,
    connections,
    tell,
    renew: (connection) => tethers.renew(connection),
    linkDown: () => down,
  });
  const tethers = new Tethers({
    scheduler,
    phone,
    latency,
    connections,
    tell,
    lost: (connection) => dialler.lost(connection),
  });
  const gate = new CommandGate();
  const requests = new ContactRequests({ runs: dialler.runs, previews: dialler.previews, now });
  const holds = new Holds({ scheduler, connections, letGo: (connection) => dialler.letGo(connection) });
  const customers = new Customers({ connections, dialler, requests, now });
  const parts = { now, connections, tethers, dialler, previews: dialler.previews, holds, customers, tell };
  let down = false;
  let slowMs = 0;
  /** When the last command put off is acted on; later ones wait behind it. */
  let behindMs = 0;
  let heartbeats = 0;

  const heartbeat = (): void => {
    heartbeats += 1;
    tell({ type: 'Heartbeat', seq: heartbeats, capabilities: [...abilities] });
    scheduler.after(heartbeatEveryMs, heartbeat);
  };

  const actLater = (command: CampaignCommand, dueMs: number): CommandReply => {
    behindMs = dueMs;
    const act = () => {
      const reply: CommandReply =
        now() > command.deadline ? { commandId: command.commandId, result: 'ignored' } : performCommand(command, parts);
      const result = lateResult(command, reply);
      if (!result || command.type === 'HoldAgents') return;
      const tetherId = 'tetherId' in command ? command.tetherId : connections.of(command.agentId)?.tetherId;
      if (tetherId === undefined) return;
      const { agentId, commandId } = command;
      const moveId = 'moveId' in command ? command.moveId : null;
      tell({ type: 'ReleaseResult', agentId, tetherId, commandId, moveId, ...result });
    };
    scheduler.at(dueMs, act, 'hop');
    return {
      commandId: command.commandId,
      result: 'accepted',
      message: 'the Campaign Manager is slow and will see to it',
    };
  };

  const lateResult = (command: CampaignCommand, reply: CommandReply) => {
    if (command.type === 'CancelRelease') {
      return { result: reply.result === 'accepted' ? ('cancelled' as const) : ('refused' as const) };
    }
    const asksBack =
      command.type === 'ReleaseAgent' || (command.type === 'ChangeAgentState' && command.state !== 'available');
    if (!asksBack || reply.result === 'accepted') return null;
    if (reply.result === 'released') return { result: 'released' as const };
    if (reply.result === 'refused') return { result: 'refused' as const, reason: reply.reason };
    const connection = connections.of(command.agentId);
    const state = connection ? workStateOf(connection.session) : 'idle';
    return { result: 'refused' as const, ...(state !== 'idle' && { reason: state }) };
  };

  return {
    receive(envelope) {
      if (down) throw new CampaignManagerDownError();
      const admission = gate.admit(envelope, now());
      if (admission.kind === 'answered') return admission.reply;
      const { command } = admission;
      const dueMs = Math.max(now() + slowMs, behindMs);
      const reply = dueMs > now() ? actLater(command, dueMs) : performCommand(command, parts);
      gate.remember(command, reply, now());
      return reply;
    },
    start() {
      heartbeat();
      dialler.start();
    },
    setDown(isDown) {
      down = isDown;
      outbox.hold(isDown);
    },
    isDown: () => down,
    setSlow(delayMs) {
      slowMs = delayMs ?? 0;
      outbox.delay(slowMs);
    },
    setTetherFault: (username, fault, on) => tethers.setFault(username, fault, on),
    undelivered: () => outbox.undelivered,
    campaigns: () => dialler.runs.map(({ name }) => name),
    contacts: (campaign) => dialler.contacts(campaign),
    memory: (campaign) => dialler.memory(campaign),
    find: (campaign, contact) => requests.find(campaign, contact),
    promise: (campaign, contact, request) => requests.promise(campaign, contact, request),
    bar: (number, why) => requests.bar(number, why),
    setCampaignStopped: (campaign, stopped) => dialler.setStopped(campaign, stopped),
    close() {
      outbox.close();
      scheduler.close();
    },
  };
}
