import { baseEnvironment, stepEnvironment } from '../shared/contract';

export const environment = [
  ...baseEnvironment,
  ...stepEnvironment,
  /** Commands are posted to `<url>/commands`. */
  'CAMPAIGN_MANAGER_URL',
  'CAMPAIGN_SECRET_ARN',
] as const;

/** The FIFO queue of commands to the Campaign Manager: its message group is the agent, so that none overtakes another. */
export const campaignCommandsQueue = {
  functionTimeoutSeconds: 10,
  /** A command whose function died comes again after this. */
  visibilityTimeoutSeconds: 15,
  /**
   * One that the Campaign Manager did not answer goes back and waits by its visibility; that is a delivery like any
   * other, every 2 s for the 300 s that the longest-lived commands are worth sending: what is stale is dropped by its own
   * deadline, not by the count.
   */
  maxReceiveCount: 200,
  /** One at a time: a command that has to come again comes after its 2 s, and nobody waits for another's 3 s. */
  batchSize: 1,
} as const;
