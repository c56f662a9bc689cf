import type { CampaignCommand } from '../../core/campaign-contract/commands';
import type { CampaignCommandQueue } from '../../core/campaign-contract/ports';
import type { Clock } from '../../core/clock';
import type { ArmedTimer, Command, CommandPriority, RebalanceRequest, Timer } from '../../core/messages/messages';
import type { CommandQueue, RebalanceRequests, TimerQueue } from '../../core/messages/ports';
import type { RoundQueue } from '../../core/reconcile/ports';
import type { Round } from '../../core/reconcile/reading-round';
import { RecentOnce, rebalanceId } from '../rebalance-once';

const longestDelaySeconds = 900;

/** For so long SQS FIFO takes a message of the same deduplication id for the same. */
const deduplicationMs = 300_000;

/** The rebalance queue's own delay: causes of one second become one decision. */
const rebalanceDelaySeconds = 1;

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

/** Hands rounds to `deliver` with the whole seconds SQS would delay them. */
export class MemoryRoundQueue implements RoundQueue {
  constructor(private readonly deliver: (round: Round, delaySeconds: number) => void) {}

  async send(round: Round, delayMs: number): Promise<void> {
    this.deliver(round, Math.max(1, Math.ceil(delayMs / 1000)));
  }
}

export class MemoryCommandQueue implements CommandQueue {
  constructor(private readonly deliver: (command: Command, priority: CommandPriority) => void) {}

  async send(command: Command, priority: CommandPriority): Promise<void> {
    this.deliver(command, priority);
  }
}

/** Which ids SQS FIFO takes for the same as one before. */
class Deduplication {
  private readonly sent = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  isFirst(id: string): boolean {
    const now = this.clock.now();
    for (const [known, at] of this.sent) {
      if (now - at < deduplicationMs) break;
      this.sent.delete(known);
    }
    if (this.sent.has(id)) return false;
    this.sent.set(id, now);
    return true;
  }
}

/** Hands over each command once for its id, as the FIFO queue does within 5 minutes; order per agent is the receiver's part. */
export class MemoryCampaignCommandQueue implements CampaignCommandQueue {
  private readonly sent: Deduplication;

  constructor(
    clock: Clock,
    private readonly deliver: (command: CampaignCommand) => void,
  ) {
    this.sent = new Deduplication(clock);
  }

  async send(command: CampaignCommand): Promise<void> {
    if (this.sent.isFirst(command.commandId)) this.deliver(command);
  }
}

/** What failed and is to be tried again; `key`: whose it is. */
export interface AgainItem {
  readonly key: string;
  readonly id: string;
  readonly body: string;
}

/** Hands over each item once for its id; order per key, and the queue's delay, are the receiver's part. */
export class MemoryAgainQueue {
  private readonly sent: Deduplication;

  constructor(
    clock: Clock,
    private readonly deliver: (item: AgainItem) => void,
  ) {
    this.sent = new Deduplication(clock);
  }

  async send(item: AgainItem): Promise<void> {
    if (this.sent.isFirst(item.id)) this.deliver(item);
  }
}

/** Hands over one request a second and group, to be delivered `delaySeconds` later, and one for each supervisor's request. */
export class MemoryRebalanceQueue implements RebalanceRequests {
  private readonly sent = new RecentOnce();

  constructor(
    private readonly clock: Clock,
    private readonly deliver: (request: RebalanceRequest, delaySeconds: number) => void,
  ) {}

  request(request: RebalanceRequest): Promise<void> {
    return this.sent.once(rebalanceId(request, this.clock.now()), async () => {
      this.deliver(request, rebalanceDelaySeconds);
    });
  }
}
