import {
  customerBegan,
  customerDone,
  customerLost,
  type LearntFigures,
  nothingLearnt,
  ratesOf,
  ringBegan,
  ringEnded,
} from '../../../campaign-manager/reference/learnt-figures';

/** Rings one after another, 12 s each, of which every fourth is answered. */
const afterRings = (count: number, from: LearntFigures = nothingLearnt(0)): LearntFigures => {
  let learnt = from;
  for (let n = 0; n < count; n++) {
    learnt = ringEnded(ringBegan(learnt, learnt.atMs), n % 4 === 0, learnt.atMs + 12_000);
  }
  return learnt;
};
/** Customers one after another. */
const afterCustomers = (count: number, takingMs: number, from: LearntFigures): LearntFigures => {
  let learnt = from;
  for (let n = 0; n < count; n++) learnt = customerDone(customerBegan(learnt, learnt.atMs), learnt.atMs + takingMs);
  return learnt;
};
const rates = (learnt: LearntFigures) => ratesOf(learnt, learnt.atMs);

it('says nothing before a hundred rings and twenty customers', () => {
  expect(rates(afterCustomers(20, 60_000, afterRings(80)))).toBeNull();
  expect(rates(afterCustomers(15, 60_000, afterRings(200)))).toBeNull();
  expect(rates(afterCustomers(20, 60_000, afterRings(100)))).not.toBeNull();
});

it('learns how many answer, how long it rings and how long a customer takes', () => {
  const learnt = rates(afterCustomers(50, 60_000, afterRings(200)));
  expect(learnt?.answerRate).toBeCloseTo(0.25, 2);
  expect(learnt?.ringMs).toBeCloseTo(12_000, 5);
  expect(learnt?.handleMs).toBeCloseTo(60_000, 5);
});

it('counts calls in progress: forty customers begun together, half gone after a minute, do not take a minute each', () => {
  let learnt = afterRings(200);
  for (let n = 0; n < 40; n++) learnt = customerBegan(learnt, learnt.atMs);
  const doneAt = learnt.atMs + 60_000;
  for (let n = 0; n < 20; n++) learnt = customerDone(learnt, doneAt);
  const handleMs = rates(learnt)?.handleMs ?? 0;
  expect(handleMs).toBeGreaterThan(110_000);
  expect(handleMs).toBeLessThan(130_000);
});

it('counts the time of a customer whose agent was lost, and no end', () => {
  const one = afterCustomers(30, 60_000, afterRings(200));
  const lost = customerLost(customerBegan(one, one.atMs), one.atMs + 300_000);
  const before = rates(one)?.handleMs ?? 0;
  const after = ratesOf(lost, lost.atMs + 500_000)?.handleMs ?? 0;
  expect((after - before) / 1000).toBeCloseTo(300 / 30, -1);
});

it('forgets: what was true some thousand rings ago hardly counts', () => {
  let learnt = afterCustomers(20, 1000, afterRings(1000));
  for (let n = 0; n < 4000; n++) learnt = ringEnded(ringBegan(learnt, learnt.atMs), false, learnt.atMs + 1);
  expect(rates(learnt)?.answerRate).toBeLessThan(0.01);
});
