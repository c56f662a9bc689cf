/** What is judged once everything was told: numbers, rhythms and the course of work. */
import { heartbeatEveryMs } from '../../../core/campaign-contract/campaign';
import type { WorkState } from '../../../core/campaign-contract/identifiers';
import type { Arrival } from './event-record';
import type { Kit } from './kit';

/** A heartbeat may be a little late. */
const heartbeatSlackMs = 5_000;
export const heartbeatsWanted = 3;
const oncePerSecondSlackMs = 50;
const everyMinuteSlackMs = 5_000;

/** Judges what must hold all the time, from `beganAt` (ms since the epoch) until now: heartbeats, and events in their order. */
export function judgeStanding(kit: Kit, beganAt: number): void {
  if (kit.record.arrivals.length === 0) {
    for (const row of standingRows) kit.findings.open(row, 'no event came that could be taken');
    return;
  }
  judgeSequence(kit);
  judgeHeartbeats(kit, beganAt);
  for (const campaign of campaignsOf(kit)) judgeCampaignWork(kit, campaign);
  judgeChanges(kit);
  judgeNames(kit);
}

const standingRows = ['sequence-numbers', 'heartbeat', 'campaign-work', 'work-on-change', 'no-numbers'] as const;

const campaignsOf = ({ setup }: Kit): readonly string[] =>
  setup.previewCampaign === null ? [setup.campaign] : [setup.campaign, setup.previewCampaign];

/** By the time things happened; what is told of one moment by its numbers. */
const inTime = <A extends Arrival>(arrivals: readonly A[]): readonly A[] =>
  [...arrivals].sort((a, b) => a.event.at - b.event.at || seqOf(a) - seqOf(b));

const seqOf = ({ event }: Arrival): number => ('seq' in event ? event.seq : 0);

function judgeSequence({ record, findings }: Kit): void {
  const highest = new Map<string, number>();
  for (const { event } of inTime(record.arrivals)) {
    if (!('seq' in event)) continue;
    const of =
      event.type === 'AgentWork'
        ? `AgentWork of tether ${event.tetherId}`
        : event.type === 'CampaignWork'
          ? `CampaignWork of ${event.campaign}`
          : event.type;
    const before = highest.get(of) ?? 0;
    findings.check('sequence-numbers', event.seq > before, () => `${of} came with seq ${event.seq} after ${before}`);
    highest.set(of, Math.max(before, event.seq));
  }
}

function judgeHeartbeats({ record, findings, time }: Kit, beganAt: number): void {
  const beats = inTime(record.of('Heartbeat')).map((arrival) => record.happenedAt(arrival));
  const within = heartbeatEveryMs + heartbeatSlackMs;
  const moments = [beganAt, ...beats.filter((at) => at > beganAt), time.now()];
  const longest = Math.max(...moments.slice(1).map((at, index) => at - (moments[index] ?? at)));
  const count = beats.filter((at) => at > beganAt).length;
  findings.check('heartbeat', longest <= within && count > 0, () => {
    const seconds = Math.round((time.now() - beganAt) / 1000);
    return `${count} heartbeats in ${seconds} s; the longest time without one was ${Math.round(longest / 1000)} s`;
  });
}

function judgeCampaignWork({ record, findings, time }: Kit, campaign: string): void {
  const told = inTime(record.of('CampaignWork').filter(({ event }) => event.campaign === campaign));
  if (!findings.check('campaign-work', told.length > 0, () => `no CampaignWork of ${campaign} came`)) return;
  const moments = told.map((arrival) => record.happenedAt(arrival));
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? at));
  const shortest = Math.min(...gaps);
  findings.check('campaign-work', shortest >= 1000 - oncePerSecondSlackMs, () => {
    return `CampaignWork of ${campaign} came twice within ${Math.round(shortest)} ms; at most once a second is right`;
  });
  const longest = Math.max(...gaps, time.now() - (moments.at(-1) ?? 0));
  findings.check('campaign-work', longest <= 60_000 + everyMinuteSlackMs, () => {
    return `CampaignWork of ${campaign} did not come for ${Math.round(longest / 1000)} s; at least every minute is right`;
  });
  const dialled = record.of('AgentWork').some(({ event }) => event.campaign === campaign && event.state === 'dialling');
  const figures = new Set(told.map(({ event }) => `${event.callsAvailable} ${event.dialsInFlight}`));
  findings.check('campaign-work', !dialled || figures.size > 1, () => {
    return `contacts of ${campaign} were dialled and CampaignWork always said ${[...figures].join()} contacts and dials`;
  });
  const limits = told.find(({ event }) => (event.minAgents ?? 0) > (event.maxAgents ?? Number.POSITIVE_INFINITY));
  findings.check('campaign-work', limits === undefined, () => {
    return `CampaignWork of ${campaign} asks for ${limits?.event.minAgents} agents at least and ${limits?.event.maxAgents} at most`;
  });
}

/** What may be told after what; `null`: the first after ready. */
const follows: Readonly<Record<WorkState, readonly WorkState[]>> = {
  idle: ['reserved', 'preview', 'dialling'],
  reserved: ['idle', 'preview', 'dialling'],
  preview: ['idle', 'reserved', 'dialling'],
  dialling: ['idle', 'reserved', 'talking'],
  talking: ['idle', 'reserved', 'preview', 'dialling', 'wrap-up'],
  'wrap-up': ['idle', 'reserved', 'preview', 'dialling'],
};

function judgeChanges({ record, findings, agents }: Kit): void {
  const tethers = new Map<string, Arrival[]>();
  for (const arrival of record.of('AgentWork')) {
    const { tetherId } = arrival.event;
    tethers.set(tetherId, [...(tethers.get(tetherId) ?? []), arrival]);
  }
  const known = new Set(agents.map(({ agentId }) => agentId));
  for (const arrivals of tethers.values()) {
    const works = inTime(arrivals).flatMap(({ event }) =>
      event.type === 'AgentWork' && known.has(event.agentId) ? [event] : [],
    );
    for (const [index, work] of works.entries()) {
      const before = works[index - 1];
      if (!before || before.state === work.state) continue;
      findings.check('work-on-change', follows[before.state].includes(work.state), () => {
        return `AgentWork said ${before.state} and then ${work.state}: something in between was not told`;
      });
    }
  }
}

function judgeNames({ record, findings }: Kit): void {
  for (const { event } of record.arrivals) {
    const contact = 'contact' in event ? event.contact : null;
    if (!contact) continue;
    findings.check('no-numbers', !looksLikeNumber(contact), () => `${event.type} names a contact ${masked(contact)}`);
  }
}

/** Seven digits or more, and nothing but what is written between them. */
const looksLikeNumber = (name: string): boolean =>
  /^\+?[\d\s()./-]+$/.test(name) && name.replaceAll(/\D/g, '').length >= 7;
const masked = (number: string): string => number.replaceAll(/\d(?=.*\d\d)/g, '*');
