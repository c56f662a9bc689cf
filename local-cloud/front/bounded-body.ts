import type { IncomingMessage } from 'node:http';

/**
 * The body of a request, of which no more than `most` bytes are kept; `whole`: it is no longer. Rejects where the connection
 * breaks.
 */
export async function boundedBody(
  request: IncomingMessage,
  most: number,
): Promise<{ readonly body: Buffer; readonly whole: boolean }> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes <= most) parts.push(part);
  }
  return { body: Buffer.concat(parts), whole: bytes <= most };
}
