import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { clock, ingressGuardPort, ingressLimiterPort } from '../shared/ports-from-environment';
import { environment } from './contract';
import { factBusPort } from './fact-bus-port';
import { makeHandler } from './handler';

/** The function as it is deployed: its handler on the adapters of its environment. */
export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...ingressGuardPort(env),
    ...factBusPort(env),
    ...ingressLimiterPort(env),
    ...tools,
    clock,
  });
});
