import * as z from 'zod';
import { criteriaForFlow, type FlowRoutingCriteria } from '../../adapters/connect/routing-criteria';
import { problemsOf } from '../../core/domain/tolerant';
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

const flowEvent = z.object({
  Details: z.object({
    ContactData: z.object({ ContactId: z.string().min(1) }),
    Parameters: z.object({
      /** What was typed, which may be anything; Connect says `Timeout` when nothing was. */
      token: z.string(),
      try: z.enum(['1', '2', '3']),
    }),
  }),
});

/** Answers the flow `tether`. Throws when the request is unreadable or nobody can tell: the flow then hangs up. */
export const makeHandler =
  (ports: MapTetherPorts) =>
  async (event: unknown): Promise<TetherReply> => {
    const parsed = flowEvent.safeParse(event);
    if (!parsed.success) throw unreadable(ports, problemsOf(parsed.error));
    const { ContactData, Parameters } = parsed.data.Details;
    const reply = await mapTether(ports, { contactId: ContactData.ContactId, ...Parameters });
    if (reply.action !== 'mapped') return reply;
    const { action, reason, tetherId, agentId, steps } = reply;
    return { action, reason, tetherId, agentUserId: agentId, RoutingCriteria: criteriaForFlow(steps) };
  };

export const handler = lambdaHandler((tools) =>
  makeHandler({ ...stepPorts(readEnvironment(environment)), ...tokenPort(), ...tools }),
);
