import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { makeHandler as makeStatusHandler } from '../../lambdas/missed-call-status/handler';
import { makeHandler as makeNumberHandler } from '../../lambdas/number-to-flow/handler';
import { customResourceSeconds } from '../../lambdas/shared/contract';
import { pausesAfterDenial, putReplyOverHttp } from '../../lambdas/shared/custom-resource';
import { makeHandler as makeThresholdsHandler } from '../../lambdas/thresholds/handler';
import { NumberExchange } from '../core/deployment/number-exchange';
import { fixture, world } from './world';

function handling() {
  const here = world();
  const replies: { readonly url: string; readonly body: string; readonly reply: Record<string, unknown> }[] = [];
  const putReply = async (url: string, body: string) => void replies.push({ url, body, reply: JSON.parse(body) });
  const paused: number[] = [];
  const pause = async (milliseconds: number) => void paused.push(milliseconds);
  return { ...here, ports: { ...here.ports, putReply, pause }, replies, paused };
}

const request = fixture('custom-resource-create');

/** Numbers and notes of which every call goes the same way. */
const allBy = (call: () => Promise<never>) => ({
  numbers: { current: call, associate: call, dissociate: call },
  notes: { of: call, add: call, change: call, remove: call },
});

describe('number-to-flow', () => {
  function pointing() {
    const here = handling();
    const exchange = new NumberExchange({ 'n-1': 'f-before' });
    return { ...here, exchange, point: makeNumberHandler({ ...here.ports, numbers: exchange, notes: exchange }) };
  }
  const properties = { PhoneNumberId: 'n-1', InstanceId: 'i-1', ContactFlowId: 'f-1', Region: 'eu-central-1' };
  const asks = (RequestType: string, changes: object = {}) => ({
    ...request,
    RequestType,
    ResourceProperties: properties,
    ...changes,
  });

  it('points the number at the flow, follows a change, and gives it back at the end', async () => {
    const { point, exchange, replies } = pointing();
    await point(asks('Create'));
    expect(exchange.leadsTo('n-1')).toBe('f-1');
    const moved = { ...properties, ContactFlowId: 'f-2' };
    await point(
      asks('Update', { PhysicalResourceId: 'n-1', ResourceProperties: moved, OldResourceProperties: properties }),
    );
    expect(exchange.leadsTo('n-1')).toBe('f-2');
    await point(asks('Delete', { PhysicalResourceId: 'n-1', ResourceProperties: moved }));
    expect(exchange.leadsTo('n-1')).toBe('f-before');
    expect(exchange.noted('n-1')).toEqual([]);
    expect(replies.map(({ reply }) => [reply['Status'], reply['PhysicalResourceId']])).toEqual([
      ['SUCCESS', 'n-1'],
      ['SUCCESS', 'n-1'],
      ['SUCCESS', 'n-1'],
    ]);
  });

  it('answers the commands that move the number at once', async () => {
    const { point, replies } = pointing();
    await point(asks('Create'));
    await point(asks('Create', { ResourceProperties: { ...properties, PhoneNumberId: 'n-2' } }));
    const which = (number: string) => `--region eu-central-1 --instance-id i-1 --phone-number-id ${number}`;
    const to = (number: string, flow: string) =>
      `aws connect associate-phone-number-contact-flow ${which(number)} --contact-flow-id ${flow}`;
    expect(replies.map(({ reply }) => reply['Data'])).toEqual([
      { MoveBack: to('n-1', 'f-before'), MoveHere: to('n-1', 'f-1') },
      { MoveBack: `aws connect disassociate-phone-number-contact-flow ${which('n-2')}`, MoveHere: to('n-2', 'f-1') },
    ]);
  });

  it('says what is to be given back when Connect did not answer', async () => {
    const { point, exchange, replies } = pointing();
    exchange.gone.add('f-1');
    await point(asks('Create'));
    expect(replies[0]?.reply).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'n-1',
      Reason: 'Connect knows no number n-1, or no flow f-1, in the instance i-1',
    });
    await point(asks('Delete', { PhysicalResourceId: 'n-1' }));
    expect(exchange.leadsTo('n-1')).toBe('f-before');
    expect(exchange.noted('n-1')).toEqual([]);
    await point(asks('Delete', { PhysicalResourceId: 'never-made' }));
    expect(replies.slice(1).map(({ reply }) => reply['Status'])).toEqual(['SUCCESS', 'SUCCESS']);
  });

  it('asks for nothing it does not need to give a number back', async () => {
    const { point, exchange, replies } = pointing();
    const few = { InstanceId: 'i-1' };
    await point(asks('Delete', { ResourceProperties: few, PhysicalResourceId: 'n-1' }));
    await point(asks('Delete', { ResourceProperties: {}, PhysicalResourceId: 'n-1' }));
    expect(exchange.leadsTo('n-1')).toBe(null);
    expect(replies.map(({ reply }) => reply['Status'])).toEqual(['SUCCESS', 'FAILED']);
    expect(replies[1]?.reply['Reason']).toMatch(/^ResourceProperties cannot be read: InstanceId: /);
  });

  it('waits for a role that is too new, and says at last that it may not', async () => {
    const denied = (times: number) => {
      const here = pointing();
      let left = times;
      here.exchange.current = async (_, numberId) => {
        if (left-- > 0) throw Object.assign(new Error('not yet'), { name: 'AccessDeniedException' });
        return here.exchange.leadsTo(numberId);
      };
      return here;
    };
    const soon = denied(3);
    await soon.point(asks('Create'));
    expect(soon.replies).toMatchObject([{ reply: { Status: 'SUCCESS' } }]);
    expect(soon.paused).toEqual([1000, 2000, 4000]);
    const never = denied(Number.POSITIVE_INFINITY);
    await never.point(asks('Create'));
    expect(never.replies).toMatchObject([{ reply: { Status: 'FAILED', Reason: 'not yet' } }]);
    expect(never.paused).toEqual(pausesAfterDenial.map((seconds) => seconds * 1000));
    expect(pausesAfterDenial.reduce((sum, seconds) => sum + seconds)).toBeLessThan(customResourceSeconds.work);
  });

  it.each([
    ['null', null, 'null'],
    ['an object that is no text', Object.create(null), 'something was thrown that is no error and no text'],
  ])('answers when %s is thrown', async (_, thrown, reason) => {
    const { ports, replies } = handling();
    const associate = () => Promise.reject(thrown);
    await makeNumberHandler({ ...ports, ...allBy(associate) })(asks('Create'));
    expect(replies.map(({ reply }) => [reply['Status'], reply['Reason']])).toEqual([['FAILED', reason]]);
  });

  it('answers in time when Connect hangs', async () => {
    jest.useFakeTimers();
    try {
      const { ports, replies, failed } = pointing();
      const hangs = () => new Promise<never>(() => {});
      const point = makeNumberHandler({ ...ports, ...allBy(hangs) });
      const running = point(asks('Create'));
      await jest.advanceTimersByTimeAsync(89_999);
      expect(replies).toEqual([]);
      await jest.advanceTimersByTimeAsync(1);
      await running;
      const Reason = 'not done within 90 s; what it depends on hangs or is very slow';
      expect(replies).toMatchObject([{ reply: { Status: 'FAILED', PhysicalResourceId: 'n-1', Reason } }]);
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
      /^ResourceProperties cannot be read: PhoneNumberId: .*; InstanceId: .*; ContactFlowId: .*; Region: /,
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
    const { ports, replies } = pointing();
    await makeNumberHandler({ ...ports, ...allBy(() => Promise.reject(new Error(message))) })(asks('Create'));
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

describe('missed-call-status', () => {
  function providing(there: { readonly id: string; readonly type: string } | null) {
    const here = handling();
    let status = there;
    const done: string[] = [];
    const statuses = {
      named: async (_: string, name: string) => {
        done.push(`looked for ${name}`);
        return status;
      },
      make: async (instanceId: string, name: string) => {
        status = { id: `made-in-${instanceId}`, type: 'CUSTOM' };
        done.push(`made ${name}`);
        return status.id;
      },
      enable: async (_: string, id: string) => void done.push(`enabled ${id}`),
    };
    return { ...here, done, provide: makeStatusHandler({ ...here.ports, statuses }) };
  }
  const asks = (RequestType: string, changes: object = {}) => ({
    ...request,
    RequestType,
    ResourceProperties: { InstanceId: 'i-1' },
    ...changes,
  });

  it('makes the status once, whoever asks again, and never deletes it', async () => {
    const { provide, done, replies } = providing(null);
    await provide(asks('Create'));
    await provide(asks('Create'));
    await provide(asks('Delete', { PhysicalResourceId: 'made-in-i-1' }));
    expect(replies.map(({ reply }) => [reply['Status'], reply['PhysicalResourceId']])).toEqual(
      Array(3).fill(['SUCCESS', 'made-in-i-1']),
    );
    expect(done).toEqual([
      'looked for Missed call',
      'made Missed call',
      'looked for Missed call',
      'enabled made-in-i-1',
    ]);
  });

  it('takes none in which calls are offered', async () => {
    const { provide, replies } = providing({ id: 's-1', type: 'ROUTABLE' });
    await provide(asks('Create'));
    expect(replies).toMatchObject([
      {
        reply: {
          Status: 'FAILED',
          PhysicalResourceId: 'never-made',
          Reason: 'the status "Missed call" (s-1) is of type ROUTABLE; it must be CUSTOM, or have another name',
        },
      },
    ]);
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
          makeNumberHandler({ ...ports, ...allBy(fails) }),
          makeStatusHandler({ ...ports, statuses: { named: fails, make: fails, enable: fails } }),
          makeThresholdsHandler(thresholds),
        ];
        for (const handle of handlers) await handle({ ...event, ResponseURL: request['ResponseURL'] });
        expect(replies).toHaveLength(3);
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
