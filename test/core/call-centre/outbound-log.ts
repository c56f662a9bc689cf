import type { AgentCommand } from '../../../core/campaign-contract/commands';
import type { Decision } from '../../../core/decisions/decision';
import { start } from './call-centre';
import { OutboundOffice } from './outbound-office';

/** Nobody has to stay idle on the inbound side. */
export const keepNobody = { 'blend-to-outbound/min-idle-inbound-agents': 0 } as const;

/** Agents on ready tethers; 5 s have passed. */
export async function tethered(...agents: readonly string[]): Promise<OutboundOffice> {
  const office = await new OutboundOffice().open(keepNobody);
  for (const agent of agents) office.login(agent, 'blended-out');
  await office.pass(5);
  return office;
}

/** The same, each 5 s after the one before: the first is available longest. */
export async function tetheredInTurn(...agents: readonly string[]): Promise<OutboundOffice> {
  const office = await new OutboundOffice().open(keepNobody);
  for (const agent of agents) {
    office.login(agent, 'blended-out');
    await office.pass(5);
  }
  return office;
}

const seconds = (at: number): number => (at - start) / 1000;

/** What was said of tethers, in order, with the seconds since the start. */
export const tetherLog = (office: OutboundOffice): readonly string[] =>
  office.centre.decisions.decisions.flatMap((decision) =>
    decision.type.startsWith('tether.') && 'at' in decision
      ? [`${seconds(decision.at)} ${decision.type}${'why' in decision ? ` ${decision.why}` : ''}`]
      : [],
  );

/** What was said of moves, in order, with the seconds since the start. */
export const moveLog = (office: OutboundOffice): readonly string[] =>
  office.centre.decisions.decisions.flatMap((decision) =>
    decision.type.startsWith('move.') && decision.type !== 'move.refused' && 'at' in decision && 'agentId' in decision
      ? [`${seconds(decision.at)} ${decision.type} ${decision.agentId}`]
      : [],
  );

export const reasons = (office: OutboundOffice, type: Decision['type']): readonly string[] =>
  office.centre.decisions.decisions.flatMap((decision) => (decision.type === type ? [decision.reason] : []));

/** The agents of which this was said. */
export const said = (office: OutboundOffice, type: Decision['type']): readonly string[] =>
  office.centre.decisions.decisions.flatMap((decision) =>
    decision.type === type && 'agentId' in decision ? [String(decision.agentId)] : [],
  );

/** The commands about an agent, in short. */
export const toldOf = (office: OutboundOffice, agentId: string): readonly string[] =>
  office.centre.told.flatMap((command) =>
    'agentId' in command && command.agentId === agentId ? [inShort(command)] : [],
  );

const inShort = (command: AgentCommand): string => {
  switch (command.type) {
    case 'ChangeAgentState':
      return command.tether ? 'dial' : command.state;
    case 'TetherStateChanged':
      return `tether ${command.state}`;
    case 'ReleaseAgent':
      return `release ${command.when}`;
    default:
      return command.type;
  }
};

/** Seconds since the start from which on the agent's place in line counts. */
export const availableSince = async (office: OutboundOffice, agentId: string): Promise<number> =>
  seconds((await office.centre.agents.load(agentId))?.availableSince ?? Number.NaN);
