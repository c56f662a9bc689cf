import { mostKillSeconds } from './allowances';

/**
 * How long a killed function may keep the application from knowing something, in seconds: the Kinesis poller repeats a
 * batch after 1 s, EventBridge an asynchronous invocation after 60 s (see `redelivery`), a queue after its visibility
 * timeout. Functions that carry no knowledge about agents and calls delay nothing.
 */
const killDelays: Readonly<Record<string, number>> = {
  'agent-events': 1,
  'contact-events': 60,
  timers: 60,
  'connect-commands': 60,
  rebalance: 60,
  'campaign-commands': 60,
  'campaign-events': 60,
  'campaign-ingress': 60,
};

/** Functions that claim an agent before they say so; killed between the two, they leave a claim no line tells of. */
const planners: ReadonlySet<string> = new Set([
  'agent-events',
  'contact-events',
  'plan-offer',
  'reconcile',
  'rebalance',
  'campaign-commands',
  'campaign-events',
]);

/** The functions that lambda-crash killed so far. Times are seconds since t = 0. */
export class Kills {
  readonly #kills: { readonly t: number; readonly delaySeconds: number }[] = [];
  /** When `plan-offer` was killed. */
  readonly #tickKills: number[] = [];
  #plannerAt = Number.NEGATIVE_INFINITY;

  /** A function was killed at `t`. */
  killed(functionName: string, t: number): void {
    this.#kills.push({ t, delaySeconds: killDelays[functionName] ?? 0 });
    if (planners.has(functionName)) this.#plannerAt = t;
    if (functionName === 'plan-offer') this.#tickKills.push(t);
  }

  /** When a function that claims agents was killed last; minus infinity when none was. */
  get plannerAt(): number {
    return this.#plannerAt;
  }

  /** By how long what the application was to learn at `from` or later may be delayed, in all and at most `mostKillSeconds`. */
  delaySeconds(from: number): number {
    // One that was killed before may come again only after it.
    const delaying = this.#kills.filter((kill) => kill.t + kill.delaySeconds >= from);
    return Math.min(
      mostKillSeconds,
      delaying.reduce((sum, kill) => sum + kill.delaySeconds, 0),
    );
  }

  /** Whether `plan-offer` was killed between the two moments, both included. */
  wasTickKilled(from: number, to: number): boolean {
    return this.#tickKills.some((t) => from <= t && t <= to);
  }
}
