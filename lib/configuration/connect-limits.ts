import { quotas } from './aws-limits';
import { aSecond, callsInProgress, type Planned } from './busy-second';
import { counted } from './counted';
import type { Limit } from './limit';
import type { Load } from './plan';

/** Of GetCurrentUserData; reconcile reads every agent once a minute (docs/decisions/30). */
const agentsPerPage = 100;

/** Limits of the Connect instance and its APIs (docs/amazon-connect.md#quotas). */
export function connectLimits(environment: Planned, load: Load): readonly Limit[] {
  const { concurrentCalls, reservedInboundCalls, users, connectPerSecond } = environment.quotas;
  return [
    {
      ...{ id: 'users', what: 'users of the instance', unit: 'users', alarm: null },
      ...{ needs: load.agents, has: users },
      remedy: { quota: quotas.users, field: 'quotas.users' },
    },
    {
      ...{ id: 'concurrent-calls', what: 'calls and tethers up at once', unit: 'calls', alarm: 'calls-crowded' },
      needs: callsInProgress(environment, load) + reservedInboundCalls,
      has: concurrentCalls,
      remedy: { quota: quotas.concurrentCalls, field: 'quotas.concurrentCalls' },
    },
    {
      ...{ id: 'criteria', what: 'criteria of waiting calls (UpdateContactRoutingData)', unit: 'a second' },
      ...{
        needs: aSecond(load.inboundCallsPerHour * counted.criteriaPerCall),
        has: connectPerSecond.UpdateContactRoutingData,
      },
      alarm: 'criteria-late',
      remedy: { quota: quotas.criteria, field: 'quotas.connectPerSecond.UpdateContactRoutingData' },
    },
    {
      ...{ id: 'stop-contact', what: 'tethers ended by us (StopContact)', unit: 'a second', alarm: 'dead-letters' },
      ...{ needs: aSecond(load.tethersPerHour * counted.stopsPerTether), has: connectPerSecond.StopContact },
      remedy: { quota: quotas.stopContact, field: 'quotas.connectPerSecond.StopContact' },
    },
    {
      ...{ id: 'describe-contact', what: 'contacts looked up (DescribeContact)', unit: 'a second' },
      ...{ needs: aSecond(load.inboundCallsPerHour * counted.describesPerCall), has: connectPerSecond.DescribeContact },
      alarm: 'agent-events-late',
      remedy: { quota: quotas.describeContact, field: 'quotas.connectPerSecond.DescribeContact' },
    },
    {
      ...{ id: 'agents-read', what: 'agents read each minute (GetCurrentUserData)', unit: 'a second', alarm: null },
      ...{ needs: load.agents / agentsPerPage / 60, has: connectPerSecond.GetCurrentUserData },
      remedy: { quota: quotas.getCurrentUserData, field: 'quotas.connectPerSecond.GetCurrentUserData' },
    },
  ];
}
