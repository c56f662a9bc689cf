import { type AgentRecord, isTalking } from '../domain/agent';
import { type Step, staffingBy, tellState, then, unchanged } from '../domain/agent-step';
import { heartbeatLostMs } from '../domain/campaign';
import { type Directory, type GroupEntry, hasOutbound } from '../domain/directory';
import { type Staffing, sumOf } from '../domain/group-ledger';
import { inTurn } from '../domain/in-turn';
import { askRelease, failMove, onMoveTimer } from '../domain/move-steps';
import { overdueSince } from '../domain/preview';
import { isToBeParked } from '../domain/taken-off';
import { onTetherTimer, wantsTether } from '../domain/tether';
import { tellReadyAgain, tetherLeftovers } from '../domain/tether-on-softphone';
import { countsAsWaiting, type WaitingTask } from '../domain/waiting-task';
import type { BlendStore, CallMeter, CampaignStore, ContactCentre, RosterEntry } from '../ports';
import { liveMoves } from './blend-view-of';
import { rulesOf, type StepPorts, takeStep } from './carry-out';
import { waitsNoMore } from './judge-rings';
import { type StartTetherPorts, startTether } from './start-tether';

export interface ReconcileOutboundPorts extends StartTetherPorts {
  readonly blend: BlendStore;
  readonly campaigns: CampaignStore;
  readonly centre: StepPorts['centre'] & Pick<ContactCentre, 'describe' | 'tryDescribe'>;
  readonly meter: CallMeter;
}

/** A timer this late was lost. */
const overdueMs = 15_000;
/** The Campaign Manager tells of an agent's work at once; silence for this long means that it does not know of the tether. */
const silentMs = 20_000;

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

/** Whether the Campaign Manager is there; said every minute while it is not. */
export async function watchLink(
  ports: Pick<ReconcileOutboundPorts, 'campaigns' | 'clock' | 'decisions'>,
): Promise<void> {
  const link = await ports.campaigns.link();
  const now = ports.clock.now();
  if (link === null || now - link.lastHeartbeatAt <= heartbeatLostMs) return;
  const silentSeconds = Math.round((now - link.lastHeartbeatAt) / 1000);
  ports.decisions.record({
    type: 'campaign-link.lost',
    at: now,
    reason: `no heartbeat of the Campaign Manager for ${silentSeconds} s: no new tethers, those there are stay`,
    inputs: { silentSeconds },
  });
}

/** A tether or move whose timer was lost, and a tether of which the Campaign Manager does not know. */
async function mendTether(ports: ReconcileOutboundPorts, agent: AgentRecord): Promise<boolean> {
  const now = ports.clock.now();
  const wrong = whatIsWrong(agent, now);
  if (wrong === null) return false;
  const cause = `reconcile:${agent.agentId}:${now}`;
  const taken = await takeStep(ports, agent.agentId, cause, (record) => mend(ports, record, now));
  if (!taken?.taken) return false;
  if (taken.startTether) await startTether(ports, taken.agent, cause);
  repaired(ports, wrong.what, agent.agentId, `${agent.username}: ${wrong.why}`, {
    tether: agent.outbound.tether?.state ?? null,
    move: agent.outbound.move?.phase ?? null,
    work: agent.outbound.work?.state ?? null,
  });
  return true;
}

function whatIsWrong(
  agent: AgentRecord,
  now: number,
): { readonly what: 'tether' | 'move'; readonly why: string } | null {
  const { tether, move, work, giveBack } = agent.outbound;
  if (wantsTether(agent)) return { what: 'tether', why: 'Available on the outbound side without a tether' };
  if (tether?.state === 'ready') {
    const told = work?.tetherId === tether.tetherId ? work : null;
    const silent = (since: number) => now - since > silentMs;
    if (told === null && silent(Math.max(tether.readyAt ?? now, agent.observedAt))) {
      return { what: 'tether', why: 'ready, and the Campaign Manager does not say what the agent does' };
    }
    const idleSince = told?.state === 'idle' ? told.at : null;
    if (idleSince !== null && giveBack !== null && silent(Math.max(idleSince, giveBack.since))) {
      return { what: 'tether', why: 'idle, and the Campaign Manager does not give them back' };
    }
    if (idleSince !== null && move?.phase === 'after-work' && silent(Math.max(idleSince, move.decidedAt))) {
      return { what: 'move', why: 'the work is over, and the Campaign Manager does not give them back' };
    }
  }
  if (tether?.state === 'ending' && move === null) return { what: 'tether', why: 'still ending' };
  const pending = tether !== null && !['ready', 'ending', 'failed'].includes(tether.state);
  if (pending && now > tether.expiresAt + overdueMs) return { what: 'tether', why: `${tether.state} past its time` };
  if (move === null || move.phase === 'after-work') return null;
  if (move.phase === 'tethering') return tether === null ? { what: 'move', why: 'on the way without a tether' } : null;
  return now > move.deadline + overdueMs ? { what: 'move', why: `${move.phase} past its deadline` } : null;
}

async function mend(ports: ReconcileOutboundPorts, agent: AgentRecord, now: number): Promise<Step> {
  const { tether, move } = agent.outbound;
  const rules = await rulesOf(ports, agent);
  if (rules === null || whatIsWrong(agent, now) === null) return unchanged(agent);
  if (tether === null && move?.phase === 'tethering') return failMove(agent, now, 'its tether is gone');
  if (wantsTether(agent)) return { agent, effects: [{ kind: 'start-tether' }] };
  const moved = move === null ? unchanged(agent) : onMoveTimer(agent, move.moveId, now);
  if (tether === null) return moved;
  return then(moved, (record): Step => {
    if (tether.state === 'ready') return askAgain(record, now);
    if (tether.state !== 'ending') return onTetherTimer(record, rules, tether.tetherId, now);
    return tether.contactId === null
      ? unchanged(record)
      : { agent: record, effects: [{ kind: 'stop', contactId: tether.contactId }] };
  });
}

/** What the Campaign Manager seems not to have heard is told it once more. */
function askAgain(agent: AgentRecord, now: number): Step {
  const { giveBack, move } = agent.outbound;
  if (giveBack !== null) {
    const state = giveBack.why === 'logged-out' ? 'logged-out' : 'not-ready';
    return tellState(agent, now, { state, campaigns: [...agent.campaigns], reason: 'the tether is to be given back' });
  }
  return move?.phase === 'after-work' ? askRelease(agent, now) : tellReadyAgain(agent, now);
}

/** Taken off, and Connect still takes them for Available: the command came to nothing. Failures that were never weighed are now. */
async function mendTakenOff(ports: ReconcileOutboundPorts, agent: AgentRecord): Promise<boolean> {
  const now = ports.clock.now();
  const { agentId, username, outbound } = agent;
  const { takenOff, unanswered } = outbound;
  if (takenOff === null) {
    const failedAt = unanswered.tethers.at(-1);
    if (failedAt === undefined || now - failedAt <= overdueMs || agent.group === null) return false;
    const { thresholds } = await ports.thresholds.current(agent.group);
    const limit = thresholds['tether/give-up-after'];
    if (limit === 0 || unanswered.tethers.length < limit) return false;
    await ports.timers.arm({ kind: 'tether-failed', agentId, failedAt }, now);
    return false;
  }
  if (!isToBeParked(agent) || now - takenOff.at <= overdueMs) return false;
  await ports.timers.arm({ kind: 'taken-off', agentId, takenOffAt: takenOff.at }, now);
  const reason = `${username} was taken off campaigns, and is Available in Connect`;
  repaired(ports, 'agent', agentId, reason, { takenOffAt: takenOff.at });
  return true;
}

/** A preview whose timer was lost: it is decided, or told, by another. */
async function mendPreview(ports: ReconcileOutboundPorts, agent: AgentRecord): Promise<boolean> {
  const now = ports.clock.now();
  const since = overdueSince(agent);
  const { preview } = agent.outbound;
  if (preview === null || since === null || now - since <= overdueMs) return false;
  const { previewId, decided } = preview;
  await ports.timers.arm({ kind: 'preview', agentId: agent.agentId, previewId }, now);
  const why = decided === null ? 'is past its time' : 'is decided, and the Campaign Manager does not know';
  repaired(ports, 'preview', previewId, `the preview of ${agent.username} ${why}`, {
    outcome: decided?.outcome ?? null,
  });
  return true;
}

/** An ended or missed tether that is still on the softphone: the timer that had it cleared was lost, or came to nothing. */
async function clearLeftovers(
  ports: ReconcileOutboundPorts,
  agent: AgentRecord,
  directory: Directory,
): Promise<number> {
  const now = ports.clock.now();
  const left = tetherLeftovers(agent, directory).filter(({ since }) => now - since > overdueMs);
  for (const { contactId, state } of left) {
    await ports.timers.arm({ kind: 'tether-contact', agentId: agent.agentId, contactId }, now);
    const reason = `the softphone of ${agent.username} still shows a tether that is over`;
    repaired(ports, 'tether', agent.agentId, reason, { contact: contactId, state });
  }
  return left.length;
}

/** A connected contact of the tether queue that is nobody's tether by our record: nobody may use it. */
async function endStrangers(ports: ReconcileOutboundPorts, entry: RosterEntry, directory: Directory): Promise<number> {
  const strangers = entry.contacts.filter(
    (contact) => isTalking(contact) && contact.queueId !== null && contact.queueId === directory.tether?.queueId,
  );
  if (strangers.length === 0) return 0;
  const agent = await ports.agents.load(entry.agentId, { fresh: true });
  let ended = 0;
  for (const { contactId } of strangers) {
    if (agent?.outbound.tether?.contactId === contactId || (await ports.centre.stop(contactId)) === 'gone') continue;
    ended++;
    repaired(
      ports,
      'tether',
      entry.agentId,
      `${agent?.username ?? entry.agentId} is on a tether that we know nothing of`,
      {
        contact: contactId,
        known: agent?.outbound.tether?.contactId ?? null,
      },
    );
  }
  return ended;
}

/** Moves of the ledger whose agent is on no such move: over, or never begun. */
async function mendLedger(
  ports: ReconcileOutboundPorts,
  group: string,
  agents: readonly AgentRecord[],
): Promise<number> {
  const ledger = await ports.blend.ledger(group);
  if (ledger === null || ledger.moves.length === 0) return 0;
  const now = ports.clock.now();
  const underWay = new Set(agents.flatMap(({ outbound: { move } }) => (move === null ? [] : [move.moveId])));
  const live = liveMoves({ ledger }, now).filter(
    // What is decided at this moment may not be on the agent's record yet.
    (move) => underWay.has(move.moveId) || now - move.decidedAt < overdueMs,
  );
  if (live.length === ledger.moves.length) return 0;
  const next = { ...ledger, moves: live, version: ledger.version + 1 };
  if ((await ports.blend.saveLedger(next, ledger.version)) === 'conflict') return 0;
  const dropped = ledger.moves.filter((move) => !live.includes(move));
  for (const move of dropped) {
    repaired(ports, 'move', move.moveId, `the ledger had ${move.username} on the move, and they are not`, {
      to: move.to,
      rule: move.rule,
      decidedAt: move.decidedAt,
    });
  }
  return dropped.length;
}

async function mendCounts(
  ports: ReconcileOutboundPorts,
  group: string,
  agents: readonly AgentRecord[],
): Promise<boolean> {
  const counted = await ports.blend.staffed(group);
  const now = sumOf(agents.filter((agent) => agent.group === group).flatMap((agent) => staffingBy(agent, 1)));
  const empty = Object.keys(counted.teams).filter((team) => counted.teams[team] === 0 && !now.teams[team]);
  if (empty.length > 0) await ports.blend.dropTeams(group, empty.slice(0, teamsPerRun));
  const change = differenceOf(now, counted);
  const drifted = Object.keys(change.teams);
  if (change.inbound === 0 && change.outbound === 0 && drifted.length === 0) return false;
  await ports.blend.countStaffed(group, change);
  repaired(ports, 'ledger', group, `the counts of agents by side had drifted`, {
    inboundCounted: counted.inbound,
    inboundNow: now.inbound,
    outboundCounted: counted.outbound,
    outboundNow: now.outbound,
    teams: drifted
      .map((team) => `${team || 'no campaign'}: ${counted.teams[team] ?? 0} counted, ${now.teams[team] ?? 0} now`)
      .join('; '),
  });
  return true;
}

/** Teams that are left behind when campaigns or what they ask for change; names in one expression of DynamoDB are bounded. */
const teamsPerRun = 50;

/** What has to be added to what is counted; of teams, those that drifted. */
function differenceOf(now: Staffing, counted: Staffing): Staffing {
  const teams = [...new Set([...Object.keys(now.teams), ...Object.keys(counted.teams)])].sort();
  return {
    inbound: now.inbound - counted.inbound,
    outbound: now.outbound - counted.outbound,
    teams: Object.fromEntries(
      teams
        .map((team) => [team, (now.teams[team] ?? 0) - (counted.teams[team] ?? 0)] as const)
        .filter(([, by]) => by !== 0)
        .slice(0, teamsPerRun),
    ),
  };
}

/** How many waiting tasks one minute asks Connect about, those that wait longest first. */
const tasksPerRun = 10;

/** Tasks that count as waiting and do not wait, because the event was lost or came too late, and those that wait too long to count. */
async function mendTasks(
  ports: Pick<ReconcileOutboundPorts, 'blend' | 'centre' | 'clock' | 'decisions'>,
  group: string,
): Promise<number> {
  const noted = [...(await ports.blend.tasks(group))].sort((a, b) => a.queuedAt - b.queuedAt);
  const now = ports.clock.now();
  const tooOld = noted.filter((task) => !countsAsWaiting(task, now));
  const doubtful = noted.filter((task) => countsAsWaiting(task, now) && now - task.queuedAt > overdueMs);
  const over: WaitingTask[] = [];
  for (const task of inTurn(doubtful, tasksPerRun, now).slice(0, tasksPerRun)) {
    const facts = await ports.centre.tryDescribe(task.contactId);
    if (facts === 'throttled') break;
    if (waitsNoMore(facts)) over.push(task);
  }
  await ports.blend.tasksOver(group, [...tooOld, ...over]);
  for (const { contactId, queuedAt } of over)
    repaired(ports, 'task', contactId, 'counted as a task that waits, and does not', { queuedAt });
  return over.length;
}

/** How many contacts one minute asks Connect about (DescribeContact: 10 a second, CONNECT.md 4). */
const contactsPerRun = 20;

/** Contacts that count as calls in progress and are over: the event of their end was lost. */
export async function mendMeter(
  ports: Pick<ReconcileOutboundPorts, 'meter' | 'centre' | 'decisions'>,
  alive: ReadonlySet<string>,
): Promise<number> {
  const counted = await ports.meter.list(contactsPerRun + alive.size);
  let mended = 0;
  for (const contactId of counted.filter((id) => !alive.has(id)).slice(0, contactsPerRun)) {
    const facts = await ports.centre.describe(contactId);
    if (facts !== null && facts.disconnectedAt === null) continue;
    await ports.meter.ended(contactId);
    mended++;
    const disconnectedAt = facts?.disconnectedAt ?? null;
    repaired(ports, 'calls-in-progress', contactId, 'counted as a call in progress, and over', { disconnectedAt });
  }
  return mended;
}

function repaired(
  ports: Pick<ReconcileOutboundPorts, 'decisions'>,
  what: 'agent' | 'tether' | 'move' | 'preview' | 'ledger' | 'calls-in-progress' | 'task',
  id: string,
  reason: string,
  inputs: Readonly<Record<string, string | number | null>>,
): void {
  ports.decisions.record({ type: 'state.repaired', what, id, reason, inputs });
}
