/** What the ingress answers to a request with events, and what either side says of a request it does not take. */
import * as z from 'zod';

const sentence = z.string().min(1);

/** 202. `refused`: a sentence for each event that was not taken; sending it again would not help. */
export const eventsTaken = z.object({ accepted: z.int().min(0), refused: z.array(sentence) });
/** 400: no JSON, no version, or not 1 to 100 events. */
export const eventsUnreadable = z.object({ problems: z.array(sentence).min(1) });
/** 401, 413 and 429; the Campaign Manager's own answers other than 200 look alike. */
export const requestRefused = z.object({ problem: sentence });
