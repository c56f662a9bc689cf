import { createHash } from 'node:crypto';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import {
  clock,
  directoryPort,
  endedWaitPort,
  moveRequestPort,
  rebalancePort,
  tablePorts,
  wallboardPort,
} from '../shared/ports-from-environment';
import { environment } from './contract';
import { makeHandler } from './handler';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** The function as it is deployed: its handler on the adapters of its environment. */
export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  const { agents, blend, thresholds: snapshots } = tablePorts(env);
  const { decisions } = tools;
  return makeHandler(
    {
      agents,
      blend,
      snapshots,
      ...moveRequestPort(env),
      ...wallboardPort(env),
      ...endedWaitPort(env),
      ...directoryPort(env),
      ...rebalancePort(env),
      decisions,
      clock,
      digest,
    },
    {
      supervisorClaim: env.SUPERVISOR_CLAIM,
      personClaim: env.PERSON_CLAIM,
      operatorClaim: env.OPERATOR_CLAIM,
      serviceTarget: { percent: Number(env.SERVICE_PERCENT), seconds: Number(env.SERVICE_SECONDS) },
      privacy: {
        agents: env.AGENT_NAMES === 'names' ? 'names' : 'pseudonyms',
        agentFigures: env.AGENT_FIGURES === 'on',
      },
    },
  );
});
