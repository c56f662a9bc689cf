import { allow, arn, assembly, fn, messages, permission, type Resources, run, secondsAt, table } from './small-app';

interface Call {
  readonly call: string;
  readonly input: Readonly<Record<string, unknown>>;
}
const call = (name: string, input: Readonly<Record<string, unknown>>): Call => ({ call: name, input });

async function started(statements: Parameters<typeof fn>[2], more: Resources = {}) {
  const result = await run(assembly({ Resources: { ...fn('Caller', 'calls', statements), ...more } }));
  return {
    ...result,
    calls: (...calls: Call[]) => result.cloud.invoke('Caller', { calls }) as Promise<Record<string, unknown>[]>,
  };
}

const listenTo = (pattern: unknown): Resources => ({
  ...fn('Listener', 'log'),
  ...permission('Listener', 'events.amazonaws.com', arn('Rule')),
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: { EventPattern: pattern, Targets: [{ Id: 'one', Arn: arn('Listener') }] },
  },
});

describe('DynamoDB', () => {
  const query = call('Query', {
    TableName: 'small',
    IndexName: 'by-gpk',
    KeyConditionExpression: 'gpk = :g',
    ExpressionAttributeValues: { ':g': { S: 'g' } },
  });
  const put = call('PutItem', { TableName: 'small', Item: { pk: { S: 'a' }, sk: { S: 'b' }, gpk: { S: 'g' } } });

  it('keeps items and finds them through an index', async () => {
    const { calls, failures } = await started(
      [allow('dynamodb:PutItem', arn('Table')), allow('dynamodb:Query', { 'Fn::Sub': '${Table.Arn}/index/by-gpk' })],
      table,
    );
    const [, found] = await calls(put, query);
    expect(found?.['Items']).toEqual([{ pk: { S: 'a' }, sk: { S: 'b' }, gpk: { S: 'g' } }]);
    expect(failures).toEqual([]);
  });

  it('asks for the index, not the table, when an index is queried', async () => {
    const result = await started([allow('dynamodb:*', arn('Table'))], table);
    await expect(result.calls(query)).rejects.toThrow('may not perform dynamodb:Query');
    expect(messages(result)[0]).toContain('on arn:aws:dynamodb:eu-central-1:111122223333:table/small/index/by-gpk');
  });

  it('tells the function of a failed condition as DynamoDB does', async () => {
    const { calls } = await started([allow('dynamodb:PutItem', arn('Table'))], table);
    const once = call('PutItem', { ...put.input, ConditionExpression: 'attribute_not_exists(pk)' });
    await expect(calls(once, once)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });
});

describe('a table as the group ledger uses it', () => {
  const indexed = (IndexName: string, AttributeName: string) => ({
    IndexName,
    KeySchema: [{ AttributeName, KeyType: 'HASH' }],
    Projection: { ProjectionType: 'KEYS_ONLY' },
  });
  const ledger: Resources = {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'ledger',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: ['pk', 'g1', 'g2'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        GlobalSecondaryIndexes: [indexed('by-g1', 'g1'), indexed('by-g2', 'g2')],
      },
    },
  };
  const all = [allow('dynamodb:*', [arn('Table'), { 'Fn::Sub': '${Table.Arn}/index/*' }])];
  const update = (more: Readonly<Record<string, unknown>>): Call =>
    call('UpdateItem', { TableName: 'ledger', Key: { pk: { S: 'voice#0' } }, ReturnValues: 'ALL_NEW', ...more });
  const withSet = (expression: string, ...contacts: string[]): Call =>
    update({ UpdateExpression: expression, ExpressionAttributeValues: { ':c': { SS: contacts } } });

  it('adds to and deletes from sets of texts, and counts', async () => {
    const { calls } = await started(all, ledger);
    const answers = await calls(
      withSet('ADD contacts :c', 'a', 'b'),
      withSet('ADD contacts :c', 'b', 'c'),
      withSet('DELETE contacts :c', 'a', 'gone'),
      update({ UpdateExpression: 'ADD moves :n', ExpressionAttributeValues: { ':n': { N: '2' } } }),
      update({
        UpdateExpression: 'ADD moves :n',
        ExpressionAttributeValues: { ':n': { N: '-1' } },
        ReturnValues: 'UPDATED_OLD',
      }),
      withSet('DELETE contacts :c', 'b', 'c'),
    );
    const seen = answers.map(({ Attributes }) => Attributes as { contacts?: { SS: string[] }; moves?: { N: string } });
    expect(seen.map((item) => [item.contacts?.SS.sort(), item.moves?.N])).toEqual([
      [['a', 'b'], undefined],
      [['a', 'b', 'c'], undefined],
      [['b', 'c'], undefined],
      [['b', 'c'], '2'],
      [undefined, '2'],
      [undefined, '1'],
    ]);
  });

  it('reads 100 items at once and finds in a second index only those that have its key', async () => {
    const { calls, failures } = await started(all, ledger);
    const item = (index: number) => ({
      pk: { S: `p${index}` },
      g1: { S: 'all' },
      ...(index % 2 === 0 && { g2: { S: 'even' } }),
    });
    const keys = Array.from({ length: 100 }, (_, index) => ({ pk: { S: `p${index}` } }));
    const [batch, found] = (
      await calls(
        ...Array.from({ length: 6 }, (_, index) => call('PutItem', { TableName: 'ledger', Item: item(index) })),
        call('BatchGetItem', { RequestItems: { ledger: { Keys: keys, ConsistentRead: true } } }),
        call('Query', {
          TableName: 'ledger',
          IndexName: 'by-g2',
          KeyConditionExpression: 'g2 = :g',
          ExpressionAttributeValues: { ':g': { S: 'even' } },
        }),
      )
    ).slice(-2);
    expect(batch?.['Responses']).toMatchObject({ ledger: Array(6).fill({ g1: { S: 'all' } }) });
    const items = found?.['Items'] as Record<string, unknown>[];
    expect(items.map(({ pk }) => pk)).toEqual(expect.arrayContaining([{ S: 'p0' }, { S: 'p2' }, { S: 'p4' }]));
    expect(items.map((one) => Object.keys(one).sort())).toEqual([...Array(3)].map(() => ['g2', 'pk']));
    expect(failures).toEqual([]);
  });
});

describe('Parameter Store', () => {
  const all = [allow('ssm:*', '*')];

  it('pages by ten under a path', async () => {
    const { calls } = await started(all);
    const names = Array.from({ length: 12 }, (_, index) => `/app/sales/p${String(index).padStart(2, '0')}`);
    await calls(...names.map((Name) => call('PutParameter', { Name, Value: 'v', Type: 'String' })));
    const path = { Path: '/app', Recursive: true };
    const [first] = await calls(call('GetParametersByPath', path));
    const [second, flat] = await calls(
      call('GetParametersByPath', { ...path, NextToken: first?.['NextToken'] }),
      call('GetParametersByPath', { Path: '/app' }),
    );
    const found = [first, second].flatMap((page) => page?.['Parameters'] as { Name: string }[]);
    expect(first?.['Parameters']).toHaveLength(10);
    expect(found.map(({ Name }) => Name)).toEqual(names);
    expect(second?.['NextToken']).toBeUndefined();
    expect(flat?.['Parameters']).toEqual([]);
  });

  it('creates once, overwrites when told, and refuses what its pattern does not allow', async () => {
    const { calls } = await started(all);
    const input = { Name: '/app/seconds', Value: '30', Type: 'String', AllowedPattern: '[0-9]+' };
    await calls(call('PutParameter', input));
    await expect(calls(call('PutParameter', input))).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    const [overwritten] = await calls(call('PutParameter', { Name: input.Name, Value: '31', Overwrite: true }));
    expect(overwritten).toMatchObject({ Version: 2 });
    const nonsense = call('PutParameter', { Name: input.Name, Value: 'soon', Overwrite: true });
    await expect(calls(nonsense)).rejects.toMatchObject({ name: 'ParameterPatternMismatchException' });
    const [several] = await calls(call('GetParameters', { Names: [input.Name, '/app/none'] }));
    expect(several).toMatchObject({ Parameters: [{ Value: '31' }], InvalidParameters: ['/app/none'] });
    await calls(call('DeleteParameter', { Name: input.Name }));
    await expect(calls(call('GetParameter', { Name: input.Name }))).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
  });

  const changes = {
    source: ['aws.ssm'],
    'detail-type': ['Parameter Store Change'],
    detail: { name: [{ prefix: '/app/' }] },
  };
  const declared: Resources = {
    Seconds: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/app/seconds', Type: 'String', Value: '30', AllowedPattern: '[0-9]+' },
    },
  };

  it('tells of an admin, who is refused nonsense too', async () => {
    const { cloud, pass, of, failures } = await started([], { ...listenTo(changes), ...declared });
    await pass(10);
    cloud.putParameter('/app/seconds', '40');
    expect(() => cloud.putParameter('/app/seconds', 'soon')).toThrow(
      'the value "soon" does not match the allowed pattern [0-9]+',
    );
    await pass(1);
    const seen = of('Listener').map(({ event, now }) => [secondsAt(now), (event as { detail: object }).detail]);
    expect(seen.at(-1)).toEqual([10, { operation: 'Update', name: '/app/seconds', type: 'String' }]);
    expect(failures).toEqual([]);
  });

  it('names a change by an admin that no rule matches', async () => {
    const broken = { ...changes, detail: { name: [{ prefix: '/ap/' }] } };
    const result = await started([], { ...listenTo(broken), ...declared });
    result.cloud.putParameter('/app/seconds', '40');
    await result.pass(1);
    expect(messages(result)).toEqual(['no rule of event bus default matches the change of parameter /app/seconds']);
  });
});

describe('recordings', () => {
  const stored = {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: ['tapes'] }, object: { key: [{ wildcard: 'calls/ivr/*.wav' }] } },
  };
  const recording = { contactId: 'c1', key: 'calls/ivr/2026/c1.wav', bytes: 1644, transcript: 'please call back' };
  const objects = allow(['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::tapes/*']);
  const transcribe = allow(['transcribe:StartTranscriptionJob', 'transcribe:GetTranscriptionJob'], '*');
  const start = call('StartTranscriptionJob', {
    TranscriptionJobName: 'job-1',
    LanguageCode: 'en-US',
    Media: { MediaFileUri: 's3://tapes/calls/ivr/2026/c1.wav' },
    OutputBucketName: 'tapes',
    OutputKey: 'transcripts/',
  });

  it('are stored in the bucket the rule names and tell of it', async () => {
    const { outlets, pass, of, cloud, failures } = await started([], listenTo(stored));
    expect(cloud.setup.recordings).toEqual({ bucket: 'tapes', prefix: 'calls' });
    outlets.recordingStored(recording);
    await pass(1);
    expect(of('Listener').map(({ event }) => (event as { detail: unknown }).detail)).toEqual([
      expect.objectContaining({
        bucket: { name: 'tapes' },
        object: expect.objectContaining({ key: recording.key, size: 1644 }),
      }),
    ]);
    expect(failures).toEqual([]);
  });

  it('that no rule wants are named', async () => {
    const result = await started([], listenTo(stored));
    result.outlets.recordingStored({ ...recording, key: 'elsewhere/c1.wav' });
    await result.pass(1);
    expect(messages(result)).toEqual([
      'no rule of event bus default matches the recording s3://tapes/elsewhere/c1.wav that was stored',
    ]);
  });

  it('are transcribed within seconds, and the end is told', async () => {
    const ended = { source: ['aws.transcribe'], detail: { TranscriptionJobStatus: ['COMPLETED'] } };
    const { outlets, pass, of, calls, failures } = await started([objects, transcribe], {
      ...listenTo(ended),
      StoredRule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: stored, Targets: [] } },
    });
    outlets.recordingStored(recording);
    await pass(1);
    const [job] = await calls(start);
    expect(job).toMatchObject({ TranscriptionJob: { TranscriptionJobStatus: 'IN_PROGRESS' } });
    await pass(10);
    expect(of('Listener').map(({ event, now }) => [secondsAt(now), (event as { detail: unknown }).detail])).toEqual([
      [6, { TranscriptionJobName: 'job-1', TranscriptionJobStatus: 'COMPLETED' }],
    ]);
    const [done, transcript] = await calls(
      call('GetTranscriptionJob', { TranscriptionJobName: 'job-1' }),
      call('GetObject', { Bucket: 'tapes', Key: 'transcripts/job-1.json' }),
    );
    expect(done).toMatchObject({ TranscriptionJob: { TranscriptionJobStatus: 'COMPLETED' } });
    expect(JSON.parse(String(transcript?.['text'])).results.transcripts).toEqual([{ transcript: 'please call back' }]);
    expect(failures).toEqual([]);
  });

  it('are read for Transcribe with the rights of the caller', async () => {
    const result = await started([transcribe, allow('s3:GetObject', 'arn:aws:s3:::tapes/*')]);
    await expect(result.calls(start)).rejects.toThrow(
      'may not perform s3:PutObject on arn:aws:s3:::tapes/transcripts/job-1.json',
    );
  });

  it('may be read, written and missed', async () => {
    const { calls } = await started([objects, allow('s3:ListBucket', 'arn:aws:s3:::tapes')]);
    const place = { Bucket: 'tapes', Key: 'notes/a b+ü.txt' };
    const [, , text] = await calls(
      call('PutObject', { ...place, Body: 'grüße' }),
      call('HeadObject', place),
      call('GetObject', place),
    );
    expect(text).toEqual({ text: 'grüße' });
    await expect(calls(call('GetObject', { Bucket: 'tapes', Key: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });
});
