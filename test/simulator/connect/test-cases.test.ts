import { aFlow, anAction, aWorld, flowArn, instanceArn, planArn, queueArn, type World } from './connect-fixture';

/** Says hello, asks a function, and waits in the sales queue. */
const entry = aFlow([
  anAction('hello', 'MessageParticipant', { Text: 'Welcome to us.' }, { NextAction: 'target' }),
  anAction('target', 'UpdateContactTargetQueue', { QueueId: queueArn('sales') }, { NextAction: 'ask' }),
  anAction(
    'ask',
    'InvokeLambdaFunction',
    { LambdaFunctionARN: planArn, InvocationTimeLimitSeconds: '8' },
    { NextAction: 'queue', Errors: [{ ErrorType: 'NoMatchingError', NextAction: 'queue' }] },
  ),
  anAction('queue', 'TransferContactToQueue', {}, { NextAction: 'bye' }),
  anAction('bye', 'DisconnectParticipant'),
]);

const observation = (name: string, event: object, actions: readonly object[] = [], next: readonly string[] = []) => ({
  Identifier: name,
  Event: { Identifier: `${name}-event`, Actor: 'System', ...event },
  Actions: actions,
  Transitions: { NextObservations: next },
});
const start = (...next: readonly string[]) => observation('start', { Type: 'TestInitiated', Properties: {} }, [], next);
const hears = (text: string) => ({
  ...{ Type: 'MessageReceived', Properties: { Text: text, MatchingCriteria: { Type: 'Inclusion' } } },
});
const asks = {
  Type: 'FlowActionStarted',
  Properties: { ActionType: 'InvokeLambdaFunction', ActionParameters: { LambdaFunctionARN: planArn } },
};
const queues = {
  Type: 'FlowActionStarted',
  Properties: { ActionType: 'TransferContactToQueue', ActionParameters: { QueueId: queueArn('sales') } },
};
const hangsUp = (NextAction?: string) => ({
  ...{ Identifier: 'hang-up', Type: 'SendInstruction', Transitions: NextAction ? { NextAction } : {} },
  Parameters: { ActionType: 'SendInstruction', Actor: 'Customer', Instruction: { Type: 'Disconnect' } },
});
const ends = {
  ...{ Identifier: 'end', Type: 'TestControl', Transitions: {} },
  Parameters: { ActionType: 'TestControl', Command: { Type: 'EndTest' } },
};
const asserts = (Operand: string) => ({
  ...{ Identifier: 'assert', Type: 'Assert', Transitions: {} },
  Parameters: { Namespace: '$.Queue.Name', Operator: 'Equals', Operand },
});
const contentOf = (...Observations: readonly object[]) => ({ Version: '2019-10-30', Metadata: {}, Observations });

const make = async (world: World, content: object, name = 'a test') => {
  const made = await world.api('CreateTestCase', {
    ...{ InstanceId: instanceArn, Name: name, Status: 'PUBLISHED', Content: JSON.stringify(content) },
    EntryPoint: {
      Type: 'VOICE_CALL',
      VoiceCallEntryPointParameters: { FlowId: flowArn('inbound'), SourcePhoneNumber: '+12065550100' },
    },
  });
  return String(made.TestCaseId);
};
const begin = async (world: World, TestCaseId: string) => {
  const started = await world.api('StartTestCaseExecution', { InstanceId: instanceArn, TestCaseId });
  return { InstanceId: instanceArn, TestCaseId, TestCaseExecutionId: String(started.TestCaseExecutionId) };
};
const recordsOf = async (world: World, run: object) => {
  const all: Record<string, unknown>[] = [];
  let NextToken: unknown;
  do {
    const page = await world.api('ListTestCaseExecutionRecords', { ...run, ...(NextToken ? { NextToken } : {}) });
    all.push(...(page.ExecutionRecords as Record<string, unknown>[]));
    NextToken = page.NextToken;
  } while (NextToken);
  return all.map(({ Status, Record }) => ({ status: Status, ...JSON.parse(String(Record)) }));
};

test('a simulated caller goes through the flow, is seen at each step, and hangs up', async () => {
  const world = aWorld({ entry });
  const content = contentOf(
    start('greeting'),
    observation('greeting', hears('Welcome')),
    observation('asked', asks, [], ['queued']),
    observation('queued', queues, [hangsUp('end'), ends]),
  );
  const run = await begin(world, await make(world, content));
  await world.to(10);
  expect(await world.api('GetTestCaseExecutionSummary', run)).toMatchObject({
    Status: 'PASSED',
    ObservationSummary: { TotalObservations: 4, ObservationsPassed: 4, ObservationsFailed: 0 },
  });
  const records = await recordsOf(world, run);
  expect(records.map(({ Type, Identifier }) => Identifier ?? Type)).toEqual([
    ...['INITIATION', 'EXECUTION_START', 'start', 'greeting', 'asked', 'queued', 'COMPLETION'],
  ]);
  const { ContactId } = records[1] as { ContactId: string };
  expect(world.lambdaEvents).toHaveLength(1);
  expect((await world.api('DescribeContact', { InstanceId: instanceArn, ContactId })).Contact).toMatchObject({
    ...{ QueueInfo: { Id: 'sales' }, DisconnectReason: 'CUSTOMER_DISCONNECT' },
    CustomerEndpoint: { Address: '+12065550100' },
  });
});

test('an observation that waits for what does not come ends with the time a test may last', async () => {
  const world = aWorld({ entry });
  const run = await begin(world, await make(world, contentOf(start(), observation('other', hears('Goodbye')))));
  await world.to(300);
  expect(await world.api('GetTestCaseExecutionSummary', run)).toMatchObject({ Status: 'IN_PROGRESS' });
  await world.to(302);
  expect(await world.api('GetTestCaseExecutionSummary', run)).toMatchObject({
    Status: 'FAILED',
    ObservationSummary: { ObservationsPassed: 1, ObservationsFailed: 1 },
  });
  expect((await recordsOf(world, run)).at(-1)).toMatchObject({ CompletionReason: { Type: 'TIMEOUT' } });
});

test('a prompt is known by its id', async () => {
  const prompt = `${instanceArn}/prompt/p1`;
  const world = aWorld({
    entry: aFlow([
      anAction('hello', 'MessageParticipant', { PromptId: prompt }, { NextAction: 'bye' }),
      anAction('bye', 'DisconnectParticipant'),
    ]),
  });
  const hearsPrompt = (PromptId: string) => ({ Type: 'MessageReceived', Properties: { PromptId } });
  const content = contentOf(
    start(),
    observation('other', hearsPrompt(`${instanceArn}/prompt/p2`)),
    observation('this', hearsPrompt(prompt)),
  );
  const run = await begin(world, await make(world, content));
  await world.to(10);
  const seen = (await recordsOf(world, run)).map(({ Identifier }) => Identifier);
  expect(seen).toContain('this');
  expect(seen).not.toContain('other');
});

test('an assertion that does not hold fails the test; one that does lets it go on', async () => {
  for (const [name, status] of [
    ['support', 'FAILED'],
    ['sales', 'IN_PROGRESS'],
  ] as const) {
    const world = aWorld({ entry });
    const run = await begin(
      world,
      await make(world, contentOf(start(), observation('queued', queues, [asserts(name)]))),
    );
    await world.to(10);
    expect(await world.api('GetTestCaseExecutionSummary', run)).toMatchObject({ Status: status });
  }
});

test('an observation is not there before the one that leads to it', async () => {
  const world = aWorld({ entry });
  const content = contentOf(
    start(),
    observation('queued', queues, [], ['greeting']),
    observation('greeting', hears('Welcome')),
  );
  const run = await begin(world, await make(world, content));
  await world.to(10);
  const seen = (await recordsOf(world, run)).map(({ Identifier }) => Identifier);
  expect(seen).toContain('queued');
  expect(seen).not.toContain('greeting');
});

test('a test that is stopped observes no more, and its caller stays', async () => {
  const world = aWorld({ entry });
  const run = await begin(world, await make(world, contentOf(start())));
  await world.to(5);
  await world.api('StopTestCaseExecution', run);
  expect(await world.api('GetTestCaseExecutionSummary', run)).toMatchObject({ Status: 'STOPPED' });
  const { ContactId } = (await recordsOf(world, run))[1] as { ContactId: string };
  const described = await world.api('DescribeContact', { InstanceId: instanceArn, ContactId });
  expect(described.Contact).not.toHaveProperty('DisconnectTimestamp');
});

test('one that is stopped before it began calls nobody', async () => {
  const world = aWorld({ entry });
  const run = await begin(world, await make(world, contentOf(start())));
  await world.api('StopTestCaseExecution', run);
  await world.to(5);
  expect(world.contactEvents).toEqual([]);
});

test('names are there once, five run at a time, and what is deleted is gone', async () => {
  const world = aWorld({ entry });
  const id = await make(world, contentOf(start()));
  await expect(make(world, contentOf(start()))).rejects.toMatchObject({ name: 'DuplicateResourceException' });
  for (let count = 0; count < 5; count++) {
    world.at(count, () => begin(world, id));
  }
  await world.to(10);
  await expect(begin(world, id)).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' });
  await world.api('DeleteTestCase', { InstanceId: instanceArn, TestCaseId: id });
  await expect(begin(world, id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(await world.api('ListTestCases', { InstanceId: instanceArn })).toEqual({ TestCaseSummaryList: [] });
});

test.each([
  ['another version', { ...contentOf(start()), Version: '2025-06-21' }, /Version/],
  ['an event nobody knows', contentOf(observation('x', { Type: 'Wished', Properties: {} })), /Event/],
  ['an observation that leads nowhere', contentOf(start('nowhere')), /nowhere, which is no observation/],
  ['the same name twice', contentOf(start(), start()), /twice/],
  ['actions out of order', contentOf(observation('x', queues, [hangsUp(), ends])), /must lead to end/],
])('%s is refused when it is published', async (_, content, problem) => {
  const world = aWorld({ entry });
  await expect(make(world, content)).rejects.toMatchObject({
    ...{ name: 'InvalidTestCaseException', message: expect.stringMatching(problem) },
  });
});
