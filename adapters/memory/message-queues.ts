import type { ArmedTimer, Command, CommandPriority, Timer } from '../../core/domain/messages';
import type { Clock, CommandQueue, TimerQueue } from '../../core/ports';

const longestDelaySeconds = 900;

/** Hands timers to `deliver` with the whole seconds SQS would delay them, 0 to 900; waiting is the receiver's part. */
export class MemoryTimerQueue implements TimerQueue {
  constructor(
    private readonly clock: Clock,
    private readonly deliver: (armed: ArmedTimer, delaySeconds: number) => void,
  ) {}

  async arm(timer: Timer, dueAt: number): Promise<void> {
    const delay = Math.ceil((dueAt - this.clock.now()) / 1000);
    this.deliver({ dueAt, timer }, Math.min(longestDelaySeconds, Math.max(0, delay)));
  }
}

export class MemoryCommandQueue implements CommandQueue {
  constructor(private readonly deliver: (command: Command, priority: CommandPriority) => void) {}

  async send(command: Command, priority: CommandPriority): Promise<void> {
    this.deliver(command, priority);
  }
}
