import { type ReconcilePorts, type ReconcileResult, reconcile } from '../../core/usecases/reconcile';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { centrePort, clock, directoryPort, rosterPort, tablePorts, timerPort } from '../shared/ports-from-environment';
import { environment } from './contract';

/** The schedule's event holds nothing that matters. */
export const makeHandler = (ports: ReconcilePorts) => (): Promise<ReconcileResult> => reconcile(ports);

export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...tablePorts(env),
    ...directoryPort(env),
    ...centrePort(env),
    ...rosterPort(env),
    ...timerPort(env),
    ...tools,
    clock,
  });
});
