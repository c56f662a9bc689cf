import { draw, type Source } from '../../campaign-manager/reference/campaigns/distributions';
import type { Chance } from '../../clock/scheduler';
import type { OfferBehaviour, ScenarioAgent } from './scenario';

/** The wrap-up times of one agent, one after another; each agent has a stream, whoever ends a call first. */
export const wrapUpTimes =
  (agent: ScenarioAgent, chance: Chance): (() => number) =>
  () =>
    draw(agent.wrapUp, chance, `${agent.wrapUp.path}/${agent.username}`);

/** How long an act of the timeline takes, asked once each time it is done; each agent has a stream. */
export const actSeconds = (agent: ScenarioAgent, talk: Source, chance: Chance): number =>
  draw(talk, chance, `${talk.path}/${agent.username}`);

/** What the agent does at the `count`-th customer offer, counted from 0. */
export function offerBehaviour(agent: ScenarioAgent, count: number): OfferBehaviour {
  const behaviour = agent.offers[Math.min(count, agent.offers.length - 1)];
  if (behaviour === undefined) throw new RangeError(`agent ${agent.username} has no offers entry`);
  return behaviour;
}
