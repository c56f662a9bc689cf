import { type FlowReply, offerReply } from '../../adapters/connect/flow-reply';
import { parseOfferRequest } from '../../core/domain/flow-event';
import { type PlanOfferPorts, planOffer } from '../../core/usecases/plan-offer';
import { readEnvironment } from '../shared/environment';
import { unreadable } from '../shared/flow-request';
import { lambdaHandler } from '../shared/middleware';
import { clock, directoryPort, rebalancePort, tablePorts, timerPort } from '../shared/ports-from-environment';
import { environment } from './contract';

/** Answers a contact flow. Throws when the request is unreadable: the flow counts a failure and goes on without us. */
export const makeHandler =
  (ports: PlanOfferPorts) =>
  async (event: unknown): Promise<FlowReply> => {
    const parsed = parseOfferRequest(event);
    if (!parsed.ok) throw unreadable(ports, parsed.problems);
    return offerReply(await planOffer(ports, parsed.request));
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
