import { dynamoPartition, kinesisShard } from './aws-limits';
import {
  agentEventsPerSecond,
  aSecond,
  callsInProgress,
  campaignEventsPerSecond,
  contactsOf,
  outsideOf,
  type Planned,
} from './busy-second';
import { commandsAtOnce, commandsUnderWay } from './commands-at-once';
import { counted, unitsPerMove } from './counted';
import { contactUnits, failureUnits, heldUnits } from './item-units';
import type { Limit } from './limit';
import type { Load } from './plan';

/** Agents that one shard of the index, and one of the stream, is made for. */
const agentsPerShard = { index: 2_000, stream: 2_500 } as const;

/** Requests a second that one key may send, and events in each (docs/campaign-manager.md). */
const ingress = { requests: 50, eventsPerRequest: 100 } as const;

/** Limits of what we deploy: parts of the table and its indexes, shards of the stream, commands, and the ingress. */
export function ownLimits(environment: Planned, load: Load): readonly Limit[] {
  const { agentEvents, groups } = environment;
  const sized = groupsBySize(environment, load);
  const largest = sized.reduce((most, one) => (one.agents > most.agents ? one : most));
  const crowded = sized.reduce((most, one) =>
    one.agents / one.agentShards > most.agents / most.agentShards ? one : most,
  );
  const share = largest.agents / load.agents;
  const perGroup = crowded.agents / load.agents;
  const blendUnits = aSecond(load.dialsPerHour * perGroup * counted.placeChangesPerDial * unitsPerMove);
  const rankedUnits = aSecond(contactsOf(load) * perGroup * counted.rankedChangesPerContact * unitsPerMove);
  const contacts = contactsOf(load);
  const outside = outsideOf(environment, largest.agents);
  const shards = agentEvents.owner === 'managed' ? agentEvents.shards : null;
  const writes = (id: string, what: string, needs: number, text: string): Limit => ({
    ...{ id, what, unit: 'write units a second', needs, has: dynamoPartition.writeUnits },
    ...{ alarm: 'table-throttled', remedy: { text } },
  });
  const moreShards = (parts: number) => `set agentShards of group ${crowded.name} to ${Math.ceil(parts)} or more.`;
  return [
    {
      ...{ id: 'agent-shards', what: 'agents of a group for each of its agentShards', unit: 'agents' },
      ...{ needs: crowded.agents / crowded.agentShards, has: agentsPerShard.index, alarm: 'table-throttled' },
      remedy: { text: moreShards(crowded.agents / agentsPerShard.index) },
    },
    writes(
      'blend-agents',
      'index blend-agents, one part of the outbound side',
      blendUnits / crowded.agentShards,
      moreShards(blendUnits / dynamoPartition.writeUnits),
    ),
    writes(
      'ranked-agents',
      'index ranked-agents, one shard',
      rankedUnits / crowded.agentShards,
      moreShards(rankedUnits / dynamoPartition.writeUnits),
    ),
    writes(
      'calls',
      'contacts in progress, one of 256 items',
      contactUnits(callsInProgress(environment, load), contacts),
      smaller,
    ),
    writes('calls-count', 'how many contacts, one of 2 items', (aSecond(contacts) * 2) / 2, smaller),
    writes('calls-held', 'tethers on their way, one of 7 items', heldUnits(load), smaller),
    writes(
      'campaign',
      'record of one campaign',
      aSecond(load.dialsPerHour * share * counted.campaignWritesPerDial),
      smaller,
    ),
    writes(
      'tether-failures',
      'tethers of one group that fail together, one of 16 items',
      failureUnits(outside),
      `divide group ${largest.name}: in an outage all its tethers are noted together.`,
    ),
    ...(shards === null
      ? []
      : [
          {
            ...{ id: 'agent-events', what: 'agents for each shard of the agent event stream', unit: 'agents' },
            ...{ needs: load.agents / shards, has: agentsPerShard.stream, alarm: 'agent-events-late' },
            remedy: { text: `set agentEvents.shards to ${Math.ceil(load.agents / agentsPerShard.stream)} or more.` },
          },
          {
            ...{ id: 'agent-events-size', what: 'agent events written to one shard', unit: 'kB a second' },
            needs: (agentEventsPerSecond(load) * kinesisShard.kilobytesPerRecord) / shards,
            ...{ has: kinesisShard.kilobytes, alarm: 'agent-events-refused' },
            remedy: {
              text: `set agentEvents.shards to ${Math.ceil((agentEventsPerSecond(load) * kinesisShard.kilobytesPerRecord) / kinesisShard.kilobytes)} or more.`,
            },
          },
        ]),
    {
      ...{ id: 'commands', what: 'commands to the Campaign Manager under way', unit: 'at once' },
      ...{ needs: commandsUnderWay(environment), has: commandsAtOnce(environment), alarm: 'campaign-commands-late' },
      remedy: {
        text: `a fifth of the account's functions are for them: have "Concurrent executions" of AWS Lambda (L-B99A9384) raised to ${Math.ceil(commandsUnderWay(environment)) * 5} or more, and write it into quotas.lambdaConcurrency.`,
      },
    },
    {
      ...{ id: 'ingress', what: 'events of the Campaign Manager, 100 a request', unit: 'requests a second' },
      needs: campaignEventsPerSecond(load) / ingress.eventsPerRequest,
      ...{ has: ingress.requests, alarm: 'campaign-ingress-throttled' },
      remedy: { text: 'no field raises it: divide the groups over two environments.' },
    },
    {
      ...{ id: 'reads', what: 'reads of what all decisions share', unit: 'read units a second' },
      ...{
        needs: groups.length * counted.decisionsPerGroupSecond + aSecond(load.tethersPerHour),
        has: dynamoPartition.readUnits,
      },
      ...{ alarm: 'table-throttled', remedy: { text: smaller } },
    },
  ];
}

const smaller = 'no field raises it: divide the groups over two environments.';

/** Even shares of the agents, but for groups that say how many they have. */
function groupsBySize({ groups }: Planned, { agents }: Load) {
  const said = groups.reduce((sum, group) => sum + (group.agents ?? 0), 0);
  const silent = groups.filter((group) => group.agents === undefined).length;
  const even = silent === 0 ? 0 : Math.max(0, agents - said) / silent;
  return groups.map(({ name, agentShards, agents: own }) => ({ name, agentShards, agents: Math.ceil(own ?? even) }));
}
