import { type Finding, right } from '../finding';

/** Minutes of a working month: 21 days of 8 hours. */
const workingMinutesPerMonth = 21 * 8 * 60;
/** USD for a minute of Amazon Connect voice: the figure of 2020, and that of 2026 with its AI features. Telephony comes on top. */
const lowestPrice = 0.018;
const highestPrice = 0.038;

/** What nailed-up calls cost in a month, at most: if all agents of the plan sit on one all day. */
export function tetherCostFinding(agents: number): Finding {
  const minutes = agents * workingMinutesPerMonth;
  const [low, high] = [lowestPrice, highestPrice].map((price) => dollars(minutes * price));
  return right(
    'tether minutes',
    `${agents} agents (plan.agents), all on tethers for 21 days of 8 hours, are ${minutes.toLocaleString('en')} minutes a month: ${low} to ${high} of Connect voice at ${lowestPrice} to ${highestPrice} USD, telephony besides`,
  );
}

const dollars = (amount: number): string => `${Math.round(amount).toLocaleString('en')} USD`;
