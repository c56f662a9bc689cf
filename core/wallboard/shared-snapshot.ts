import { decisionBounds } from '../blending/decide-blend';
import type { BlendStore } from '../blending/ports';
import type { Clock } from '../clock';
import { type Directory, type GroupEntry, poolsOf } from '../group/directory';
import type { GroupId } from '../ids';
import type { RequestStore } from '../move-requests/ports';
import type { EndedWaits } from '../service-level/ports';
import { type ServiceTarget, serviceWindowMinutes } from '../service-level/service-level';
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
  readonly endedWaits: Pick<EndedWaits, 'between'>;
  readonly clock: Clock;
  /** A short text that tells apart what differs. */
  readonly digest: (text: string) => string;
}

/** Whose snapshot it is, and what of it may be shown. */
export interface SnapshotAbout {
  readonly group: GroupEntry;
  readonly directory: Directory;
  readonly privacy: WallboardPrivacy;
  readonly serviceTarget: ServiceTarget;
}

/** What one instance of a function was shown last, by group. */
export type SnapshotsSeen = Map<GroupId, SharedSnapshot>;

/**
 * The snapshot of a group that everybody is shown: computed once in two seconds however many ask, in however many functions. Whoever
 * finds it too old takes the turn to compute the next; others are shown the last one meanwhile, with its age.
 */
export async function sharedSnapshot(
  ports: SnapshotPorts,
  about: SnapshotAbout,
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

async function compute(ports: SnapshotPorts, about: SnapshotAbout, now: number): Promise<SharedSnapshot> {
  const { group, directory, privacy, serviceTarget } = about;
  const campaigns = group.campaigns.map(({ name }) => name);
  const bounds = { ...decisionBounds, waiting: waitingShown, outboundShards: group.agentShards };
  const [blend, agents, requests, waits] = await Promise.all([
    ports.blend.read(group.name, campaigns, bounds, []),
    ports.wallboard.staffed(poolsOf(group)),
    ports.moveRequests.load(group.name),
    ports.endedWaits.between(group.name, now - serviceWindowMinutes * 60_000, now),
  ]);
  const reading = { blend, agents, requests: requests.lines, waits, serviceTarget };
  const made = asShown(makeSnapshot(group, directory, reading, now), privacy);
  const timeless: WallboardSnapshot = { ...made, computedAt: 0 };
  return { computedAt: now, etag: `"${ports.digest(JSON.stringify(timeless))}"`, body: JSON.stringify(made) };
}
