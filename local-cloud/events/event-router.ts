import type { Chance, Scheduler } from '../../clock/scheduler';
import type { Conditions, EventStream } from '../../simulator/platform/conditions';
import type { ReportFailure } from '../aws/failure';
import { freshUuid } from '../aws/identity';
import { matchesPattern } from '../patterns/pattern';
import type { EventEnvelope } from './event-envelope';
import type { Rule, RuleTargets } from './rule-targets';

export const defaultBus = 'default';

export interface NewEvent {
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
  readonly region: string;
  readonly account: string;
  /** Which fault of the scenario may touch it; null for events of AWS itself that no fault is about. */
  readonly stream: EventStream | null;
  /** Why it is a failure that no rule wants this event; null when that may be. Asked only if so. */
  readonly unmatched: ((rules: readonly Rule[], event: EventEnvelope) => string | null) | null;
}

/** EventBridge: buses with their rules. An event goes to each target of each rule that matches, as a hop. */
export class EventRouter {
  readonly #rules = new Map<string, Rule[]>([[defaultBus, []]]);

  constructor(
    private readonly scheduler: Scheduler,
    private readonly chance: Chance,
    private readonly conditions: Conditions,
    private readonly report: ReportFailure,
    private readonly targets: RuleTargets,
  ) {}

  addBus(name: string): void {
    if (!this.#rules.has(name)) this.#rules.set(name, []);
  }

  hasBus(name: string): boolean {
    return this.#rules.has(name);
  }

  /** Adds a rule; one with a schedule fires first after its interval, as AWS counts from the rule's creation. */
  addRule(rule: Rule): void {
    const rules = this.#rules.get(rule.bus);
    if (!rules) throw new Error(`rule ${rule.name}: there is no event bus ${rule.bus}`);
    rules.push(rule);
    if (rule.scheduleSeconds !== null && rule.enabled) this.#scheduleNext(rule, rule.scheduleSeconds);
  }

  rules(): readonly Rule[] {
    return [...this.#rules.values()].flat();
  }

  /** Accepts an event; answers its id. Throws when the bus does not exist. */
  put(event: NewEvent): string {
    if (!this.#rules.has(event.bus)) throw new Error(`there is no event bus ${event.bus}`);
    const id = freshUuid(this.chance, 'event');
    const envelope: EventEnvelope = {
      version: '0',
      id,
      'detail-type': event.detailType,
      source: event.source,
      account: event.account,
      time: wholeSeconds(this.scheduler.now()),
      region: event.region,
      resources: event.resources ?? [],
      detail: event.detail,
    };
    const deliveries = event.stream === null ? [0] : this.conditions.deliveries(event.stream);
    for (const delayMs of deliveries) {
      this.scheduler.after(
        delayMs + this.conditions.hopDelayMs('eventbridge'),
        () => this.deliver(event.bus, envelope, event.unmatched),
        'hop',
      );
    }
    return id;
  }

  /** Matches an event that has arrived and hands it to the targets, one after another. */
  async deliver(bus: string, event: EventEnvelope, unmatched: NewEvent['unmatched']): Promise<void> {
    const rules = this.#rules.get(bus) ?? [];
    const matching = rules.filter(
      (rule) => rule.enabled && rule.pattern !== null && matchesPattern(rule.pattern, event),
    );
    if (matching.length === 0) {
      const message = unmatched?.(rules, event) ?? null;
      if (message !== null) this.report({ kind: 'unmatched-event', message });
    }
    for (const rule of matching) await this.targets.send(rule, event, (to) => this.deliver(to, event, null));
  }

  #scheduleNext(rule: Rule, everySeconds: number): void {
    this.scheduler.after(
      everySeconds * 1000,
      async () => {
        this.#scheduleNext(rule, everySeconds);
        const event: EventEnvelope = {
          version: '0',
          id: freshUuid(this.chance, 'event'),
          'detail-type': 'Scheduled Event',
          source: 'aws.events',
          account: rule.account,
          time: wholeSeconds(this.scheduler.now()),
          region: rule.region,
          resources: [rule.arn],
          detail: {},
        };
        await this.targets.send(rule, event, (to) => this.deliver(to, event, null));
      },
      'hop',
    );
  }
}

/** EventBridge writes an event's time without fractions. */
const wholeSeconds = (atMs: number): string => new Date(atMs).toISOString().replace(/\.\d+Z$/, 'Z');
