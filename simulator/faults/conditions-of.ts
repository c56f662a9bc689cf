import { normal } from '../../campaign-manager/reference/campaigns/distributions';
import type { Chance, Scheduler } from '../../clock/scheduler';
import type { Conditions, EventStream, Hop } from '../platform/conditions';
import type { Fault, Scenario } from '../scenario/scenario';

/** Told when a fault struck, so that invariants can allow for it. */
export interface FaultNotes {
  killed?(functionName: string): void;
}

/**
 * The latency and the faults of a scenario, as the runners ask for them. Faults act within [at, at + forSeconds) of
 * simulated time; every fault draws from streams keyed by its JSON path. `connect-throttle`, closed hours and what befalls
 * the Campaign Manager and tethers are not answers but switches: see `worldSwitches`.
 */
export function conditionsOf(
  scenario: Pick<Scenario, 'latency' | 'faults' | 'startMs'>,
  scheduler: Pick<Scheduler, 'now'>,
  chance: Chance,
  notes: FaultNotes = {},
): Conditions {
  const byKind = new Map<Fault['kind'], Fault[]>();
  for (const fault of scenario.faults) byKind.set(fault.kind, [...(byKind.get(fault.kind) ?? []), fault]);
  // Asked at each port call: most scenarios have no fault of most kinds.
  const active = <K extends Fault['kind']>(kind: K): readonly Extract<Fault, { kind: K }>[] => {
    const ofKind = byKind.get(kind) as readonly Extract<Fault, { kind: K }>[] | undefined;
    if (ofKind === undefined) return [];
    const now = (scheduler.now() - scenario.startMs) / 1000;
    return ofKind.filter((fault) => fault.at <= now && now < fault.until);
  };
  const strikes = (fault: Fault & { probability: number }, source: string) =>
    chance.next(`${fault.path}/${source}`) < fault.probability;

  return {
    hopDelayMs: (hop) => (scenario.latency === 'typical' ? typicalDelayMs(hop, chance) : 0),
    deliveries(stream) {
      const losers = [
        ...(stream === 'agent-events' ? active('lose-agent-events') : []),
        ...(stream === 'contact-events' ? active('lose-contact-events') : []),
      ];
      // Every fault draws for every event, so that the draws of one fault never shift those of another.
      const lost = losers.filter((fault) => strikes(fault, stream)).length > 0;
      const copies = 1 + active('duplicate-events').filter((fault) => strikes(fault, stream)).length;
      const delays = Array.from({ length: copies }, (_, copy) => {
        if (stream === 'agent-events') return 0;
        const late = copy === 0 ? 0 : duplicateWithinMs * chance.next(`duplicate/${stream}`);
        return Math.round(late + reorderDelayMs(active('reorder-events'), stream, chance));
      });
      return lost ? [] : delays;
    },
    kill(functionName) {
      for (const fault of active('lambda-crash')) {
        if (fault.function !== functionName || !strikes(fault, 'strike')) continue;
        notes.killed?.(functionName);
        return chance.next(`${fault.path}/side`) < 0.5 ? 'before' : 'after';
      }
      return null;
    },
    refuses: () => null,
    clockSkewMs: () => 0,
    // Every fault draws for every command, as for events.
    duplicates: (queue) => active('duplicate-commands').filter((fault) => strikes(fault, queue)).length > 0,
    indexStalenessMs() {
      const longest = Math.max(0, ...active('stale-index').map((fault) => fault.maxDelaySeconds));
      return longest === 0 ? 0 : Math.round(longest * 1000 * chance.next('stale-index'));
    },
  };
}

/** A second copy of an EventBridge event comes within this time of the first; of a Kinesis record, right behind it. */
const duplicateWithinMs = 2000;

const reorderDelayMs = (
  faults: readonly { maxDelaySeconds: number; path: string }[],
  stream: EventStream,
  chance: Chance,
) => faults.reduce((sum, fault) => sum + fault.maxDelaySeconds * 1000 * chance.next(`${fault.path}/${stream}`), 0);

/**
 * Median and 99th percentile in milliseconds (docs/theory.md#serverless-latencies): Kinesis polling, EventBridge of 2023 (also
 * the way of S3 events), SQS standard; a flow's Lambda runs a query and two conditional writes in 25 to 50 ms when warm.
 */
const measured: Readonly<Record<Hop, readonly [median: number, p99: number]>> = {
  kinesis: [627, 1580],
  eventbridge: [148, 387],
  sqs: [16.2, 105],
  'flow-lambda': [25, 50],
  s3: [148, 387],
};
/** The standard normal value that 99 % of draws stay below. */
const normalP99 = 2.326;

/** Log-normal through both percentiles; the slowest hundredth is cut off at the 99th, so that bounds can be stated. */
function typicalDelayMs(hop: Hop, chance: Chance): number {
  const [median, p99] = measured[hop];
  const spread = Math.log(p99 / median) / normalP99;
  return Math.round(Math.min(p99, median * Math.exp(spread * normal(() => chance.next(`latency/${hop}`)))));
}
