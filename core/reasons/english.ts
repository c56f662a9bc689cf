import { ends } from './english-of-ends';
import type { Reason, ReasonCatalogue, ReasonCode, ReasonFigures } from './reason';
import { againstLimit, countedNoun, doing, inWords, secondsSaid } from './wording';

const after = (comes: string): string => (comes === 'after-work' ? ' after that' : '');

/** The English of terminal and logs. A call stands in it as `{call}`, since only the log's reader knows its name. */
const english: ReasonCatalogue = {
  'caller-waiting': ({ waitedSeconds, limitSeconds, agent, work, comes, longest, insteadOf }) => {
    const isIdlest = `idle longest on outbound${longest === 'all' ? '' : ' of those who may take the call now'}`;
    const who =
      comes === 'after-work'
        ? `nobody who may take the call is idle on outbound, so ${agent}, ${doing(work)}, comes back ${work === 'preview' ? 'instead' : 'after that'}`
        : `${agent}, ${work === null ? doing(work) : isIdlest}, comes back`;
    const inPlace = insteadOf.length === 0 ? '' : ` in place of ${insteadOf.join(' and ')}, asked for after work`;
    return `caller {call} has waited ${againstLimit(waitedSeconds, limitSeconds)}; ${who}${inPlace}`;
  },
  'minimum-outbound': ({ there, minimum, agent, idleSeconds }) =>
    `the outbound side has ${countedNoun(there, 'agent')}, those on their way counted, under its minimum of ${minimum}; ` +
    `${agent}, idle on inbound for ${secondsSaid(idleSeconds)}, goes out`,
  idle: (figures) => {
    const { agent, idleSeconds, limitSeconds } = figures;
    return `${agent} has been idle on inbound for ${againstLimit(idleSeconds, limitSeconds)}, and nobody waits; ${need(figures)}, so ${agent} goes out`;
  },
  'campaign-acquire': (figures) => {
    const { calls, campaigns, limitCalls, agent, idleSeconds } = figures;
    return `${countedNoun(calls, 'call')} available for ${whose(campaigns)}, enough at ${limitCalls}, and nobody waits; ${need(figures)}, so ${agent}, idle on inbound for ${secondsSaid(idleSeconds)}, goes out`;
  },
  'minimum-inbound': ({ there, minimum, agent, work, comes }) =>
    `the inbound side has ${countedNoun(there, 'agent')}, those on their way counted, under its minimum of ${minimum}; ${agent}, ${doing(work)}, comes back${after(comes)}`,
  'campaign-release': ({ calls, limitCalls, needed, there, ...who }) =>
    `${countedNoun(calls, 'call')} available for campaigns, under ${limitCalls}: ${countedNoun(needed, 'agent')} needed, ${there} there; ${released(who)}`,
  'campaign-release-of-some': ({ calls, campaigns, limitCalls, ...who }) =>
    `${countedNoun(calls, 'call')} available for ${inWords(campaigns)}, all that ${who.agent} may work for, under ${limitCalls}, and nobody is lacking without ${who.agent}; ${released(who)}`,
  'campaign-release-of-none': (who) => `${who.agent} may work for none of the campaigns; ${released(who)}`,
  supervisor: ({ by, agent, work, comes }) =>
    comes === 'goes-out'
      ? `${by} asked for it; ${agent}, idle on inbound, goes out`
      : `${by} asked for it; ${agent}, ${doing(work)}, comes back${after(comes)}`,

  'on-the-way-already': ({ agent, to }) => `${agent} is on the way to ${to} already`,
  'there-already': ({ agent, to }) => `${agent} is on the ${to} side already`,
  'cannot-go-out': () =>
    'only an agent of kind blended who is idle on the inbound side with nothing in hand, and not about to be rung, can go to outbound',
  'cannot-come-in': () => 'only an agent of kind blended who is on a tether on the outbound side can come to inbound',
  'left-alone': ({ agent, seconds }) =>
    `${agent} is left alone for another ${secondsSaid(seconds)}, since the last move failed; ask again then`,
  'link-lost': () => 'the Campaign Manager is not heard from, so no tether can be placed',
  'no-campaign': ({ agent }) =>
    `${agent} may work for none of the group's campaigns; see the proficiencies they ask for`,
  'no-call-room': () => 'no tether can be placed: as many calls are in progress as the instance allows',
  'blending-off': () => 'blending is switched off for this group; set blend/enabled to true to move agents',
  'not-in-pilot': ({ agent }) => `${agent} is not in the pilot of this group`,

  'changed-meanwhile': ({ agent }) => `${agent} has something else to do by now; ask again`,
  ...ends,
};

/** What is lacking, to stand in the middle of a sentence. */
const need = ({ needed, there, lacking, forCampaigns }: ReasonFigures['idle'] | ReasonFigures['campaign-acquire']) =>
  forCampaigns.length === 0
    ? `campaigns need ${countedNoun(needed, 'agent')} and have ${there}`
    : `${inWords(forCampaigns)} could do with ${lacking} more`;

const whose = (campaigns: readonly string[]): string => (campaigns.length === 0 ? 'campaigns' : inWords(campaigns));

const released = ({ agent, work }: Pick<ReasonFigures['campaign-release'], 'agent' | 'work'>): string =>
  `${agent}, ${work === null ? doing(work) : 'idle longest on outbound'}, comes back`;

/** Every code there is. */
export const reasonCodes = Object.keys(english) as readonly ReasonCode[];

/** A reason as a sentence a supervisor understands. */
export const inEnglish = <R extends Reason>({ code, figures }: R): string =>
  (english[code] as (figures: R['figures']) => string)(figures);
