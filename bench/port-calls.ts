/** Plays a contact centre of some size in simulate, and counts what each thing that happens comes to. */
import { RefusedError } from '../documents/told';
import { counted } from '../lib/configuration/counted';
import { buildInProcess } from '../simulator/in-process/application';
import { type Played, play } from '../simulator/run/play';
import { readScenario } from '../simulator/scenario/read-scenario';
import { scenarioOfSize } from './scenario-of-size';

export type CountedFigure = Exclude<
  keyof typeof counted,
  /** Follows from the rules: idle and busy are one change each, and so are a login and a move. */
  'rankedChangesPerContact' | 'agentEventsPerAgentHour'
>;

export interface PortCalls {
  readonly played: Played;
  /** How often, by function and call of a port, such as `agent-events agents.save`; and `deliveries <stream>`. */
  readonly counts: ReadonlyMap<string, number>;
  readonly figures: Readonly<Record<CountedFigure, number>>;
  /** Writes of the table a second, whatever they cost. */
  readonly writesPerSecond: number;
}

/** Calls of ports that write, and how many writes each is. */
const writing: Readonly<Record<string, number>> = {
  ...{ 'agents.save': 1, 'agents.claim': 1, 'agents.release': 1, 'calls.save': 1, 'calls.close': 1 },
  ...{ 'calls.noteRinging': 1, 'calls.noteRefusal': 1, 'voicemails.save': 1, 'blend.saveLedger': 1 },
  ...{ 'blend.countStaffed': 1, 'blend.taskWaits': 1, 'campaigns.save': 1, 'campaigns.saveLink': 1 },
  // A set, and the count beside it.
  ...{ 'meter.started': 2, 'meter.ended': 2, 'meter.hold': 1, 'meter.letGo': 1, 'tokenStore.put': 1 },
  ...{ 'tokenStore.redeem': 1, 'limiter.take': 1, 'limiter.reserve': 1, 'pages.seen': 1 },
};

/** The same figures for the same size and seed. Throws a sentence where the size makes no scenario. */
export async function countPortCalls(size: Parameters<typeof scenarioOfSize>[0]): Promise<PortCalls> {
  const read = readScenario('of-size', JSON.stringify(scenarioOfSize(size)));
  if (!read.ok) throw new RefusedError(read.problems);
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const played = await play({
    scenario: read.scenario,
    build: buildInProcess,
    endSeconds: size.seconds,
    toleranceSeconds: 2,
    disturb: (conditions) => ({
      ...conditions,
      kill: (functionName, call) => {
        count(`${functionName} ${call}`);
        return conditions.kill(functionName, call);
      },
      deliveries: (stream) => {
        count(`deliveries ${stream}`);
        return conditions.deliveries(stream);
      },
    }),
  });
  const of = (...whats: readonly string[]): number => whats.reduce((sum, what) => sum + (counts.get(what) ?? 0), 0);
  const ofCall = (call: string): number =>
    [...counts].reduce((sum, [what, times]) => (what.endsWith(` ${call}`) ? sum + times : sum), 0);
  const calls = played.summary.inbound.arrived;
  const tethers = of('map-tether tokenStore.redeem');
  const { dials } = played.summary.outbound;
  const hours = size.seconds / 3600;
  const heartbeats = size.agents * hours * counted.agentEventsPerAgentHour;
  return {
    played,
    counts,
    figures: {
      agentEventsPerContact: Math.max(0, of('deliveries agent-events') - heartbeats) / (calls + tethers),
      contactEventsPerContact: of('deliveries contact-events') / (calls + tethers),
      campaignEventsPerDial: of('deliveries bus') / dials,
      placeChangesPerDial: of('campaign-events agents.save') / dials,
      campaignWritesPerDial: ofCall('campaigns.save') / dials,
      commandsPerAgentHour: ofCall('campaignManager.send') / (size.agents * hours),
      decisionsPerGroupSecond: ofCall('blend.read') / (size.groups * size.seconds),
      criteriaPerCall: ofCall('centre.setCriteria') / calls,
      describesPerCall: (ofCall('centre.tryDescribe') + ofCall('centre.describe')) / calls,
      stopsPerTether: ofCall('centre.stop') / tethers,
    },
    writesPerSecond:
      Object.entries(writing).reduce((sum, [call, writes]) => sum + ofCall(call) * writes, 0) / size.seconds,
  };
}
