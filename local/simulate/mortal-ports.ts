import type { Conditions } from '../conditions';

/** A function killed by the fault lambda-crash: nothing it still had to do is done. */
export class KilledError extends Error {
  override readonly name = 'KilledError';
  constructor(readonly functionName: string) {
    super(`${functionName} was killed by the fault lambda-crash`);
  }
}

/** Ports that stay alive: no request leaves the function for them. */
const local: ReadonlySet<string> = new Set(['clock', 'decisions', 'directory', 'tokens']);

/** The ports of one function, each call of which may be its last: killed before the effect, or after it. */
export function mortalPorts<P extends object>(functionName: string, ports: P, conditions: Conditions): P {
  return Object.fromEntries(
    Object.entries(ports).map(([role, port]) => [
      role,
      local.has(role) || port === null || typeof port !== 'object' ? port : mortal(functionName, port, conditions),
    ]),
  ) as P;
}

function mortal<T extends object>(functionName: string, port: T, conditions: Conditions): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...given: readonly unknown[]) => {
        const kill = conditions.kill(functionName);
        if (kill === 'before') throw new KilledError(functionName);
        const answer: unknown = await member.apply(target, given);
        if (kill === 'after') throw new KilledError(functionName);
        return answer;
      };
    },
  });
}
