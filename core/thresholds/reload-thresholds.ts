import type { DecisionLog } from '../decisions/decision-log';
import type { GroupId } from '../ids';
import type { RebalanceRequests } from '../messages/ports';
import { retryOnConflict } from '../retry-on-conflict';
import type { ParameterSource, ThresholdSnapshots } from './ports';
import { parseThresholds, type ThresholdName, type Thresholds, thresholdNames } from './thresholds';

export interface ReloadThresholdsPorts {
  readonly parameters: ParameterSource;
  readonly snapshots: ThresholdSnapshots;
  readonly decisions: DecisionLog;
  readonly rebalances: RebalanceRequests;
}

type Reloaded = 'applied' | 'unchanged' | 'rejected';

/**
 * Reads a group's parameters as one set. A sound set that differs from the one in force becomes the next version; an
 * unsound one changes nothing and says every problem, once. Safe to repeat, and to run at the same time as itself.
 */
export async function reloadThresholds(ports: ReloadThresholdsPorts, group: GroupId): Promise<Reloaded> {
  const attempt = async (): Promise<Reloaded | 'conflict'> => {
    // The snapshot first: a set that somebody publishes after it is newer than what is read here, and conflicts.
    const snapshot = await ports.snapshots.configured(group);
    const parsed = parseThresholds(await ports.parameters.list(group));
    if (!parsed.ok) {
      const problems = parsed.problems.map((problem) => problem.message);
      const rejected = problems.join('\n');
      if (snapshot.rejected === rejected) return 'rejected';
      if ((await ports.snapshots.publish({ ...snapshot, rejected }, snapshot.version)) === 'conflict')
        return 'conflict';
      ports.decisions.record({
        type: 'thresholds.rejected',
        group,
        version: snapshot.version,
        problems,
        reason: `version ${snapshot.version} stays in force: ${problems.join('; ')}`,
        inputs: { problems: problems.length },
      });
      return 'rejected';
    }
    const changed = differences(snapshot.version === 0 ? null : snapshot.thresholds, parsed.thresholds);
    if (changed.length === 0 && snapshot.rejected === null) return 'unchanged';
    const version = changed.length === 0 ? snapshot.version : snapshot.version + 1;
    const next = { ...snapshot, version, thresholds: parsed.thresholds, rejected: null };
    if ((await ports.snapshots.publish(next, snapshot.version)) === 'conflict') return 'conflict';
    if (changed.length === 0) return 'unchanged';
    ports.decisions.record({
      type: 'thresholds.applied',
      group,
      version,
      reason: snapshot.version === 0 ? 'the first set of this group' : `changed: ${changed.join(', ')}`,
      inputs: Object.fromEntries(changed.map((name) => [name, parsed.thresholds[name]])),
    });
    // With the first set nothing is deployed yet that could be moved.
    if (snapshot.version > 0) await ports.rebalances.request({ group, manual: null });
    return 'applied';
  };
  return retryOnConflict<Reloaded>(4, attempt, () => {
    throw new Error(`thresholds of group ${group} were published by others several times in a row`);
  });
}

const differences = (before: Thresholds | null, after: Thresholds): readonly ThresholdName[] =>
  thresholdNames.filter((name) => before === null || before[name] !== after[name]);

/**
 * Creates what a group lacks, from `initial` where it names a value and from the defaults elsewhere, and never touches
 * what an admin set. Then loads the set.
 */
export async function ensureThresholds(
  ports: ReloadThresholdsPorts,
  group: GroupId,
  initial: Readonly<Record<ThresholdName, string>>,
): Promise<void> {
  const present = await ports.parameters.list(group);
  for (const name of thresholdNames) {
    if (!Object.hasOwn(present, name)) await ports.parameters.createIfAbsent(group, name, initial[name]);
  }
  await reloadThresholds(ports, group);
}
