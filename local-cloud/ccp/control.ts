import { RunOverError } from '../../simulator/run/outside-acts';
import type { PlayedAgents } from '../../simulator/run/played-agents';

export interface ControlAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Agents whom a person has taken over; kept where a scenario runs again. */
export type TakenOver = Set<string>;

const route = /^\/control\/agents\/([^/]+)(?:\/(take-over|let-go))?$/;

/** Who is asked about by this path, and what for; `null`: it is none of the control's. */
export function readControl(
  path: string,
): { readonly username: string; readonly what: 'take-over' | 'let-go' | null } | null {
  const found = route.exec(path);
  if (!found) return null;
  try {
    return {
      username: decodeURIComponent(found[1] ?? ''),
      what: (found[2] as 'take-over' | 'let-go' | undefined) ?? null,
    };
  } catch {
    return null;
  }
}

/**
 * Taking simulated agents over and letting them go. `who`: the user id or username that the bearer's token names; each agent is
 * their own affair only.
 */
export async function control(
  asked: NonNullable<ReturnType<typeof readControl>>,
  method: string,
  who: string | null,
  agents: PlayedAgents | null,
  takenOver: TakenOver,
): Promise<ControlAnswer> {
  const { username, what } = asked;
  const right = what === null ? 'GET' : 'POST';
  if (method !== right) return refusal(405, `${method} is not for this address; ${right} would be right`);
  if (who === null) return refusal(401, "there is no token that counts; send the agent's own as a bearer token");
  if (agents === null) return refusal(409, 'no scenario is running now; ask again when the next has begun');
  const userId = agents.userIdOf(username);
  if (userId === null) return refusal(404, `there is no agent ${JSON.stringify(username)} in this run`);
  if (who !== userId && who !== username) return refusal(403, `the token is not that of ${username}`);
  try {
    if (what === 'take-over') await agents.takeOver(username);
    if (what === 'let-go') await agents.letGo(username);
  } catch (error) {
    if (error instanceof RunOverError) return refusal(409, `${username} stays as they are: ${error.message}`);
    throw error;
  }
  if (what === 'take-over') takenOver.add(username);
  if (what === 'let-go') takenOver.delete(username);
  return { status: 200, body: { username, takenOver: agents.isTakenOver(username) } };
}

const refusal = (status: number, problem: string): ControlAnswer => ({ status, body: { problem } });
