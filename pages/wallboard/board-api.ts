import type { Reason } from '../../core/reasons/reason';
import type { RequestLine, WallboardSnapshot } from '../../core/wallboard/snapshot';

export type BoardReply<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly etag: string | null }
  /** Nothing but time has changed. `seenAt`: when that was seen, by the server's clock. */
  | { readonly kind: 'same'; readonly seenAt: number | null }
  | { readonly kind: 'no-access'; readonly problem: string }
  /** Anything else the server says no to, in its words. */
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'unreachable' };

export interface MoveRequest {
  /** The same one again is one request. */
  readonly requestId: string;
  readonly agentId: string;
  readonly to: RequestLine['to'];
  readonly holdSeconds?: number;
  readonly why: string;
}

export type MoveReply =
  | { readonly kind: 'asked' | 'held' }
  | { readonly kind: 'refused'; readonly because: Reason | null; readonly problem: string }
  | { readonly kind: 'unreachable' };

/** The API of the wallboard (docs/wallboard-api.md). */
export interface BoardServer {
  readonly groups: () => Promise<BoardReply<readonly string[]>>;
  /** `etag`: of the answer that is known; `same` comes only with one. */
  readonly snapshot: (group: string, etag: string | null) => Promise<BoardReply<WallboardSnapshot>>;
  readonly move: (group: string, request: MoveRequest) => Promise<MoveReply>;
}
