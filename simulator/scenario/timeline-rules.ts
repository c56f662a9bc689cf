/** What the fields of a timeline entry must be to each other and to the agent, in the raw document (references.ts says why there). */
import type { ProblemCode } from '../../documents/errors/catalogue';
import type { JsonPath } from '../../documents/problems';
import { isRecord, list, type RawRecord } from '../../documents/raw-document';
import type { Report } from '../../documents/report';

/** `path`: of the agent. */
export function checkTimeline(agent: RawRecord, path: JsonPath, report: Report): void {
  const { availableAt = 0 } = agent;
  list(agent['timeline']).forEach((entry, index) => {
    if (!isRecord(entry)) return;
    const wrong = (code: ProblemCode, message: string) => report(code, [...path, 'timeline', index], message);
    const { at, on, after, do: action } = entry;
    if ((at === undefined) === (on === undefined)) {
      wrong('field.one-of', 'a timeline entry needs either "at" or "on"; give exactly one of them');
    } else if (at !== undefined && after !== undefined) {
      wrong('field.misplaced', '"after" counts from the trace event named by "on"; with "at" leave it out');
    }
    if (entry['talkSeconds'] !== undefined && action !== 'call-out' && action !== 'task') {
      wrong('field.misplaced', '"talkSeconds" is for "call-out" and "task"; leave it out here');
    }
    if (entry['outcome'] !== undefined && action !== 'call-out') {
      wrong('field.misplaced', '"outcome" is for "call-out"; leave it out here');
    }
    if (action === 'offline' && typeof at === 'number' && typeof availableAt === 'number' && at < availableAt) {
      wrong(
        'scenario.times',
        `goes "offline" at ${at}, before availableAt ${availableAt}; an agent can only log out after becoming Available`,
      );
    }
  });
}
