import type { UserSearch } from '../../core/agent-page/find-agent';
import type { Clock } from '../../core/clock';
import type { ContactCentre, RateLimiter } from '../../core/connect/ports';
import type { RateLimitedCentre } from '../../core/connect-commands/ports';
import type { AgentNames, AgentRoster } from '../../core/reconcile/ports';
import { ConnectAgentNames } from '../connect/agent-names';
import { ConnectRoster } from '../connect/agent-roster';
import { ConnectCentre } from '../connect/contact-centre';
import {
  type ConnectOperationName,
  type ConnectOperations,
  ConnectRefusalError,
  type ConnectSend,
  refusalsByName,
} from '../connect/operations';
import { type ConnectInstance, ConnectRateLimited } from '../connect/rate-limited-centre';
import { ConnectUserSearch } from '../connect/user-search';

/** A Connect in this process: SDK operation names and inputs in, the SDK's answers out, errors by their name. */
export type ConnectApi = (operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** The ports on a Connect in this process; requests and answers are translated by the very adapters that run on AWS. */
export function portsOnConnectApi(
  api: ConnectApi,
  instance: ConnectInstance,
  clock: Clock,
): {
  readonly centre: ContactCentre;
  readonly limitedCentre: RateLimitedCentre;
  readonly roster: AgentRoster;
  readonly names: AgentNames;
} {
  const send = sendToApi(api);
  return {
    centre: new ConnectCentre(send, instance.id),
    names: new ConnectAgentNames(send, instance.id, clock),
    limitedCentre: new ConnectRateLimited(send, instance, clock),
    roster: new ConnectRoster(send, instance.id, clock),
  };
}

/** Looks for users of a Connect in this process. */
export const userSearchOnConnectApi = (api: ConnectApi, instanceId: string, limiter: RateLimiter): UserSearch =>
  new ConnectUserSearch(
    {
      send: sendToApi(api),
      search: (input) => withMeaning('SearchUsers', () => api('SearchUsers', { ...input })),
    },
    instanceId,
    limiter,
  );

const sendToApi =
  (api: ConnectApi): ConnectSend =>
  async <O extends ConnectOperationName>(operation: O, input: ConnectOperations[O]['input']) =>
    (await withMeaning(operation, () => api(operation, { ...input }))) as ConnectOperations[O]['output'];

async function withMeaning<T>(operation: ConnectOperationName | 'SearchUsers', call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const refusal = error instanceof Error ? refusalsByName.get(error.name) : undefined;
    throw error instanceof Error && refusal ? new ConnectRefusalError(operation, refusal, { cause: error }) : error;
  }
}
