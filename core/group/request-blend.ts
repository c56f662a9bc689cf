import type { GroupId } from '../ids';
import type { RebalanceRequests } from '../messages/ports';
import { hasOutbound } from './directory';
import type { DirectorySource } from './ports';

/** Something changed on the inbound side: a decision is asked for, where there is anything to blend. */
export async function requestBlend(
  ports: { readonly directory: DirectorySource; readonly rebalances: RebalanceRequests },
  group: GroupId,
): Promise<void> {
  if (hasOutbound(await ports.directory.read(), group)) await ports.rebalances.request({ group, manual: null });
}
