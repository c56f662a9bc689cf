import { isThresholdName, parseThresholds, thresholdNames } from '../../core/thresholds/thresholds';
import { type JsonPath, type Problem, quote, suggestion } from '../../documents/problems';
import { list, record } from '../../documents/raw-document';
import { type Report, unique } from '../../documents/report';
import { checkOutbound } from './outbound-references';
import { checkRunTimes } from './run-times';
import { checkTimeline } from './timeline-rules';

/**
 * What one part of a scenario must be to another: unique names, known references, times that fit. Works on the raw
 * document and passes over whatever has the wrong shape (the schema reports that), so that all problems come at once.
 */
export function referenceProblems(document: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, path, message) => void problems.push({ code, path, message });
  const root = record(document);
  const groups = list(root['groups']).map(record);
  const groupNames = unique(groups, 'groups', 'name', 'group', report);
  const queueNames = checkOwners(groups, 'queues', 'queue', report);
  groups.forEach((group, index) => {
    checkThresholds(group['thresholds'], ['groups', index, 'thresholds'], report);
    const own = list(group['queues']).filter((queue) => typeof queue === 'string');
    for (const queue of Object.keys(record(group['queuePriorities']))) {
      if (own.includes(queue)) continue;
      report(
        'name.unknown',
        ['groups', index, 'queuePriorities', queue],
        `${quote(queue)} is not a queue of this group${suggestion(queue, own)}`,
      );
    }
  });
  const known = (names: readonly string[], value: unknown, path: JsonPath, what: string) => {
    if (typeof value === 'string' && !names.includes(value)) {
      report('name.unknown', path, `${quote(value)} is not a ${what} of this scenario${suggestion(value, names)}`);
    }
  };

  const kinds = checkAgents(root, groupNames, known, report);
  const owned = checkOwners(groups, 'campaigns', 'campaign', report);
  const campaigns = unique(list(root['campaigns']).map(record), 'campaigns', 'name', 'campaign', report);
  checkRunTimes(root, report);
  checkOutbound(root, { kinds, owned, campaigns }, report);
  const calls = list(root['calls']).map(record);
  unique(calls, 'calls', 'id', 'call', report);
  calls.forEach((call, index) => {
    known(queueNames, call['queue'], ['calls', index, 'queue'], 'queue');
    known(queueNames, record(call['transfer'])['queue'], ['calls', index, 'transfer', 'queue'], 'queue');
  });
  list(root['arrivals']).forEach((raw, index) => {
    const arrivals = record(raw);
    known(queueNames, arrivals['queue'], ['arrivals', index, 'queue'], 'queue');
    known(queueNames, record(arrivals['transfer'])['queue'], ['arrivals', index, 'transfer', 'queue'], 'queue');
    const from = arrivals['from'] ?? 0;
    const to = arrivals['to'] ?? root['durationSeconds'];
    if (typeof from === 'number' && typeof to === 'number' && from >= to) {
      report(
        'scenario.times',
        ['arrivals', index],
        `calls come from ${from} to ${to}; "from" must be earlier than "to"`,
      );
    }
  });
  list(root['thresholdChanges']).forEach((raw, index) => {
    const change = record(raw);
    known(groupNames, change['group'], ['thresholdChanges', index, 'group'], 'group');
    for (const name of Object.keys(record(change['set']))) {
      if (!isThresholdName(name))
        report('threshold.unknown', ['thresholdChanges', index, 'set', name], unknownThreshold(name));
    }
  });
  return problems;
}
type Known = (names: readonly string[], value: unknown, path: JsonPath, what: string) => void;

/** A queue or campaign belongs to exactly one group. Answers all their names. */
function checkOwners(
  groups: readonly Readonly<Record<string, unknown>>[],
  field: 'queues' | 'campaigns',
  what: string,
  report: Report,
): readonly string[] {
  const owners = new Map<string, string>();
  groups.forEach((group, index) => {
    list(group[field]).forEach((owned, position) => {
      if (typeof owned !== 'string') return;
      const owner = owners.get(owned);
      const place = `groups[${index}]`;
      if (owner === undefined) owners.set(owned, place);
      else {
        const where = owner === place ? 'stands twice in this group' : `already belongs to ${owner}`;
        report(
          'name.taken',
          ['groups', index, field, position],
          `${what} ${quote(owned)} ${where}; a ${what} belongs to exactly one group`,
        );
      }
    });
  });
  return [...owners.keys()];
}

/** Answers the kind of every agent there is, people included. */
function checkAgents(
  root: Readonly<Record<string, unknown>>,
  groupNames: readonly string[],
  known: Known,
  report: Report,
): ReadonlyMap<string, unknown> {
  const agents = list(root['agents']).map(record);
  unique(agents, 'agents', 'username', 'agent', report);
  const kinds = new Map<string, unknown>();
  for (const { username, kind } of agents) if (typeof username === 'string') kinds.set(username, kind);
  const check = (agent: Readonly<Record<string, unknown>>, path: JsonPath) => {
    known(groupNames, agent['group'], [...path, 'group'], 'group');
    const { kind, side } = agent;
    if (side !== undefined && (kind === 'inbound' || kind === 'outbound')) {
      report(
        'field.misplaced',
        [...path, 'side'],
        `is ${quote(side)} on an agent of kind ${quote(kind)}; only a blended agent has a side, leave it out`,
      );
    }
    checkTimeline(agent, path, report);
  };
  agents.forEach((agent, index) => {
    check(agent, ['agents', index]);
  });
  list(root['people']).forEach((raw, index) => {
    const { count, prefix, template } = record(raw);
    check(record(template), ['people', index, 'template']);
    if (typeof count !== 'number' || typeof prefix !== 'string' || !(count >= 1 && count <= 100_000)) return;
    if (prefix.length + String(count).length > 32) {
      report(
        'field.wrong',
        ['people', index, 'prefix'],
        `is ${quote(prefix)}, so the last name ${quote(`${prefix}${count}`)} has more than 32 characters; shorten the prefix`,
      );
    }
    const clashes: string[] = [];
    for (let n = 1; n <= count; n++) {
      if (kinds.has(`${prefix}${n}`)) clashes.push(`${prefix}${n}`);
      else kinds.set(`${prefix}${n}`, record(template)['kind']);
    }
    if (clashes.length > 0) {
      report(
        'name.taken',
        ['people', index],
        `makes agents that exist already (${clashes.slice(0, 5).join(', ')}${clashes.length > 5 ? ', ...' : ''}); choose another prefix`,
      );
    }
  });
  return kinds;
}

function checkThresholds(raw: unknown, path: JsonPath, report: Report): void {
  const given = Object.entries(record(raw)).filter(([, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value),
  );
  for (const [name] of given)
    if (!isThresholdName(name)) report('threshold.unknown', [...path, name], unknownThreshold(name));
  const known = Object.fromEntries(given.filter(([name]) => isThresholdName(name)).map(([n, v]) => [n, String(v)]));
  const parsed = parseThresholds(known);
  if (parsed.ok) return;
  for (const problem of parsed.problems) {
    report(problem.code, Object.hasOwn(known, problem.name) ? [...path, problem.name] : path, problem.message);
  }
}

const unknownThreshold = (name: string): string =>
  `${quote(name)} is not a threshold${suggestion(name, thresholdNames)}`;
