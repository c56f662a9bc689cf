import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { makeHandler as makeNumberHandler } from '../../lambdas/number-to-flow/handler';
import { putReplyOverHttp } from '../../lambdas/shared/custom-resource';
import { makeHandler as makeThresholdsHandler } from '../../lambdas/thresholds/handler';
import { fixture, world } from './world';

function handling() {
  const here = world();
  const replies: { readonly url: string; readonly body: string; readonly reply: Record<string, unknown> }[] = [];
  const putReply = async (url: string, body: string) => void replies.push({ url, body, reply: JSON.parse(body) });
  return { ...here, ports: { ...here.ports, putReply }, replies };
}

const request = fixture('custom-resource-create');

describe('number-to-flow', () => {
  function pointing() {
    const here = handling();
    const asked: unknown[] = [];
    const numbers = {
      associate: async (...given: string[]) => {
        if (given[1] === 'n-gone') throw new Error('there is no such number');
        asked.push(['associate', ...given]);
      },
      dissociate: async (...given: string[]) => void asked.push(['dissociate', ...given]),
    };
    return { ...here, asked, numbers, point: makeNumberHandler({ ...here.ports, numbers }) };
  }
  const properties = { PhoneNumberId: 'n-1', InstanceId: 'i-1', ContactFlowId: 'f-1' };
  const asks = (RequestType: string, changes: object = {}) => ({
    ...request,
    RequestType,
    ResourceProperties: properties,
    ...changes,
  });

  it('points the number at the flow, again at an update, and takes it off at the end', async () => {
    const { point, asked, replies } = pointing();
    await point(asks('Create'));
    await point(asks('Update', { PhysicalResourceId: 'n-1' }));
    await point(asks('Delete', { PhysicalResourceId: 'n-1' }));
    expect(asked).toEqual([
      ['associate', 'i-1', 'n-1', 'f-1'],
      ['associate', 'i-1', 'n-1', 'f-1'],
      ['dissociate', 'i-1', 'n-1'],
    ]);
    expect(replies.map(({ reply }) => [reply['Status'], reply['PhysicalResourceId']])).toEqual([
      ['SUCCESS', 'n-1'],
      ['SUCCESS', 'n-1'],
      ['SUCCESS', 'n-1'],
    ]);
  });

  it('takes off no number it failed to point', async () => {
    const { point, asked, replies } = pointing();
    const gone = { ResourceProperties: { ...properties, PhoneNumberId: 'n-gone' } };
    await point(asks('Create', gone));
    expect(replies[0]?.reply).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'never-made',
      Reason: 'there is no such number',
    });
    await point(asks('Delete', { ...gone, PhysicalResourceId: 'never-made' }));
    expect(replies[1]?.reply).toMatchObject({ Status: 'SUCCESS' });
    expect(asked).toEqual([]);
  });

  it('takes a number off by its physical id, and asks for nothing it does not need', async () => {
    const { point, asked, replies } = pointing();
    const few = { InstanceId: 'i-1' };
    await point(asks('Delete', { ResourceProperties: few, PhysicalResourceId: 'n-1' }));
    await point(asks('Delete', { ResourceProperties: {}, PhysicalResourceId: 'n-1' }));
    expect(asked).toEqual([['dissociate', 'i-1', 'n-1']]);
    expect(replies.map(({ reply }) => reply['Status'])).toEqual(['SUCCESS', 'FAILED']);
    expect(replies[1]?.reply['Reason']).toMatch(/^ResourceProperties cannot be read: InstanceId: /);
  });

  it.each([
    ['null', null, 'null'],
    ['an object that is no text', Object.create(null), 'something was thrown that is no error and no text'],
  ])('answers when %s is thrown', async (_, thrown, reason) => {
    const { ports, replies } = handling();
    const associate = () => Promise.reject(thrown);
    await makeNumberHandler({ ...ports, numbers: { associate, dissociate: associate } })(asks('Create'));
    expect(replies.map(({ reply }) => [reply['Status'], reply['Reason']])).toEqual([['FAILED', reason]]);
  });

  it('answers in time when Connect hangs', async () => {
    jest.useFakeTimers();
    try {
      const { ports, replies, failed } = pointing();
      const hangs = () => new Promise<never>(() => {});
      const point = makeNumberHandler({ ...ports, numbers: { associate: hangs, dissociate: hangs } });
      const running = point(asks('Create'));
      await jest.advanceTimersByTimeAsync(89_999);
      expect(replies).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      await running;
      const Reason = 'not done within 90 s; what it depends on hangs or is very slow';
      expect(replies).toMatchObject([{ reply: { Status: 'FAILED', PhysicalResourceId: 'never-made', Reason } }]);
      expect(failed).toHaveLength(1);
    } finally {
      jest.useRealTimers();
    }
  });

  it.each([
    ['an unknown request', asks('Import'), 'RequestType is "Import"; it must be Create, Update, Delete'],
    ['no request type', asks(undefined as never), 'RequestType is undefined; it must be Create, Update, Delete'],
    [
      'no properties',
      asks('Create', { ResourceProperties: undefined }),
      /^ResourceProperties cannot be read: PhoneNumberId: .*; InstanceId: .*; ContactFlowId: /,
    ],
    [
      'a property that is a list',
      asks('Create', { ResourceProperties: { ...properties, InstanceId: [] } }),
      /InstanceId/,
    ],
  ])('answers %s in a sentence', async (_, event, Reason) => {
    const { point, replies } = pointing();
    await point(event);
    const expected = typeof Reason === 'string' ? Reason : expect.stringMatching(Reason);
    expect(replies).toMatchObject([{ reply: { Status: 'FAILED', Reason: expected } }]);
  });

  it.each([
    ['long', 'x'.repeat(10_000)],
    ['of control characters', '\u0000'.repeat(5_000)],
    ['of other scripts', '\u5b57\ud83d\ude00'.repeat(3_000)],
    ['of half a character', '\ud83d'.repeat(3_000)],
    ['empty', ''],
  ])('fits a reason that is %s into what CloudFormation takes', async (_, message) => {
    const { ports, replies, numbers } = pointing();
    const associate = () => Promise.reject(new Error(message));
    await makeNumberHandler({ ...ports, numbers: { ...numbers, associate } })(asks('Create'));
    const [{ body = '', reply = {} } = {}] = replies;
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
    if (message.length > 0) expect(Buffer.byteLength(body)).toBeGreaterThan(4_080);
    expect(reply).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/./s),
      RequestId: request['RequestId'],
    });
  });
});

describe('whatever CloudFormation sends', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 2_000 }));
  const events = fc.record(
    {
      RequestType: fc.oneof(fc.constantFrom('Create', 'Update', 'Delete', 'Import'), odd),
      StackId: fc.oneof(fc.constant(request['StackId']), fc.jsonValue({ maxDepth: 2 })),
      RequestId: fc.constant(request['RequestId']),
      LogicalResourceId: fc.constant('Resource'),
      PhysicalResourceId: fc.oneof(fc.constantFrom('never-made', 'n-1'), fc.integer()),
      ResourceProperties: fc.oneof(
        odd,
        fc.record(
          {
            Group: odd,
            Parameters: fc.oneof(odd, fc.array(odd)),
            PhoneNumberId: odd,
            InstanceId: odd,
            ContactFlowId: odd,
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  );

  it.each([41, 42])('is answered once, in at most 4,096 bytes (seed %i)', async (seed) => {
    await fc.assert(
      fc.asyncProperty(events, fc.string({ unit: 'binary', maxLength: 9_000 }), async (event, message) => {
        const { ports, replies } = handling();
        const fails = () => Promise.reject(new Error(message));
        const thresholds = { ...ports, snapshots: ports.thresholds, path: '/p', groups: async () => [] };
        const handlers = [
          makeNumberHandler({ ...ports, numbers: { associate: fails, dissociate: fails } }),
          makeThresholdsHandler(thresholds),
        ];
        for (const handle of handlers) await handle({ ...event, ResponseURL: request['ResponseURL'] });
        expect(replies).toHaveLength(2);
        for (const { body, reply } of replies) {
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
          expect(reply).toMatchObject({ PhysicalResourceId: expect.stringMatching(/./s) });
          if (reply['Status'] !== 'SUCCESS') expect(reply).toMatchObject({ Reason: expect.stringMatching(/./s) });
        }
      }),
      { seed, numRuns: 150 },
    );
  });
});

describe('the reply to CloudFormation', () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });

  /** `half`: the status comes, the rest of the answer never does. */
  async function listening(statuses: (number | 'half')[]) {
    const seen: unknown[] = [];
    const server = createServer((incoming, outgoing) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        seen.push([incoming.method, incoming.url, incoming.headers['content-type'], Buffer.concat(parts).toString()]);
        const status = statuses.shift() ?? 200;
        outgoing.writeHead(status === 'half' ? 200 : status, { 'content-length': status === 'half' ? 10 : 0 });
        if (status === 'half') outgoing.write('half');
        else outgoing.end();
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return { seen, url: `http://127.0.0.1:${port}/reply?a=b` };
  }

  it('is put to its address without a content type, and again after a failure', async () => {
    const { seen, url } = await listening([503, 200]);
    await putReplyOverHttp(url, '{"Status":"SUCCESS"}');
    const put = ['PUT', '/reply?a=b', '', '{"Status":"SUCCESS"}'];
    expect(seen).toEqual([put, put]);
  });

  it('is delivered when its status is there, whatever becomes of the rest', async () => {
    const { seen, url } = await listening(['half']);
    await putReplyOverHttp(url, '{}');
    expect(seen).toHaveLength(1);
  });

  it('that is refused three times is an error', async () => {
    const { seen, url } = await listening([403, 403, 403]);
    await expect(putReplyOverHttp(url, '{}')).rejects.toThrow('answered 403');
    expect(seen).toHaveLength(3);
  });

  it('is tried again at an address that says nothing for 5 s', async () => {
    const server = createServer(() => {});
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const arrived = new Promise((resolve) => server.once('request', resolve));
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const put = putReplyOverHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, '{}');
      const refused = expect(put).rejects.toThrow('did not answer within 5 s');
      await arrived;
      for (let attempt = 0; attempt < 3; attempt++) {
        await jest.advanceTimersByTimeAsync(5_000);
        await new Promise((resolve) => setImmediate(resolve));
        await jest.advanceTimersByTimeAsync(1_000);
      }
      await refused;
    } finally {
      jest.useRealTimers();
    }
  });
});
