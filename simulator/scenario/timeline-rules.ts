/** What the fields of a timeline entry must be to each other and to the agent, in the raw document (references.ts says why there). */
import type { JsonPath } from '../../documents/problems';
import { isRecord, list, type RawRecord } from '../../documents/raw-document';
import type { Report } from '../../documents/report';

/** `path`: of the agent. */
export function checkTimeline(agent: RawRecord, path: JsonPath, report: Report): void {
  const { availableAt = 0 } = agent;
  list(agent['timeline']).forEach((entry, index) => {
    if (!isRecord(entry)) return;
    const wrong = (message: string) => report([...path, 'timeline', index], message);
    const { at, on, after, do: action } = entry;
    if ((at === undefined) === (on === undefined)) {
      wrong('a timeline entry needs either "at" or "on"; give exactly one of them');
    } else if (at !== undefined && after !== undefined) {
      wrong('"after" counts from the trace event named by "on"; with "at" leave it out');
    }
    if (entry['talkSeconds'] !== undefined && action !== 'call-out' && action !== 'task') {
      wrong('"talkSeconds" is for "call-out" and "task"; leave it out here');
    }
    if (entry['outcome'] !== undefined && action !== 'call-out') {
      wrong('"outcome" is for "call-out"; leave it out here');
    }
    if (action === 'offline' && typeof at === 'number' && typeof availableAt === 'number' && at < availableAt) {
      wrong(
        `goes "offline" at ${at}, before availableAt ${availableAt}; an agent can only log out after becoming Available`,
      );
    }
  });
}
