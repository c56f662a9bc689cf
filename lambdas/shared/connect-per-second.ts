import * as z from 'zod';
import { countedOperations } from './contract';

const stated = z.record(z.enum(countedOperations), z.int().min(1));

/** Reads CONNECT_PER_SECOND: requests a second of each counted operation, whole numbers from 1. Throws a sentence. */
export function connectPerSecond(text: string): z.infer<typeof stated> {
  const right = `JSON with a whole number from 1 for each of ${countedOperations.join(', ')}`;
  try {
    return stated.parse(JSON.parse(text));
  } catch {
    throw new Error(`CONNECT_PER_SECOND must be ${right}; it is ${text}`);
  }
}
