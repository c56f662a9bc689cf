import type { AgentRecord } from '../agent/agent';
import type { LastMove } from '../agent/last-move';
import { shownSide, type TakenOff } from '../agent/outbound';
import type { AgentStore, Lead, PageLeads, PageStore } from '../agent/ports';
import { type StepPorts, takeStep } from '../agent/steps/carry-out';
import { openPreview, withdrawPreview } from '../agent/steps/preview';
import { indicatorOf } from '../agent/tether-record';
import type { CampaignStore } from '../campaign-contract/ports';
import type { Clock } from '../clock';
import type { ContactCentre } from '../connect/ports';
import type { Directory } from '../group/directory';
import type { DirectorySource } from '../group/ports';
import { takesPart, thresholdsFor } from '../group/rollout';
import { type AgentId, type ContactId, callOf, type TetherId } from '../ids';
import { isWaiting } from '../offering/call';
import type { CallRecord } from '../offering/call-record';
import { waitsNoMore } from '../offering/judge-rings';
import type { CallStore } from '../offering/ports';
import { type RefusalKind, type RefusalVerdict, verdictOn } from '../offering/refusal-verdict';
import type { ThresholdReader } from '../thresholds/ports';
import type { Thresholds } from '../thresholds/thresholds';
import type { IndicatorColour, Side, TetherState } from '../vocabulary';
import { type CustomerFacts, type CustomerView, customerFacts, customerView } from './customer-on-page';
import { type NextLine, nextOnPage } from './next-on-page';
import { type LeadView, leadView } from './page-lead';
import { type EndedPreview, endedPreview, type PreviewOnPage, previewView } from './preview-on-page';
import { type RingView, ringView } from './ring-on-page';

/** What the agent's page shows. Times are ms since the epoch, by our clock. */
export interface PageSnapshot {
  readonly agent: { readonly username: string };
  readonly side: Side | 'moving';
  readonly indicator: IndicatorColour;
  /** The tether the page accepts, and no other; `null`: none is on its way. */
  readonly tether: { readonly tetherId: TetherId; readonly state: TetherState } | null;
  readonly preview: PreviewOnPage | null;
  /** How the contact shown last ended; `null` while one is shown, and before the first. */
  readonly lastPreview: EndedPreview | null;
  /** Who is on the tether, or whose wrap-up is open. */
  readonly customer: CustomerView | null;
  /** Nothing comes from campaigns until the agent sets Available anew, since so many tethers or previews in a row found nobody. */
  readonly takenOff: Pick<TakenOff, 'why' | 'count'> | null;
  /** Why the agent was last moved, and what became of it. */
  readonly lastMove: LastMove | null;
  /** What may happen to the agent next, the soonest first. */
  readonly next: readonly NextLine[];
  /** The caller who rings, as far as Connect has told; `null`: nobody. */
  readonly ring: RingView | null;
  /** The browser whose page acts for the agent; `null`: nobody's at this moment. */
  readonly lead: LeadView | null;
  readonly serverTime: number;
}

/** What a page shows besides the agent's record. `thresholds`: of the agent's group, as they apply to the agent. */
export interface PageFacts extends CustomerFacts {
  readonly directory: Pick<Directory, 'tether'>;
  readonly thresholds: Thresholds;
  readonly lead: Lead | null;
}

/** A tether in one of these states is no call the agent is to take, or not any more. */
const notExpected: readonly TetherState[] = ['waiting', 'ending', 'failed'];

/** What the page of an agent is sent, from the agent's record and what is known of their campaigns; `now`: by our clock, ms. */
export function snapshotOf(agent: AgentRecord, facts: PageFacts, now: number): PageSnapshot {
  const { username, outbound } = agent;
  const { tether, takenOff } = outbound;
  const expected = tether !== null && !notExpected.includes(tether.state);
  return {
    agent: { username },
    side: shownSide(outbound),
    indicator: indicatorOf(tether),
    tether: expected ? { tetherId: tether.tetherId, state: tether.state } : null,
    preview: previewView(agent, now),
    lastPreview: endedPreview(agent),
    customer: customerView(agent, facts, now),
    takenOff: takenOff && { why: takenOff.why, count: takenOff.count },
    lastMove: outbound.lastMove,
    next: nextOnPage(agent, facts.thresholds, now),
    ring: ringView(agent, facts.directory, facts.thresholds, now),
    lead: leadView(facts.lead, now),
    serverTime: now,
  };
}

export interface PageSnapshotPorts {
  readonly leads: Pick<PageLeads, 'leader'>;
  readonly agents: Pick<AgentStore, 'load'>;
  readonly campaigns: Pick<CampaignStore, 'load' | 'link'>;
  readonly thresholds: ThresholdReader;
  readonly directory: DirectorySource;
  readonly clock: Clock;
}

/** Everything the page needs after it was opened or refreshed. `null`: the agent is not known. */
export async function pageSnapshot(ports: PageSnapshotPorts, agentId: AgentId): Promise<PageSnapshot | null> {
  const agent = await ports.agents.load(agentId, { fresh: true });
  return agent && shownOnPage(ports, agent);
}

/** The snapshot of an agent as they were read or written. `known`: what was read about their customer already. */
export async function shownOnPage(
  ports: Omit<PageSnapshotPorts, 'agents'>,
  agent: AgentRecord,
  known?: CustomerFacts,
): Promise<PageSnapshot> {
  const [customer, { thresholds }, directory, lead] = await Promise.all([
    known ?? customerFacts(ports, agent),
    ports.thresholds.current(agent.group ?? ''),
    ports.directory.read(),
    ports.leads.leader(agent.agentId),
  ]);
  const facts = { ...customer, directory, lead, thresholds: thresholdsFor(directory, agent, thresholds) };
  return snapshotOf(agent, facts, ports.clock.now());
}

/** The page is open and watched: without it nobody is dialled for an agent who does not answer. */
export async function pageHeartbeat(
  ports: { readonly pages: Pick<PageStore, 'seen'>; readonly clock: Clock },
  agentId: AgentId,
): Promise<void> {
  await ports.pages.seen(agentId, ports.clock.now());
}

export const pageStates = ['available', 'not-ready'] as const;
export type PageState = (typeof pageStates)[number];

/**
 * The agent says on the page what they want to be; the status itself is set in Connect, by the page. Whoever goes
 * Not Ready is shown nothing from now on: an open preview is withdrawn at once and not only when Connect tells.
 * `null`: the agent is not known.
 */
export async function pageState(
  ports: StepPorts & PageSnapshotPorts,
  given: { readonly agentId: AgentId; readonly state: PageState; readonly reason?: string | undefined },
): Promise<PageSnapshot | null> {
  const { agentId, state, reason } = given;
  if (state === 'available') return pageSnapshot(ports, agentId);
  const known = await ports.agents.load(agentId, { fresh: true });
  const preview = known && openPreview(known);
  if (!preview) return known && shownOnPage(ports, known);
  const now = ports.clock.now();
  const taken = await takeStep(
    ports,
    agentId,
    `page:not-ready:${preview.previewId}`,
    (agent) => withdrawPreview(agent, now, `${agent.username} goes Not Ready${reason ? ` (${reason})` : ''}`),
    { known },
  );
  return taken && shownOnPage(ports, taken.agent);
}

/** What is asked before a page learns whether a refused call can come back to its agent. */
export interface VerdictPorts {
  readonly agents: Pick<AgentStore, 'load'>;
  readonly calls: Pick<CallStore, 'load'>;
  readonly centre: Pick<ContactCentre, 'describe'>;
  readonly thresholds: ThresholdReader;
  readonly directory: DirectorySource;
  readonly clock: Clock;
}

/**
 * What became of an offer that the softphone shows as missed or declined, and whether the call may still come back to
 * this agent. Two reads; Connect is asked only about a call we have no living record of. `null`: the agent is not known.
 */
export async function pageVerdict(
  ports: VerdictPorts,
  asked: { readonly agentId: AgentId; readonly contactId: ContactId; readonly shown: RefusalKind },
): Promise<RefusalVerdict | null> {
  const { agentId, contactId, shown } = asked;
  const [agent, call] = await Promise.all([
    ports.agents.load(agentId, { fresh: true }),
    ports.calls.load(callOf(contactId)),
  ]);
  if (agent === null) return null;
  const callerLeft = await hasLeft(ports, contactId, call);
  const known = verdictOn(agent, { contactId, shown, call, callerLeft });
  const { thresholds } = await ports.thresholds.current(call?.group ?? agent.group ?? '');
  if (!takesPart(await ports.directory.read(), agent, thresholds)) return { ...known, after: 'available' };
  const counted = known.verdict === 'missed' || known.verdict === 'declined' ? known.verdict : shown;
  return {
    ...known,
    after: counted === 'declined' ? thresholds['offer/after-decline'] : thresholds['offer/after-miss'],
  };
}

async function hasLeft(
  ports: Pick<VerdictPorts, 'centre' | 'clock'>,
  contactId: ContactId,
  call: CallRecord | null,
): Promise<boolean> {
  if (call !== null && call.state !== 'waiting') return true;
  if (call !== null && isWaiting(call, ports.clock.now())) return false;
  return waitsNoMore(await ports.centre.describe(contactId));
}
