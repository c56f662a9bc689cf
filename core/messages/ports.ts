import type { Command, CommandPriority, RebalanceRequest, Timer } from './messages';

/** Commands on Connect's slow APIs, delivered at least once; those of a higher priority are carried out before others. */
export interface CommandQueue {
  send(command: Command, priority: CommandPriority): Promise<void>;
}

/** Timers, which come at least once, maybe late, and after what they are about is over. */
export interface TimerQueue {
  /** Delivers the timer at `dueAt` or a little later, at least once. */
  arm(timer: Timer, dueAt: number): Promise<void>;
}

/** Asks for blend decisions, at most one a second and group; the decision comes a second later. */
export interface RebalanceRequests {
  request(request: RebalanceRequest): Promise<void>;
}
