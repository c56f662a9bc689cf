import type { CallId, GroupId, QueueId } from '../ids';

/** A wait in a queue that is over. */
export interface EndedWait {
  readonly queueId: QueueId;
  readonly callId: CallId;
  /** ms since the epoch, as Connect says. */
  readonly endedAt: number;
  /** 0 or more, ms. */
  readonly waitedMs: number;
  /** By an agent; else the caller hung up or was led to voicemail. */
  readonly answered: boolean;
}

/** A wait as it is read back: `call` tells calls apart and is no contact id. */
export type NotedWait = Pick<EndedWait, 'queueId' | 'waitedMs' | 'answered'> & { readonly call: string };

/** Waits that are over, by the minute they ended in, for some hours. */
export interface EndedWaits {
  /** The same one again makes no difference, nor does the order they come in. */
  note(group: GroupId, wait: EndedWait): Promise<void>;
  /** Those that ended in the minute of `from` or later, up to that of `until` (ms); they may be a moment old. */
  between(group: GroupId, from: number, until: number): Promise<readonly NotedWait[]>;
}
