import type { AgentRecord } from '../domain/agent';
import { type Directory, type GroupEntry, hasOutbound } from '../domain/directory';
import type { BlendStore, ContactCentre, RosterEntry } from '../ports';
import { askAboutWork } from './ask-about-work';
import type { StepPorts } from './carry-out';
import { mendCounts, mendLedger } from './mend-counts';
import { mendTasks } from './mend-ended-contacts';
import { clearLeftovers, mendPreview, mendTakenOff } from './mend-lost-timers';
import { endStrangers, mendTether } from './mend-tethers';
import type { StartTetherPorts } from './start-tether';

export interface ReconcileOutboundPorts extends StartTetherPorts {
  readonly blend: BlendStore;
  readonly centre: StepPorts['centre'] & Pick<ContactCentre, 'tryDescribe'>;
}

/** What the minute's look at one group costs beyond its agents: one read of the ledger, one of the counts, one of the tasks. */
export async function reconcileOutbound(
  ports: ReconcileOutboundPorts,
  group: GroupEntry,
  directory: Directory,
  seen: { readonly roster: readonly RosterEntry[]; readonly agents: readonly AgentRecord[] },
): Promise<number> {
  if (!hasOutbound(directory, group.name)) return 0;
  let mended = 0;
  for (const agent of seen.agents) if (await mendTether(ports, agent)) mended++;
  for (const agent of seen.agents) await askAboutWork(ports, agent);
  for (const agent of seen.agents) if (await mendPreview(ports, agent)) mended++;
  for (const agent of seen.agents) if (await mendTakenOff(ports, agent)) mended++;
  for (const agent of seen.agents) mended += await clearLeftovers(ports, agent, directory);
  for (const entry of seen.roster) mended += await endStrangers(ports, entry, directory);
  mended += await mendLedger(ports, group.name, seen.agents);
  if (await mendCounts(ports, group.name, seen.agents)) mended++;
  mended += await mendTasks(ports, group.name);
  await ports.rebalances.request({ group: group.name, manual: null });
  return mended;
}
