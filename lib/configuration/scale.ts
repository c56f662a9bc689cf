import type { Environment } from '../environments/schema';
import { dynamoPartition, kinesisShard, putEventsPerSecond, type Quota, quotas } from './aws-limits';
import { assumedCallSeconds, assumedRunMs, counted, peak, unitsPerMove } from './counted';
import { pageRequestsPerSecond } from './page-throttle';
import { type Load, loadOf } from './plan';

/** One limit of an environment: what its plan needs of it in a busy second, and what there is. */
export interface Limit {
  readonly id: string;
  /** What is limited, for a table. */
  readonly what: string;
  readonly unit: string;
  readonly needs: number;
  readonly has: number;
  /** What to do where it is not enough, with the quota to raise if it is AWS's. */
  readonly remedy: { readonly quota: Quota; readonly field: string } | { readonly text: string };
  /** The alarm that rings when it is reached, after `ccb-<env>-`; `null`: a deploy or a login fails instead. */
  readonly alarm: string | null;
}

type Planned = Pick<
  Environment,
  'plan' | 'quotas' | 'groups' | 'agentEvents' | 'campaignManager' | 'agentPage' | 'region'
>;

const aSecond = (anHour: number): number => (anHour / 3600) * peak;

/** Every limit that the size of an environment may reach. `has` and `needs` have the same unit; pure. */
export function limitsOf(environment: Planned): readonly Limit[] {
  const load = loadOf(environment);
  return [...connectLimits(environment, load), ...accountLimits(environment, load), ...ownLimits(environment, load)];
}

export const isPassed = ({ needs, has }: Limit): boolean => needs > has;

const contactsOf = ({ inboundCallsPerHour, tethersPerHour }: Load): number => inboundCallsPerHour + tethersPerHour;

/** Half of the agents are outside at the busiest where there are campaigns, each on a tether. */
const outsideOf = ({ campaignManager }: Planned, agents: number): number =>
  campaignManager === undefined ? 0 : Math.ceil(agents / 2);

const callsInProgress = (environment: Planned, load: Load): number =>
  Math.ceil((load.inboundCallsPerHour * assumedCallSeconds) / 3600) + outsideOf(environment, load.agents);

/** Of GetCurrentUserData; reconcile reads every agent once a minute (docs/decisions/30). */
const agentsPerPage = 100;

function connectLimits(environment: Planned, load: Load): readonly Limit[] {
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

/** What happens in a busy second. */
const agentEventsPerSecond = (load: Load): number =>
  aSecond(load.agents * counted.agentEventsPerAgentHour + contactsOf(load) * counted.agentEventsPerContact);
const campaignEventsPerSecond = (load: Load): number => aSecond(load.dialsPerHour * counted.campaignEventsPerDial);
const commandsPerSecond = (environment: Planned, load: Load): number =>
  environment.campaignManager === undefined ? 0 : aSecond(load.agents * counted.commandsPerAgentHour);

function runsAtOnce(environment: Planned, load: Load): number {
  const runs: readonly (readonly [number, keyof typeof assumedRunMs])[] = [
    [agentEventsPerSecond(load), 'agentEvent'],
    [aSecond(contactsOf(load) * counted.contactEventsPerContact), 'contactEvent'],
    // At the arrival, and at a tick or two while the caller waits.
    [aSecond(load.inboundCallsPerHour * 2), 'planOffer'],
    [campaignEventsPerSecond(load), 'campaignEvent'],
    [commandsPerSecond(environment, load), 'campaignCommand'],
    [environment.groups.length * counted.decisionsPerGroupSecond, 'decision'],
    [environment.agentPage === undefined ? 0 : pageRequestsPerSecond(load.agents), 'pageRequest'],
  ];
  return Math.ceil(runs.reduce((sum, [perSecond, what]) => sum + (perSecond * assumedRunMs[what]) / 1000, 0));
}

function accountLimits(environment: Planned, load: Load): readonly Limit[] {
  const { lambdaConcurrency, apiGatewayRequestsPerSecond } = environment.quotas;
  const putEvents = environment.quotas.putEventsPerSecond ?? putEventsPerSecond(environment.region);
  return [
    {
      ...{ id: 'functions', what: 'functions at work at once', unit: 'runs', alarm: 'functions-crowded' },
      ...{ needs: runsAtOnce(environment, load), has: lambdaConcurrency },
      remedy: { quota: quotas.lambda, field: 'quotas.lambdaConcurrency' },
    },
    {
      ...{
        id: 'page-requests',
        what: "requests of the agents' pages",
        unit: 'a second',
        alarm: 'agent-page-throttled',
      },
      needs: environment.agentPage === undefined ? 0 : pageRequestsPerSecond(load.agents),
      has: apiGatewayRequestsPerSecond,
      remedy: { quota: quotas.apiGateway, field: 'quotas.apiGatewayRequestsPerSecond' },
    },
    {
      ...{ id: 'put-events', what: 'events put on our bus', unit: 'a second', alarm: 'campaign-ingress-throttled' },
      ...{ needs: campaignEventsPerSecond(load), has: putEvents },
      remedy: { quota: quotas.eventBus, field: 'quotas.putEventsPerSecond' },
    },
  ];
}

/** Agents that one shard of the index, and one of the stream, is made for. */
export const agentsPerShard = { index: 2_000, stream: 2_500 } as const;

/** Commands of which nothing but the Campaign Manager holds up the rest: at least so many are under way at once. */
const leastCommandsAtOnce = 50;

/**
 * How many commands to the Campaign Manager may be under way at once: twice what the plan needs, so that a slow one is no
 * standstill, and a fifth of the account's functions at most, so that one that hangs leaves the rest to others.
 */
export const commandsAtOnce = (environment: Planned): number =>
  Math.max(
    leastCommandsAtOnce,
    Math.min(Math.ceil(2 * commandsUnderWay(environment)), Math.floor(environment.quotas.lambdaConcurrency / 5)),
  );
const commandsUnderWay = (environment: Planned): number =>
  (commandsPerSecond(environment, loadOf(environment)) * assumedRunMs.campaignCommand) / 1000;

/** Requests a second that one key may send, and events in each (docs/campaign-manager.md). */
const ingress = { requests: 50, eventsPerRequest: 100 } as const;

function ownLimits(environment: Planned, load: Load): readonly Limit[] {
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

/** A contact id and its place in a set, bytes; a held place has a time and a name besides. */
const bytes = { contact: 37, held: 70, failure: 60 } as const;
const kilobytes = (count: number, each: number): number => Math.max(1, Math.ceil((count * each) / 1024));

/** A contact comes and goes, and each is a write of the whole item. */
const contactUnits = (inProgress: number, contactsPerHour: number): number =>
  ((aSecond(contactsPerHour) * 2) / 256) * kilobytes(inProgress / 256, bytes.contact);

/** A tether is on its way for 15 s as a rule. */
function heldUnits({ tethersPerHour }: Load): number {
  const perSecond = aSecond(tethersPerHour);
  return ((perSecond * 2) / 7) * kilobytes((perSecond * 15) / 7, bytes.held);
}

/** All tethers of a group fail within the two minutes an item stands for; on average it is half full. */
const failureUnits = (tethers: number): number => (tethers / 120 / 16) * kilobytes(tethers / 2 / 16, bytes.failure);
