import type { Conditions, Refusal } from '../platform/conditions';

/** A function killed by the fault lambda-crash: nothing it still had to do is done. */
export class KilledError extends Error {
  override readonly name = 'KilledError';
  constructor(readonly functionName: string) {
    super(`${functionName} was killed by the fault lambda-crash`);
  }
}

/** An API that refused or did not answer, also not when the SDK had asked as often as it does. */
export class OutageError extends Error {
  override readonly name = 'OutageError';
  constructor(
    readonly api: string,
    how: Refusal,
  ) {
    super(`${api} is ${how}`);
  }
}

/** Which AWS API is behind a port; ports that are not listed are judged where their requests go out. */
const apiOf: Readonly<Record<string, string>> = {
  ...asked('DynamoDB', ['agents', 'calls', 'voicemails', 'blend', 'campaigns', 'meter', 'tokenStore', 'pages']),
  ...asked('DynamoDB', ['limiter', 'thresholds', 'snapshots', 'rounds']),
  ...asked('SQS', ['timers', 'commands', 'campaignCommands', 'rebalances', 'roundQueue', 'again']),
  ...asked('EventBridge', ['bus']),
  ...asked('SSM', ['parameters']),
  ...asked('Transcribe', ['transcriber']),
};

function asked(service: string, roles: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(roles.map((role) => [role, `${service} ${role}`]));
}

/** Carries out a request unless its API refuses it. */
export async function whereAnswered<T>(refusal: Refusal | null, api: string, request: () => Promise<T>): Promise<T> {
  if (refusal === 'throttled' || refusal === 'down') throw new OutageError(api, refusal);
  const answer = await request();
  if (refusal === 'slow') throw new OutageError(api, refusal);
  return answer;
}

/** Ports that stay alive: no request leaves the function for them. */
const local: ReadonlySet<string> = new Set(['clock', 'decisions', 'directory', 'tokens']);

/** The ports of one function, each call of which may be its last: killed before the effect, or after it. */
export function mortalPorts<P extends object>(functionName: string, ports: P, conditions: Conditions): P {
  return Object.fromEntries(
    Object.entries(ports).map(([role, port]) => [
      role,
      local.has(role) || port === null || typeof port !== 'object'
        ? port
        : mortal(functionName, role, port, conditions),
    ]),
  ) as P;
}

function mortal<T extends object>(functionName: string, role: string, port: T, conditions: Conditions): T {
  const api = apiOf[role];
  const calls = new Map<PropertyKey, (...given: readonly unknown[]) => Promise<unknown>>();
  return new Proxy(port, {
    get(target, name) {
      const known = calls.get(name);
      if (known !== undefined) return known;
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const call = `${role}.${String(name)}`;
      const mortalCall = async (...given: readonly unknown[]): Promise<unknown> => {
        const kill = conditions.kill(functionName, call);
        if (kill === 'before') throw new KilledError(functionName);
        const refusal = api === undefined ? null : conditions.refuses(functionName, api);
        const answer =
          refusal === null || api === undefined
            ? await member.apply(target, given)
            : await whereAnswered(refusal, api, async () => member.apply(target, given));
        if (kill === 'after') throw new KilledError(functionName);
        return answer;
      };
      calls.set(name, mortalCall);
      return mortalCall;
    },
  });
}
