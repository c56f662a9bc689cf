/** What every story has at hand. */

import type { CommandExchange } from '../../../adapters/campaign-manager/signed-campaign-manager';
import type { CampaignEvent, CampaignEventOf, Capability } from '../../../core/campaign-contract/events';
import type { GroupId } from '../../../core/ids';
import { CommandLine, type Keys } from './command-line';
import { EventRecord } from './event-record';
import { Findings } from './findings';
import { Ingress } from './ingress';
import type { RowId } from './rows';
import { OutOfReachError, TestAgent, usualGroup } from './test-agent';
import type { Time } from './time';

/** Which Campaign Manager is on trial, and what the trial may use of it. */
export interface KitSetup {
  readonly exchange: CommandExchange;
  /** Path of the commands, as the receiver sees it. */
  readonly commandsPath: string;
  readonly keys: Keys;
  readonly time: Time;
  readonly nonce: () => string;
  /** Tells the agents and tethers of this run from those of others. */
  readonly run: string;
  /** Dialled one customer at a time for each agent. */
  readonly campaign: string;
  /** `null`: previews are not looked at. */
  readonly previewCampaign: string | null;
  /** The number tethers are placed to, E.164. */
  readonly tetherNumber: string;
}

/** One trial: its line, its ingress, what came, what was found, and the agents it plays. */
export interface Kit {
  readonly setup: KitSetup;
  readonly time: Time;
  readonly line: CommandLine;
  readonly record: EventRecord;
  readonly ingress: Ingress;
  readonly findings: Findings;
  /** Everybody who ever came. */
  readonly agents: readonly TestAgent[];
  /** A new agent, who may work for these campaigns; of this group, or the usual one. */
  agent(name: string, campaigns?: readonly string[], group?: GroupId): TestAgent;
}

/** Sends nothing by itself; the stories do. */
export function createKit(setup: KitSetup): Kit {
  const { time, keys, exchange, commandsPath: path, nonce, tetherNumber } = setup;
  const findings = new Findings();
  const record = new EventRecord(time);
  const line = new CommandLine({ exchange, path, keys, time, nonce, findings });
  const ingress = new Ingress({ keys, time, record, findings });
  const agents: TestAgent[] = [];
  return {
    setup,
    time,
    line,
    record,
    ingress,
    findings,
    agents,
    agent(name, campaigns = [setup.campaign], group = usualGroup) {
      const parts = { time, line, record, findings, tetherNumber };
      const agent = new TestAgent(`conformance-${setup.run}-${name}`, name, campaigns, parts, group);
      agents.push(agent);
      return agent;
    },
  };
}

/** Something that happens between both sides, and the rows it is to say something of. */
export interface Story {
  readonly name: string;
  readonly rows: readonly RowId[];
  /** What its heartbeat has to say; otherwise the rows are skipped. */
  readonly needs?: Capability;
  readonly play: (kit: Kit) => Promise<void>;
}

/** Plays a story to its end, or as far as it goes. */
export async function playStory(kit: Kit, { name, rows, needs, play }: Story): Promise<void> {
  try {
    if (needs !== undefined && !(await isAble(kit, needs))) {
      for (const row of rows) kit.findings.skip(row, `its heartbeat does not say ${needs}`);
      return;
    }
    await play(kit);
  } catch (error) {
    if (!(error instanceof OutOfReachError)) throw error;
    for (const row of rows) kit.findings.open(row, `${name}: ${error.message}`);
  }
}

/** Heartbeats come every 30 s. */
const heartbeatWithinMs = 40_000;

async function isAble({ record }: Kit, capability: Capability): Promise<boolean> {
  const isBeat = (event: CampaignEvent): event is CampaignEventOf<'Heartbeat'> => event.type === 'Heartbeat';
  const beat = await record.find(isBeat, heartbeatWithinMs);
  return beat?.capabilities?.includes(capability) ?? false;
}
