/** What the agent's logic asks of the outside. Times are ms since 1970, by the clock of the agent's machine. */
import type { PageSnapshot, PageState } from '../../core/agent-page/agent-page';
import type { LeadView } from '../../core/agent-page/page-lead';
import type { RefusalKind, RefusalVerdict } from '../../core/offering/refusal-verdict';

/** What a contact on the softphone is doing. `failed`: Connect says error. */
export type ContactPhase = 'ringing' | 'connected' | 'after-call-work' | 'missed' | 'rejected' | 'failed';

export interface SoftphoneContact {
  readonly contactId: string;
  readonly phase: ContactPhase;
  /** A call; anything else is left to the softphone. */
  readonly voice: boolean;
  /** Placed by the agent: never an offer. */
  readonly ownCall: boolean;
  /** The contact's attribute `ccbTetherId`; `null`: no tether. */
  readonly tetherId: string | null;
  readonly queue: string | null;
  /** As Connect shows it to agents; `null`: withheld, or not told. */
  readonly caller: string | null;
}

export interface StatusChoice {
  readonly name: string;
  readonly kind: 'available' | 'not-ready' | 'offline';
}

/** Everything the softphone shows at one moment. Each view is whole, so one that is lost or comes twice does no harm. */
export interface SoftphoneView {
  /** Of the Connect user who is logged in to the softphone. */
  readonly username: string;
  readonly status: string;
  readonly nextStatus: string | null;
  readonly statuses: readonly StatusChoice[];
  readonly contacts: readonly SoftphoneContact[];
  /** `false`: calls go to a desk phone, which nobody can answer from a page. */
  readonly inBrowser: boolean;
  /** The user's auto-accept in Connect, which would take callers too. */
  readonly autoAccept: boolean;
}

export type SoftphoneNews =
  | { readonly kind: 'view'; readonly view: SoftphoneView }
  /** Connect's own connection is gone, or it asks for a login; it comes back with a view. */
  | { readonly kind: 'lost'; readonly why: 'connection' | 'login' };

/** The softphone of Amazon Connect. Each act may be repeated; it fails by rejecting, and the next view tells what is so. */
export interface Softphone {
  /** Tells what is so now, as soon as that is known, and each change. Returns how to stop. */
  watch(see: (news: SoftphoneNews) => void): () => void;
  accept(contactId: string): Promise<void>;
  clear(contactId: string): Promise<void>;
  /** Ends the agent's part in a call they are on; of a tether that is its end. */
  hangUp(contactId: string): Promise<void>;
  /** `after-work`: once the contact in hand is done with, so that neither the call nor its wrap-up is cut short. */
  setStatus(status: string, when: 'now' | 'after-work'): Promise<void>;
}

/** `refused`: the server understood and says why not. `unreachable`: no answer, or one that asks to try again. */
export type Reply<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly problem: string }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unreachable' };

export interface PreviewOver {
  readonly outcome: string;
  readonly by: string;
  readonly final: boolean;
}

export type PreviewAnswer = 'accept' | 'reject' | 'close';

/** What came of the conversation. `outcome`: of the campaign's list. At most one of `doNotCall` and `callBackAt` (ms). */
export interface WorkResult {
  readonly outcome?: string;
  readonly doNotCall?: boolean;
  readonly callBackAt?: number;
}

/** What an agent asks about the customer on the tether: "End customer", or "Done" with what came of it. */
export type CustomerAsk =
  | { readonly what: 'end'; readonly customerId: string }
  | { readonly what: 'finish'; readonly customerId: string; readonly result: WorkResult };

export interface Heartbeat {
  /** Of `AgentLogicPorts`. */
  readonly browser: string;
  /** The page is on the screen. */
  readonly watched: boolean;
  /** Takes over from the browser that leads in this term. */
  readonly over?: number;
}

/** The API of the agent's page (docs/agent-page-api.md). Who is asking is the token's business. */
export interface Server {
  snapshot(): Promise<Reply<PageSnapshot>>;
  /** Who leads after it, as the server has it. */
  heartbeat(beat: Heartbeat): Promise<Reply<{ readonly lead: LeadView | null }>>;
  /** What was decided, by whomever: ours counted only where `by` is `agent` and the outcome is the answer. */
  answer(previewId: string, answer: PreviewAnswer): Promise<Reply<PreviewOver>>;
  /** It is on its way, or was before; refused with the server's sentence. */
  customer(ask: CustomerAsk): Promise<Reply<PageSnapshot>>;
  state(state: PageState, reason: string): Promise<Reply<unknown>>;
  verdict(contactId: string, shown: RefusalKind): Promise<Reply<RefusalVerdict & { readonly serverTime: number }>>;
}

export interface PageClock {
  now(): number;
  /** Returns how to take it back. */
  after(ms: number, run: () => void): () => void;
}

/** Kept on this machine beyond a refresh; `null`: nothing is there. */
export interface PageStorage {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

/** Held by one page of this browser at a time. */
export interface PageLock {
  /** Waits for it; `held` is called once, when it is ours. Returns how to give it back or stop waiting. */
  acquire(held: () => void): () => void;
}

/** What the browser knows about itself and this machine. */
export interface Surroundings {
  readonly online: boolean;
  /** The page is on the screen. */
  readonly visible: boolean;
  /** `not-tested`: it is not this machine's (virtual desktop), or the softphone is a simulated one. */
  readonly microphone: 'granted' | 'not-asked' | 'denied' | 'missing' | 'not-tested';
  /** The person at the page acts for the agent: always, but for simulated runs in which the scenario does until it is taken over. */
  readonly acting: boolean;
  /** The page was clicked in or typed into: browsers play no sound before. */
  readonly soundUnlocked: boolean;
}

export interface PageSurroundings {
  now(): Surroundings;
  watch(changed: () => void): () => void;
}

export interface AgentLogicPorts {
  /** An id of this browser, made up by it: the same in all its windows and after a refresh; 1 to 64 characters. */
  readonly browser: string;
  readonly softphone: Softphone;
  readonly server: Server;
  readonly clock: PageClock;
  readonly storage: PageStorage;
  readonly lock: PageLock;
  readonly surroundings: PageSurroundings;
}
