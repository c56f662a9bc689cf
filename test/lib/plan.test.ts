import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { devWith, makeApplication } from './synthesized';

const warningsFor = (agents: number): readonly string[] => {
  const { stacks } = makeApplication(devWith({ plan: { agents }, quotas: { concurrentCalls: 100 } }));
  return Annotations.fromStack(stacks.state)
    .findWarning('*', Match.stringLikeRegexp('passes a limit'))
    .map(({ entry }) => String(entry.data));
};

describe('synth', () => {
  it('warns of what the plan passes, each limit by an id it can be acknowledged by', () => {
    const warnings = warningsFor(600);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(/"Users per instance" \(L-9A46857E\): ask for 600 or more.*\[ack: ccb:plan-users\]$/);
    expect(warnings[1]).toMatch(/"Concurrent active calls per instance".*\[ack: ccb:plan-concurrent-calls\]$/);
  });

  it('says nothing where the plan fits', () => {
    expect(warningsFor(10)).toEqual([]);
  });
});
