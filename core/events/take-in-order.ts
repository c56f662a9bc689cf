import type { Clock } from '../clock';
import { failsForLong, mayBeDeadly } from './again';

/** What is asked of a record of a stream, whatever it holds. */
export interface KeyedRecord {
  /** Records of one key are in order, those of different keys have nothing to do with each other. */
  readonly key: string;
  /** When the stream took it, ms. */
  readonly arrivedAt: number;
}

export interface TakeInOrderPorts<R extends KeyedRecord> {
  readonly clock: Clock;
  /** Whether the record was taken in. What it throws ends the whole delivery. */
  takeIn(record: R): Promise<boolean>;
  /** Whether the record is in the queue now, behind those of its key that were put there before. */
  handOver(record: R): Promise<boolean>;
}

/**
 * Takes in one delivery of a stream. A record that fails holds back what follows of its key and nothing else: while it is
 * young the stream delivers it again, and with it whatever came after it, which is known already then; an older one goes to
 * the queue, with what follows of its key in this delivery, and counts as done. Where the queue takes nothing, the stream
 * delivers again as long as it does.
 *
 * Answers the index of the record from which on the stream is to deliver again, or `null`.
 */
export async function takeInOrder<R extends KeyedRecord>(
  ports: TakeInOrderPorts<R>,
  records: readonly R[],
): Promise<number | null> {
  const heldBack = new Set<string>();
  const handedOver = new Set<string>();
  let firstFailed: number | null = null;
  for (const [index, record] of records.entries()) {
    const { key } = record;
    if (heldBack.has(key)) continue;
    if (await isDone(ports, record, handedOver.has(key), records.length)) continue;
    if (failsForLong(record.arrivedAt, ports.clock.now()) && (await ports.handOver(record))) {
      handedOver.add(key);
      continue;
    }
    heldBack.add(key);
    firstFailed ??= index;
  }
  return firstFailed;
}

/** A record behind one in the queue is not tried before it; one that may be deadly is, if the queue does not take it. */
async function isDone<R extends KeyedRecord>(
  ports: TakeInOrderPorts<R>,
  record: R,
  follows: boolean,
  delivered: number,
): Promise<boolean> {
  if (follows) return ports.handOver(record);
  if (mayBeDeadly(delivered, record.arrivedAt, ports.clock.now()) && (await ports.handOver(record))) return true;
  return ports.takeIn(record);
}
