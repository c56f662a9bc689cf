/** Why the application failed in a way no fault asked for; a run with one ends with exit code 3. */
export type FailureKind =
  | 'deploy'
  | 'unknown-resource'
  | 'access-denied'
  | 'lambda-error'
  | 'lambda-timeout'
  | 'unmatched-event'
  | 'unsupported-call'
  | 'foreign-connection';

export interface ApplicationFailure {
  readonly kind: FailureKind;
  /** One sentence that names what failed and, where it is known, what would be right. */
  readonly message: string;
}

export type ReportFailure = (failure: ApplicationFailure) => void;

/** The template could not be deployed. Every failure in it has been reported through `onFailure` as well. */
export class DeployFailedError extends Error {
  override readonly name = 'DeployFailedError';
  constructor(readonly failures: readonly ApplicationFailure[]) {
    super(failures.map((failure) => failure.message).join('\n'));
  }
}

/** Keeps each failure once: a retried delivery meets the same refusal again and again. */
export class FailureList {
  readonly #known = new Map<string, ApplicationFailure>();

  constructor(private readonly onFailure: ReportFailure) {}

  readonly report: ReportFailure = (failure) => {
    if (this.#known.has(failure.message)) return;
    this.#known.set(failure.message, failure);
    this.onFailure(failure);
  };

  all(): readonly ApplicationFailure[] {
    return [...this.#known.values()];
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
