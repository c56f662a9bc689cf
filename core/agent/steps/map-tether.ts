import { recordInFlow } from '../../connect/criteria-sent';
import type { CriteriaStep } from '../../connect/routing-steps';
import type { TetherTokenRefused } from '../../decisions/tether-decisions';
import type { AgentId, TetherId } from '../../ids';
import type { TokenStore, Tokens } from '../ports';
import { unchanged } from './agent-step';
import { type StepPorts, takeStep } from './carry-out';
import { sendTetherByApi, tetherSteps } from './tether-criteria';
import { mapTetherTo } from './tether-on-its-way';
import type { TetherRequest, TokenGiven } from './tether-request';

export interface MapTetherPorts extends StepPorts {
  readonly tokens: Tokens;
  readonly tokenStore: TokenStore;
}

/**
 * What the flow is to do with a call to the tether number. `again`, `empty`: ask for the token once more, since it was wrong or
 * none was typed; `hold`: wait for the criteria; `end`: hang up.
 */
export type MapReply =
  | {
      readonly action: 'mapped';
      readonly reason: string;
      readonly tetherId: TetherId;
      readonly agentId: AgentId;
      readonly steps: readonly CriteriaStep[];
    }
  /** `empty`: nothing was typed, and no try is spent. `hold`: the criteria follow, and nobody is to be rung before. */
  | { readonly action: 'again' | 'empty' | 'end' | 'hold'; readonly reason: string };

const awaited = ['requested', 'dialling', 'answered', 'unmapped'];

/** What the flow `tether` is to do with its call: by the token that was typed or, where Connect refused our criteria, by the API. */
export const answerTether = (ports: MapTetherPorts, request: TetherRequest): Promise<MapReply> =>
  request.kind === 'token' ? mapTether(ports, request) : sendTetherByApi(ports, request);

/**
 * A call on the tether number gave a token. If it is right, in time and unused, the call is for that agent alone; anything else
 * is asked again, three times in all, and then ends the call: a tether never falls to another agent.
 */
export async function mapTether(ports: MapTetherPorts, given: TokenGiven): Promise<MapReply> {
  const now = ports.clock.now();
  const refuse = (why: TetherTokenRefused['why'], reason: string): MapReply => {
    const { contactId } = given;
    ports.decisions.record({
      ...{ type: 'tether.token-refused', at: now, contactId, why, reason },
      // Never what was typed: it may be a token all the same.
      inputs: { try: Number(given.try), digits: given.token.length },
    });
    const over = given.try === '3' || why === 'late' || why === 'given-up';
    return { action: over ? 'end' : 'again', reason };
  };
  if (given.token === '') return { action: 'empty', reason: 'nothing was typed before #' };
  if (!/^\d{8}$/.test(given.token)) return refuse('no-token', 'a token has eight digits');
  const entry = await ports.tokenStore.redeem(ports.tokens.hash(given.token), given.contactId);
  if (entry === null) return refuse('wrong', 'no tether waits for this token: it is wrong, or was used');
  if (now > entry.expiresAt) return refuse('late', 'the token came too late');
  const taken = await takeStep(ports, entry.agentId, `token:${given.contactId}`, (agent) => {
    const { tether } = agent.outbound;
    const expected = tether?.tetherId === entry.tetherId && awaited.includes(tether.state);
    return expected ? mapTetherTo(agent, given.contactId, now) : unchanged(agent);
  });
  const tether = taken?.agent.outbound.tether;
  if (!taken || tether?.state !== 'mapped' || tether.contactId !== given.contactId) {
    return refuse('given-up', 'the tether was given up meanwhile');
  }
  recordInFlow(ports, given.contactId);
  return {
    action: 'mapped',
    reason: 'the token was right',
    tetherId: tether.tetherId,
    agentId: entry.agentId,
    steps: tetherSteps(entry.agentId),
  };
}
