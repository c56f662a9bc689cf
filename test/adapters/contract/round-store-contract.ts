import type { RoundStore } from '../../../core/reconcile/ports';

/** `other`: another function's view of the same data. */
export interface RoundWorld {
  readonly rounds: RoundStore;
  readonly other: RoundStore;
}

export function roundStoreContract(make: () => Promise<RoundWorld>): void {
  const first = { id: 'r-1', startedAt: 1_000 };
  const second = { id: 'r-2', startedAt: 60_000 };
  const step = (number: number, id = 'r-1') => ({ id, step: number });

  it('begins one round at a time, and another when that one has ended', async () => {
    const { rounds, other } = await make();
    expect(await rounds.begin(first, 1_000, 56_000)).toEqual({ begun: true });
    expect(await other.begin(second, 55_999, 99_000)).toEqual({ begun: false, startedAt: 1_000 });
    await rounds.end('r-1');
    expect(await other.begin(second, 56_000 - 1, 99_000)).toEqual({ begun: true });
    // A late end of the round before ends nothing.
    await rounds.end('r-1');
    expect(await rounds.begin({ id: 'r-3', startedAt: 2 }, 60_001, 99_000)).toEqual({
      begun: false,
      startedAt: 60_000,
    });
  });

  it('begins another where the time of the step under way is over, and that one is not gone on with', async () => {
    const { rounds, other } = await make();
    await rounds.begin(first, 1_000, 56_000);
    expect(await other.begin(second, 56_000, 99_000)).toEqual({ begun: true });
    expect(await rounds.take(step(1), 57_000, 99_000)).toBe(false);
    expect(await rounds.take(step(1, 'r-2'), 57_000, 99_000)).toBe(true);
  });

  it('of two that begin at the same moment lets one', async () => {
    const { rounds, other } = await make();
    const answers = await Promise.all([rounds.begin(first, 1_000, 9_000), other.begin(second, 1_000, 9_000)]);
    expect(answers.filter(({ begun }) => begun)).toHaveLength(1);
  });

  it('gives each step to one, the next to whoever brings it, and none that was passed', async () => {
    const { rounds, other } = await make();
    await rounds.begin(first, 1_000, 9_000);
    const answers = await Promise.all([rounds.take(step(1), 2_000, 10_000), other.take(step(1), 2_000, 10_000)]);
    expect([...answers].sort()).toEqual([false, true]);
    expect(await other.take(step(2), 2_001, 11_000)).toBe(true);
    expect(await rounds.take(step(1), 99_000, 99_999)).toBe(false);
  });

  it('gives a step again once its time is over, and no step of a round that has ended', async () => {
    const { rounds, other } = await make();
    await rounds.begin(first, 1_000, 9_000);
    await rounds.take(step(1), 2_000, 10_000);
    expect(await other.take(step(1), 9_999, 20_000)).toBe(false);
    expect(await other.take(step(1), 10_000, 20_000)).toBe(true);
    await other.end('r-1');
    expect(await rounds.take(step(1), 30_000, 40_000)).toBe(false);
    expect(await rounds.take(step(2), 30_000, 40_000)).toBe(false);
  });

  it('keeps when each group was read, by the group', async () => {
    const { rounds, other } = await make();
    expect(await rounds.readings()).toEqual({});
    await rounds.noteReadings({ sales: { at: 1, agents: 50, whole: false }, pk: { at: 2, agents: 0, whole: true } });
    await rounds.noteReadings({});
    await rounds.noteReadings({ sales: { at: 3, agents: 51, whole: true } });
    expect(await other.readings()).toEqual({
      sales: { at: 3, agents: 51, whole: true },
      pk: { at: 2, agents: 0, whole: true },
    });
  });
}
