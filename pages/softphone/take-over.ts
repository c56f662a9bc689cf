/** Who acts for a simulated agent: the person at the page, or the scenario's script; otherwise what was said instead. */
export type TakeOverAnswer = { readonly takenOver: boolean } | { readonly problem: string };

/** `null`: only asks how it is. */
export type TakeOver = (username: string, what: 'take-over' | 'let-go' | null) => Promise<TakeOverAnswer>;

/** `controlUrl`: of the local run (config.json). */
export const controlOf =
  (controlUrl: string, token: () => Promise<string | null>): TakeOver =>
  async (username, what) => {
    try {
      const agent = `${controlUrl}/control/agents/${encodeURIComponent(username)}`;
      const response = await fetch(what === null ? agent : `${agent}/${what}`, {
        method: what === null ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${(await token()) ?? ''}` },
      });
      const { takenOver, problem } = (await response.json()) as Record<string, unknown>;
      return response.ok ? { takenOver: takenOver === true } : { problem: String(problem ?? response.status) };
    } catch (problem) {
      return { problem: problem instanceof Error ? problem.message : String(problem) };
    }
  };
