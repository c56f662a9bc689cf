import type { PlayOptions } from '../run/play';
import type { Fault } from '../scenario/scenario';

/** Counts how often the faults of one kind strike in a run. An outage of the Campaign Manager, or a throttled Connect, is one strike. */
export function counted(kind: Fault['kind']): {
  readonly disturb: NonNullable<PlayOptions['disturb']>;
  readonly strikes: () => number;
} {
  let strikes = 0;
  const noted = <T>(answer: T, struck: boolean): T => {
    if (struck) strikes++;
    return answer;
  };
  return {
    strikes: () => (windows.has(kind) ? 1 : strikes),
    disturb: (conditions) => ({
      ...conditions,
      kill(functionName, call) {
        const side = conditions.kill(functionName, call);
        return noted(side, kind === 'lambda-crash' && side !== null);
      },
      deliveries(stream) {
        const delays = conditions.deliveries(stream);
        return noted(delays, hasStruck(kind, delays));
      },
      duplicates(queue) {
        const twice = conditions.duplicates(queue);
        return noted(twice, kind === 'duplicate-commands' && twice);
      },
      indexStalenessMs() {
        const stale = conditions.indexStalenessMs();
        return noted(stale, kind === 'stale-index' && stale > 0);
      },
    }),
  };
}

const windows: ReadonlySet<Fault['kind']> = new Set([
  'campaign-manager-down',
  'campaign-manager-slow',
  'connect-throttle',
  'tether-unanswered',
  'tether-unmapped',
  'tether-drop',
]);

function hasStruck(kind: Fault['kind'], delays: readonly number[]): boolean {
  switch (kind) {
    case 'lose-agent-events':
    case 'lose-contact-events':
      return delays.length === 0;
    case 'duplicate-events':
      return delays.length > 1;
    case 'reorder-events':
      return delays.some((delay) => delay > 0);
    default:
      return false;
  }
}
