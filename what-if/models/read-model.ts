import { distribution } from '../../campaign-manager/reference/campaigns/distributions';
import type { Problem } from '../../documents/problems';
import { mustBe } from '../../documents/problems';
import { isRecord } from '../../documents/raw-document';
import { type ReadDocument, readDocument } from '../../documents/read-document';
import { meanOf } from '../random/sampler';
import { type Model, modelSchema } from './schema';

/** Reads the text of a model file (docs/what-if.md). `file` is its name as the user typed it; all problems at once. */
export const readModel = (file: string, text: string): ReadDocument<Model> =>
  readDocument<Model>(file, text, modelSchema as never, (document) => {
    if (!isRecord(document)) return [];
    if (document['model'] === 'queue') return queueProblems(document);
    return document['model'] === 'blend-day' ? dayProblems(document) : [];
  });

/** What one field of a queue must be to another; a field that is wrong by itself is told by the schema. */
function queueProblems(document: Readonly<Record<string, unknown>>): readonly Problem[] {
  const { agents, arrivalsPerHour, outbound, patienceSeconds } = document;
  if (typeof agents !== 'number' || agents < 1) return [];
  const problems: Problem[] = [];
  const threshold = isRecord(outbound) ? outbound['threshold'] : undefined;
  if (typeof threshold === 'number' && threshold > agents) {
    problems.push({
      code: 'field.contradiction',
      path: ['outbound', 'threshold'],
      message: mustBe(threshold, `at most the number of agents, ${agents}`),
    });
  }
  const service = distribution.safeParse(document['serviceSeconds']);
  if (patienceSeconds === undefined && service.success && typeof arrivalsPerHour === 'number') {
    const load = (arrivalsPerHour * meanOf(service.data)) / 3600;
    if (load >= agents) {
      problems.push({
        code: 'field.contradiction',
        path: ['arrivalsPerHour'],
        message:
          `brings ${Number(load.toPrecision(6))} calls into service at a time, as many as there are agents or more, and nobody ` +
          `gives up: the queue grows for ever; give fewer calls, more agents or patienceSeconds`,
      });
    }
  }
  return problems;
}

/** What one list of a day must be to another: each has an entry for each period. */
function dayProblems(document: Readonly<Record<string, unknown>>): readonly Problem[] {
  const { arrivalsPerHalfHour: arrivals, dialler } = document;
  if (!Array.isArray(arrivals)) return [];
  const problems: Problem[] = [];
  if (arrivals.length === 0)
    problems.push({ code: 'field.wrong', path: ['arrivalsPerHalfHour'], message: 'is empty; give one entry or more' });
  for (const name of ['inboundAgents', 'blendAgents', 'reach']) {
    const list = document[name];
    if (!Array.isArray(list) || list.length === arrivals.length) continue;
    problems.push({
      code: 'field.contradiction',
      path: [name],
      message: `has ${list.length} entries; give one for each of the ${arrivals.length} periods of arrivalsPerHalfHour`,
    });
  }
  if (isRecord(dialler) && Number(dialler['to']) < Number(dialler['from'])) {
    problems.push({
      code: 'field.contradiction',
      path: ['dialler', 'to'],
      message: mustBe(dialler['to'], 'at least dialler.from'),
    });
  }
  return problems;
}
