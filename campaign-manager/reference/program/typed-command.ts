/** What a person may type to the stand-alone reference, one command a line. Pure. */
import type { AgentId } from '../../../core/ids';
import { quote, suggestion } from '../../../documents/problems';

/** A line that a person typed, understood or not. */
export type TypedCommand =
  | { readonly do: 'status' | 'help' }
  | { readonly do: 'contact'; readonly campaign: string; readonly contact: string }
  | {
      readonly do: 'call-back';
      readonly campaign: string;
      readonly contact: string;
      readonly inSeconds: number;
      /** `null`: anybody. */
      readonly agentId: AgentId | null;
    }
  | { readonly do: 'do-not-call'; readonly number: string; readonly why: string | null }
  | { readonly do: 'stop' | 'go'; readonly campaign: string };

/** Each command as it is written, and what it does. */
export const usages = {
  status: ['status', 'every campaign in figures'],
  contact: ['contact CAMPAIGN NAME', 'one contact: state, attempts, what is promised'],
  'call-back': [
    'call-back CAMPAIGN NAME in SECONDS [for AGENT_ID]',
    'promises a contact a call, by one agent or by anybody',
  ],
  'do-not-call': ['do-not-call NUMBER [reason]', 'never dials a number again, in no campaign; NUMBER without spaces'],
  stop: ['stop CAMPAIGN', 'dials nobody further for a campaign; calls go on'],
  go: ['go CAMPAIGN', 'lets a stopped campaign go on'],
  help: ['help', 'this'],
} as const satisfies Readonly<Record<TypedCommand['do'], readonly [usage: string, does: string]>>;

/** `null`: an empty line. A name may have spaces in it, a campaign and a number may not. */
export function parseTyped(line: string): TypedCommand | { readonly problem: string } | null {
  const typed = line.trim();
  if (typed === '') return null;
  const [word = '', ...rest] = typed.split(/\s+/);
  if (!isCommand(word)) {
    return { problem: `there is no command ${quote(word)}${suggestion(word, Object.keys(usages))}` };
  }
  const given = typed.slice(word.length).trim();
  const wrong = { problem: `${quote(typed)} is not complete; write: ${usages[word][0]}` };
  switch (word) {
    case 'status':
    case 'help':
      return rest.length === 0 ? { do: word } : { problem: `${word} stands alone; ${quote(given)} is too much` };
    case 'stop':
    case 'go': {
      const [campaign, ...more] = rest;
      return campaign === undefined || more.length > 0 ? wrong : { do: word, campaign };
    }
    case 'contact': {
      const [campaign, contact] = firstAndRest(given);
      return campaign === '' || contact === '' ? wrong : { do: word, campaign, contact };
    }
    case 'do-not-call': {
      const [number, why] = firstAndRest(given);
      if (/^[(/-]*\d{2,}/.test(why)) {
        return {
          problem: `${quote(given)} has spaces in its number, or a reason that begins with digits; write: ${usages[word][0]}`,
        };
      }
      return number === '' ? wrong : { do: word, number, why: why === '' ? null : why };
    }
    case 'call-back': {
      const found = /^(\S+)\s+(\S.*?)\s+in\s+(\S+)(?:\s+for\s+(\S+))?$/.exec(given);
      if (!found) return wrong;
      const [, campaign = '', contact = '', seconds = '', agentId = null] = found;
      const inSeconds = /^\d+(\.\d+)?$/.test(seconds) ? Number(seconds) : Number.NaN;
      if (!Number.isFinite(inSeconds)) return { problem: `${quote(seconds)} is not a number of seconds, 0 or more` };
      return { do: word, campaign, contact, inSeconds, agentId };
    }
  }
}

const isCommand = (word: string): word is TypedCommand['do'] => Object.hasOwn(usages, word);

function firstAndRest(given: string): readonly [first: string, rest: string] {
  const [first = ''] = given.split(/\s+/);
  return [first, given.slice(first.length).trim()];
}
