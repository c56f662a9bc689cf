import { agentFinder, identifications } from '../../core/agent-page/find-agent';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { pageLeadPort, stepPorts, userSearchPorts } from '../shared/ports-from-environment';
import { environment } from './contract';
import { makeHandler } from './handler';
import { whosePage } from './whose-page';

/** The function as it is deployed: its handler on the adapters of its environment. */
export const handler = lambdaHandler((tools) => {
  const env = readEnvironment(environment);
  const by = identifications.find((one) => one === env.AGENT_CLAIM_HOLDS);
  if (by === undefined) throw new Error(`AGENT_CLAIM_HOLDS must be ${identifications.join(', ')}`);
  const find = by === 'userId' ? undefined : agentFinder(userSearchPorts(env), by);
  return makeHandler(
    { ...stepPorts(env), ...pageLeadPort(env), decisions: tools.decisions },
    whosePage({ claim: env.AGENT_CLAIM, by }, find),
  );
});
