import * as z from 'zod';
import type { Directory, GroupEntry } from '../group/directory';
import { type AgentId, type ContactId, groupId } from '../ids';
import { inTurn } from '../in-turn';
import { markedIn, type SeenMarks, withMarks } from './marks';

/*
 * A round reads every agent logged in from Connect once, a page of 100 at a time, as fast as the quota of
 * GetCurrentUserData lets it (2 pages a second unless raised, docs/amazon-connect.md#reading-agents). It is done in steps, each
 * of which ends when there is no room for the next page, and goes on with a message that holds this state.
 */

/** What one question names at most, and what one page holds at most (docs/amazon-connect.md#reading-agents). */
export const mostPerQuestion = 100;

/** Agents of these routing profiles, or these agents; who is not logged in is in no answer. */
const questionSchema = z.object({
  by: z.enum(['profiles', 'agents']),
  ids: z.array(z.string()).min(1).max(mostPerQuestion).readonly(),
});
export type RosterQuestion = z.infer<typeof questionSchema>;

const portionSchema = z.object({
  groups: z.array(z.string()).min(1),
  /** `listed`: by routing profile. `missing`: those we know as logged in whom no page named, asked for by name. */
  phase: z.enum(['listed', 'missing']),
  /** Still to be answered; the first one's pages are being read. */
  questions: z.array(questionSchema),
  /** Where the next page of the first question starts; `null` at its beginning. */
  token: z.string().nullable(),
  /** Marks of the agents read. */
  seen: z.string(),
});

/** Groups that are read together, so that pages are full. */
export type Portion = z.infer<typeof portionSchema>;

const foundSchema = z.object({
  /** Answers of Connect. */
  pages: z.number().int(),
  agentsSeen: z.number().int(),
  agentsMended: z.number().int(),
  /** Tethers, moves, ledgers and counts. */
  outboundMended: z.number().int(),
});
export type RoundFindings = z.infer<typeof foundSchema>;

export const roundSchema = z.object({
  /** Differs from every other round's. */
  id: z.string(),
  /** Steps begun before this one. */
  step: z.number().int().min(0),
  /** ms. */
  startedAt: z.number(),
  /** Groups whose turn is still to come, in order; `agents`: how many they had when they were last read. */
  left: z.array(z.object({ group: groupId, agents: z.number(), alone: z.boolean() })),
  /** What is being read; `null` between two. */
  portion: portionSchema.nullable(),
  /** Marks of voice contacts on softphones. */
  contacts: z.string(),
  found: foundSchema,
});
export type Round = z.infer<typeof roundSchema>;

/** A group's last turn: when it began or, where it came to its end (`whole`), ended, ms; and how many agents there are. */
export interface GroupReading {
  readonly at: number;
  readonly agents: number;
  readonly whole: boolean;
}

const nothingFound: RoundFindings = { pages: 0, agentsSeen: 0, agentsMended: 0, outboundMended: 0 };

/** One begins at a time, so no two have the same. */
export const roundIdOf = (startedAt: number): string => String(startedAt);

/**
 * Groups that were read longest ago come first, whether their reading was completed or not. One whose reading was not is read
 * by itself, so that a group that fails every time, or takes too long, delays no other. Among equals another one comes first
 * each minute.
 */
export function beginRound(
  directory: Directory,
  readings: Readonly<Record<string, GroupReading>>,
  startedAt: number,
): Round {
  const left = inTurn(directory.groups, 1, startedAt)
    .map(({ name }) => ({ group: name, ...(readings[name] ?? { at: 0, agents: 0, whole: true }) }))
    .sort((a, b) => a.at - b.at)
    .map(({ group, agents, whole }) => ({ group, agents, alone: !whole }));
  return { id: roundIdOf(startedAt), step: 0, startedAt, left, portion: null, contacts: '', found: nothingFound };
}

/** Agents of a portion, by what its groups had last time; one group alone may have more. */
const agentsPerPortion = 1_000;

/** With the groups whose turn it is now; `null` when none is left. Groups that are not deployed any more are passed over. */
export function withNextPortion(round: Round, directory: Directory): (Round & { readonly portion: Portion }) | null {
  const groups: GroupEntry[] = [];
  let profiles = 0;
  let agents = 0;
  let taken = 0;
  for (const next of round.left) {
    const group = directory.groups.find(({ name }) => name === next.group);
    if (group) {
      profiles += group.routingProfiles.length;
      agents += next.agents;
      const tooMany = next.alone || profiles > mostPerQuestion || agents > agentsPerPortion;
      if (groups.length > 0 && tooMany) break;
      groups.push(group);
    }
    taken++;
    if (groups.length > 0 && next.alone) break;
  }
  if (groups.length === 0) return null;
  const ids = [...new Set(groups.flatMap(({ routingProfiles }) => routingProfiles.map(({ id }) => id)))];
  const portion: Portion = {
    groups: groups.map(({ name }) => name),
    phase: 'listed',
    questions: questionsFor('profiles', ids),
    token: null,
    seen: '',
  };
  return { ...round, left: round.left.slice(taken), portion };
}

function questionsFor(by: RosterQuestion['by'], ids: readonly string[]): RosterQuestion[] {
  const questions: RosterQuestion[] = [];
  for (let from = 0; from < ids.length; from += mostPerQuestion)
    questions.push({ by, ids: ids.slice(from, from + mostPerQuestion) });
  return questions;
}

/** A page was read. `next`: where the next one starts. */
export function pageRead(
  portion: Portion,
  salt: string,
  page: { readonly agentIds: readonly AgentId[]; readonly next: string | null },
): Portion {
  const seen = withMarks(portion.seen, salt, page.agentIds);
  if (page.next !== null) return { ...portion, seen, token: page.next };
  return { ...portion, seen, token: null, questions: portion.questions.slice(1) };
}

/**
 * Connect would not answer the first question. `absent`: something it names is not there any more, which is found by
 * halving it; alone, it is left out. `invalid`: the token is not good any more; whoever is not read by then is missing,
 * and is asked for by name. A question that is invalid from its beginning is none of these, and `null` is answered.
 */
export function questionRefused(portion: Portion, why: 'absent' | 'invalid'): Portion | null {
  const [first, ...others] = portion.questions;
  if (first === undefined || (why === 'invalid' && portion.token === null)) return null;
  if (why === 'invalid' || first.ids.length === 1) return { ...portion, token: null, questions: others };
  const half = Math.ceil(first.ids.length / 2);
  const halves = [first.ids.slice(0, half), first.ids.slice(half)].map((ids) => ({ by: first.by, ids }));
  return { ...portion, token: null, questions: [...halves, ...others] };
}

/** Those missing that one round asks for by name, 100 in a page; more are left to the next round. */
const mostMissing = 2_000;

/** Agents known as logged in whom no page named are asked for by name: a list read page by page may have left one out. */
export const askForMissing = (portion: Portion, agentIds: readonly AgentId[]): Portion => ({
  ...portion,
  phase: 'missing',
  questions: questionsFor('agents', agentIds.slice(0, mostMissing)),
  token: null,
});

/** Answers for each agent whether a page of this portion named them. */
export const isSeen = (portion: Portion, salt: string): ((agentId: AgentId) => boolean) => markedIn(portion.seen, salt);

/** The round with what one page found added to its figures; what is left out counts as nothing. */
export const found = (round: Round, more: Partial<RoundFindings>): Round => ({
  ...round,
  found: {
    pages: round.found.pages + (more.pages ?? 0),
    agentsSeen: round.found.agentsSeen + (more.agentsSeen ?? 0),
    agentsMended: round.found.agentsMended + (more.agentsMended ?? 0),
    outboundMended: round.found.outboundMended + (more.outboundMended ?? 0),
  },
});

/** Contacts on softphones are going on. */
export const contactsSeen = (round: Round, contactIds: readonly ContactId[]): SeenMarks =>
  withMarks(round.contacts, round.id, contactIds);
