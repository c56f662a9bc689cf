import type { Reason } from '../../core/reasons/reason';
import type { RequestLine, SwitchTile, WallboardSnapshot } from '../../core/wallboard/snapshot';

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

export interface SwitchAsk {
  /** The same one again is one request. */
  readonly requestId: string;
  readonly switch: SwitchTile['switch'];
  /** Off until then, ms by the server's clock; `null`: on again. */
  readonly until: number | null;
  readonly why: string;
}

export type SwitchReply =
  | { readonly kind: 'thrown'; readonly until: number | null }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'unreachable' };

/** What a person may see and do. */
export interface BoardAccess {
  readonly groups: readonly string[];
  /** May use the kill switches. */
  readonly operator: boolean;
}

/** The API of the wallboard (docs/wallboard-api.md). */
export interface BoardServer {
  readonly access: () => Promise<BoardReply<BoardAccess>>;
  /** `etag`: of the answer that is known; `same` comes only with one. */
  readonly snapshot: (group: string, etag: string | null) => Promise<BoardReply<WallboardSnapshot>>;
  readonly move: (group: string, request: MoveRequest) => Promise<MoveReply>;
  readonly throwSwitch: (group: string, request: SwitchAsk) => Promise<SwitchReply>;
}
