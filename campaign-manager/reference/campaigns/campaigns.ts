import type { Chance } from '../../../clock/scheduler';
import type { GroupId } from '../../../core/ids';
import type { Pacing } from '../pacing';
import { type Distribution, draw, type Source } from './distributions';

/** A campaign ready to run. Times are seconds, `startAt` from t = 0. */
export interface ScenarioCampaign {
  readonly name: string;
  /** The one group it belongs to. */
  readonly group: GroupId;
  /** 1 is served first. */
  readonly priority: number;
  readonly startAt: number;
  /** How many people are on the list: `<name>-1` to `<name>-<contacts>`. */
  readonly contacts: number;
  readonly pacing: Pacing;
  /** Of a dial, 0 to 1. */
  readonly answerProbability: number;
  readonly ring: Source;
  readonly talk: Source;
  readonly wrapUp: Source;
  /** Most dials of one contact. */
  readonly attempts: number;
  readonly retrySeconds: number;
  /** Whether every customer gets a tether of their own. */
  readonly freshTether: boolean;
  /** What it asks of agents, as the environment's `campaignProficiencies`. */
  readonly requires: string;
}

type CustomerSources = Pick<ScenarioCampaign, 'ring' | 'talk' | 'wrapUp'>;

/** The random times of a campaign at `path` of its file. */
export const customerSources = (
  { ringSeconds, talkSeconds, wrapUpSeconds }: Readonly<Record<keyof CustomerTimes, Distribution>>,
  path: string,
): CustomerSources => ({
  ring: { path: `${path}.ringSeconds`, distribution: ringSeconds },
  talk: { path: `${path}.talkSeconds`, distribution: talkSeconds },
  wrapUp: { path: `${path}.wrapUpSeconds`, distribution: wrapUpSeconds },
});

/** How long things take with one customer, asked once for each time it is needed. Seconds. */
export interface CustomerTimes {
  /** Until a dial is answered, or given up. */
  ringSeconds(contact: string): number;
  talkSeconds(contact: string): number;
  wrapUpSeconds(contact: string): number;
}

/**
 * The random times of a campaign. Every contact has streams of its own, so that both runners meet the same people in
 * whatever order they are dialled.
 */
export function customerTimes(campaign: CustomerSources, chance: Chance): CustomerTimes {
  const of = (source: Source) => (contact: string) => draw(source, chance, `${source.path}/${contact}`);
  return { ringSeconds: of(campaign.ring), talkSeconds: of(campaign.talk), wrapUpSeconds: of(campaign.wrapUp) };
}
