import { thresholdDefinitions } from '../../../core/thresholds/thresholds';
import { thresholdPath } from '../../../lambdas/shared/contract';
import { reasonOf } from '../../aws/ask';
import { command } from '../../shell-command';
import type { StoredParameter } from '../deployed';
import { failed, notPossible, type Outcome, right, unanswered } from '../outcome';
import type { SmokeContext } from '../smoke-context';
import { until } from '../until';

/** One that stands in no rule with another, and of which one more or less changes nothing for a minute. */
const tried = 'side/max-moves-per-agent-hour';

/** A change event takes seconds; the reload that makes up for a lost one comes within five minutes. */
const inForceWithinSeconds = 60;

/** Another value of the threshold's range, next to this one. */
export function otherValue(value: number): number {
  const { max } = thresholdDefinitions[tried];
  return value < max ? value + 1 : value - 1;
}

/**
 * Writes another value of one threshold, waits until the functions go by it, and puts the old one back, whatever happens in
 * between; unless somebody else has written it meanwhile, whose value it then is.
 */
export async function thresholdOutcomes(context: SmokeContext): Promise<readonly Outcome[]> {
  const { deployed, environment } = context;
  const subject = 'threshold';
  const [group] = environment.groups;
  if (!group) return [];
  const table = await context.output('state', 'TableName');
  if ('missing' in table) return [notPossible(subject, table.missing)];
  const name = `${thresholdPath(environment.name)}/${group.name}/${tried}`;
  const before = await deployed.parameter(name);
  if (!before.known) return [unanswered(subject, before)];
  if (before.value === null) {
    return [
      notPossible(subject, `the parameter ${name} is not there, so that its default counts; the next deploy makes it`),
    ];
  }
  const old = Number(before.value.value);
  if (!Number.isInteger(old)) {
    return [failed(subject, `${name} holds ${JSON.stringify(before.value.value)}; it must be a whole number`)];
  }
  const inForce = await deployed.thresholdsInForce(table.value, group.name);
  if (!inForce.known) return [unanswered(subject, inForce)];
  if (inForce.value.thresholds[tried] !== old) {
    const sentence = `${name} holds ${old}, and the functions go by ${inForce.value.thresholds[tried]}: see the log of thresholds`;
    return [failed(subject, sentence)];
  }
  const trip: RoundTrip = { context, subject, table: table.value, group: group.name, name, old };
  context.say(
    `Writing ${otherValue(old)} over ${old} in ${name}; if this is cut off, put it back:\n  ${putBack(trip)}`,
  );
  const written = await deployed.putParameter(name, String(otherValue(old)));
  if (!written.known) return [unanswered(subject, written), ...(await restored(trip, before.value, null))];
  let seen: Outcome = notPossible(subject, 'stopped before it was seen');
  try {
    seen = await seenInForce(trip, otherValue(old));
  } catch (error) {
    seen = failed(subject, `it broke off: ${reasonOf(error)}`);
  }
  return [seen, ...(await restored(trip, before.value, written.value))];
}

interface RoundTrip {
  readonly context: SmokeContext;
  readonly subject: string;
  readonly table: string;
  readonly group: string;
  readonly name: string;
  readonly old: number;
}

const putBack = ({ context, name, old }: RoundTrip): string => {
  const { region } = context.environment;
  return command(
    'aws',
    'ssm',
    'put-parameter',
    '--overwrite',
    '--region',
    region,
    '--name',
    name,
    '--value',
    String(old),
  );
};

async function seenInForce({ context, subject, table, group }: RoundTrip, wanted: number): Promise<Outcome> {
  const { clock } = context.deployed;
  const from = clock.now();
  const now = await until(
    { clock, stopped: context.stopped },
    { everySeconds: 2, forSeconds: inForceWithinSeconds },
    () => context.deployed.thresholdsInForce(table, group),
    ({ thresholds }) => thresholds[tried] === wanted,
  );
  if (!now.known) return unanswered(subject, now);
  const seconds = Math.round((clock.now() - from) / 1000);
  if (now.value.thresholds[tried] === wanted) {
    return right(subject, `${tried} of ${group}: written, and the functions went by it within ${seconds} s`);
  }
  if (context.stopped()) return notPossible(subject, 'stopped before the functions had taken it');
  const why =
    now.value.rejected === null
      ? 'see the log of the function thresholds'
      : `the set is refused: ${now.value.rejected}`;
  return failed(
    subject,
    `${tried} of ${group} was not in force ${inForceWithinSeconds} s after it was written: ${why}`,
  );
}

/** `writtenVersion`: of our own write; null where it is not sure to have come through. */
async function restored(
  trip: RoundTrip,
  before: StoredParameter,
  writtenVersion: number | null,
): Promise<readonly Outcome[]> {
  const subject = 'threshold, put back';
  const { deployed } = trip.context;
  const now = await deployed.parameter(trip.name);
  if (now.known && now.value?.version === before.version) return [];
  const ours =
    now.known &&
    now.value?.value === String(otherValue(trip.old)) &&
    (writtenVersion === null || now.value.version === writtenVersion);
  if (now.known && !ours) {
    return [right(subject, 'not put back: somebody else has written it meanwhile, and what they wrote stays')];
  }
  const back = await deployed.putParameter(trip.name, before.value);
  if (!back.known) return [failed(subject, `it still holds ${otherValue(trip.old)}: ${back.why}`, putBack(trip))];
  return [right(subject, `holds ${before.value} again`)];
}
