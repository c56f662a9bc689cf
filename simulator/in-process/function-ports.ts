import { campaignManagerInProcess } from '../../adapters/memory/campaign-manager';
import { portsOnConnectApi } from '../../adapters/memory/connect-api';
import { type MemoryOutlets, memoryPorts, onClock } from '../../adapters/memory/memory-ports';
import type { Decision } from '../../core/decisions/decision';
import type { DecisionLog } from '../../core/decisions/decision-log';
import type { FunctionName } from '../../lambdas/shared/contract';
import { ConnectApiError, type SimulatedConnect } from '../connect/world';
import type { ApplicationContext, CommandReceiver } from '../run/running-application';
import type { FunctionErrors } from './function-errors';
import { KilledError, mortalPorts, whereAnswered } from './mortal-ports';
import { PutBack } from './queue-function';
import type { SimulatedDeployment } from './setup';

/** The one secret of the Campaign Manager and the ingress. */
export const campaignSecret = 'in-process';

/** What the ports of the functions in this process are made of. */
export interface FunctionPortsOptions {
  readonly context: ApplicationContext;
  readonly deployment: SimulatedDeployment;
  readonly errors: FunctionErrors;
  readonly outlets: Omit<MemoryOutlets, 'decided'>;
  /** Asked at each request, since Connect is made after the ports are. */
  readonly connect: () => SimulatedConnect;
}

type ConnectPorts = ReturnType<typeof portsOnConnectApi>;

/** Input that a function should never be given: Connect and the queues write as their documents say. */
const unreadable: ReadonlySet<string> = new Set(['malformed', 'malformed-part', 'unknown-type']);

/** They take what a Campaign Manager says, which may be anything. */
const fedFromOutside: ReadonlySet<FunctionName> = new Set(['campaign-ingress', 'campaign-events']);

/**
 * The ports of each function: one application's stores and queues for all of them, and for each its own clock, its own cache of
 * thresholds and its own mortality.
 */
export function functionPorts({ context, deployment, errors, outlets, connect }: FunctionPortsOptions) {
  const { scheduler, chance, conditions } = context;
  const clock = { now: () => scheduler.now() };
  const secrets = async () => [campaignSecret];
  const memory = memoryPorts({
    clock,
    directory: deployment.directory,
    draw: () => chance.next('tether-tokens'),
    indexStalenessMs: () => conditions.indexStalenessMs(),
    secrets,
    outlets: { ...outlets, decided: (decision) => context.decided(decision, scheduler.now()) },
  });
  const messages = new PutBack();
  const campaignManager = campaignManagerInProcess(async ({ body }) => answerOf(context.commands, body), {
    secrets,
    clock,
  });

  const portsOf = <C extends object>(name: FunctionName, centreOf: (connect: ConnectPorts) => C) => {
    const clock = { now: () => scheduler.now() + conditions.clockSkewMs(name) };
    const connectPorts = portsOnConnectApi(
      async (operation, input) => {
        const refusal = conditions.refuses(name, `Connect ${operation}`);
        if (refusal === 'throttled') throw new ConnectApiError('ThrottlingException', 429, 'too many requests');
        return whereAnswered(refusal, operation, () => connect().api(operation, input));
      },
      deployment.instance,
      clock,
    );
    /** What a function says happened at this moment did so at this moment of the world, whose times the trace has. */
    const decisions: DecisionLog = {
      record(decision: Decision) {
        const justNow = 'at' in decision && decision.at === clock.now();
        context.decided(justNow ? { ...decision, at: scheduler.now() } : decision, scheduler.now());
        if (decision.type === 'input.ignored' && unreadable.has(decision.why) && !fedFromOutside.has(name)) {
          context.failed(`function ${name} was given what it cannot read: ${decision.reason}`);
        }
      },
      voicemailOverdue() {},
    };
    const onItsClock = onClock({ backing: memory.backing, outlets }, clock);
    const { roster, names } = connectPorts;
    const effects = { ...memory, ...onItsClock, decisions, roster, names, campaignManager };
    return {
      ...mortalPorts(
        name,
        { ...effects, centre: centreOf(connectPorts), snapshots: onItsClock.thresholds },
        conditions,
      ),
      messages,
      malformed: { keep: async () => {} },
      failures: {
        /** A function that was killed is not there to go on with the rest of its batch. */
        failed(_what: string, error: unknown) {
          if (error instanceof KilledError) throw error;
          errors.tell(name, 'batch', error);
        },
      },
      counts: { add() {} },
    };
  };
  return {
    memory,
    messages,
    of: (name: FunctionName) => portsOf(name, ({ centre }) => centre),
    /** Of the one function that asks Connect's rate-limited APIs. */
    ofCommands: () => portsOf('connect-commands', ({ limitedCentre }) => limitedCentre),
  };
}

/** The Campaign Manager's answer, as HTTP would carry it. */
function answerOf(commands: CommandReceiver, body: string): { readonly status: number; readonly body: string } {
  if (commands.isDown()) return { status: 503, body: JSON.stringify({ problem: 'the Campaign Manager is down' }) };
  return { status: 200, body: JSON.stringify(commands.receive(JSON.parse(body))) };
}
