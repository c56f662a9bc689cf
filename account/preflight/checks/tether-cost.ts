import { type Finding, right } from '../finding';

/** Seconds of a working month: 21 days of 8 hours. */
const workingMinutesPerMonth = 21 * 8 * 60;
/** USD for a minute of Amazon Connect voice: the figure of 2020, and that of 2026 with its AI features. Telephony comes on top. */
const lowestPrice = 0.018;
const highestPrice = 0.038;

/** What nailed-up calls cost in a month if `agents` sit on them all day; `null`: the environment does not say how many. */
export function tetherCostFinding(agents: number | null): Finding {
  const subject = 'tether minutes';
  if (agents === null) {
    return {
      ...{ subject, verdict: 'unknown' },
      sentence:
        'the environment states no number of agents on tethers; a hundred all day make about a million minutes a month',
    };
  }
  const minutes = agents * workingMinutesPerMonth;
  const [low, high] = [lowestPrice, highestPrice].map((price) => dollars(minutes * price));
  return right(
    subject,
    `${agents} agents on tethers for 21 days of 8 hours are ${minutes.toLocaleString('en')} minutes a month: ${low} to ${high} of Connect voice at ${lowestPrice} to ${highestPrice} USD, telephony besides`,
  );
}

const dollars = (amount: number): string => `${Math.round(amount).toLocaleString('en')} USD`;
