import { isNamedIn } from '../../../core/group/rollout';
import { lastPart, named } from '../../../lib/deployment';
import type { Environment, Group } from '../../../lib/environments/schema';
import type { Account, ProfileFacts, UserFacts } from '../../questions';
import { type Finding, given, right, toDo, unknown } from '../finding';

/** Hours, routing profiles and users that the environment only refers to. */
export async function peopleFindings(environment: Environment, account: Account): Promise<readonly Finding[]> {
  return [
    ...(await hours(environment, account)),
    ...(await profiles(environment, account)),
    ...(await users(environment, account)),
  ];
}

async function hours(environment: Environment, account: Account): Promise<readonly Finding[]> {
  const ofQueues = environment.groups.flatMap((group) =>
    group.queues.flatMap((queue) =>
      queue.owner === 'managed' && queue.hours ? [{ subject: `hours of ${queue.name}`, wanted: queue.hours }] : [],
    ),
  );
  const findings: Finding[] = [];
  for (const { subject, wanted } of [{ subject: 'hours', wanted: environment.hours }, ...ofQueues]) {
    findings.push(
      ...(wanted.owner === 'managed'
        ? [right(subject, 'made by the deploy')]
        : given(subject, await account.hours(wanted.arn), ({ name, timeZone }) => [
            right(subject, `${name}, ${timeZone}`),
          ])),
    );
  }
  return findings;
}

async function profiles(environment: Environment, account: Account): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const group of environment.groups) {
    if (group.routingProfiles.owner === 'managed') continue;
    for (const { arn, kind } of group.routingProfiles.profiles) {
      const answer = await account.routingProfile(arn);
      const subject = `routing profile of ${group.name}, ${kind}`;
      findings.push(...given(subject, answer, (facts) => [profile(environment, group, kind, subject, facts)]));
    }
  }
  return findings;
}

/** Queue-channel pairs of one profile (Amazon Connect service quotas). */
const entriesPerProfile = 50;

function profile(environment: Environment, group: Group, kind: string, subject: string, facts: ProfileFacts): Finding {
  const problems: string[] = [];
  const entry = (queueArn: string, channel: string) =>
    facts.entries.find((one) => lastPart(one.queueArn) === lastPart(queueArn) && one.channel === channel);
  for (const queue of group.queues) {
    if (queue.owner === 'managed') continue;
    const voice = entry(queue.arn, 'VOICE');
    if (kind === 'outbound') {
      if (voice) problems.push(`serves ${queue.name}; agents of kind outbound take no callers`);
      continue;
    }
    if (!voice) problems.push(`does not serve ${queue.name} on VOICE`);
    else if (voice.delaySeconds > 0) problems.push(`delays ${queue.name} by ${voice.delaySeconds} s; it must be 0`);
    if (!entry(queue.arn, 'TASK')) problems.push(`does not serve ${queue.name} on TASK, where voicemail is delivered`);
  }
  if ((facts.concurrency['VOICE'] ?? 0) !== 1) problems.push('must take one voice contact at a time');
  if (facts.availabilityTimer !== 'TIME_SINCE_LAST_ACTIVITY') {
    problems.push(`orders agents by ${facts.availabilityTimer}; it must be TIME_SINCE_LAST_ACTIVITY`);
  }
  if (facts.entries.length > entriesPerProfile) {
    problems.push(`lists ${facts.entries.length} queues and channels; Connect serves ${entriesPerProfile}`);
  }
  // Queues the deploy makes are added to it afterwards, by hand: they have no ARN yet.
  const later = [
    ...group.queues.flatMap((queue) => (queue.owner === 'managed' ? [queue.name] : [])),
    ...(environment.campaignManager && kind !== 'inbound' ? [named({ environment }, 'tether')] : []),
  ];
  if (problems.length > 0) return toDo(subject, `${facts.name} ${problems.join('; ')}`);
  return right(
    subject,
    later.length === 0 ? facts.name : `${facts.name}; add ${later.join(', ')} to it after the deploy, as synth prints`,
  );
}

/** Names shown of those a sentence is about. */
const namesShown = 8;

async function users(environment: Environment, account: Account): Promise<readonly Finding[]> {
  const answer = await account.users();
  const subject = 'agents';
  if (!answer.known) return [unknown(subject, answer)];
  const ids = await profileIds(environment, account);
  const inPilots = pilots(environment, answer.value, ids);
  if (ids.size === 0) {
    return [
      ...inPilots,
      right(
        subject,
        'the deploy makes their routing profiles; give each agent the one of their group and kind afterwards',
      ),
    ];
  }
  const ours = answer.value.filter(({ routingProfileId }) => ids.has(routingProfileId));
  if (ours.length === 0) {
    return [
      ...inPilots,
      toDo(
        subject,
        'no user has a routing profile of the environment yet: give each agent the one of their group and kind',
      ),
    ];
  }
  const automatic = ours.filter(({ autoAccept }) => autoAccept);
  const desk = ours.filter(({ deskPhone }) => deskPhone);
  return [
    ...inPilots,
    right(subject, `${ours.length} users have a routing profile of the environment`),
    automatic.length === 0
      ? right('auto-accept', 'off for each of them')
      : toDo(
          'auto-accept',
          `on for ${names(automatic)}: it would answer callers by itself; turn it off in user management`,
        ),
    desk.length === 0
      ? right('desk phones', 'nobody has one')
      : toDo(
          'desk phones',
          `${names(desk)} have a desk phone: a tether cannot answer itself there, so keep them inbound or give them the softphone`,
        ),
  ];
}

/** A username that does not exist would silently take part in nothing. */
function pilots(
  environment: Environment,
  all: readonly UserFacts[],
  profilesOfOurs: ReadonlySet<string>,
): readonly Finding[] {
  return environment.groups.flatMap(({ name: group, pilot }) => {
    if (pilot === undefined) return [];
    const subject = `pilot of ${group}`;
    const found = all.filter(({ username }) => isNamedIn(pilot, username));
    const nobody = pilot.filter((wanted) => !found.some(({ username }) => isNamedIn([wanted], username)));
    const elsewhere = profilesOfOurs.size > 0 ? found.filter((user) => !profilesOfOurs.has(user.routingProfileId)) : [];
    const problems = [
      ...(nobody.length > 0 ? [`no user is called ${nobody.join(', ')}`] : []),
      ...(elsewhere.length > 0 ? [`${names(elsewhere)} without a routing profile of the environment`] : []),
    ];
    if (problems.length > 0) return [toDo(subject, `${problems.join('; ')}: nothing is planned for them`)];
    return [right(subject, names(found))];
  });
}

async function profileIds(environment: Environment, account: Account): Promise<ReadonlySet<string>> {
  const brought = environment.groups.flatMap(({ routingProfiles }) =>
    routingProfiles.owner === 'existing' ? routingProfiles.profiles.map(({ arn }) => lastPart(arn)) : [],
  );
  const listed = await account.list('routingProfiles');
  const made = listed.known ? listed.value.filter(({ name }) => name.startsWith(named({ environment }, ''))) : [];
  return new Set([...brought, ...made.map(({ arn }) => lastPart(arn))]);
}

const names = (users: readonly UserFacts[]): string => {
  const shown = users.slice(0, namesShown).map(({ username }) => username);
  return users.length > shown.length ? `${shown.join(', ')} and ${users.length - shown.length} more` : shown.join(', ');
};
