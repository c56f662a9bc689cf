import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { centrePort, clock, commandPort, directoryPort, tablePorts, timerPort } from '../shared/ports-from-environment';
import { environment, transcriptionJobPrefix } from './contract';
import { makeHandler } from './handler';
import { transcriberPort } from './transcriber-port';

/** The function as it is deployed: its handler on the adapters of its environment. */
export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...tablePorts(env),
    ...directoryPort(env),
    ...centrePort(env),
    ...timerPort(env),
    ...commandPort(env),
    ...transcriberPort(env),
    ...tools,
    clock,
    jobPrefix: transcriptionJobPrefix(env.ENVIRONMENT),
  });
});
