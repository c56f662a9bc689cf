import { putReplyOverHttp } from '../shared/custom-resource';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { parameterPorts, pausePort, rebalancePort, tablePorts } from '../shared/ports-from-environment';
import { environment } from './contract';
import { makeHandler } from './handler';

/** The function as it is deployed: its handler on the adapters of its environment. */
export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  const { parameters } = parameterPorts(env);
  return makeHandler({
    ...rebalancePort(env),
    ...pausePort,
    ...tools,
    parameters,
    snapshots: tablePorts(env).thresholds,
    groups: () => parameters.groups(),
    path: env.THRESHOLD_PATH,
    putReply: putReplyOverHttp,
  });
});
