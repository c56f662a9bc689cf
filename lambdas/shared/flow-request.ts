import type { DecisionLog } from '../../core/decisions/decision-log';

/** The flow takes its error branch and goes on without us. */
export class FlowRequestUnreadableError extends Error {
  override readonly name = 'FlowRequestUnreadableError';
  constructor(readonly problems: readonly string[]) {
    super(`the flow's request cannot be read: ${problems.join('; ')}`);
  }
}

/** Counts and says what is wrong with a flow's request; the error is to be thrown. */
export function unreadable(
  ports: { readonly decisions: Pick<DecisionLog, 'record'> },
  problems: readonly string[],
): FlowRequestUnreadableError {
  const reason = `a flow's request cannot be read: ${problems.join('; ')}`;
  ports.decisions.record({ type: 'input.ignored', why: 'malformed', reason, inputs: { problems } });
  return new FlowRequestUnreadableError(problems);
}
