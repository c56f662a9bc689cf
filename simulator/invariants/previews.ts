import type { Fault } from '../scenario/scenario';
import type { LineOf, TraceLine } from '../trace/lines';
import { delayOfFaults, lasting } from './allowances';
import type { ContactView, PreviewView } from './campaign-views';
import type { Deadline, Finding, Invariant, Judgement } from './invariant';
import { knowledgeDelay } from './longest-available-first';

/** How much longer than its own seconds a preview may be open (docs/scenarios.md#invariant-5). */
export const graceSeconds = 5;

/**
 * Invariant 5, previews: one is over its seconds and 5 s after it was shown. Each kill by lambda-crash adds its queue's
 * redelivery time, and what keeps the Campaign Manager from hearing an outcome adds its delay. One that is open is looked at while
 * the run goes on: where the Campaign Manager cannot be told, its outcome is certain, and in the trace, only afterwards, and when
 * the application decided it is judged then (`previewsDecidedInTime`).
 */
export function previewsEnd(): Deadline {
  const reported = new Set<PreviewView>();
  return (t, view, judgement) => {
    const findings: Finding[] = [];
    for (const preview of view.outbound.openPreviews) {
      const { offered } = preview;
      const limit = offered.seconds + graceSeconds;
      const over = t - offered.t - limit - knowledgeDelay(judgement);
      if (reported.has(preview) || over <= 0) continue;
      if (over <= judgement.killDelaySeconds(offered.t) + unheardSeconds(offered.t, t, judgement)) continue;
      reported.add(preview);
      const message = `preview ${offered.preview} of ${offered.agent} has no outcome after ${limit} s`;
      findings.push({ invariant: 5, message, lines: [offered] });
    }
    return findings;
  };
}

const down: ReadonlySet<Fault['kind']> = new Set(['campaign-manager-down']);
const slow: ReadonlySet<Fault['kind']> = new Set(['campaign-manager-slow']);

/**
 * Seconds by which an outcome told within [from, to] may come late to the Campaign Manager: what is sent while it is down waits
 * until it is back, and what is sent while it is slow is acted on after its delay, which may be long after the fault is over.
 */
const unheardSeconds = (from: number, to: number, judgement: Judgement): number =>
  lasting(judgement, down, from, to) + delayOfFaults(judgement, from, to, slow);

/**
 * Invariant 5 again, where a fault let an open preview pass: the application decides it in time, whoever can be told. What holds
 * in the end may be another outcome, to which the Campaign Manager came before it heard, and much later: since nobody decided
 * within the reservation, or since the agent left the tether.
 */
export const previewsDecidedInTime: Invariant = (line, view, judgement) => {
  if (line.type !== 'preview.decided') return [];
  const known = view.outbound.previews.get(line.preview);
  if (known === undefined || known.decided !== null) return [];
  const { offered } = known;
  const limit = offered.seconds + graceSeconds;
  const allowed = limit + knowledgeDelay(judgement) + judgement.killDelaySeconds(offered.t);
  const endedAfter = line.t - offered.t - allowed;
  // Beyond that it was told while it was open.
  if (endedAfter > unheardSeconds(offered.t, line.t, judgement)) return [];
  const decidedAt = view.outbound.previewsDecidedAt.get(line.preview) ?? line.t;
  if (Math.min(decidedAt, line.t) - offered.t <= allowed) return [];
  const message = `preview ${line.preview} of ${offered.agent} was decided after more than ${limit} s`;
  return [{ invariant: 5, message, lines: [offered, line] }];
};

/** Invariant 6, previews: each is shown once and has exactly one outcome. */
export const oneOutcomePerPreview: Invariant = (line, view) => {
  if (line.type !== 'preview.offered' && line.type !== 'preview.decided') return [];
  const known = view.outbound.previews.get(line.preview);
  const found = (what: string, ...before: TraceLine[]): readonly Finding[] => [
    { invariant: 6, message: `preview ${line.preview} ${what}`, lines: [...before, line] },
  ];
  if (line.type === 'preview.offered') return known === undefined ? [] : found('is shown twice', known.offered);
  if (known === undefined) return found(`is decided (${line.outcome}) and was never shown`);
  if (known.decided === null) return [];
  return found(`has two outcomes, ${known.decided.outcome} and ${line.outcome}`, known.decided);
};

/**
 * Invariant 7, previews: an open one yields only by outcome withdrawn, whatever takes its agent away; its contact is not
 * dialled meanwhile, and is open afterwards.
 */
export const previewsYieldByWithdrawal: Invariant = (line, view, judgement) => {
  switch (line.type) {
    case 'preview.decided': {
      const preview = view.outbound.previews.get(line.preview);
      return preview === undefined || preview.decided !== null ? [] : takenAway(preview, line, judgement);
    }
    case 'dial.started':
      return dialledWhileShown(view.outbound.contacts.get(line.contact), line);
    case 'contact.state':
      return notOpenAgain(view.outbound.contacts.get(line.contact), line);
    default:
      return [];
  }
};

function takenAway(
  { offered, tetherEnded }: PreviewView,
  line: LineOf<'preview.decided'>,
  judgement: Judgement,
): readonly Finding[] {
  if (tetherEnded === null || line.outcome === 'withdrawn') return [];
  const since = line.t - tetherEnded.t - knowledgeDelay(judgement);
  if (since <= 0 || since <= judgement.killDelaySeconds(offered.t) + unheardSeconds(offered.t, line.t, judgement)) {
    return [];
  }
  const message = `preview ${line.preview} ends by ${line.outcome} after the tether of ${line.agent} ended; it was to be withdrawn`;
  return [{ invariant: 7, message, lines: [offered, tetherEnded, line] }];
}

const stillOpen: ReadonlySet<string> = new Set(['open', 'dialling']);

function dialledWhileShown(
  contact: ContactView | undefined,
  line: TraceLine & { readonly contact: string },
): readonly Finding[] {
  if (!contact?.preview) return [];
  const { offered } = contact.preview;
  const message = `contact ${line.contact} is dialled while ${offered.agent} is shown it (preview ${offered.preview})`;
  return [{ invariant: 7, message, lines: [offered, line] }];
}

function notOpenAgain(contact: ContactView | undefined, line: LineOf<'contact.state'>): readonly Finding[] {
  if (!contact?.withdrawn || stillOpen.has(line.state)) return [];
  const { withdrawn } = contact;
  const message = `preview ${withdrawn.preview} was withdrawn, and contact ${line.contact} is ${line.state} instead of open`;
  return [{ invariant: 7, message, lines: [withdrawn, line] }];
}
