import { urlOf } from '../../adapters/aws/message-queues';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import {
  clock,
  connectLimiterPort,
  directoryPort,
  messageReturnPort,
  rateLimitedCentrePort,
  tablePorts,
} from '../shared/ports-from-environment';
import { environment } from './contract';
import { makeHandler } from './handler';

/** The function as it is deployed: its handler on the adapters of its environment. */
export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...tablePorts(env),
    ...connectLimiterPort(env),
    ...directoryPort(env),
    ...rateLimitedCentrePort(env),
    ...messageReturnPort(env.URGENT_QUEUE_URL, env.REPAIR_QUEUE_URL),
    ...tools,
    clock,
    priorityOf: (queueArn) => (urlOf(queueArn, [env.URGENT_QUEUE_URL]) ? 'urgent' : 'repair'),
  });
});
