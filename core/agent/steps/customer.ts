import type { CampaignCommandOf, CommandReply } from '../../campaign-contract/commands';
import type { CustomerId } from '../../ids';
import type { AgentRecord } from '../agent';
import {
  type Customer,
  type CustomerRequest,
  type CustomerResult,
  customerIdOf,
  type PastCustomer,
  sayableForMs,
} from '../customer-record';
import type { Effect } from '../effect';
import { decided, type Step, stepTo, tell, tellMs, then, unchanged } from './agent-step';

/**
 * What an agent asks for about the customer on their tether: to take them off, or to end the wrap-up. Both name one conversation, so
 * that whatever comes late, or twice, never concerns the next customer. Pure; times are ms since the epoch.
 */

/**
 * The two commands by which the Campaign Manager is asked about the customer on a tether: put them off, or note that the work is
 * done.
 */
export type CustomerCommand = CampaignCommandOf<'EndCustomer' | 'FinishWork'>;

/** An order to hang up that is older than this is not carried out: the agent has gone on talking, and presses again. */
export const endCustomerMs = 10_000;
/** How long what came of a conversation is told again: who is not to be called must not be lost. */
const finishWorkMs = 5 * tellMs;

/** The customer on the agent's tether, or whose wrap-up is open; `null`: there is none. */
export function customerOnTether({ outbound }: Pick<AgentRecord, 'outbound'>): Customer | null {
  const { tether, work, customer } = outbound;
  if (tether?.state !== 'ready' || work === null || customer === null) return null;
  return customer.tetherId === tether.tetherId ? customer : null;
}

/**
 * A conversation that is over, of which the agent may still say what came: the wrap-up or the tether ended before they did. `null`:
 * it goes on, there was none, or it is too long ago.
 */
export function pastCustomer(
  { outbound }: Pick<AgentRecord, 'outbound'>,
  customerId: CustomerId,
  now: number,
): PastCustomer | null {
  const past = [outbound.customerBefore, withItsTether(outbound)].find((one) => one?.customerId === customerId);
  return past && now - past.endedAt <= sayableForMs ? past : null;
}

/** Whoever was the customer when the tether ended. */
function withItsTether({ customer, work }: AgentRecord['outbound']): PastCustomer | null {
  if (customer === null || work?.tetherId !== customer.tetherId || work.over === null) return null;
  const { tetherId, seq, campaign, contact, over } = work;
  return { customerId: customerIdOf(customer), tetherId, workSeq: seq, campaign, contact, endedAt: over.at };
}

/** The request about this conversation, if it is the agent's newest. */
export const requestAbout = (
  { outbound: { customerRequest: request } }: Pick<AgentRecord, 'outbound'>,
  what: CustomerRequest['what'],
  customerId: CustomerId,
): CustomerRequest | null => (request?.what === what && request.customerId === customerId ? request : null);

/** Whether it may still be carried out: nobody has refused it, and its time is not over. */
export const isUnderWay = (request: CustomerRequest, now: number): boolean =>
  request.refused === null && now <= request.deadline;

/** What an agent asks for about one conversation. */
export interface AskedAboutCustomer extends Pick<CustomerRequest, 'what' | 'customerId'> {
  /** With `finish`. */
  readonly result: CustomerResult | null;
}

/**
 * Whether the agent has asked for it before: `same`, and it is on its way or done. `other`: they have said something else of this
 * customer. `null`: not yet, or in vain.
 */
export function askedBefore(agent: AgentRecord, ask: AskedAboutCustomer, now: number): 'same' | 'other' | null {
  const { what, customerId, result } = ask;
  const customer = customerOnTether(agent);
  const isTheirs = customer !== null && customerIdOf(customer) === customerId;
  // Whoever is to be taken off is gone.
  if (what === 'end' && isTheirs && customer.phase === 'wrap-up') return 'same';
  const before = requestAbout(agent, what, customerId);
  if (before === null || before.refused !== null) return null;
  const isOpen = isTheirs && customer.phase === phaseFor[what];
  if (isOpen && !isUnderWay(before, now)) return null;
  return saysTheSame(before.result, result) ? 'same' : 'other';
}

/** When each may be asked for. */
export const phaseFor: Readonly<Record<CustomerRequest['what'], Customer['phase']>> = {
  end: 'talking',
  finish: 'wrap-up',
};

const saysTheSame = (a: CustomerResult | null, b: CustomerResult | null): boolean =>
  a?.outcome === b?.outcome && a?.doNotCall === b?.doNotCall && a?.callBackAt === b?.callBackAt;

/**
 * Takes the customer off, or ends the wrap-up about them, which may be over already. Changes nothing unless it is about this very
 * customer, in the phase for it.
 */
export function askAboutCustomer(agent: AgentRecord, ask: AskedAboutCustomer, now: number): Step {
  const { what, customerId, result } = ask;
  const { agentId, username } = agent;
  const about = conversationFor(agent, ask, now);
  if (about === null) return unchanged(agent);
  const known = askedBefore(agent, ask, now);
  if (known === 'other') return unchanged(agent);
  const before = requestAbout(agent, what, customerId);
  // Pressed again: it may not have been sent.
  if (known === 'same' && before !== null) return { agent, effects: [orderOf(agent, before)] };
  const request = {
    ...{
      what,
      customerId,
      tetherId: about.tetherId,
      at: now,
      deadline: now + (what === 'end' ? endCustomerMs : finishWorkMs),
      refused: null,
    },
    ...{ workSeq: about.workSeq, campaign: about.campaign, contact: about.contact, result },
  };
  const logged = { at: now, agentId, customerId, campaign: about.campaign, contact: about.contact };
  const seconds = (now - about.phaseSince) / 1000;
  const said =
    what === 'end'
      ? decided({
          ...{ type: 'customer.end-asked', ...logged, inputs: { talkingSeconds: seconds } },
          reason: `${username} wants the customer off the tether`,
        })
      : decided({
          ...{ type: 'customer.finish-asked', ...logged, inputs: { wrapUpSeconds: seconds, ...result } },
          reason: `${username} is done with the customer`,
        });
  return then(stepTo(agent, {}, said), (record) => told(record, request));
}

/** What a command names the conversation by; `phaseSince` is its end where it is over. `null`: it cannot be asked for. */
function conversationFor(
  agent: AgentRecord,
  { what, customerId }: AskedAboutCustomer,
  now: number,
): (Omit<PastCustomer, 'customerId' | 'endedAt'> & { readonly phaseSince: number }) | null {
  const customer = customerOnTether(agent);
  const { work } = agent.outbound;
  if (customer !== null && work !== null && customerIdOf(customer) === customerId) {
    if (customer.phase !== phaseFor[what]) return null;
    const { tetherId, seq: workSeq, campaign, contact } = work;
    return { tetherId, workSeq, campaign, contact, phaseSince: customer.phaseSince };
  }
  const past = what === 'finish' ? pastCustomer(agent, customerId, now) : null;
  return past && { ...past, phaseSince: past.endedAt };
}

/** Tells the Campaign Manager, as the latest word about the agent. */
function told(agent: AgentRecord, request: Omit<CustomerRequest, 'fence'>): Step {
  const asked = { ...request, fence: agent.outbound.fence + 1 };
  const { commandId: _, agentFence: __, agentId: ___, ...order } = orderOf(agent, asked).command;
  return then(tell(agent, order), (record) => stepTo(record, { customerRequest: asked }));
}

/** The command of a request, the same however often it is made. */
function orderOf(
  { agentId, username }: Pick<AgentRecord, 'agentId' | 'username'>,
  request: CustomerRequest,
): Extract<Effect, { kind: 'command' }> & { readonly command: CustomerCommand } {
  const { what, fence, tetherId, workSeq, campaign, contact, result } = request;
  const about = {
    ...{ commandId: `${agentId}:${fence}`, agentFence: fence, deadline: Math.ceil(request.deadline), agentId, workSeq },
    tetherId,
    ...(campaign !== null && { campaign }),
    ...(contact !== null && { contact }),
  };
  if (what === 'end') {
    return {
      kind: 'command',
      command: { type: 'EndCustomer', ...about, reason: `${username} wants the customer off the tether` },
    };
  }
  const { outcome, doNotCall, callBackAt } = result ?? { outcome: null, doNotCall: false, callBackAt: null };
  return {
    kind: 'command',
    command: {
      ...{ type: 'FinishWork', ...about, doNotCall, reason: `${username} is done with the customer` },
      ...(outcome !== null && { outcome }),
      ...(callBackAt !== null && { callBackAt }),
    },
  };
}

/**
 * The Campaign Manager has answered. What it refuses is shown to the agent, who may ask anew. What it took for an old message,
 * since a later one about the agent had overtaken it, is told once more while it is worth telling.
 */
export function onCustomerReply(agent: AgentRecord, command: CustomerCommand, reply: CommandReply, now: number): Step {
  const { customerRequest: request, fence } = agent.outbound;
  if (request?.fence !== command.agentFence) return unchanged(agent);
  if (reply.result === 'refused') {
    const refused = { reason: reply.reason, message: reply.message ?? reply.reason };
    return stepTo(agent, { customerRequest: { ...request, refused } });
  }
  const isOvertaken = reply.result === 'ignored' && command.agentFence < fence;
  return isOvertaken && isUnderWay(request, now) ? told(agent, request) : unchanged(agent);
}
