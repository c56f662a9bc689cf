import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { PageConfig } from '../contract/config';

export interface SignIn {
  /** The token for our API; `null`: nobody is signed in, or they have to sign in again. */
  readonly token: () => Promise<string | null>;
  /** A fresh one by the refresh token, whatever the last one says of itself. */
  readonly renew: () => Promise<string | null>;
  /** Lets a person sign in again in a window of its own, so that the page and a call in it stay. Fails if they do not. */
  readonly again: () => Promise<void>;
}

/** A token that ends within this is renewed before it is used, s. */
const renewBefore = 30;

/**
 * Authorization code with PKCE, at the provider the deploy names. Tokens stay in the session's storage, so that a refresh of the
 * page needs no sign-in. Renewal is by refresh token only: hidden frames fail where browsers block cookies of third parties.
 * `null`: the browser is on its way to the provider, or this is the window that came back from it and closes.
 */
export async function signIn(config: PageConfig): Promise<SignIn | null> {
  const { authority, clientId, scope } = config.oidc;
  const address = `${window.location.origin}${window.location.pathname}`;
  const manager = new UserManager({
    authority,
    client_id: clientId,
    scope,
    redirect_uri: address,
    response_type: 'code',
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
  });

  const query = new URLSearchParams(window.location.search);
  if (query.has('state') && (query.has('code') || query.has('error'))) {
    const user = await manager.signinCallback();
    if (user === undefined) return null;
    window.history.replaceState(null, '', address);
  }
  if ((await manager.getUser()) === null) {
    await manager.signinRedirect();
    return null;
  }

  let renewing: Promise<string | null> | null = null;
  const renew = (): Promise<string | null> => {
    renewing ??= renewed(manager).finally(() => {
      renewing = null;
    });
    return renewing;
  };
  return {
    async token() {
      const user = await manager.getUser();
      if (user === null) return null;
      return isSpent(user) ? renew() : user.access_token;
    },
    renew,
    async again() {
      await manager.signinPopup();
    },
  };
}

const isSpent = ({ expires_in: left }: User): boolean => left !== undefined && left < renewBefore;

async function renewed(manager: UserManager): Promise<string | null> {
  const user = await manager.getUser();
  if (!user?.refresh_token) return null;
  try {
    return (await manager.signinSilent())?.access_token ?? null;
  } catch {
    return null;
  }
}
