import type { SQSBatchResponse } from 'aws-lambda';
import { armedTimerSchema } from '../../core/domain/messages';
import { type FireTimerPorts, fireTimer } from '../../core/usecases/fire-timer';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { commandPort, stepPorts, tetherFailuresPort, tokenPort } from '../shared/ports-from-environment';
import { type QueueBatchPorts, workThrough } from '../shared/queue-batch';
import { environment } from './contract';

/** Looks at what each delayed message is about. */
export const makeHandler =
  (ports: FireTimerPorts & QueueBatchPorts) =>
  (event: unknown): Promise<SQSBatchResponse> =>
    workThrough(ports, event, armedTimerSchema, async (armed) => {
      await fireTimer(ports, armed);
      return 'done';
    });

export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...stepPorts(env),
    ...tokenPort(),
    ...commandPort(env),
    ...tetherFailuresPort(env),
    ...tools,
  });
});
