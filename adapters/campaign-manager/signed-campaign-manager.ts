import { type CampaignCommand, commandReply } from '../../core/campaign-contract/commands';
import { contractVersion } from '../../core/campaign-contract/identifiers';
import type { CampaignManagerClient } from '../../core/campaign-contract/ports';
import type { Clock } from '../../core/clock';
import { problemsOf } from '../../core/tolerant';
import { sign } from './signature';

/** A signed command on its way, and what came back. */
export interface CommandRequest {
  readonly method: 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON of a `commandEnvelope`. */
  readonly body: string;
}

/** An HTTP answer, unread. */
export interface CommandAnswer {
  readonly status: number;
  readonly body: string;
}

/** One request and its answer. Throws NoAnswerError when there is none. */
export type CommandExchange = (request: CommandRequest) => Promise<CommandAnswer>;

/** There was no answer, or none within the time: the command may have been carried out all the same. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  /** `why` completes "the Campaign Manager ...". */
  constructor(readonly why: string) {
    super(`the Campaign Manager ${why}`);
  }
}

/** What signed commands are made with. */
export interface SigningSettings {
  /** As the Campaign Manager sees it, without a query. */
  readonly path: string;
  /** The first one signs. */
  readonly secrets: () => Promise<readonly string[]>;
  readonly clock: Clock;
  /** A new one each time, 16 to 64 letters, digits, `_` or `-`. */
  readonly nonce: () => string;
}

/**
 * Commands as signed requests. What is said of an answer that is of no use quotes nothing of it: whatever answers there
 * might repeat the command, and with it a token.
 */
export class SignedCampaignManager implements CampaignManagerClient {
  constructor(
    private readonly exchange: CommandExchange,
    private readonly settings: SigningSettings,
  ) {}

  /** Throws when there is no secret to sign with. */
  async send(command: CampaignCommand): ReturnType<CampaignManagerClient['send']> {
    const { path, secrets, clock, nonce } = this.settings;
    const [secret] = await secrets();
    if (!secret) throw new Error('there is no secret to sign commands to the Campaign Manager with');
    const request = {
      method: 'POST',
      path,
      body: JSON.stringify({ version: contractVersion, command }),
    } as const;
    const signature = sign(request, { secret, nowMs: clock.now(), nonce: nonce() });
    try {
      const headers = { 'content-type': 'application/json', ...signature };
      return judge(command, await this.exchange({ ...request, headers }));
    } catch (error) {
      if (error instanceof NoAnswerError) return unreachable(command, error.why);
      throw error;
    }
  }
}

type Outcome = Awaited<ReturnType<CampaignManagerClient['send']>>;

function judge(command: CampaignCommand, { status, body }: CommandAnswer): Outcome {
  if (status !== 200) return unreachable(command, `answered with status ${status}; it must be 200`);
  const parsed = commandReply.safeParse(jsonOf(body));
  if (!parsed.success) {
    return unreachable(command, `gave an answer that is no reply: ${problemsOf(parsed.error).join('; ')}`);
  }
  const reply = parsed.data;
  if (reply.commandId !== command.commandId) return unreachable(command, 'gave the answer to another command');
  const token = command.type === 'ChangeAgentState' ? command.tether?.token : undefined;
  const told = token !== undefined && reply.message?.includes(token);
  return { kind: 'reply', reply: told ? { ...reply, message: 'a message with the token in it, left out' } : reply };
}

const unreachable = (command: CampaignCommand, why: string): Outcome => ({
  kind: 'unreachable',
  message: `the Campaign Manager ${why} (${command.type} ${command.commandId})`,
});

/** `null`, which is no reply, for a text that is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
