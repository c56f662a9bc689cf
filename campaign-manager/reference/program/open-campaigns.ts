/** Campaigns as their file and their journals have them, ready to be dialled. */

import type { Chance, Scheduler } from '../../../clock/scheduler';
import type { CampaignScript, ListedOutcome } from '../campaign-script';
import { customerSources, customerTimes } from '../campaigns/campaigns';
import { draw } from '../campaigns/distributions';
import { openMemory } from '../kept-memory';
import type { InVain } from '../lists/contact';
import { DoNotCallList, onEither } from '../lists/do-not-call';
import type { JournalStore } from '../lists/journal-store';
import { JournalTroubleError } from '../lists/journal-trouble';
import { openDoNotCall } from '../lists/kept-do-not-call';
import { openContacts } from '../lists/open-contacts';
import type { CampaignFile } from './campaigns-schema';
import type { ReadCampaign } from './read-campaigns';

/** What campaigns are opened with. */
export interface OpeningParts {
  readonly clock: Pick<Scheduler, 'now'>;
  readonly chance: Chance;
  /** The journal of a name: letters, digits, hyphens and dots. */
  readonly journal: (name: string) => JournalStore;
}

/** Campaigns that are ready to be dialled. */
export interface OpenedCampaigns {
  readonly scripts: readonly CampaignScript[];
  /** What people must know, a sentence each: torn lines, people who could not be added. */
  readonly notices: readonly string[];
}

/** No campaign is called so: names have no dots. */
const barredJournal = 'all.do-not-call';
const memoryJournal = (campaign: string) => `${campaign}.memory`;

/** Names of the journals that campaigns are opened from. */
export const journalsOf = (campaigns: readonly ReadCampaign[]): readonly string[] => [
  barredJournal,
  ...campaigns.flatMap(({ given: { name } }) => [name, memoryJournal(name)]),
];

/** Throws an Error with a sentence when a journal is not what was written. */
export function openCampaigns(campaigns: readonly ReadCampaign[], parts: OpeningParts): OpenedCampaigns {
  const notices: string[] = [];
  const from = <T extends { readonly problems: readonly string[] }>(name: string, open: () => T): T => {
    try {
      const opened = open();
      notices.push(...opened.problems.map((problem) => `${name}: ${problem}`));
      return opened;
    } catch (error) {
      if (error instanceof JournalTroubleError) throw error;
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  };
  const { clock, journal } = parts;
  const barred = from(barredJournal, () => openDoNotCall(journal(barredJournal), () => clock.now()));
  const scripts = campaigns.map(({ given, people, doNotCall }, index): CampaignScript => {
    const { name, windows, lifetimeSeconds } = given;
    const { contents } = from(name, () =>
      openContacts(name, {
        people,
        ...(windows && { windows }),
        ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
        doNotCall: onEither(doNotCall ?? new DoNotCallList(), barred.list),
        store: journal(name),
      }),
    );
    const { memory, remember } = from(memoryJournal(name), () =>
      openMemory(name, journal(memoryJournal(name)), clock.now()),
    );
    return {
      name,
      priority: given.priority,
      startAtSeconds: 0,
      contacts: contents,
      pacing: given.pacing,
      answerProbability: given.answerProbability,
      attempts: given.attempts,
      retrySeconds: given.retrySeconds,
      freshTether: given.freshTether,
      ...(given.numberPolicy && { numberPolicy: given.numberPolicy }),
      callBacks: given.callBacks,
      ...customers(given, `$.campaigns[${index}]`, parts.chance),
      ...(given.unanswered && { unanswered: unansweredBy(given.unanswered, `$.campaigns[${index}]`, parts.chance) }),
      ...(given.outcomes && { outcomes: given.outcomes.map(listed) }),
      memory,
      remember,
    };
  });
  return { scripts, notices };
}

const listed = ({ outcome, label = outcome, again }: NonNullable<CampaignFile['outcomes']>[number]): ListedOutcome => ({
  ...{ outcome, label, again },
});

/** What a dial that nobody answered comes to, by the shares of the file. */
const unansweredBy =
  (shares: NonNullable<CampaignFile['unanswered']>, path: string, chance: Chance) =>
  (contact: string): InVain => {
    const drawn = chance.next(`${path}.unanswered/${contact}`);
    const kinds = [
      ['busy', shares.busy],
      ['machine', shares.machine],
      ['invalid-number', shares.invalidNumber],
      ['rejected', shares.rejected],
    ] as const;
    let below = 0;
    for (const [kind, share] of kinds) {
      below += share;
      if (drawn < below) return kind;
    }
    return 'no-answer';
  };

/** How the made-up customers behave; each has streams of chance of their own. */
function customers(given: CampaignFile, path: string, chance: Chance) {
  const times = customerTimes(customerSources(given, path), chance);
  const { callBackWish } = given;
  if (!callBackWish) return times;
  const after = { path: `${path}.callBackWish.afterSeconds`, distribution: callBackWish.afterSeconds };
  const happens = (probability: number, what: string, contact: string) =>
    chance.next(`${path}.callBackWish.${what}/${contact}`) < probability;
  return {
    ...times,
    callBackWish: (contact: string) =>
      happens(callBackWish.probability, 'probability', contact)
        ? {
            afterSeconds: draw(after, chance, `${after.path}/${contact}`),
            personal: happens(callBackWish.personalProbability, 'personalProbability', contact),
          }
        : null,
  };
}
