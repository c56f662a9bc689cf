import type { GroupId } from '../../core/ids';
import type { RoundStore } from '../../core/reconcile/ports';
import type { GroupReading, Round } from '../../core/reconcile/reading-round';

export class MemoryRoundStore implements RoundStore {
  private current: { readonly id: string; readonly startedAt: number; step: number; until: number } | null = null;
  private readonly read = new Map<GroupId, GroupReading>();

  async begin({ id, startedAt }: Pick<Round, 'id' | 'startedAt'>, now: number, until: number) {
    if (this.current && this.current.until > now) return { begun: false, startedAt: this.current.startedAt } as const;
    this.current = { id, startedAt, step: 0, until };
    return { begun: true } as const;
  }

  async take({ id, step }: Pick<Round, 'id' | 'step'>, now: number, until: number): Promise<boolean> {
    const { current } = this;
    if (current?.id !== id || current.step > step || (current.step === step && current.until > now)) return false;
    Object.assign(current, { step, until });
    return true;
  }

  async end(roundId: string): Promise<void> {
    if (this.current?.id === roundId) this.current = null;
  }

  async readings(): Promise<Readonly<Record<string, GroupReading>>> {
    return Object.fromEntries(this.read);
  }

  async noteReadings(readings: Readonly<Record<string, GroupReading>>): Promise<void> {
    for (const [group, reading] of Object.entries(readings)) this.read.set(group, reading);
  }
}
