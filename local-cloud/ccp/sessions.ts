import { randomUUID } from 'node:crypto';

/** Of all servers of this machine: a browser's cookies know no ports. */
const cookieName = 'ccb-simulated-softphone';

/** Who is signed in to the simulated softphone, by a cookie of the session. */
export class Sessions {
  readonly #usernames = new Map<string, string>();

  /** The `set-cookie` header that signs somebody in. */
  begin(username: string): string {
    const id = randomUUID();
    this.#usernames.set(id, username);
    return `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax`;
  }

  /** By the `cookie` header. */
  usernameOf(cookies: string | undefined): string | null {
    const id = sessionIn(cookies);
    return id === null ? null : (this.#usernames.get(id) ?? null);
  }

  /** The `set-cookie` header that signs whoever it is out. */
  end(cookies: string | undefined): string {
    this.#usernames.delete(sessionIn(cookies) ?? '');
    return `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`;
  }
}

const sessionIn = (cookies: string | undefined): string | null =>
  new RegExp(`(?:^|; *)${cookieName}=([^;]+)`).exec(cookies ?? '')?.[1] ?? null;
