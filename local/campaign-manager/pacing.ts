/** How many customers are dialled, and for whom. Pure. */

/**
 * `progressive`: dial only for agents who are free, `linesPerAgent` (1 or more) customers for each; a call that rings
 * counts against it. With one line nobody who answers is ever left without an agent for want of pacing.
 */
export type Pacing = { readonly mode: 'progressive'; readonly linesPerAgent: number };

export interface PacingView {
  /** Agents who may be dialled for: idle, or with lines open and nobody on them yet. */
  readonly freeAgents: number;
  /** Dials of the campaign chosen or ringing for those agents, or for nobody. */
  readonly dialsInFlight: number;
  /** Contacts that could be dialled now. */
  readonly callsAvailable: number;
}

export interface PacingDecision {
  readonly dials: number;
  readonly reason: string;
}

/** Dials to be started now. */
export function dialsToStart(pacing: Pacing, view: PacingView): PacingDecision {
  switch (pacing.mode) {
    case 'progressive': {
      const lines = view.freeAgents * pacing.linesPerAgent;
      const wanted = Math.max(0, lines - view.dialsInFlight);
      return {
        dials: Math.min(wanted, view.callsAvailable),
        reason:
          `${view.freeAgents} free x ${pacing.linesPerAgent} per agent = ${lines} lines, ` +
          `${view.dialsInFlight} in flight, ${view.callsAvailable} contacts left`,
      };
    }
  }
}

/** Agents the campaign could use: those at work for it, and as many as its contacts would give a line to. */
export const agentsNeeded = (pacing: Pacing, atWork: number, callsAvailable: number): number =>
  atWork + Math.ceil(callsAvailable / pacing.linesPerAgent);

export interface LineCandidate {
  readonly username: string;
  /** Lines open for the agent. */
  readonly lines: number;
  /** Since when nobody talked to them, ms since the epoch. */
  readonly idleSince: number;
}

/** Who comes first: fewest lines, then idle longest, then the lower username. */
export const byNextLine = (a: LineCandidate, b: LineCandidate): number =>
  a.lines - b.lines || a.idleSince - b.idleSince || (a.username < b.username ? -1 : a.username > b.username ? 1 : 0);
