import type { Environment } from '../environments/schema';
import { isPassed, type Limit } from './limit';
import { limitsOf } from './scale';

/** A limit that the plan passes, and what to do. */
export interface PlanWarning {
  /** Stable, to acknowledge it by. */
  readonly id: string;
  readonly message: string;
}

/** One for each limit that the plan of an environment passes; none: it fits, or there is no plan. */
export const planWarnings = (environment: Environment): readonly PlanWarning[] =>
  environment.plan === undefined
    ? []
    : limitsOf(environment)
        .filter(isPassed)
        .map((limit) => ({ id: `ccb:plan-${limit.id}`, message: sentenceOf(environment.name, limit) }));

const whole = (figure: number): string => Math.ceil(figure).toLocaleString('en-US');

function sentenceOf(name: string, { what, unit, needs, has, remedy }: Limit): string {
  const passed = `The plan of ${name} passes a limit: ${what}: ${whole(needs)} ${unit}, and there are ${whole(has)}.`;
  if ('text' in remedy) return `${passed} To do: ${remedy.text} See docs/scale.md.`;
  const { service, name: quota, code } = remedy.quota;
  const named = code === undefined ? `"${quota}"` : `"${quota}" (${code})`;
  return `${passed} To do: Service Quotas, ${service}, ${named}: ask for ${whole(needs)} or more, and write what you were given into ${remedy.field}. See docs/scale.md.`;
}
