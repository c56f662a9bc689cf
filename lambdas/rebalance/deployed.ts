import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { moveRequestPort, stepPorts } from '../shared/ports-from-environment';
import { environment } from './contract';
import { makeHandler } from './handler';

/** The function as it is deployed: its handler on the adapters of its environment. */
export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({ ...stepPorts(env), ...moveRequestPort(env), ...tools });
});
