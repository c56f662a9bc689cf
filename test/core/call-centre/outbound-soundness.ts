import { isDeepStrictEqual } from 'node:util';
import { isIdle } from '../../../core/agent/agent';
import { groupNamed } from '../../../core/group/directory';
import type { OutboundOffice } from './outbound-office';

/**
 * What is wrong once everything has had its time: what is believed and is not so, what is stuck, what was told the
 * Campaign Manager and is not so. Each is a sentence; none is the sound state.
 */
export async function unsound(office: OutboundOffice): Promise<readonly string[]> {
  const wrong: string[] = [];
  const counted = { inbound: 0, outbound: 0, teams: {} as Record<string, number> };
  for (const agentId of office.agents()) wrong.push(...(await unsoundAgent(office, agentId, counted)));
  const { teams, ...sides } = await office.centre.blend.staffed('blend');
  // A team that somebody has left stays for a while, with nobody.
  const staffed = { ...sides, teams: Object.fromEntries(Object.entries(teams).filter(([, agents]) => agents !== 0)) };
  if (!isDeepStrictEqual(staffed, counted)) {
    wrong.push(`counts say ${JSON.stringify(staffed)}, and there are ${JSON.stringify(counted)}`);
  }
  for (const move of await office.ledgerMoves()) {
    const on = (await office.outbound(move.agentId))?.move?.moveId === move.moveId;
    if (!on) wrong.push(`the ledger has ${move.moveId} of ${move.agentId} to ${move.to}, who is on no such move`);
  }
  const up = [...office.lines.values()].filter(({ state }) => state !== 'over').length;
  const inProgress = await office.centre.meter.inProgress(office.centre.now);
  if (inProgress !== up) wrong.push(`${inProgress} calls count as in progress, and ${up} are`);
  if (new Set(office.tokensUsed).size !== office.tokensUsed.length) wrong.push('a token was good twice');
  return wrong;
}

/**
 * What is wrong now, or, if anything is, after so many seconds: longer than an attempt's time and the next look of
 * reconcile after it, one after the other.
 */
export async function unsoundAfter(office: OutboundOffice, seconds: number): Promise<readonly string[]> {
  const soon = await unsound(office);
  if (soon.length === 0) return soon;
  await office.pass(seconds);
  return unsound(office);
}

async function unsoundAgent(
  office: OutboundOffice,
  agentId: string,
  counted: { inbound: number; outbound: number; teams: Record<string, number> },
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const agent = await office.centre.agents.load(agentId);
  if (agent === null) return [`${agentId} is not known`];
  const { side, move, tether, giveBack, takenOff } = agent.outbound;
  const phone = office.phone(agentId);
  const line = phone.contacts.find(({ queueId, state }) => queueId === 'tether' && state === 'CONNECTED');
  const working = (office.campaignManager.seats.get(agentId)?.work ?? 'idle') !== 'idle';

  if (agent.staffed && agent.group === 'blend') {
    counted[side]++;
    const team = agent.campaigns.join(',');
    if (side === 'outbound') counted.teams[team] = (counted.teams[team] ?? 0) + 1;
  }
  if (takenOff !== null && phone.status.type === 'ROUTABLE') {
    wrong.push(`${agentId} was taken off (${takenOff.why}), and is Available`);
  }
  const leftover = phone.contacts.find(({ queueId, state }) => queueId === 'tether' && state !== 'CONNECTED');
  if (leftover) wrong.push(`the softphone of ${agentId} still shows ${leftover.contactId} as ${leftover.state}`);
  if (tether?.state === 'ready' && tether.contactId !== line?.contactId) {
    wrong.push(`${agentId} is believed on ${tether.contactId}, and is on ${line?.contactId ?? 'no tether'}`);
  }
  if (tether?.state !== 'ready' && line) {
    wrong.push(`${agentId} is on ${line.contactId}, and is believed ${tether?.state ?? 'without a tether'}`);
  }
  if (tether !== null && !['ready', 'failed'].includes(tether.state)) {
    wrong.push(`the tether of ${agentId} is still ${tether.state}`);
  }
  if (move !== null && !(move.phase === 'after-work' && working)) wrong.push(`${agentId} is still ${move.phase}`);
  if (giveBack !== null && !working) wrong.push(`${agentId} still gives the tether back (${giveBack.why})`);
  if (office.campaignManager.holds(agentId) && !(await isHeld(office, agentId))) {
    wrong.push(`the Campaign Manager holds ${agentId}, whom nobody wants held`);
  }
  const uses = office.campaignManager.uses(agentId);
  if (uses !== (tether?.state === 'ready' && giveBack === null)) {
    wrong.push(`the Campaign Manager ${uses ? 'uses' : 'does not use'} ${agentId}, whose tether is ${tether?.state}`);
  }
  for (const [tetherId, state] of toldOfTethers(office, agentId)) {
    const ready = tether?.state === 'ready' && tether.tetherId === tetherId && giveBack === null;
    if ((state === 'ready') !== ready) {
      wrong.push(
        `the Campaign Manager was last told that ${tetherId} is ${state}, and it is ${tether?.state ?? 'over'}`,
      );
    }
  }
  const idle = isIdle(office.observation(agentId));
  const reachable = side === 'inbound' && (tether === null || tether.state === 'failed');
  if (agent.idle !== (idle && reachable)) wrong.push(`${agentId} is idle: ${agent.idle}, and should not be so`);
  if (idle && side === 'outbound' && tether === null) wrong.push(`${agentId} is idle on outbound, without a tether`);
  const profile = groupNamed(await office.centre.directory.read(), 'blend')?.routingProfiles.find(
    ({ id }) => id === phone.profile,
  );
  if (agent.staffed && profile && profile.kind !== 'blended' && side !== profile.startsOn) {
    wrong.push(`${agentId} of kind ${profile.kind} is on side ${side}`);
  }
  return wrong;
}

const isHeld = async (office: OutboundOffice, agentId: string): Promise<boolean> =>
  (await office.centre.blend.ledger('blend'))?.hold?.agentIds.includes(agentId) ?? false;

/** What the Campaign Manager was last told of each tether; asked for another, it has ended those before. */
function toldOfTethers(office: OutboundOffice, agentId: string): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const command of office.centre.told) {
    if (!('agentId' in command) || command.agentId !== agentId) continue;
    if (command.type === 'ChangeAgentState' && command.tether) told.clear();
    if (command.type === 'TetherStateChanged') told.set(command.tetherId, command.state);
  }
  return told;
}

/** Moves of which the log never said that they were decided or how they ended, or said two things. */
export async function untoldMoves(office: OutboundOffice): Promise<readonly string[]> {
  const decided = new Map<string, string>();
  const over = new Map<string, string>();
  const wrong: string[] = [];
  for (const decision of office.centre.decisions.decisions) {
    if (decision.type === 'move.decided') decided.set(decision.moveId, decision.agentId);
    const ends = ['move.completed', 'move.failed', 'move.cancelled'];
    if (!ends.includes(decision.type) || !('moveId' in decision)) continue;
    const before = over.get(decision.moveId);
    if (before !== undefined && before !== decision.type) wrong.push(`${decision.moveId} ended in two ways`);
    over.set(decision.moveId, decision.type);
  }
  for (const [moveId, agentId] of decided) {
    const underWay = (await office.outbound(agentId))?.move?.moveId === moveId;
    if (!over.has(moveId) && !underWay) wrong.push(`nobody ever heard how ${moveId} of ${agentId} ended`);
  }
  for (const moveId of over.keys())
    if (!decided.has(moveId)) wrong.push(`nobody ever heard that ${moveId} was decided`);
  return wrong;
}

export async function allRight(office: OutboundOffice): Promise<void> {
  expect([...(await unsound(office)), ...(await untoldMoves(office))]).toEqual([]);
}
