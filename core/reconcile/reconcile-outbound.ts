import type { AgentRecord } from '../agent/agent';
import type { StepPorts } from '../agent/steps/carry-out';
import type { StartTetherPorts } from '../agent/steps/start-tether';
import type { BlendStore } from '../blending/ports';
import type { ContactCentre } from '../connect/ports';
import type { Directory } from '../group/directory';
import type { GroupId } from '../ids';
import { askAboutWork } from './ask-about-work';
import { mendCounts, mendLedger } from './mend-counts';
import { mendTasks } from './mend-ended-contacts';
import { clearLeftovers, mendPreview, mendTakenOff } from './mend-lost-timers';
import { endStrangers, mendTether } from './mend-tethers';
import type { RosterEntry } from './ports';

export interface ReconcileOutboundPorts extends StartTetherPorts {
  readonly blend: BlendStore;
  readonly centre: StepPorts['centre'] & Pick<ContactCentre, 'tryDescribe'>;
}

/**
 * Tethers, moves and previews that are stuck, of agents of one group. `entries`: their rows in Connect's current data,
 * `agents`: our records of them, as they are now. Answers how many were put right.
 */
export async function mendOutboundAgents(
  ports: ReconcileOutboundPorts,
  directory: Directory,
  seen: { readonly entries: readonly RosterEntry[]; readonly agents: readonly AgentRecord[] },
): Promise<number> {
  let mended = 0;
  for (const agent of seen.agents) if (await mendTether(ports, agent)) mended++;
  for (const agent of seen.agents) await askAboutWork(ports, agent);
  for (const agent of seen.agents) if (await mendPreview(ports, agent)) mended++;
  for (const agent of seen.agents) if (await mendTakenOff(ports, agent)) mended++;
  for (const agent of seen.agents) mended += await clearLeftovers(ports, agent, directory);
  for (const entry of seen.entries) mended += await endStrangers(ports, entry, directory);
  return mended;
}

/**
 * What is kept of a group as a whole: one read of the ledger, one of the counts, one of the tasks, and a decision is asked
 * for. `agents`: all of the group who are logged in, as they are now. Answers how much was put right.
 */
export async function mendGroup(
  ports: ReconcileOutboundPorts,
  group: GroupId,
  agents: readonly AgentRecord[],
): Promise<number> {
  let mended = await mendLedger(ports, group, agents);
  if (await mendCounts(ports, group, agents)) mended++;
  mended += await mendTasks(ports, group);
  await ports.rebalances.request({ group, manual: null });
  return mended;
}
