import { defaultThresholds, thresholdNames } from '../../core/thresholds/thresholds';
import { makeHandler } from '../../lambdas/thresholds/handler';
import { fixture, world } from './world';

const path = '/connect-call-blending/dev';

function handling() {
  const here = world();
  const replies: { readonly url: string; readonly reply: Record<string, unknown> }[] = [];
  const putReply = async (url: string, body: string) => void replies.push({ url, reply: JSON.parse(body) });
  const ports = {
    ...here.ports,
    snapshots: here.ports.thresholds,
    path,
    putReply,
    pause: async () => {},
    groups: async () => ['sales', 'service'] as readonly string[],
  };
  return { ...here, ports, replies, handle: makeHandler(ports) };
}

const request = fixture('custom-resource-create');
const echoed = {
  StackId: request['StackId'],
  RequestId: request['RequestId'],
  LogicalResourceId: request['LogicalResourceId'],
};

describe('thresholds at a deploy', () => {
  it('creates what is missing, keeps what an admin set, publishes the set, and answers CloudFormation', async () => {
    const { handle, ports, replies } = handling();
    ports.parameters.set('sales', 'queue/max-wait-seconds', '200');
    await handle(request);
    expect(replies).toEqual([
      {
        url: request['ResponseURL'],
        reply: { Status: 'SUCCESS', PhysicalResourceId: 'thresholds-sales', ...echoed },
      },
    ]);
    const parameters = await ports.parameters.list('sales');
    expect(Object.keys(parameters).sort()).toEqual([...thresholdNames].sort());
    expect(parameters).toMatchObject({ 'offer/seconds': '40', 'queue/max-wait-seconds': '200' });
    expect(await ports.thresholds.fresh('sales')).toMatchObject({
      version: 1,
      thresholds: { ...defaultThresholds, 'offer/seconds': 40, 'queue/max-wait-seconds': 200 },
    });
  });

  it('deletes nothing: parameters outlive their stack', async () => {
    const { handle, ports, replies } = handling();
    ports.parameters.set('sales', 'offer/seconds', '50');
    await handle({ ...request, RequestType: 'Delete', PhysicalResourceId: 'thresholds-sales' });
    expect(replies[0]?.reply).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'thresholds-sales' });
    expect(await ports.parameters.list('sales')).toEqual({ 'offer/seconds': '50' });
  });

  it('answers a failure as one, in a sentence, and keeps the id it had', async () => {
    const { handle, replies, failed } = handling();
    const Parameters = [
      { Name: `${path}/sales/offer/colour`, Value: 'red' },
      { Name: '/elsewhere', Value: '1' },
    ];
    await handle({
      ...request,
      RequestType: 'Update',
      PhysicalResourceId: 'thresholds-sales',
      ResourceProperties: { Group: 'sales', Parameters },
    });
    expect(replies[0]?.reply).toEqual({
      Status: 'FAILED',
      PhysicalResourceId: 'thresholds-sales',
      Reason: `no threshold under ${path}/sales/ is called ${path}/sales/offer/colour, /elsewhere`,
      ...echoed,
    });
    expect(failed).toHaveLength(1);
  });

  it('answers properties it cannot read as a failure, too', async () => {
    const { handle, replies } = handling();
    await handle({ ...request, ResourceProperties: {} });
    expect(replies[0]?.reply).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'never-made',
      Reason: expect.stringContaining('Parameters'),
    });
  });
});

describe('thresholds while running', () => {
  it('reloads the group whose parameter changed', async () => {
    const { handle, ports } = handling();
    ports.parameters.set('sales', 'offer/seconds', '45');
    ports.parameters.set('service', 'offer/seconds', '50');
    await handle(fixture('parameter-changed'));
    expect((await ports.thresholds.fresh('sales')).thresholds['offer/seconds']).toBe(45);
    expect((await ports.thresholds.fresh('service')).version).toBe(0);
  });

  it('has the group looked at again whose set was replaced by another', async () => {
    const { handle, ports, looks } = handling();
    await handle(fixture('parameter-changed'));
    expect(looks).toEqual([]);
    ports.parameters.set('sales', 'blend/enabled', 'false');
    await handle(fixture('parameter-changed'));
    expect(looks).toEqual([{ group: 'sales', manual: null }]);
  });

  it('says every problem of a set that is refused, and keeps the one in force', async () => {
    const { handle, ports } = handling();
    ports.parameters.set('sales', 'offer/seconds', 'soon');
    ports.parameters.set('sales', 'offer/enabled', 'maybe');
    await handle(fixture('parameter-changed'));
    expect(ports.decisions.decisions).toMatchObject([
      {
        type: 'thresholds.rejected',
        group: 'sales',
        version: 0,
        problems: [/seconds/, /enabled/].map((part) => expect.stringMatching(part)),
      },
    ]);
  });

  it('reloads all groups on schedule, and one that fails keeps no other from it', async () => {
    const { ports, failed } = handling();
    ports.parameters.set('service', 'offer/seconds', '50');
    const list = async (group: string) => {
      if (group === 'sales') throw new Error('Parameter Store is away');
      return ports.parameters.list(group);
    };
    const handle = makeHandler({
      ...ports,
      parameters: Object.assign(Object.create(ports.parameters), { list }),
    });
    await expect(handle({ reload: 'all' })).rejects.toThrow('the thresholds of sales could not be reloaded');
    expect(failed).toEqual(['reloading the thresholds of group sales failed: Parameter Store is away']);
    expect((await ports.thresholds.fresh('service')).thresholds['offer/seconds']).toBe(50);
  });

  it.each([
    ['a change elsewhere', { detail: { name: '/somebody/else' } }],
    ['a change of the path itself', { detail: { name: `${path}/sales` } }],
    ['an event of another kind', { hello: 'world' }],
    ['nothing', null],
  ])('counts %s as malformed', async (_, event) => {
    const { handle, ignored } = handling();
    await handle(event);
    expect(ignored()).toEqual(['malformed']);
  });
});
