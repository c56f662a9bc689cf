import type { Clock } from '../clock';
import type { DecisionLog } from '../decisions/decision-log';
import type { GroupId } from '../ids';
import type { RebalanceRequests } from '../messages/ports';
import { retryOnConflict } from '../retry-on-conflict';
import { type KillSwitch, mostSwitchWords, offUntil, type SwitchWord, whileOff } from './kill-switches';
import type { ThresholdSnapshot, ThresholdSnapshots } from './ports';

export interface ThrowSwitchPorts {
  readonly snapshots: Pick<ThresholdSnapshots, 'configured' | 'publish'>;
  readonly rebalances: RebalanceRequests;
  readonly decisions: DecisionLog;
  readonly clock: Clock;
}

/** What an operator asks of one switch, as their page sends it. */
export interface SwitchRequest {
  /** The page's own: the same one twice is one request. */
  readonly requestId: string;
  readonly switch: KillSwitch;
  /** Off until then, ms; `null`: on again now. */
  readonly until: number | null;
  /** Who asks, and why, for the audit. */
  readonly by: string;
  readonly why: string;
}

/** How long a switch may be off: longer is an admin's decision, in Parameter Store. */
export const mostOffMs = 86_400_000;

/** Whether the word was written, now or before; `until` as in the request that wrote it. */
export type SwitchAnswer =
  | { readonly kind: 'thrown'; readonly until: number | null }
  /** `problem`: a sentence. */
  | { readonly kind: 'refused'; readonly problem: string };

/**
 * An operator switches something of a group off until a time, or on again before it. The word is written with the person into the set
 * that every function goes by, so that no function has to come back for it. A repeat asks for the decision once more and writes nothing.
 */
export async function throwSwitch(
  ports: ThrowSwitchPorts,
  group: GroupId,
  asked: SwitchRequest,
): Promise<SwitchAnswer> {
  const now = ports.clock.now();
  const answer = await retryOnConflict<SwitchAnswer>(
    5,
    async () => {
      const snapshot = await ports.snapshots.configured(group);
      const earlier = snapshot.switches?.find(({ requestId }) => requestId === asked.requestId);
      if (earlier !== undefined) return { kind: 'thrown', until: earlier.until > earlier.at ? earlier.until : null };
      const problem = whyNot(snapshot, asked, now);
      if (problem !== null) return { kind: 'refused', problem };
      const { requestId, by, why, until } = asked;
      const word: SwitchWord = { requestId, switch: asked.switch, until: until ?? now, at: now, by, why };
      const next = {
        ...snapshot,
        version: snapshot.version + 1,
        switches: [word, ...(snapshot.switches ?? [])].slice(0, mostSwitchWords),
      };
      if ((await ports.snapshots.publish(next, snapshot.version)) === 'conflict') return 'conflict';
      audit(ports, group, asked, now);
      return { kind: 'thrown', until };
    },
    (tries) => {
      throw new Error(`the thresholds of group ${group} were published by others ${tries} times in a row`);
    },
  );
  if (answer.kind === 'thrown') await ports.rebalances.request({ group, manual: null });
  return answer;
}

function whyNot(
  { thresholds, switches }: ThresholdSnapshot,
  { switch: name, until }: SwitchRequest,
  now: number,
): string | null {
  const isOff = offUntil(switches, name, now) !== null;
  const isOffInStore = thresholds[name] === whileOff[name];
  if (until === null) {
    if (isOff) return null;
    return isOffInStore
      ? `${name} is ${thresholds[name]} in Parameter Store; only an admin can change it there`
      : `${name} is on already`;
  }
  if (until <= now) return 'the time of return is over; it must be in the future';
  if (until > now + mostOffMs) return `the time of return must be at most ${mostOffMs / 3_600_000} hours ahead`;
  return isOffInStore ? `${name} is ${thresholds[name]} in Parameter Store already, until an admin changes it` : null;
}

function audit(
  { decisions }: Pick<ThrowSwitchPorts, 'decisions'>,
  group: GroupId,
  { requestId, switch: name, until, by, why }: SwitchRequest,
  at: number,
): void {
  const what = until === null ? 'on again' : `off for ${Math.round((until - at) / 1000)} s`;
  decisions.record({
    ...{ type: 'operator.switched', at, group, requestId, switch: name },
    reason: `${by} switched ${name} ${what}: ${why}`,
    inputs: { by, why, until },
  });
}
