/**
 * How a record of an ordered stream that cannot be taken in is tried again: by the stream while it is young, since most
 * failures are over within a second or two and the order is kept meanwhile; then by a queue of its own, where it holds
 * back nobody else. The age counts, not the tries: whatever fails in a part of the stream, and however much of it, those
 * who come after it wait for no longer than this.
 */
const retriedByStreamMs = 3_000;

/**
 * A delivery whose function died tells nobody so. The mapping halves what it delivers until the record that did it is
 * alone, so one that comes alone and is this old has done it, or may wait as well. A stream that is behind as a whole comes in
 * batches of more, which are taken in as they come. Not sooner: the stream delivers again after a second what the queue
 * would after the function's whole time-out, so that a function that dies by chance is better off with the stream's tries; a
 * record that makes it run into its time-out of 30 s has had two.
 */
const deadlyWhenAloneMs = 60_000;

/** Times in ms. Whether a record that has failed just now goes to the queue; otherwise the stream delivers it again. */
export const failsForLong = (arrivedAt: number, now: number): boolean => now - arrivedAt >= retriedByStreamMs;

/** Whether a record goes to the queue before it is tried: it may be what the function dies of. */
export const mayBeDeadly = (recordsDelivered: number, arrivedAt: number, now: number): boolean =>
  recordsDelivered === 1 && now - arrivedAt >= deadlyWhenAloneMs;

/** Deliveries by the queue of which each is a second after the one before. */
const quickDeliveries = 20;
const quickSeconds = 1;
const slowSeconds = 10;

/** After how many seconds the queue is to deliver again what failed at its `deliveries`-th delivery, from 1. */
export const againAfterSeconds = (deliveries: number): number =>
  deliveries < quickDeliveries ? quickSeconds : slowSeconds;
