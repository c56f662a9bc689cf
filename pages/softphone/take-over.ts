/** Asks the local run to stop or go on acting for an agent. `null`: done; otherwise what was said. */
export type TakeOver = (username: string, what: 'take-over' | 'let-go') => Promise<string | null>;

/** `controlUrl`: of the local run (config.json). */
export const controlOf =
  (controlUrl: string, token: () => Promise<string | null>): TakeOver =>
  async (username, what) => {
    try {
      const address = `${controlUrl}/control/agents/${encodeURIComponent(username)}/${what}`;
      const response = await fetch(address, {
        method: 'POST',
        headers: { authorization: `Bearer ${(await token()) ?? ''}` },
      });
      return response.ok ? null : `${response.status} ${await response.text()}`;
    } catch (problem) {
      return problem instanceof Error ? problem.message : String(problem);
    }
  };
