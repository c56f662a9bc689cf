import { EventClock } from '../../../clock/event-clock';
import { HeldClock } from '../../../simulator/run/held-clock';
import { OutsideActs, RunOverError } from '../../../simulator/run/outside-acts';

/** A run of 1,000 simulated seconds at real speed, of which the test says what time it is. */
function aRun() {
  const real = { ms: 0 };
  const held = new HeldClock(1, 0, () => real.ms);
  const clock = new EventClock(0, (dueMs) => held.pace(dueMs));
  const acts = new OutsideActs(clock, { now: () => held.simulatedNow(), interrupt: () => held.interrupt() });
  const done: string[] = [];
  const log = (what: string) => void done.push(`${clock.now()} ${what}`);
  return { real, held, clock, acts, done, log };
}

describe('acts from outside', () => {
  it('happen in the pause between two tasks, at the time it is, and what is due later stays where it is', async () => {
    const { real, held, clock, acts, done, log } = aRun();
    clock.at(0, () => log('begins'));
    clock.at(900_000, () => log('is far away'));
    const run = clock.run(1_000_000);
    await new Promise(setImmediate);
    real.ms = 7_000.4;
    await acts.perform(() => log('a click'));
    real.ms = 9_000;
    await Promise.all([acts.perform(() => log('another')), acts.perform(() => log('one more'))]);
    expect(done).toEqual(['0 begins', '7000 a click', '9000 another', '9000 one more']);
    real.ms = 1_000_000;
    held.release();
    await run;
    expect(done.at(-1)).toBe('900000 is far away');
    expect(clock.now()).toBe(1_000_000);
  });

  it('happen in the last pause of a run too, and do not shorten it', async () => {
    const { real, held, clock, acts, done, log } = aRun();
    const run = clock.run(1_000_000);
    await new Promise(setImmediate);
    real.ms = 5_000;
    await acts.perform(() => log('a click'));
    expect([done, clock.now()]).toEqual([['5000 a click'], 5_000]);
    real.ms = 1_000_000;
    held.release();
    await run;
    expect(clock.now()).toBe(1_000_000);
  });

  it('wait for the task under way, and for what was due before them', async () => {
    const { real, held, clock, acts, done, log } = aRun();
    let finish = (): void => undefined;
    clock.at(0, () => new Promise<void>((resolve) => (finish = resolve)).then(() => log('a task')));
    clock.at(500, () => log('was due'));
    const run = clock.run(1_000);
    await new Promise(setImmediate);
    real.ms = 1_000;
    const click = acts.perform(() => log('a click'));
    finish();
    // The machine was busy for a second, for which the clock would be held back.
    held.release();
    await click;
    await run;
    expect(done).toEqual(['0 a task', '500 was due', '1000 a click']);
  });

  it('may fail without ending the run', async () => {
    const { clock, acts, done, log } = aRun();
    const failing = acts.perform(() => {
      throw new Error('not possible');
    });
    const run = clock.run(0);
    await expect(failing).rejects.toThrow('not possible');
    clock.at(0, () => log('goes on'));
    await run;
    await clock.run(0);
    expect(done).toEqual(['0 goes on']);
  });

  it('are refused when the run is over, those that were on their way too', async () => {
    const { acts } = aRun();
    const waiting = acts.perform(() => 'done');
    acts.close();
    await expect(waiting).rejects.toThrow(RunOverError);
    await expect(acts.perform(() => 'done')).rejects.toThrow('the run is over, and nothing more happens in it');
  });

  it('without a pace happen at the time of the task under way', async () => {
    const clock = new EventClock(5_000);
    const acts = new OutsideActs(clock, null);
    const act = acts.perform(() => clock.now());
    await clock.run(10_000);
    expect(await act).toBe(5_000);
    expect(acts.now()).toBe(10_000);
  });
});
