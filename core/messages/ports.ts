import type { Command, CommandPriority, RebalanceRequest, Timer } from './messages';

export interface CommandQueue {
  send(command: Command, priority: CommandPriority): Promise<void>;
}

export interface TimerQueue {
  /** Delivers the timer at `dueAt` or a little later, at least once. */
  arm(timer: Timer, dueAt: number): Promise<void>;
}

/** Asks for blend decisions, at most one a second and group; the decision comes a second later. */
export interface RebalanceQueue {
  request(request: RebalanceRequest): Promise<void>;
}
