import type { Clock } from '../clock';
import type { AgentId } from '../ids';

/** What the claim that names an agent holds. */
export const identifications = ['userId', 'username', 'email'] as const;
export type Identification = (typeof identifications)[number];

/** What a claim holds that has to be looked up. */
export type LookedUp = Exclude<Identification, 'userId'>;

/** A user of the instance, by the names that stay: the id for good, the username as long as nobody changes it. */
export interface ConnectUser {
  readonly userId: AgentId;
  readonly username: string;
}

/** Users of the instance of Connect (SearchUsers), at most 2 questions a second for the whole account. */
export interface UserSearch {
  /** Every user with this username or e-mail address, in any case of letters. `throttled`: Connect may not be asked at this moment. */
  find(by: LookedUp, value: string): Promise<readonly ConnectUser[] | 'throttled'>;
}

/** What Connect said when it was asked last; times are ms. */
export interface Login {
  /** Of the one user; `null`: there was none, or there were several. */
  readonly agentId: AgentId | null;
  /** How many users there were. */
  readonly users: number;
  readonly askedAt: number;
}

/** What is known of claims, for all instances of the function together. */
export interface LoginStore {
  /** May be a moment old. `null`: nothing, or it is forgotten. */
  load(by: LookedUp, value: string): Promise<Login | null>;
  /** Whether it is the caller's turn to ask Connect: nobody else has it between `now` and `until` (ms). */
  takeTurn(by: LookedUp, value: string, now: number, until: number): Promise<boolean>;
  /** Keeps it until `until` (ms); an older answer never replaces a newer one. */
  keep(by: LookedUp, value: string, login: Login, until: number): Promise<void>;
}

export interface FindAgentPorts {
  readonly users: UserSearch;
  readonly logins: LoginStore;
  readonly clock: Clock;
}

/** `nobody`: so many users are called so, and one it must be. `later`: Connect could not be asked; the same again in a second. */
export type FoundAgent =
  | { readonly kind: 'agent'; readonly agentId: AgentId }
  | { readonly kind: 'nobody'; readonly users: number }
  | { readonly kind: 'later' };

/**
 * How long an answer of Connect counts, ms. A user who was made anew under the same name is known by the new id after an hour at
 * the latest; 1,000 agents ask Connect 0.3 times a second so, of the 2 it allows (docs/amazon-connect.md#api-rates).
 */
export const loginCountsMs = 3_600_000;

/** Whoever was not found may be made at any moment, and their page asks every 5 s. */
export const nobodyCountsMs = 60_000;

/** An answer that is older still counts for so long where Connect may not be asked. */
export const loginKeptMs = 12 * 3_600_000;

/** Whoever has the turn to ask is given up after this. */
export const turnMs = 5_000;

/** What one instance remembers by itself: so long, and of so many. */
export const rememberedMs = 300_000;
export const mostRemembered = 2_000;

/** Longest value of a claim that is looked up; usernames have 100 characters at most, e-mail addresses 254. */
export const longestValue = 254;

/**
 * Finds whose page it is by what a claim says. Connect is asked at most once in an hour for each agent, by one of all that want to
 * know. It keeps what it was told for a while, so make one for each instance of the function.
 */
export function agentFinder(ports: FindAgentPorts, by: LookedUp): (value: string) => Promise<FoundAgent> {
  const { clock } = ports;
  /** In the order they came; the first one goes first. */
  const remembered = new Map<string, { readonly login: Login; readonly at: number }>();
  const underWay = new Map<string, Promise<FoundAgent>>();

  const remember = (value: string, login: Login, at: number): FoundAgent => {
    remembered.delete(value);
    const [first] = remembered.keys();
    if (remembered.size >= mostRemembered && first !== undefined) remembered.delete(first);
    remembered.set(value, { login, at });
    return foundIn(login);
  };

  const look = async (value: string): Promise<FoundAgent> => {
    const now = clock.now();
    const own = remembered.get(value);
    if (own && now - own.at < rememberedMs && counts(own.login, now)) return foundIn(own.login);
    const known = await ports.logins.load(by, value);
    if (known && counts(known, now)) return remember(value, known, now);
    const users = (await ports.logins.takeTurn(by, value, now, now + turnMs))
      ? await ports.users.find(by, value)
      : 'throttled';
    // An agent at work is not sent away because others ask Connect much.
    if (users === 'throttled') return known?.agentId ? foundIn(known) : { kind: 'later' };
    const [user] = users;
    const login = { agentId: users.length === 1 && user ? user.userId : null, users: users.length, askedAt: now };
    await ports.logins.keep(by, value, login, now + (login.agentId === null ? nobodyCountsMs : loginKeptMs));
    return remember(value, login, now);
  };

  return (written) => {
    const value = written.trim().toLowerCase();
    if (value === '' || value.length > longestValue) return Promise.resolve({ kind: 'nobody', users: 0 });
    const before = underWay.get(value);
    if (before) return before;
    const looking = look(value).finally(() => underWay.delete(value));
    underWay.set(value, looking);
    return looking;
  };
}

const counts = ({ agentId, askedAt }: Login, now: number): boolean =>
  now - askedAt < (agentId === null ? nobodyCountsMs : loginCountsMs);

const foundIn = ({ agentId, users }: Login): FoundAgent =>
  agentId === null ? { kind: 'nobody', users } : { kind: 'agent', agentId };
