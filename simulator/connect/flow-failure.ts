/**
 * A flow that cannot run: something it names does not exist, is not associated, or is not simulated. Not an error a
 * flow could branch on; it ends the run (exit 3, docs/scenarios.md#command-line).
 */
export class FlowFailure extends Error {
  override readonly name = 'FlowFailure';
  constructor(
    readonly flowName: string,
    readonly actionId: string,
    readonly problem: string,
  ) {
    super(`flow ${flowName}, action ${actionId}: ${problem}`);
  }
}
