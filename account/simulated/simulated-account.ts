import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '../../local-cloud/aws/service-error';
import { LoopbackServer } from '../../local-cloud/front/loopback-server';
import { jsonRefusal, type Reply } from '../../local-cloud/front/service-front';
import type { AccountRequest, AccountService } from './account-service';
import { connectAdministration } from './connect-administration';
import type { AccountDescription } from './description';
import { otherServices } from './other-services';

/**
 * A simulated AWS account on this machine, for commands that look at one with a person's credentials. It knows the requests
 * these commands make, and refuses every other.
 */
export class SimulatedAccount {
  readonly #services: Readonly<Record<string, AccountService>>;
  #server: LoopbackServer | null = null;
  /** IAM actions that were asked for, in order. */
  readonly asked: string[] = [];

  private constructor(
    private readonly description: Pick<AccountDescription, 'account' | 'denied' | 'issuers'>,
    services: Readonly<Record<string, AccountService>>,
  ) {
    this.#services = services;
  }

  /** An account in which nothing of ours is deployed. */
  static start(description: AccountDescription): Promise<SimulatedAccount> {
    const services = { connect: connectAdministration(description), ...otherServices(description) };
    return SimulatedAccount.of(description, services);
  }

  /** An account of these services, by the names their clients sign with. */
  static async of(
    description: Pick<AccountDescription, 'account' | 'denied' | 'issuers'>,
    services: Readonly<Record<string, AccountService>>,
  ): Promise<SimulatedAccount> {
    const account = new SimulatedAccount(description, services);
    account.#server = await LoopbackServer.start(
      (request, response) => account.#serve(request, response),
      (_, error) => {
        throw error;
      },
    );
    return account;
  }

  /** What an SDK client needs to speak with this account instead of AWS. */
  get client() {
    return {
      endpoint: this.#server?.origin ?? '',
      credentials: { accessKeyId: 'SIMULATEDACCOUNT', secretAccessKey: 'simulated' },
      forcePathStyle: true,
    } as const;
  }

  /** Instead of the network: the discovery documents of the issuers that are described as answering. */
  readonly fetch = async (address: string) => {
    const issuer = this.description.issuers.find(
      (known) => `${known.replace(/\/$/, '')}/.well-known/openid-configuration` === address,
    );
    if (issuer === undefined) throw new Error('the address does not answer');
    return { status: 200, json: async () => ({ issuer }) };
  };

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await this.#answer(await read(incoming));
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  }

  async #answer(request: AccountRequest): Promise<Reply> {
    const name = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
    const service = this.#services[name];
    if (!service)
      return jsonRefusal(new ServiceError('UnknownOperationException', `no service ${name} is simulated`, 501));
    try {
      const { action, answer } = service.read(request);
      this.asked.push(action);
      if (this.description.denied.includes(action)) {
        const who = `arn:aws:iam::${this.description.account}:user/simulated`;
        throw new ServiceError('AccessDeniedException', `User: ${who} is not authorized to perform: ${action}`, 403);
      }
      return await answer();
    } catch (error) {
      if (error instanceof ServiceError) return service.refuse(error);
      throw error;
    }
  }
}

async function read(incoming: IncomingMessage): Promise<AccountRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    ...{ method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers },
    body: Buffer.concat(parts).toString(),
  };
}
