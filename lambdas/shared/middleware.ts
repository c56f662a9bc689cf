import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { cleaned, cleaningReplacer } from '../../adapters/aws/clean-log';
import { PowertoolsDecisionLog } from '../../adapters/aws/decision-log';
import type { DecisionLog } from '../../core/decisions/decision-log';
import { contactId } from '../../core/ids';
import { asError } from './as-error';
import { metrics as alarmMetrics } from './contract';

/** What every function is given besides its own ports. */
export interface Tools {
  readonly decisions: DecisionLog;
  readonly failures: FailureLog;
  readonly counts: Counts;
}

/** Counts of what is no decision; alarms watch them. */
export interface Counts {
  add(metric: keyof typeof alarmMetrics): void;
}

/** Failures of single records, whose neighbours go on; the whole invocation's are logged by the middleware. */
export interface FailureLog {
  failed(what: string, error: unknown): void;
}

type Work = (event: unknown) => Promise<unknown>;

/**
 * A deployed handler. `compose` makes the ports at the first invocation, so that a missing variable is this
 * invocation's error, logged like any other, and importing a handler in a test needs no environment. The layers are the
 * same everywhere and in this order: log context, metrics, error log.
 */
export function lambdaHandler(compose: (tools: Tools) => Work): MiddyfiedHandler<unknown, unknown, Error, Context> {
  const logger = new Logger({ jsonReplacerFn: cleaningReplacer });
  const metrics = new Metrics();
  const tools: Tools = {
    decisions: new PowertoolsDecisionLog(logger, metrics, alarmMetrics),
    failures: { failed: (what, error) => logger.error(what, asError(error)) },
    counts: { add: (metric) => void metrics.addMetric(alarmMetrics[metric], 'Count', 1) },
  };
  let work: Work | null = null;
  return middy<unknown, unknown, Error, Context>({ timeoutEarlyInMillis: 0 })
    .use(logContext(logger))
    .use(flushedMetrics(metrics))
    .use(errorLog(logger))
    .handler(async (event: unknown) => {
      work ??= compose(tools);
      return work(event);
    });
}

type Layer = MiddlewareObj<unknown, unknown, Error, Context>;

/** Every line bears the request's id and a correlation id that is the same in all functions that handle the matter. */
const logContext = (logger: Logger): Layer => ({
  before: ({ event, context }) => {
    logger.addContext(context);
    logger.setCorrelationId(correlationOf(event) ?? context.awsRequestId);
  },
});

const flushedMetrics = (metrics: Metrics): Layer => {
  const flush = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: flush, onError: flush };
};

/** The runtime logs what a handler throws once more, by itself, and the caller may show it: it is cleaned, too. */
const errorLog = (logger: Logger): Layer => ({
  onError: ({ error }) => {
    if (!error) return;
    logger.error(`the invocation failed: ${error.message}`, error);
    const told: Record<string, unknown> = Object.fromEntries(
      Object.entries(error).filter(([, held]) => typeof held === 'string' || Array.isArray(held)),
    );
    Object.assign(error, cleaned({ ...told, message: error.message, stack: error.stack }));
  },
});

const correlated = z.object({
  id: z.string().optional(),
  RequestId: z.string().optional(),
  Details: z.object({ ContactData: z.object({ ContactId: contactId }) }).optional(),
});

/** The contact of a flow, the id of an EventBridge event, or the request of CloudFormation. */
function correlationOf(event: unknown): string | undefined {
  const parsed = correlated.safeParse(event);
  return parsed.success
    ? (parsed.data.Details?.ContactData.ContactId ?? parsed.data.id ?? parsed.data.RequestId)
    : undefined;
}
