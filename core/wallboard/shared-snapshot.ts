import { decisionBounds } from '../blending/decide-blend';
import type { BlendStore } from '../blending/ports';
import type { Clock } from '../clock';
import { type Directory, type GroupEntry, poolsOf } from '../group/directory';
import type { GroupId } from '../ids';
import type { RequestStore } from '../move-requests/ports';
import { asShown, type WallboardPrivacy } from './as-shown';
import { makeSnapshot, waitingShown } from './make-snapshot';
import type { SharedSnapshot, WallboardStore } from './ports';
import type { WallboardSnapshot } from './snapshot';

/** How long a snapshot is shown to whoever asks; pages ask as often. */
export const snapshotMs = 2_000;

/** A snapshot older than that is computed by whoever asks, whosever turn it is. */
const staleMs = 10_000;

export interface SnapshotPorts {
  readonly blend: Pick<BlendStore, 'read'>;
  readonly wallboard: WallboardStore;
  readonly moveRequests: Pick<RequestStore, 'load'>;
  readonly clock: Clock;
  /** A short text that tells apart what differs. */
  readonly digest: (text: string) => string;
}

/** What one instance of a function was shown last, by group. */
export type SnapshotsSeen = Map<GroupId, SharedSnapshot>;

/**
 * The snapshot of a group that everybody is shown: computed once in two seconds however many ask, in however many functions. Whoever
 * finds it too old takes the turn to compute the next; others are shown the last one meanwhile, with its age.
 */
export async function sharedSnapshot(
  ports: SnapshotPorts,
  about: { readonly group: GroupEntry; readonly directory: Directory; readonly privacy: WallboardPrivacy },
  seen: SnapshotsSeen,
): Promise<SharedSnapshot> {
  const { wallboard, clock } = ports;
  const group = about.group.name;
  const now = clock.now();
  const isFresh = (one: SharedSnapshot | null | undefined): one is SharedSnapshot =>
    one !== null && one !== undefined && now - one.computedAt < snapshotMs;
  const own = seen.get(group);
  if (isFresh(own)) return own;
  const shared = await wallboard.shared(group);
  const usable = shared !== null && now - shared.computedAt < staleMs;
  if (isFresh(shared) || (usable && !(await wallboard.takeTurn(group, now, now + snapshotMs)))) {
    seen.set(group, shared);
    return shared;
  }
  const computed = await compute(ports, about, now);
  await wallboard.share(group, computed);
  seen.set(group, computed);
  return computed;
}

async function compute(
  ports: SnapshotPorts,
  about: { readonly group: GroupEntry; readonly directory: Directory; readonly privacy: WallboardPrivacy },
  now: number,
): Promise<SharedSnapshot> {
  const { group, directory, privacy } = about;
  const campaigns = group.campaigns.map(({ name }) => name);
  const bounds = { ...decisionBounds, waiting: waitingShown, outboundShards: group.agentShards };
  const [blend, agents, requests] = await Promise.all([
    ports.blend.read(group.name, campaigns, bounds, []),
    ports.wallboard.staffed(poolsOf(group)),
    ports.moveRequests.load(group.name),
  ]);
  const made = asShown(makeSnapshot(group, directory, { blend, agents, requests: requests.lines }, now), privacy);
  const timeless: WallboardSnapshot = { ...made, computedAt: 0 };
  return { computedAt: now, etag: `"${ports.digest(JSON.stringify(timeless))}"`, body: JSON.stringify(made) };
}
