import { directoryFrom } from '../../adapters/aws/directory-parameters';
import { sentences } from '../../documents/told';
import { EnvironmentError, parseEnvironment } from '../../lib/configuration/parse-environment';
import type { EnvironmentInput } from '../../lib/environments/schema';
import { dev } from './example-environments';
import { inboundOnly, Synthesized } from './synthesized';

const [group] = dev.groups;
if (!group) throw new Error('dev has no group');
const brought = {
  owner: 'existing' as const,
  name: 'sales-line',
  queue: group.queues[0]?.name ?? '',
  arn: 'arn:aws:connect:eu-central-1:111122223333:phone-number/n',
};
/** As introduce.md begins: what is in use is brought, and no number is named. */
const observed = (changes: Partial<EnvironmentInput> = {}): EnvironmentInput =>
  inboundOnly({
    numbers: [],
    groups: [
      {
        name: 'sales',
        mode: 'observe',
        queues: [{ owner: 'existing', name: brought.queue, arn: `${dev.instance.arn}/queue/q` }],
        routingProfiles: {
          owner: 'existing',
          profiles: [{ arn: `${dev.instance.arn}/routing-profile/p`, kind: 'inbound' }],
        },
      },
    ],
    ...changes,
  });
const problems = (written: unknown): readonly string[] => {
  try {
    parseEnvironment(written, 'FILE');
  } catch (error) {
    if (error instanceof EnvironmentError) return sentences(error.problems);
    throw error;
  }
  return [];
};

describe('an environment whose group is only observed', () => {
  it('takes nothing over: no number is pointed, no queue or routing profile is made for callers', () => {
    const made = new Synthesized(observed());
    expect(made.ofType('Custom::NumberToFlow')).toEqual([]);
    expect(made.ofType('AWS::Connect::PhoneNumber')).toEqual([]);
    expect(made.ofType('AWS::Connect::RoutingProfile')).toEqual([]);
    expect(made.ofType('AWS::Connect::Queue')).toHaveLength(1);
  });

  it('is refused a number that would be taken from its flow, and may claim one to try', () => {
    expect(problems(observed({ numbers: [brought] }))).toEqual([
      expect.stringMatching(/^FILE: \$\.numbers\[0\]: would be taken from the flow it has now/),
    ]);
    const claimed = {
      owner: 'managed' as const,
      name: 'try',
      queue: brought.queue,
      countryCode: 'US',
      type: 'DID' as const,
    };
    expect(problems(observed({ numbers: [claimed] }))).toEqual([]);
  });

  it('is refused a tether number that would be taken from its flow', () => {
    const groups = dev.groups.map((each) => ({ ...each, mode: 'observe' as const }));
    const tetherNumber = { owner: 'existing' as const, arn: `${brought.arn}t`, e164: '+18005550100' };
    const campaignManager = { ...dev.campaignManager, tetherNumber } as EnvironmentInput['campaignManager'];
    expect(problems({ ...dev, groups, campaignManager, numbers: [] })).toEqual([
      expect.stringContaining('every group with campaigns is only observed'),
    ]);
    expect(problems({ ...dev, campaignManager, numbers: [] })).toEqual([]);
  });
});

it('names each agent of a pilot once, and at least one', () => {
  const piloted = (pilot: readonly string[]) =>
    problems({ ...dev, groups: [{ ...group, pilot }, ...dev.groups.slice(1)] });
  expect(piloted(['ana', 'ben'])).toEqual([]);
  expect(piloted(['ana', 'ANA'])).toEqual([expect.stringContaining('"ANA" was given before')]);
  expect(piloted([])).toHaveLength(1);
  expect(piloted([' ana'])).toEqual([expect.stringContaining('must be a username of Connect')]);
});

it('the functions learn mode and pilot from the directory, and take an entry without them as live, for everybody', () => {
  const entry = { queues: [{ id: 'q', name: 'q' }], routingProfiles: [], agentShards: 1 };
  const connect = { missedCallStatusId: 'm', voicemailQueueId: 'v', voicemailTaskFlowId: 't' };
  const read = (more: object) =>
    directoryFrom('/d', { connect: JSON.stringify(connect), 'groups/sales': JSON.stringify({ ...entry, ...more }) })
      .groups[0];
  expect(read({ mode: 'observe', pilot: ['ana'] })).toMatchObject({ mode: 'observe', pilot: ['ana'] });
  expect(read({})?.mode).toBeUndefined();
  const [parameter] = new Synthesized(observed())
    .ofType('AWS::SSM::Parameter')
    .filter(({ Properties }) => String(Properties['Name']).endsWith('/groups/sales'));
  expect(JSON.stringify(parameter?.Properties['Value'])).toContain('\\"mode\\":\\"observe\\"');
});
