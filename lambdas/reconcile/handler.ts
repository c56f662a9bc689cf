import { type ReconcilePorts, type ReconcileResult, reconcile } from '../../core/usecases/reconcile';
import { readEnvironment } from '../shared/environment';
import { type FailureLog, lambdaHandler } from '../shared/middleware';
import { onceDeployed } from '../shared/once-deployed';
import { rosterPort, stepPorts, tokenPort } from '../shared/ports-from-environment';
import { environment } from './contract';

export interface ReconcileHandlerPorts extends ReconcilePorts {
  readonly failures: FailureLog;
}

/** The schedule's event holds nothing that matters. */
export const makeHandler = (ports: ReconcileHandlerPorts) => (): Promise<ReconcileResult | null> =>
  onceDeployed(ports.failures, 'this minute', () => reconcile(ports));

export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  return makeHandler({
    ...stepPorts(env),
    ...tokenPort(),
    ...rosterPort(env),
    ...tools,
  });
});
