import { WallClock } from '../../clock/wall-clock';

describe('the clock in real time', () => {
  const failures: unknown[] = [];
  let clock: WallClock;
  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000 });
    failures.splice(0);
    clock = new WallClock({ failed: (error) => failures.push(error) });
  });
  afterEach(() => {
    clock.close();
    jest.useRealTimers();
  });

  it('runs tasks when they are due: by time, then phase, then as they came', async () => {
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(`${name} ${clock.now()}`);
    clock.after(50, note('settle'), 'settle');
    clock.after(50, note('world'));
    clock.after(50, note('hop'), 'hop');
    clock.at(1_020, note('early'));
    clock.after(50, note('world too'));
    clock.at(500, note('past'));
    await jest.advanceTimersByTimeAsync(49);
    expect(ran).toEqual(['past 1000', 'early 1020']);
    await jest.advanceTimersByTimeAsync(1);
    expect(ran.slice(2)).toEqual(['hop 1050', 'world 1050', 'world too 1050', 'settle 1050']);
  });

  it('runs one at a time, and those that came meanwhile after it', async () => {
    const ran: string[] = [];
    clock.after(0, async () => {
      ran.push('long begins');
      await new Promise<void>((resolve) => setTimeout(resolve, 100));
      ran.push('long ends');
    });
    await jest.advanceTimersByTimeAsync(10);
    clock.after(0, () => void ran.push('short'));
    await jest.advanceTimersByTimeAsync(200);
    expect(ran).toEqual(['long begins', 'long ends', 'short']);
  });

  it('takes tasks back', async () => {
    let ran = false;
    clock
      .after(10, () => {
        ran = true;
      })
      .cancel();
    await jest.advanceTimersByTimeAsync(20);
    expect(ran).toBe(false);
  });

  it('goes on after a task that throws, and tells of it', async () => {
    let ran = false;
    clock.after(1, () => {
      throw new Error('broken');
    });
    clock.after(2, () => {
      ran = true;
    });
    await jest.advanceTimersByTimeAsync(5);
    expect(failures).toEqual([new Error('broken')]);
    expect(ran).toBe(true);
  });

  it('runs nothing once it is closed', async () => {
    let ran = false;
    clock.after(1, () => {
      ran = true;
    });
    clock.close();
    await jest.advanceTimersByTimeAsync(5);
    expect(ran).toBe(false);
  });

  it('refuses a time that is none', () => {
    expect(() => clock.at(Number.NaN, () => {})).toThrow('a task needs a finite time, got NaN');
  });
});
