/**
 * What of a plan happens in a busy second, and what is up at once in its busiest hour. Figures are counts, or counts a second; what one
 * thing comes to is in counted.ts.
 */
import type { Environment } from '../environments/schema';
import { assumedCallSeconds, counted, peak } from './counted';
import type { Load } from './plan';

/** The fields of an environment that its limits follow from. */
export type Planned = Pick<
  Environment,
  'plan' | 'quotas' | 'groups' | 'agentEvents' | 'campaignManager' | 'agentPage' | 'wallboard' | 'region'
>;

/** Of what happens `anHour` times in the busiest hour, how much in a busy second of it. */
export const aSecond = (anHour: number): number => (anHour / 3600) * peak;

/** Contacts in Connect an hour: calls of callers and tethers. */
export const contactsOf = ({ inboundCallsPerHour, tethersPerHour }: Load): number =>
  inboundCallsPerHour + tethersPerHour;

/** Half of the agents are outside at the busiest where there are campaigns, each on a tether. */
export const outsideOf = ({ campaignManager }: Planned, agents: number): number =>
  campaignManager === undefined ? 0 : Math.ceil(agents / 2);

/** Calls of callers and tethers up at once. */
export const callsInProgress = (environment: Planned, load: Load): number =>
  Math.ceil((load.inboundCallsPerHour * assumedCallSeconds) / 3600) + outsideOf(environment, load.agents);

/** Agent events of all agents (docs/amazon-connect.md#agent-event-stream). */
export const agentEventsPerSecond = (load: Load): number =>
  aSecond(load.agents * counted.agentEventsPerAgentHour + contactsOf(load) * counted.agentEventsPerContact);
/** Events that the Campaign Manager tells. */
export const campaignEventsPerSecond = (load: Load): number =>
  aSecond(load.dialsPerHour * counted.campaignEventsPerDial);
/** Commands to the Campaign Manager; none without one. */
export const commandsPerSecond = (environment: Planned, load: Load): number =>
  environment.campaignManager === undefined ? 0 : aSecond(load.agents * counted.commandsPerAgentHour);
