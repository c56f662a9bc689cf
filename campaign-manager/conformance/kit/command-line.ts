/** The line commands go over: signed, measured, and their answers read. */

import { sign } from '../../../adapters/campaign-manager/signature';
import type { CommandExchange } from '../../../adapters/campaign-manager/signed-campaign-manager';
import { type CampaignCommand, type CommandReply, commandReply } from '../../../core/campaign-contract/commands';
import { contractVersion } from '../../../core/campaign-contract/identifiers';
import { problemsOf } from '../../../core/tolerant';
import type { Findings } from './findings';
import { patience, type Time } from './time';

/** Both live keys of the contract. */
export interface Keys {
  readonly current: string;
  readonly previous: string | null;
}

/** `at`: when the answer was there. */
export type Told =
  | { readonly kind: 'reply'; readonly reply: CommandReply; readonly at: number }
  /** `status`: `null` when no answer came at all. `why` completes "the Campaign Manager ...". */
  | { readonly kind: 'no-reply'; readonly status: number | null; readonly why: string; readonly at: number };

/** How a request differs from a good one. */
export interface Signing {
  readonly secret?: string;
  readonly nowMs?: number;
  readonly nonce?: string;
  /** Makes other headers of the good ones. */
  readonly headers?: (good: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/** Where commands go, and how they are signed. */
export interface CommandLineParts {
  readonly exchange: CommandExchange;
  /** Of `POST <url>/commands`, as the receiver sees it. */
  readonly path: string;
  readonly keys: Keys;
  readonly time: Time;
  readonly nonce: () => string;
  readonly findings: Findings;
}

/** Sends commands to the Campaign Manager on trial, good ones and bad ones. */
export class CommandLine {
  constructor(private readonly parts: CommandLineParts) {}

  get keys(): Keys {
    return this.parts.keys;
  }

  nonce(): string {
    return this.parts.nonce();
  }

  send(command: CampaignCommand): Promise<Told> {
    return this.post({ version: contractVersion, command });
  }

  async post(envelope: unknown, signing: Signing = {}): Promise<Told> {
    const { exchange, path, keys, time, findings } = this.parts;
    const body = JSON.stringify(envelope);
    const { secret = keys.current, nowMs = time.now(), nonce = this.nonce() } = signing;
    const good = sign({ method: 'POST', path, body }, { secret, nowMs, nonce });
    const headers = { 'content-type': 'application/json', ...(signing.headers?.(good) ?? good) };
    const sentAt = time.now();
    try {
      const answer = await exchange({ method: 'POST', path, headers, body });
      const at = time.now();
      findings.check('answers-in-time', at - sentAt <= patience.promptMs, () => `an answer took ${at - sentAt} ms`);
      return { ...read(answer), at };
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/^the Campaign Manager /, '') : String(error);
      findings.fails('answers-in-time', `the Campaign Manager ${why}`);
      return { kind: 'no-reply', status: null, why, at: time.now() };
    }
  }
}

function read({ status, body }: { readonly status: number; readonly body: string }) {
  const no = (why: string) => ({ kind: 'no-reply', status, why }) as const;
  if (status !== 200) return no(`answered with status ${status}`);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return no('answered with something that is not JSON');
  }
  const parsed = commandReply.safeParse(json);
  if (!parsed.success) return no(`gave an answer that is no reply: ${problemsOf(parsed.error).join('; ')}`);
  return { kind: 'reply', reply: parsed.data } as const;
}

/** "it answered released", to stand at the end of a sentence. */
export function wordsOf(told: Told): string {
  if (told.kind === 'no-reply') return `it ${told.why}`;
  const { reply } = told;
  return `it answered ${reply.result}${reply.result === 'refused' ? ` (${reply.reason})` : ''}`;
}

/** What a command was answered with; `null`: nothing that counts as a reply. */
export const resultOf = (told: Told): CommandReply['result'] | null =>
  told.kind === 'reply' ? told.reply.result : null;

/** Why a command was refused; `null`: it was not, or no reason was given. */
export const reasonOf = (told: Told): string | null =>
  told.kind === 'reply' && told.reply.result === 'refused' ? told.reply.reason : null;
