import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calm } from '../../simulator/platform/conditions';
import { allow, arn, assembly, fn, messages, ref, run, start, table } from './small-app';

const write = [allow('dynamodb:PutItem', arn('Table'))];

it('gives a function the event clock, which does not move while it runs', async () => {
  const { cloud, pass } = await run(assembly({ Resources: fn('Clock', 'time') }));
  await pass(90);
  const answer = (await cloud.invoke('Clock', {})) as { before: unknown; after: unknown };
  const now = start + 90_000;
  expect(answer.before).toEqual([
    now,
    new Date(now).toISOString(),
    new Date(now).toString(),
    '1970-01-01T00:00:00.000Z',
    true,
  ]);
  expect(answer.after).toEqual(answer.before);
});

it('gives a function its own variables and those of Lambda, and nothing of this machine', async () => {
  process.env['OF_THIS_MACHINE'] = 'secret';
  const variables = { TABLE_NAME: ref('Table') };
  const { cloud } = await run(assembly({ Resources: { ...table, ...fn('Env', 'environment', [], { variables }) } }));
  const environment = await cloud.invoke('Env', {});
  expect(environment).toMatchObject({
    TABLE_NAME: 'small',
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_NAME: 'small-Env',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  });
  expect(
    Object.keys(environment as object).filter(
      (name) => !/^(AWS_|LAMBDA_|_HANDLER|TZ|LANG|BEHAVIOUR|TABLE_NAME)/.test(name),
    ),
  ).toEqual([]);
});

it('reports an error that no fault asked for with function and message', async () => {
  const { cloud, failures } = await run(assembly({ Resources: fn('Planner', 'variable-needed') }));
  await expect(cloud.invoke('Planner', {})).rejects.toThrow('the variable TABLE_NAME is missing');
  expect(failures).toEqual([
    { kind: 'lambda-error', message: 'function Planner failed: Error: the variable TABLE_NAME is missing' },
  ]);
});

it('reports a function that does not load before anything happens', async () => {
  const ended = await run(assembly({ Resources: fn('Planner', 'does-not-load') }));
  expect(messages(ended)).toEqual(['function Planner does not start: Error: the variable QUEUE_URL is missing']);
});

it('lets no connection leave the machine', async () => {
  const ended = await run(assembly({ Resources: fn('Spy', 'outside') }));
  await expect(ended.cloud.invoke('Spy', {})).rejects.toThrow();
  expect(messages(ended)).toContain('function Spy tried to connect to 192.0.2.1:80; only loopback can be reached');
});

describe('a server of this machine that a function is told of', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });
  async function serving(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const poster = (behaviour: string, URL: string) => fn('Poster', behaviour, [], { variables: { URL } });

  it('is reached over plain HTTP while the invocation is awaited, and may invoke functions meanwhile', async () => {
    const asked: unknown[] = [];
    const invoke: { other?: () => Promise<unknown> } = {};
    const url = await serving(async ({ headers, url: path }, response) => {
      asked.push([path, headers.host]);
      await invoke.other?.();
      response.writeHead(201).end('heard');
    });
    const Resources = { ...poster('post', `${url}/commands`), ...fn('Other', 'log') };
    const { cloud, clock, of, failures } = await run(assembly({ Resources }));
    invoke.other = () => cloud.invoke('Other', {});
    const answers: unknown[] = [];
    clock.after(1000, async () => void answers.push(await cloud.invoke('Poster', {})));
    await clock.run(start + 2000);
    const heard = { status: 201, body: 'heard' };
    expect(answers).toEqual([{ viaHttp: heard, viaFetch: heard }]);
    const host = url.slice('http://'.length);
    expect(asked).toEqual([
      ['/commands', host],
      ['/commands', host],
    ]);
    expect(of('Other').map(({ now }) => now)).toEqual([start + 1000, start + 1000]);
    expect(failures).toEqual([]);
  });

  it('is given up in real time when it says nothing, though the clock stands still', async () => {
    const url = await serving(() => {});
    const { cloud, failures } = await run(assembly({ Resources: poster('post-in-vain', url) }));
    expect(await cloud.invoke('Poster', {})).toEqual(['Error: node:http gave up', 'TimeoutError']);
    expect(failures).toEqual([]);
  });
});

describe.each([
  { when: 'before', firstTry: [], secondTry: ['first', 'second'] },
  { when: 'after', firstTry: ['first'], secondTry: ['first', 'second'] },
] as const)('a function killed $when its first call', ({ when, firstTry, secondTry }) => {
  it('has crashed without being a failure of the application, and starts anew', async () => {
    const kills: ('before' | 'after')[] = [when];
    const reader = fn('Reader', 'calls', [allow('dynamodb:GetItem', arn('Table'))]);
    const writer = fn('Writer', 'two-writes', write, { variables: { TABLE_NAME: ref('Table') } });
    const { cloud, failures } = await run(assembly({ Resources: { ...table, ...writer, ...reader } }), {
      conditions: {
        ...calm,
        kill: (name) => (name === 'Writer' ? (kills.pop() ?? null) : null),
      },
    });
    const written = async (): Promise<string[]> => {
      const get = (id: string) => ({
        call: 'GetItem',
        input: { TableName: 'small', Key: { pk: { S: id }, sk: { S: 'x' } } },
      });
      const answers = (await cloud.invoke('Reader', { calls: [get('first'), get('second')] })) as {
        Item?: { pk: { S: string } };
      }[];
      return answers.flatMap(({ Item }) => (Item ? [Item.pk.S] : []));
    };
    await expect(cloud.invoke('Writer', {})).rejects.toThrow('killed by a fault');
    expect(await written()).toEqual(firstTry);
    await cloud.invoke('Writer', {});
    expect(await written()).toEqual(secondTry);
    expect(failures).toEqual([]);
  });
});

it('runs several hundred invocations with SDK calls in a second of real time', async () => {
  const writer = fn('Writer', 'two-writes', write, { variables: { TABLE_NAME: ref('Table') } });
  const { cloud } = await run(assembly({ Resources: { ...table, ...writer } }));
  const from = performance.now();
  for (let count = 0; count < 300; count++) await cloud.invoke('Writer', {});
  const perSecond = 300_000 / (performance.now() - from);
  expect(cloud.requestCounts()).toEqual({ Writer: { 'dynamodb:PutItem': 600 } });
  // Far below what an idle machine does, so that a busy one does not fail.
  expect(perSecond).toBeGreaterThan(30);
});

it('starts nothing any more once it is closed', async () => {
  const { cloud, failures } = await run(assembly({ Resources: fn('Clock', 'time') }));
  const underWay = expect(cloud.invoke('Clock', {})).rejects.toThrow('the local cloud has been closed');
  await cloud.close();
  await underWay;
  await expect(cloud.invoke('Clock', {})).rejects.toThrow('the local cloud has been closed');
  expect(failures).toEqual([]);
});
