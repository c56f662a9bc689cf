import * as z from 'zod';
import type { RecordOf } from '../record';

export const statusSchema = z.object({
  name: z.string(),
  type: z.enum(['ROUTABLE', 'CUSTOM', 'OFFLINE']),
  since: z.number(),
});
export type AgentStatus = RecordOf<typeof statusSchema>;

/** `Available` is the one routable status and `Offline` the one that is off (docs/amazon-connect.md#agent-statuses). */
export function statusOf(
  status: {
    readonly name: string;
    readonly type?: string | null | undefined;
    readonly startTimestamp?: number | null | undefined;
  },
  observedAt: number,
): AgentStatus {
  const type =
    status.type === 'ROUTABLE' || status.type === 'OFFLINE' || status.type === 'CUSTOM'
      ? status.type
      : status.name === 'Available'
        ? 'ROUTABLE'
        : status.name === 'Offline'
          ? 'OFFLINE'
          : 'CUSTOM';
  return { name: status.name, type, since: status.startTimestamp ?? observedAt };
}
