import type { ServerResponse } from 'node:http';
import { Masters } from './masters';

/** One frame with the softphone in it. */
interface Port {
  readonly id: string;
  readonly username: string;
  /** `null`: its line is down. */
  line: ServerResponse | null;
}

/**
 * The softphones that are open in browsers, by the id each made up for itself: nobody else knows it, so that it also says who is
 * asking. News goes to them as server-sent events.
 */
export class OpenSoftphones {
  readonly #ports = new Map<string, Port>();
  readonly #masters = new Map<string, Masters>();

  /** A softphone comes, or comes back: then it is still its first agent's. `null`: it is new and `username` is nobody. */
  connect(id: string, username: string | null, line: ServerResponse): string | null {
    const known = this.#ports.get(id);
    const port = known ?? (username === null ? null : { id, username, line: null });
    if (port === null) return null;
    port.line?.destroy();
    port.line = line;
    this.#ports.set(id, port);
    line.on('close', () => {
      if (port.line === line) this.#left(port);
    });
    this.#tellHowMany(port.username);
    return port.username;
  }

  usernameOf(id: string): string | null {
    return this.#ports.get(id)?.username ?? null;
  }

  /** Agents whose softphone is open somewhere. */
  usernames(): ReadonlySet<string> {
    return new Set([...this.#ports.values()].filter(({ line }) => line !== null).map(({ username }) => username));
  }

  mastersOf(username: string): Masters {
    const known = this.#masters.get(username) ?? new Masters();
    this.#masters.set(username, known);
    return known;
  }

  /** Its agent is signed out: it is to show the sign-in. */
  signOut(username: string): void {
    this.tell(username, 'signed-out', {});
    for (const port of [...this.#ports.values()]) if (port.username === username) this.#ports.delete(port.id);
  }

  /** To every softphone of this agent that is open. */
  tell(username: string, event: string, data: unknown): void {
    const text = `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const port of this.#ports.values()) if (port.username === username) port.line?.write(text);
  }

  #left(port: Port): void {
    port.line = null;
    this.mastersOf(port.username).left(port.id);
    this.#tellHowMany(port.username);
  }

  #tellHowMany(username: string): void {
    const open = [...this.#ports.values()].filter((port) => port.username === username && port.line !== null);
    this.tell(username, 'softphones', { length: open.length });
  }
}
