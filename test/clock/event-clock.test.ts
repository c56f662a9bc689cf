import { EventClock } from '../../clock/event-clock';
import { fullSpeed } from '../../clock/full-speed';

it('once stopped, plays nothing any more, also where the run goes on in another part', async () => {
  const clock = new EventClock(0);
  const done: number[] = [];
  clock.at(0, () => clock.stop());
  for (const at of [0, 5, 15]) clock.at(at, () => void done.push(at));
  await clock.run(10);
  await clock.run(20);
  expect(done).toEqual([]);
  expect(clock.now()).toBe(0);
});

it('at full speed a signal is heard between two tasks, though none of them waits for anything', async () => {
  const clock = new EventClock(0, fullSpeed());
  setImmediate(() => clock.stop());
  const again = () => void clock.after(1, again);
  again();
  await clock.run(Number.MAX_SAFE_INTEGER);
  expect(clock.now()).toBeLessThan(Number.MAX_SAFE_INTEGER);
});
