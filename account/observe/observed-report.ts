import type { LoggedDecision } from './decision-lines';

/** What a group that is only observed would have done differently, in figures. Waits are seconds. */
export interface ObservedReport {
  /** Callers whose end was seen. */
  readonly calls: number;
  readonly sameAgent: number;
  readonly otherAgent: number;
  readonly abandoned: number;
  /** Of those whom an agent answered; `null`: nobody was. */
  readonly waits: { readonly median: number; readonly ninth: number; readonly longest: number } | null;
  /** Rings at an agent who had missed or declined that very call, and how many callers they concern. */
  readonly repeatedRings: number;
  readonly repeatedCalls: number;
  /** Callers past the maximum wait, who would have got voicemail; of them, those an agent answered after all. */
  readonly pastMaxWait: number;
  readonly answeredAfter: number;
  readonly parked: number;
  readonly moves: readonly {
    readonly to: string;
    readonly rule: string;
    readonly count: number;
    readonly agents: number;
  }[];
}

/** Counts what was written down. A line that stands twice counts once; of two ends of one call the later. */
export function observedReport(decisions: readonly LoggedDecision[]): ObservedReport {
  const observed = unique(decisions).filter((decision) => decision.observed);
  const ends = [...new Map(of(observed, 'call.compared').map((end) => [end.callId, end])).values()];
  const outcome = (wanted: string) => ends.filter((end) => end.outcome === wanted);
  const answered = [...outcome('same-agent'), ...outcome('other-agent')];
  const overdue = ends.filter(({ inputs }) => inputs['isOverdue'] === true);
  const repeated = of(observed, 'offer.repeated');
  return {
    calls: ends.length,
    sameAgent: outcome('same-agent').length,
    otherAgent: outcome('other-agent').length,
    abandoned: outcome('abandoned').length,
    waits: waitsOf(answered.map(({ inputs }) => Number(inputs['waitedSeconds']))),
    repeatedRings: repeated.length,
    repeatedCalls: new Set(repeated.map(({ callId }) => callId)).size,
    pastMaxWait: overdue.length,
    answeredAfter: overdue.filter((end) => end.outcome !== 'abandoned').length,
    parked: of(observed, 'agent.parked').filter(({ inputs }) => inputs['after'] !== 'caller-gone').length,
    moves: movesOf(of(observed, 'move.decided')),
  };
}

const of = (decisions: readonly LoggedDecision[], type: string) =>
  decisions.filter((decision) => decision.type === type);

/** CloudWatch may deliver a line twice, and files may overlap. */
const unique = (decisions: readonly LoggedDecision[]): readonly LoggedDecision[] => [
  ...new Map(decisions.map((decision) => [JSON.stringify(decision), decision])).values(),
];

function waitsOf(seconds: readonly number[]): ObservedReport['waits'] {
  const sorted = seconds.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? null : { median: at(0.5), ninth: at(0.9), longest: at(1) };
}

function movesOf(moves: readonly LoggedDecision[]): ObservedReport['moves'] {
  const kinds = new Map<string, LoggedDecision[]>();
  for (const move of moves) {
    const kind = `${move.to} ${move.rule}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), move]);
  }
  return [...kinds.values()].map((same) => ({
    to: same[0]?.to ?? '',
    rule: same[0]?.rule ?? '',
    count: same.length,
    agents: new Set(same.map(({ agentId }) => agentId)).size,
  }));
}

/** The figures as lines for people. */
export function asText(report: ObservedReport): string {
  const { calls, waits } = report;
  const share = (count: number) => (calls === 0 ? '' : ` (${Math.round((100 * count) / calls)} %)`);
  const seconds = (value: number) => `${value.toFixed(1)} s`;
  const rows: readonly (readonly [string, string])[] = [
    ['callers seen to their end', String(calls)],
    ['  answered by whom we would have chosen', `${report.sameAgent}${share(report.sameAgent)}`],
    ['  answered by somebody else', `${report.otherAgent}${share(report.otherAgent)}`],
    ['  hung up before', `${report.abandoned}${share(report.abandoned)}`],
    [
      'waits of those answered',
      waits
        ? `median ${seconds(waits.median)}, nine of ten within ${seconds(waits.ninth)}, longest ${seconds(waits.longest)}`
        : 'nobody was answered',
    ],
    [
      'rings that would not have happened',
      `${report.repeatedRings}, at agents who had refused that call, of ${report.repeatedCalls} callers`,
    ],
    [
      'past the maximum wait',
      `${report.pastMaxWait} would have got voicemail; ${report.answeredAfter} of them were answered later`,
    ],
    ['agents who would have been parked', `${report.parked} times`],
    ...(report.moves.length === 0
      ? [['moves that would have been made', 'none'] as const]
      : report.moves.map(
          ({ to, rule, count, agents }) => [`moves to ${to}, ${rule}`, `${count}, of ${agents} agents`] as const,
        )),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return `${rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}\n`;
}
