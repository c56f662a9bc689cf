import { answerWithinMs } from './intervals';

export interface Authorization {
  /** The token of whoever is signed in; `null`: nobody is. */
  readonly token: () => Promise<string | null>;
  /** A fresh token after the server took the last one for expired, without asking the person; `null`: they must sign in. */
  readonly renew: () => Promise<string | null>;
}

/**
 * Sends a request with the token, and once more with a fresh one where the server takes that for expired. `unreachable`: no answer
 * within the time, 429 or a 5xx; everything may be sent again.
 */
export async function authorizedRequest(
  { token, renew, fetch }: Authorization & { readonly fetch: typeof globalThis.fetch },
  url: string,
  init: RequestInit,
): Promise<Response | 'signed-out' | 'unreachable'> {
  try {
    for (const bearerOf of [token, renew]) {
      const bearer = await bearerOf();
      if (bearer === null) return 'signed-out';
      const response = await fetch(url, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${bearer}` },
        signal: AbortSignal.timeout(answerWithinMs),
      });
      if (response.status === 429 || response.status >= 500) return 'unreachable';
      if (response.status !== 401) return response;
    }
    return 'signed-out';
  } catch {
    return 'unreachable';
  }
}
