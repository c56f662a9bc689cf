/** What nobody could verify (docs/scenarios.md#platform), defaults first. */
export interface PlatformSwitches {
  readonly stepExpiryDuringRing: 'ring-finishes' | 'ring-withdrawn';
  /** Seconds from a criteria write to its effect on a contact already queued, 0 to 5. */
  readonly criteriaDelaySeconds: number;
  readonly queueHookOnDequeue: 'inherited' | 'replaced';
  /** Whether PutUserStatus on an agent with a missed contact acts now or sets the next status. */
  readonly statusOnMiss: 'now' | 'next';
  /** Whether "Set routing criteria" takes what a Lambda returned, or its error branch. */
  readonly dynamicCriteria: 'taken' | 'refused';
  /**
   * The same for agents named in what a Lambda returned (docs/amazon-connect.md#routing-criteria: documented for other forms
   * only).
   */
  readonly dynamicAgents: 'taken' | 'refused';
}
