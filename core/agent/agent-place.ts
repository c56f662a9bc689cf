import { fnv1a } from '../group/directory';
import { teamKey } from '../group/group-ledger';
import type { GroupId } from '../ids';
import { type AgentRecord, isIdle, otherWork } from './agent';
import { releaseOrder } from './release-order';
import { isOnItsWay } from './tether-record';

/**
 * Position in the ranked index: idle agents first, oldest `availableSince` first, ties by username (code units), then
 * everybody else who is staffed. `null` keeps the agent out. Changes only on idle <-> not idle and on login or logout.
 */
export function rankOf(record: AgentRecord): string | null {
  if (record.group === null || !record.staffed) return null;
  if (!record.idle || record.availableSince === null) return `1#${record.username}#${record.agentId}`;
  return `0#${String(record.availableSince).padStart(15, '0')}#${record.username}#${record.agentId}`;
}

/** These sort behind every rank of `releaseOrder`: who is never moved, then who is not on a tether yet. */
const neverMoved = 8;
const arriving = 9;

/** Where an index of those who may be moved keeps an agent, in the order they would be asked. */
export interface BlendPlace {
  readonly pool: string;
  readonly rank: string;
}

/** A sort key holds 1,024 bytes, and twenty names of campaigns do not fit: those who may work for the same have the same mark. */
const teamMark = (campaigns: readonly string[]): string => fnv1a(teamKey(campaigns)).toString(36);

/** What agents who may work for the same campaigns have in common in their `BlendPlace.rank`. */
export const teamOfRank = (rank: string): string => rank.slice(rank.lastIndexOf('#') + 1);

/**
 * The partition of the index. An agent who dials changes place with every dial, so the outbound side has one for each of the
 * group's `agentShards`; whoever is on the inbound side changes place with a call, and one takes all of them.
 */
export const blendPool = (group: GroupId, side: 'inbound' | 'outbound', shard = 0): string =>
  shard === 0 ? `${group}#${side}` : `${group}#${side}/${shard}`;

/** The shard in an agent's `pool`, which ends in it. */
const shardOf = ({ pool }: Pick<AgentRecord, 'pool'>): number => Number(pool?.slice(pool.lastIndexOf('/') + 1) ?? 0);

/**
 * Inbound: those idle, blended with nothing in hand before others (who only count for the reserve), idle on this side longest first. Outbound:
 * blended agents on a tether, the idle first, then by what they do (`releaseOrder`), available longest first; whoever's
 * tether failed counts as idle there. Then come those of kind outbound, who only give their tethers back when blending is
 * switched off, and last the blended whose tether is on its way: nobody moves them, but they may be held for callers.
 * `null` keeps the agent out: moving, leaving, not logged in, or of kind inbound on the outbound side.
 */
export function blendPlaceOf(record: AgentRecord): BlendPlace | null {
  const { group, outbound } = record;
  if (group === null || !record.staffed || outbound.move !== null || outbound.giveBack !== null) return null;
  const place = (order: number, since: number | null): string =>
    `${order}#${String(since ?? 0).padStart(15, '0')}#${record.username}#${record.agentId}#${teamMark(record.campaigns)}`;
  if (outbound.side === 'inbound') {
    if (!record.idle) return null;
    const mayGo = record.kind === 'blended' && otherWork(record).length === 0;
    const rank = place(mayGo ? 0 : 1, record.idleOnSideSince);
    return { pool: blendPool(group, 'inbound'), rank };
  }
  const pool = blendPool(group, 'outbound', shardOf(record));
  if (record.kind !== 'blended') {
    return outbound.tether?.state === 'ready' ? { pool, rank: place(neverMoved, record.availableSince) } : null;
  }
  if (outbound.tether?.state === 'failed') {
    return isIdle(record) ? { pool, rank: place(0, record.availableSince) } : null;
  }
  if (record.nextStatus !== null) return null;
  if (isOnItsWay(outbound.tether)) return { pool, rank: place(arriving, record.availableSince) };
  if (outbound.tether?.state !== 'ready') return null;
  const work = outbound.work?.tetherId === outbound.tether.tetherId ? outbound.work.state : null;
  // The idle are not in that order, and come before it.
  const order = work === null ? releaseOrder.length + 1 : releaseOrder.indexOf(work) + 1;
  return { pool, rank: place(order, record.availableSince) };
}
