import type { ServiceError } from '../../local-cloud/aws/service-error';
import type { Reply } from '../../local-cloud/front/service-front';

/** One request, as the simulated services read it. */
export interface AccountRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A service of the account: which IAM action a request needs, and its answer. Throws ServiceError. */
export interface AccountService {
  read(request: AccountRequest): { readonly action: string; answer(): Reply | Promise<Reply> };
  refuse(error: ServiceError): Reply;
}
