/**
 * The closed loop of docs/theory.md#the-closed-loop, played by the reference Campaign Manager itself against agents and
 * customers on paper.
 */

import { createCampaignManager } from '../campaign-manager/reference/campaign-manager';
import { latencyOf } from '../campaign-manager/reference/campaign-script';
import type { Pacing } from '../campaign-manager/reference/pacing';
import type { TetherPhone } from '../campaign-manager/reference/tether-phone';
import { seededChance } from '../clock/chance';
import { EventClock } from '../clock/event-clock';
import type { CampaignCommand } from '../core/campaign-contract/commands';
import { calm } from '../simulator/platform/conditions';

export interface LoopRun {
  readonly agents: number;
  readonly pacing: Pacing;
  readonly hours: number;
  readonly seed: number;
  /** Of a dial, 0 to 1. @default 0.25 */
  readonly answerProbability?: number;
}

export interface LoopResult {
  readonly talkMinutesPerAgentHour: number;
  readonly dials: number;
  readonly live: number;
  readonly abandoned: number;
  /** The highest abandoned/live at any moment after the first hundred live answers, 0 where there never were as many. */
  readonly worstRate: number;
  /** Simulated seconds, what, and why, each time the pace was changed. */
  readonly paceChanges: readonly string[];
}

/** Means of the reference: a customer takes 180 s, a ring 15 s, both exponential. */
export const meanTalkSeconds = 180;
export const meanRingSeconds = 15;

/** More than an agent can talk to: the list never runs out. */
const customersAnHour = 25;
const startMs = Date.UTC(2026, 0, 5);
const settledAfter = 100;
const number = '+4930000009';

/** Plays some hours; the same run for the same seed. Agents are ready from the first second. */
export async function playClosedLoop(run: LoopRun): Promise<LoopResult> {
  const { agents, pacing, hours, seed, answerProbability = 0.25 } = run;
  const clock = new EventClock(startMs);
  const chance = seededChance(seed);
  const exponential = (mean: number, source: string) => () => -Math.log(1 - chance.next(source)) * mean;
  const endMs = startMs + hours * 3_600_000;
  const paceChanges: string[] = [];
  let [dials, live, abandoned, worstRate, talkMs] = [0, 0, 0, 0, 0];
  const talkingSince = new Map<string, number>();

  const campaignManager = createCampaignManager({
    scheduler: clock,
    chance: { next: () => chance.next('answers') },
    startMs,
    campaigns: [
      {
        name: 'bench',
        priority: 1,
        startAtSeconds: 0,
        contacts: Math.ceil((agents * hours * customersAnHour) / answerProbability) + 1000,
        pacing,
        answerProbability,
        ringSeconds: exponential(meanRingSeconds, 'rings'),
        talkSeconds: exponential(meanTalkSeconds, 'talks'),
        wrapUpSeconds: () => 0,
        attempts: 1,
        retrySeconds: 0,
        freshTether: false,
      },
    ],
    phone: paperPhone(),
    send: async () => {},
    observe: (fact) => {
      if (fact.type === 'dial.started') dials += 1;
      if (fact.type === 'dial.answered') live += 1;
      if (fact.type === 'dial.abandoned') {
        abandoned += 1;
        if (live >= settledAfter) worstRate = Math.max(worstRate, abandoned / live);
      }
      if (fact.type === 'dial.connected') talkingSince.set(fact.contact, fact.at);
      if (fact.type === 'dial.ended') {
        const since = talkingSince.get(fact.contact);
        if (since !== undefined) talkMs += fact.at - since;
        talkingSince.delete(fact.contact);
      }
    },
    observePace: ({ at, type, reason }) =>
      void paceChanges.push(`${Math.round((at - startMs) / 1000)} ${type} ${reason}`),
    latency: { ...latencyOf(calm), tetherCallMs: () => 0 },
  });

  let sent = 0;
  const tell = (agent: number, command: Pick<CampaignCommand, 'type'> & Record<string, unknown>): void => {
    sent += 1;
    const about = { commandId: `b${sent}`, agentFence: sent, deadline: endMs, agentId: `agent-${agent}` };
    campaignManager.receive({ version: '1', command: { ...about, ...command } });
  };
  campaignManager.start();
  for (let agent = 1; agent <= agents; agent++) {
    const tetherId = `tether-${agent}`;
    const tether = { tetherId, number, token: '12345678', attempt: 1, expiresAt: endMs };
    const who = { username: `agent-${agent}`, group: 'bench', campaigns: ['bench'], reason: 'bench' };
    tell(agent, { type: 'ChangeAgentState', state: 'available', ...who, tether });
    clock.at(startMs + 1, () => tell(agent, { type: 'TetherStateChanged', tetherId, state: 'ready', why: 'bench' }));
  }
  await clock.run(endMs);
  campaignManager.close();
  for (const since of talkingSince.values()) talkMs += endMs - since;
  return {
    talkMinutesPerAgentHour: talkMs / 60_000 / agents / hours,
    dials,
    live,
    abandoned,
    worstRate,
    paceChanges,
  };
}

/** Answers every call at once. */
function paperPhone(): TetherPhone {
  let calls = 0;
  return {
    dial: async () => {
      calls += 1;
      return `call-${calls}`;
    },
    enter: async () => {},
    hangUp: async () => {},
    onEnded: () => {},
  };
}
