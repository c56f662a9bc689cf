import { criteriaForFlow, type FlowRoutingCriteria } from '../../adapters/connect/routing-criteria';
import { parseOfferRequest } from '../../core/domain/flow-event';
import { type PlanOfferPorts, planOffer } from '../../core/usecases/plan-offer';
import { readEnvironment } from '../shared/environment';
import { unreadable } from '../shared/flow-request';
import { lambdaHandler } from '../shared/middleware';
import { clock, directoryPort, rebalancePort, tablePorts, timerPort } from '../shared/ports-from-environment';
import { environment } from './contract';

/** Answered as JSON; `RoutingCriteria` is there exactly when the action is `plan`. Nothing is ever blank. */
export interface FlowReply {
  readonly action: 'wait' | 'plan' | 'voicemail';
  readonly reason: string;
  readonly RoutingCriteria?: FlowRoutingCriteria;
}

/** Answers a contact flow. Throws when the request is unreadable: the flow counts a failure and goes on without us. */
export const makeHandler =
  (ports: PlanOfferPorts) =>
  async (event: unknown): Promise<FlowReply> => {
    const parsed = parseOfferRequest(event);
    if (!parsed.ok) throw unreadable(ports, parsed.problems);
    const reply = await planOffer(ports, parsed.request);
    return reply.action === 'plan'
      ? { action: 'plan', reason: reply.reason, RoutingCriteria: criteriaForFlow(reply.steps) }
      : { action: reply.action, reason: reply.reason };
  };

export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...tablePorts(env),
    ...directoryPort(env),
    ...timerPort(env),
    ...rebalancePort(env),
    ...tools,
    clock,
  });
});
