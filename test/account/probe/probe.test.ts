import { connectFlowMaker } from '../../../account/probe/connect-flow-maker';
import { type FlowMaker, LeftoverError, type ProbeOptions, probe } from '../../../account/probe/probe';
import { inOrder, resourceTypes, withStandIns } from '../../../account/probe/stand-ins';
import { accountFor } from '../../../account/simulated/description';
import { SimulatedAccount } from '../../../account/simulated/simulated-account';
import type { RenderedFlow } from '../../../contact-flows/rendered-flow';
import { environment, instanceArn } from '../preflight/environment';

const flow = (logicalId: string, ...refersTo: readonly string[]): RenderedFlow => ({
  ...{ logicalId, name: `flow ${logicalId}`, type: 'CONTACT_FLOW', problems: [], openReferences: [] },
  flow: {
    Version: '2019-10-30',
    StartAction: 'Start',
    Metadata: {},
    Actions: [
      {
        Identifier: 'Start',
        Type: 'DisconnectParticipant',
        Parameters: Object.fromEntries(refersTo.map((id, index) => [`Reference${index}`, `<${id}.Arn>`])),
        Transitions: {},
      },
    ],
  },
});

const types = resourceTypes([
  {
    Resources: {
      Hold: { Type: 'AWS::Connect::ContactFlow' },
      Inbound: { Type: 'AWS::Connect::ContactFlow' },
      Transfer: { Type: 'AWS::Connect::ContactFlow' },
      Sales: { Type: 'AWS::Connect::Queue' },
      PlanOffer: { Type: 'AWS::Lambda::Function' },
      Hours: { Type: 'AWS::Connect::HoursOfOperation' },
    },
  },
]);

/** An instance in memory that refuses flows whose name or content matches. */
class Instance implements FlowMaker {
  readonly there: { id: string; name: string }[] = [];
  readonly acts: string[] = [];
  queue: string | null = 'arn:queue';
  constructor(
    readonly refuses: (content: string) => boolean = () => false,
    readonly breaksAt: { readonly make?: number; readonly delete?: string } = {},
  ) {}
  async flows() {
    return this.there;
  }
  async anyQueue() {
    return this.queue;
  }
  async make({ name, content }: { readonly name: string; readonly content: string }) {
    if (this.acts.length === this.breaksAt.make) throw new Error('ThrottlingException: too often');
    this.acts.push(`make ${name}`);
    if (this.refuses(content)) return { problems: ['Start: no such parameter'] };
    this.there.push({ id: name, name });
    return { id: name, arn: `arn:${name}` };
  }
  async delete(id: string) {
    this.acts.push(`delete ${id}`);
    if (id === this.breaksAt.delete) throw new Error('ResourceConflictException: in use');
    this.there.splice(
      this.there.findIndex((one) => one.id === id),
      1,
    );
  }
}

const optionsFor = (maker: FlowMaker, flows: readonly RenderedFlow[], stopped = () => false): ProbeOptions => ({
  ...{ flows, types, maker, stopped, account: '123456789012', region: 'us-east-1', prefix: 'p-' },
  progress: () => undefined,
});

const three = [flow('Inbound', 'Hold', 'Sales', 'PlanOffer'), flow('Hold', 'PlanOffer'), flow('Transfer', 'Inbound')];

test('each flow is made after those it refers to, and all are deleted, last first', async () => {
  const instance = new Instance();
  const result = await probe(optionsFor(instance, three));
  expect(result).toEqual({
    probed: ['Hold', 'Inbound', 'Transfer'].map((id) => ({ flow: `flow ${id}`, outcome: 'taken' })),
    left: [],
  });
  expect(instance.acts).toEqual(['make p-1', 'make p-2', 'make p-3', 'delete p-3', 'delete p-2', 'delete p-1']);
  expect(instance.there).toEqual([]);
});

test('what is refused is told with its problems, and what refers to it is not tried', async () => {
  const instance = new Instance((content) => content.includes('arn:queue'));
  const { probed } = await probe(optionsFor(instance, three));
  expect(probed).toEqual([
    { flow: 'flow Hold', outcome: 'taken' },
    { flow: 'flow Inbound', outcome: 'refused', problems: ['Start: no such parameter'] },
    {
      flow: 'flow Transfer',
      outcome: 'not tried',
      why: 'it refers to flow Inbound, of which no probe could be made',
    },
  ]);
  expect(instance.there).toEqual([]);
});

test('where Connect answers with an error in between, what was made is deleted all the same', async () => {
  const instance = new Instance(undefined, { make: 1 });
  const result = await probe(optionsFor(instance, three));
  expect(result.failed).toBe('ThrottlingException: too often');
  expect(instance.there).toEqual([]);
});

test('what cannot be deleted is told, and the rest is deleted', async () => {
  const instance = new Instance(undefined, { delete: 'p-2' });
  const result = await probe(optionsFor(instance, three));
  expect(result.left).toEqual([{ id: 'p-2', name: 'p-2', why: 'ResourceConflictException: in use' }]);
  expect(instance.there.map(({ name }) => name)).toEqual(['p-2']);
});

test('with leftovers of an earlier probe nothing is made', async () => {
  const instance = new Instance();
  instance.there.push({ id: 'x', name: 'p-1' }, { id: 'y', name: 'somebody else' });
  await expect(probe(optionsFor(instance, three))).rejects.toMatchObject({
    name: LeftoverError.name,
    leftovers: [{ id: 'x', name: 'p-1' }],
  });
  expect(instance.acts).toEqual([]);
});

test('a person who stops it gets what was made deleted', async () => {
  const instance = new Instance();
  const { probed } = await probe(optionsFor(instance, three, () => instance.acts.length > 0));
  expect(probed.map(({ outcome }) => outcome)).toEqual(['taken', 'not tried', 'not tried']);
  expect(instance.there).toEqual([]);
});

test('an instance without any queue is told before anything is made', async () => {
  const instance = new Instance();
  instance.queue = null;
  await expect(probe(optionsFor(instance, three))).rejects.toThrow('The instance has no queue');
  expect(instance.acts).toEqual([]);
});

test('flows that refer to each other in a circle are named', () => {
  expect(() => inOrder([flow('Inbound', 'Hold'), flow('Hold', 'Inbound')], types)).toThrow('in a circle');
});

test('a reference that nothing can stand in for is named, and tags of speech are no references', () => {
  const standIns = { flows: new Map(), queueArn: 'arn:queue', account: '1', region: 'us-east-1' };
  expect(() => withStandIns(flow('Hold', 'Hours'), types, standIns)).toThrow(
    'Flow flow Hold refers to <Hours.Arn>, a AWS::Connect::HoursOfOperation',
  );
  expect(withStandIns(flow('Hold', 'speak'), types, standIns)).toContain('<speak.Arn>');
});

test('through the SDK: flows are published and deleted, and a refusal comes back as its problems', async () => {
  const account = await SimulatedAccount.start(accountFor(environment));
  try {
    const maker = connectFlowMaker(
      { region: environment.region, retryMode: 'adaptive', maxAttempts: 2, ...account.client },
      instanceArn,
    );
    const before = await maker.flows();
    expect(await maker.anyQueue()).toBe(`${instanceArn}/queue/basic`);
    const content = (type: string) =>
      JSON.stringify({
        ...{ Version: '2019-10-30', StartAction: 'Start', Metadata: {} },
        Actions: [{ Identifier: 'Start', Type: type, Parameters: {}, Transitions: {} }],
      });
    const refused = await maker.make({ name: 'p-1', type: 'CONTACT_FLOW', content: content('NoSuchAction') });
    expect(refused).toEqual({ problems: [expect.stringContaining('NoSuchAction')] });
    const made = await maker.make({ name: 'p-2', type: 'CONTACT_FLOW', content: content('DisconnectParticipant') });
    if (!('id' in made)) throw new Error(made.problems.join());
    expect((await maker.flows()).map(({ name }) => name)).toContain('p-2');
    await maker.delete(made.id);
    expect(await maker.flows()).toEqual(before);
  } finally {
    await account.close();
  }
});
