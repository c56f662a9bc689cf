export interface EventEnvelope extends Readonly<Record<string, unknown>> {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
}
