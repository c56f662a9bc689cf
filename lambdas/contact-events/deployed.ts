import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import {
  centrePort,
  clock,
  connectLimiterPort,
  directoryPort,
  endedWaitPort,
  rebalancePort,
  tablePorts,
  timerPort,
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
    ...centrePort(env),
    ...timerPort(env),
    ...rebalancePort(env),
    ...endedWaitPort(env),
    ...tools,
    clock,
  });
});
