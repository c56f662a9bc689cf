import type { Clock } from '../../core/clock';
import type { AgentId, CallId, GroupId } from '../../core/ids';
import { waitingRankOf } from '../../core/offering/call';
import type { CallRecord, Ringing } from '../../core/offering/call-record';
import type { CallStore } from '../../core/offering/ports';
import { LaggingIndex } from './lagging-index';

/** Calls in memory; the list of those waiting lags by `indexStalenessMs()`, each read by its own. */
export class MemoryCallStore implements CallStore {
  private readonly records = new Map<CallId, CallRecord>();
  private readonly index: LaggingIndex;

  constructor(clock: Clock, indexStalenessMs: () => number = () => 0) {
    this.index = new LaggingIndex(clock, indexStalenessMs);
  }

  async load(callId: CallId): Promise<CallRecord | null> {
    return this.records.get(callId) ?? null;
  }

  async save(record: CallRecord, expected: number | null): Promise<'saved' | 'conflict'> {
    const known = this.records.get(record.callId) ?? null;
    if ((known?.version ?? null) !== expected) return 'conflict';
    this.put(record);
    return 'saved';
  }

  async noteRinging(callId: CallId, ringing: Ringing): Promise<CallRecord | null> {
    const known = this.records.get(callId);
    if (known?.state !== 'waiting' || (known.ringing && known.ringing.since > ringing.since)) return null;
    return this.put({
      ...known,
      ringing: { agentId: ringing.agentId, since: ringing.since },
      version: known.version + 1,
    });
  }

  async noteRefusal(callId: CallId, agentId: AgentId): Promise<CallRecord | null> {
    const known = this.records.get(callId);
    if (known?.state !== 'waiting') return null;
    if (known.tried.includes(agentId)) return known;
    return this.put({ ...known, tried: [...known.tried, agentId], version: known.version + 1 });
  }

  async close(callId: CallId, state: 'answered' | 'abandoned' | 'voicemail'): Promise<CallRecord | null> {
    const known = this.records.get(callId);
    if (known?.state !== 'waiting') return null;
    this.put({ ...known, state, version: known.version + 1 });
    return known;
  }

  async waiting(group: GroupId, limit: number): Promise<readonly CallRecord[]> {
    const found: CallRecord[] = [];
    let after: string | null = null;
    do {
      const page = this.index.read(group, limit - found.length, after);
      const fresh = page.entries.flatMap((entry) => this.records.get(entry.id) ?? []);
      found.push(...fresh.filter((call) => call.state === 'waiting'));
      after = page.more ? (page.entries.at(-1)?.rank ?? null) : null;
    } while (after !== null && found.length < limit);
    return found;
  }

  /** What the list of waiting calls holds, as it is now: some may have ended. */
  listed(group: GroupId, limit: number): readonly CallRecord[] {
    const { entries } = this.index.read(group, limit, null);
    return entries.flatMap((entry) => this.records.get(entry.id) ?? []);
  }

  private put(record: CallRecord): CallRecord {
    this.records.set(record.callId, record);
    const place = { partition: record.group, rank: waitingRankOf(record) };
    this.index.place(record.callId, record.state === 'waiting' ? place : null);
    return record;
  }
}
