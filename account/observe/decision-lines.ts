import * as z from 'zod';

/** What a decision of any kind has in the log, as far as a report needs it. */
const decision = z.looseObject({
  type: z.string(),
  observed: z.literal(true).optional(),
  callId: z.string().nullish(),
  agentId: z.string().nullish(),
  outcome: z.string().optional(),
  to: z.string().optional(),
  rule: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
});
export type LoggedDecision = z.infer<typeof decision>;

const events = z.object({ events: z.array(z.object({ message: z.string() })) });
const messages = z.array(z.string());

/**
 * The decisions in a log: one JSON object a line, whatever stands before it (`npm start -- --decisions`, an export, `aws logs
 * tail`), or what `aws logs filter-log-events` answers, whole or its messages alone. Lines without a decision are passed over;
 * one that has one and cannot be read is counted.
 */
export function decisionsIn(text: string): {
  readonly decisions: readonly LoggedDecision[];
  readonly unreadable: number;
} {
  const decisions: LoggedDecision[] = [];
  let unreadable = 0;
  for (const line of linesOf(text)) {
    const written = line.slice(Math.max(0, line.indexOf('{')));
    if (!written.includes('"decision"')) continue;
    const parsed = decision.safeParse(decisionOf(written));
    if (parsed.success) decisions.push(parsed.data);
    else unreadable++;
  }
  return { decisions, unreadable };
}

function linesOf(text: string): readonly string[] {
  const whole = jsonOf(text);
  const answered = events.safeParse(whole);
  if (answered.success) return answered.data.events.map(({ message }) => message);
  const listed = messages.safeParse(whole);
  return listed.success ? listed.data : text.split('\n');
}

const decisionOf = (line: string): unknown => {
  const record = jsonOf(line);
  return typeof record === 'object' && record !== null && 'decision' in record ? record.decision : undefined;
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
