import { criteriaForFlow, type FlowRoutingCriteria } from '../../adapters/connect/routing-criteria';
import { parseTetherRequest } from '../../core/domain/flow-event';
import { type MapTetherPorts, mapTether } from '../../core/usecases/map-tether';
import { readEnvironment } from '../shared/environment';
import { unreadable } from '../shared/flow-request';
import { lambdaHandler } from '../shared/middleware';
import { stepPorts, tokenPort } from '../shared/ports-from-environment';
import { environment } from './contract';

/** Answered as JSON, nothing of it ever blank; what routes the call is there exactly when the action is `mapped`. */
export type TetherReply =
  | {
      readonly action: 'mapped';
      readonly reason: string;
      readonly tetherId: string;
      readonly agentUserId: string;
      readonly RoutingCriteria: FlowRoutingCriteria;
    }
  | { readonly action: 'again' | 'end'; readonly reason: string };

/** Answers the flow `tether`. Throws when the request is unreadable or nobody can tell: the flow then hangs up. */
export const makeHandler =
  (ports: MapTetherPorts) =>
  async (event: unknown): Promise<TetherReply> => {
    const asked = parseTetherRequest(event);
    if (!asked.ok) throw unreadable(ports, asked.problems);
    const reply = await mapTether(ports, asked.request);
    if (reply.action !== 'mapped') return reply;
    const { action, reason, tetherId, agentId, steps } = reply;
    return { action, reason, tetherId, agentUserId: agentId, RoutingCriteria: criteriaForFlow(steps) };
  };

export const handler = lambdaHandler((tools) =>
  makeHandler({ ...stepPorts(readEnvironment(environment)), ...tokenPort(), ...tools }),
);
