import { otherValue } from '../../../account/smoke/checks/threshold';
import { InMemory, parameterName, tried, verdicts } from './in-memory';

const trip = async (deployed: InMemory, stopped?: () => boolean) =>
  (await tried(deployed, stopped ? { stopped } : {})).filter(({ subject }) => subject.startsWith('threshold'));

test('another value is written, seen in force, and the old one put back', async () => {
  const deployed = new InMemory();
  const outcomes = await trip(deployed);
  expect(verdicts(outcomes)).toEqual(['right: threshold', 'right: threshold, put back']);
  expect(outcomes[0]?.sentence).toContain('within 4 s');
  expect(deployed.puts).toEqual(['13', '12']);
});

test('the other value is of the range at both its ends', () => {
  expect([1, 12, 119, 120].map(otherValue)).toEqual([2, 13, 120, 119]);
});

test('a change that does not come into force has failed, and is put back', async () => {
  const deployed = new InMemory();
  deployed.takesSeconds = 400;
  deployed.rejected = 'queue/max-wait-seconds must be at least offer/seconds';
  const [seen] = await trip(deployed);
  expect(seen).toMatchObject({ verdict: 'failed', sentence: expect.stringContaining('the set is refused') });
  expect(deployed.stored?.value).toBe('12');
});

test('where nobody may see what is in force nothing is written', async () => {
  const deployed = new InMemory();
  deployed.refused.add('thresholdsInForce');
  expect(verdicts(await trip(deployed))).toEqual(['not possible: threshold']);
  expect(deployed.puts).toEqual([]);
});

test('functions that already go by another value are told before anything is written', async () => {
  const deployed = new InMemory();
  deployed.stored = { value: '20', version: 1 };
  const [first] = await trip(deployed);
  expect(first).toMatchObject({ verdict: 'failed', sentence: expect.stringContaining('the functions go by 12') });
  expect(deployed.puts).toEqual([]);
});

test('a look that breaks off in between is followed by putting it back all the same', async () => {
  const deployed = new InMemory();
  deployed.beforePut = () => {
    deployed.thresholdsInForce = () => Promise.reject(new Error('the line is down'));
  };
  expect(verdicts(await trip(deployed))).toEqual(['failed: threshold', 'right: threshold, put back']);
  expect(deployed.stored?.value).toBe('12');
});

test('a person who stops it gets the old value back', async () => {
  const deployed = new InMemory();
  const outcomes = await trip(deployed, () => deployed.puts.length > 0);
  expect(verdicts(outcomes)).toEqual(['not possible: threshold', 'right: threshold, put back']);
  expect(deployed.stored?.value).toBe('12');
});

test('a value that somebody else has written meanwhile stays', async () => {
  const deployed = new InMemory();
  deployed.beforePut = () => {
    const { pause } = deployed.clock;
    Object.assign(deployed.clock, {
      pause: (seconds: number) => {
        if (deployed.puts.length === 1) deployed.write('40');
        return pause(seconds);
      },
    });
  };
  const outcomes = await trip(deployed);
  expect(outcomes[1]).toMatchObject({ verdict: 'right', sentence: expect.stringContaining('somebody else') });
  expect(deployed.stored?.value).toBe('40');
});

test('an old value that cannot be put back is told, with the command', async () => {
  const deployed = new InMemory();
  deployed.beforePut = () => {
    if (deployed.puts.length === 1) deployed.refused.add('putParameter');
  };
  const back = (await trip(deployed))[1];
  expect(back).toMatchObject({
    verdict: 'failed',
    command: `aws ssm put-parameter --overwrite --region us-east-1 --name ${parameterName} --value 12`,
  });
});

test('a write that was refused leaves nothing to put back', async () => {
  const deployed = new InMemory();
  deployed.refused.add('putParameter');
  const outcomes = await trip(deployed);
  expect(verdicts(outcomes)).toEqual(['not possible: threshold']);
  expect(outcomes[0]?.sentence).toContain('ssm:PutParameter');
});

test('a parameter that is not there is left alone', async () => {
  const deployed = new InMemory();
  deployed.stored = null;
  expect(verdicts(await trip(deployed))).toEqual(['not possible: threshold']);
  expect(deployed.puts).toEqual([]);
});
