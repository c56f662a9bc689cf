import { LeftTestCasesError, smoke } from '../../../account/smoke/smoke';
import { environment } from '../preflight/environment';
import { InMemory, tried } from './in-memory';

const call = async (change: (deployed: InMemory) => void = () => {}, stopped?: () => boolean) => {
  const deployed = new InMemory();
  change(deployed);
  const outcomes = (await tried(deployed, stopped ? { stopped } : {})).filter(({ subject }) =>
    /^(call|test case)/.test(subject),
  );
  return { deployed, outcomes, rows: outcomes.map(({ verdict, subject }) => `${verdict}: ${subject}`) };
};

const allRight = ['greeting', 'hours', 'queue', 'criteria', 'tick', 'voicemail'].map((row) => `right: call: ${row}`);

test('a caller who is greeted, waits, and is asked for a message; the test case is gone afterwards', async () => {
  const { deployed, rows } = await call();
  expect(rows).toEqual(allRight);
  expect(deployed.instance.there).toEqual([]);
  expect(deployed.instance.acts).toEqual(['hang up c1']);
});

test('the test case knows what is said by its first words, or by its prompt', async () => {
  const { deployed } = await call();
  const events = JSON.parse(deployed.instance.content).Observations.map(
    ({ Identifier, Event }: { Identifier: string; Event: { Properties: object } }) => [Identifier, Event.Properties],
  );
  expect(Object.fromEntries(events)).toMatchObject({
    greeting: { Text: 'Hello', MatchingCriteria: { Type: 'Inclusion' } },
    closed: { PromptId: 'arn:prompt' },
    voicemail: { Text: 'Please leave a message after the' },
    tick: { ActionParameters: { LambdaFunctionARN: 'arn:plan-offer' } },
  });
});

test.each([
  ['greeting', { queued: 1, tick: 31, voicemail: 121 }, 'failed: call: greeting'],
  ['voicemail', { greeting: 1, queued: 1, tick: 31 }, 'failed: call: voicemail'],
  ['tick nor voicemail', { greeting: 1, queued: 1 }, 'failed: call: tick'],
] as const)('no %s is told', async (_, sees, expected) => {
  const { rows } = await call(({ instance }) => {
    instance.sees = sees;
  });
  expect(rows).toContain(expected);
});

test('a tick that no test case shows is believed where a voicemail follows', async () => {
  const { rows } = await call(({ instance }) => {
    instance.sees = { greeting: 1, voicemail: 121 };
  });
  expect(rows).toEqual(allRight);
});

test('a closed queue is right where its hours say so, and the rest not possible', async () => {
  const { rows } = await call(({ instance }) => {
    instance.open = false;
    instance.sees = { greeting: 1, closed: 1 };
  });
  expect(rows).toEqual([
    'right: call: greeting',
    'right: call: hours',
    'not possible: call: queue, criteria, tick, voicemail',
  ]);
});

test('a caller who is let in outside the hours has failed', async () => {
  const { rows } = await call(({ instance }) => {
    instance.open = false;
  });
  expect(rows.slice(0, 2)).toEqual(['right: call: greeting', 'failed: call: hours']);
});

test.each([
  ['no criteria', { criteria: null }, 'failed: call: criteria', /anybody’s/],
  ['another queue', { queueId: 'q2' }, 'failed: call: queue', /was in q2/],
  [
    'criteria by the API',
    { criteria: { activatedAt: 2_200, steps: 1 } },
    'right: call: criteria',
    /1\.2 s .* by the API/,
  ],
])('a contact with %s', async (_, facts, row, sentence) => {
  const { outcomes } = await call(({ instance }) => {
    instance.facts = { ...instance.facts, ...facts };
  });
  const found = outcomes.find(({ verdict, subject }) => `${verdict}: ${subject}` === row);
  expect(found?.sentence).toMatch(sentence);
});

test('records that name no contact cost the criteria only', async () => {
  const { rows } = await call(({ instance }) => {
    instance.contactIdTold = false;
  });
  expect(rows).toEqual([
    ...['right: call: greeting', 'right: call: hours', 'right: call: queue', 'not possible: call: criteria'],
    ...['right: call: tick', 'not possible: call: voicemail'],
  ]);
});

test('a message that is asked for and never becomes a task has failed', async () => {
  const { outcomes } = await call((deployed) => {
    deployed.record = 'waiting';
  });
  expect(outcomes.at(-1)).toMatchObject({ verdict: 'failed', sentence: expect.stringContaining('no task came') });
});

test('where agents are logged in no call is made', async () => {
  const { deployed, outcomes } = await call(({ instance }) => {
    instance.agents = 3;
  });
  expect(outcomes).toHaveLength(1);
  expect(outcomes[0]?.sentence).toContain('3 who serve sales-inbound are logged in');
  expect(deployed.instance.content).toBe('');
});

test.each([
  ['flow', 'connect:ListContactFlows'],
  ['hours', 'connect:DescribeHoursOfOperation'],
  ['agentsOf', 'connect:GetCurrentUserData'],
  ['makeTestCase', 'connect:CreateTestCase'],
  ['startTestCase', 'connect:StartTestCaseExecution'],
  ['testRun', 'connect:GetTestCaseExecutionSummary'],
] as const)('without %s the call is not possible, and nothing is left', async (question, permission) => {
  const { deployed, outcomes } = await call(({ instance }) => void instance.refused.add(question));
  expect(outcomes).toHaveLength(1);
  expect(outcomes[0]).toMatchObject({ verdict: 'not possible', sentence: expect.stringContaining(permission) });
  expect(deployed.instance.there).toEqual([]);
});

test('without a look at the contact the other rows are there', async () => {
  const { rows } = await call(({ instance }) => void instance.refused.add('contact'));
  expect(rows).toEqual([
    ...['right: call: greeting', 'right: call: hours', 'not possible: call: queue and criteria'],
    ...['right: call: tick', 'right: call: voicemail'],
  ]);
});

test('a person who stops it has the call ended and the test case deleted', async () => {
  const looks = { count: 0 };
  const { deployed, rows } = await call(
    ({ instance }) => {
      instance.beforeLook = () => {
        looks.count++;
      };
    },
    () => looks.count > 1,
  );
  expect(rows).toEqual(['not possible: call']);
  expect(deployed.instance.acts).toEqual(['stop', 'hang up c1']);
  expect(deployed.instance.there).toEqual([]);
});

test('an error in between leaves no test case', async () => {
  const { deployed, outcomes } = await call(({ instance }) => {
    instance.testRun = () => Promise.reject(new Error('the line is down'));
  });
  expect(outcomes[0]).toMatchObject({ verdict: 'failed', sentence: expect.stringContaining('the line is down') });
  expect(deployed.instance.there).toEqual([]);
});

test('a test case that was made although its making was answered by an error is deleted', async () => {
  const { deployed } = await call(({ instance }) => {
    instance.makeTestCase = async ({ name }) => {
      instance.there.push({ id: name, name });
      return { known: false, action: 'connect:CreateTestCase', why: 'the answer was lost', denied: false };
    };
  });
  expect(deployed.instance.there).toEqual([]);
});

test('one that cannot be deleted is told, with the command', async () => {
  const { outcomes } = await call(({ instance }) => void instance.refused.add('deleteTestCase'));
  expect(outcomes.at(-1)).toMatchObject({
    ...{ verdict: 'failed', subject: 'test case' },
    command: expect.stringMatching(
      /^aws connect delete-test-case --region us-east-1 .* --test-case-id ccb-pilot-smoke-/,
    ),
  });
});

test('with test cases of an earlier run nothing is begun; those of others do not matter', async () => {
  const deployed = new InMemory();
  deployed.instance.there.push({ id: 'x', name: 'ccb-pilot-smoke-caller' }, { id: 'y', name: 'another' });
  await expect(tried(deployed)).rejects.toMatchObject({
    name: LeftTestCasesError.name,
    left: [{ id: 'x', name: 'ccb-pilot-smoke-caller' }],
  });
  expect(deployed.puts).toEqual([]);
});

test('a group that is only observed is not called', async () => {
  const deployed = new InMemory();
  const [first, ...others] = environment.groups;
  if (!first) throw new Error('the environment has a group');
  const outcomes = await smoke({
    environment: { ...environment, groups: [{ ...first, mode: 'observe' }, ...others] },
    ...{ deployed, token: null, mayRing: false, say: () => undefined, stopped: () => false },
  });
  expect(outcomes.at(-1)).toMatchObject({
    verdict: 'not possible',
    sentence: expect.stringContaining('only observed'),
  });
  expect(deployed.instance.content).toBe('');
});
