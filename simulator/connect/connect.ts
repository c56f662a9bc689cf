import type { Chance, Scheduler } from '../../clock/scheduler';
import { createAgentEvents } from './agent-events';
import { createApi } from './api/api';
import { createRateQuotas } from './api/rate-quotas';
import type { Centre } from './centre';
import type { ConnectSetup } from './connect-setup';
import { reproducibleIdentifiers } from './identifiers';
import { readInstance } from './instance';
import { createPhones } from './phones';
import type { PlatformSwitches } from './platform-switches';
import { routeWaitingContacts } from './routing';
import { createSoftphones } from './softphones';
import type { ConnectOutlets, SimulatedConnect } from './world';
import type { WorldFact } from './world-facts';

/** What a simulated Connect is made with. */
export interface ConnectOptions {
  readonly setup: ConnectSetup;
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly outlets: ConnectOutlets;
  readonly switches: PlatformSwitches;
  readonly quotas: { readonly concurrentCalls: number };
  /** How long the way from a flow to its Lambda takes, milliseconds; no time without it (conditions.ts, flow-lambda). */
  readonly flowLambdaDelayMs?: () => number;
}

/**
 * A simulated Amazon Connect instance on the scheduler's time. Nothing in it waits for simulated time inside a task;
 * everything that comes later is scheduled. Where Connect would refuse to publish a flow, or a flow needs something that
 * is not simulated, the task under way (or the call made) rejects with FlowFailure.
 */
export function createConnect(options: ConnectOptions): SimulatedConnect {
  const { setup, scheduler, chance, outlets, switches, quotas } = options;
  const instance = readInstance(setup);
  const facts = factQueue();
  let routingRequestedAt: number | null = null;

  const parts: Omit<Centre, 'agentEvents'> = {
    instance,
    scheduler,
    outlets,
    switches,
    ids: reproducibleIdentifiers(chance),
    contacts: new Map(),
    agents: new Map(),
    waiting: new Set(),
    activeCalls: new Set(),
    concurrentCalls: quotas.concurrentCalls,
    numberFlows: new Map(setup.numbers.map((number) => [number.id, instance.flow(number.flowArn) ?? null])),
    closedQueueIds: new Set(),
    agentListeners: new Set(),
    emit: facts.emit,
    flowLambdaDelayMs: options.flowLambdaDelayMs ?? (() => 0),
    requestRouting() {
      if (routingRequestedAt === scheduler.now()) return;
      routingRequestedAt = scheduler.now();
      scheduler.after(
        0,
        () => {
          routingRequestedAt = null;
          routeWaitingContacts(centre);
        },
        'settle',
      );
    },
  };
  const centre: Centre = Object.assign(parts, { agentEvents: { changed: () => {} } });
  centre.agentEvents = createAgentEvents(centre);

  const rateQuotas = createRateQuotas(scheduler);
  const api = createApi(centre, rateQuotas);
  return {
    api: async (operation, input) => api(operation, input),
    callers: createPhones(centre),
    agents: createSoftphones(centre),
    observe: facts.observe,
    setClosed(queueId, closed) {
      const queue = instance.queue(queueId);
      if (!queue) throw new Error(`there is no queue ${queueId}, so its hours cannot be closed or opened`);
      if (closed) centre.closedQueueIds.add(queue.id);
      else centre.closedQueueIds.delete(queue.id);
    },
    setThrottled: rateQuotas.setThrottled,
  };
}

/** Tells every observer a fact before any is told the next, also when telling makes new facts. */
function factQueue(): { emit(fact: WorldFact): void; observe(observer: (fact: WorldFact) => void): void } {
  const observers: ((fact: WorldFact) => void)[] = [];
  const untold: WorldFact[] = [];
  let telling = false;
  return {
    observe: (observer) => void observers.push(observer),
    emit(fact) {
      untold.push(fact);
      if (telling) return;
      telling = true;
      try {
        for (let next = untold.shift(); next; next = untold.shift()) for (const observer of observers) observer(next);
      } finally {
        telling = false;
      }
    },
  };
}
