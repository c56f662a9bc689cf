import type { EnvironmentInput } from '../../lib/environments/schema';
import { Account, type Declared, HandWork, inOrder, type StackToDeploy } from './deploy-model/cloudformation';
import { dev, prod } from './example-environments';
import { inboundOnly, Synthesized, stackNames } from './synthesized';

/** The stacks of an environment in the order they are deployed. */
const stacksOf = (input: EnvironmentInput): readonly StackToDeploy[] => {
  const synthesized = new Synthesized(input);
  return stackNames.flatMap((name) => {
    const stack = synthesized.stacks[name];
    if (!stack) return [];
    const terminationProtection = stack.terminationProtection ?? false;
    return [{ name: stack.stackName, template: synthesized.template(name).toJSON(), terminationProtection }];
  });
};
const resourcesOf = ({ template }: StackToDeploy) => template['Resources'] as Readonly<Record<string, Declared>>;
const deployAll = (account: Account, stacks: readonly StackToDeploy[]): void => {
  for (const stack of stacks) expect(account.deploy(stack)).toBe(true);
};
const named = (stacks: readonly StackToDeploy[], part: string): StackToDeploy => {
  const found = stacks.find(({ name }) => name.endsWith(part));
  if (!found) throw new Error(`there is no stack ${part}`);
  return found;
};

const numberOf = (id: string) => ({
  owner: 'existing' as const,
  name: 'sales-line',
  queue: 'sales-inbound',
  arn: `arn:aws:connect:eu-central-1:111122223333:phone-number/${id}`,
});
function withSecondGroup(): Partial<EnvironmentInput> {
  const { groups } = inboundOnly();
  const [first] = groups;
  if (!first) throw new Error('the example has a group');
  return {
    groups: [...groups, { ...first, name: 'service', queues: [{ owner: 'managed', name: 'service-inbound' }] }],
  };
}

const plain = stacksOf(inboundOnly());
const full = stacksOf(dev);
const large = stacksOf(prod);
const none = stacksOf(inboundOnly({ numbers: [] }));
const temporary = stacksOf({ ...dev, retainState: false });

const countOf = (stacks: readonly StackToDeploy[]): number =>
  stacks.reduce((sum, stack) => sum + Object.keys(resourcesOf(stack)).length, 0);

/** How many resources a change takes away. */
const goneOf = (before: readonly StackToDeploy[], after: readonly StackToDeploy[]): number =>
  before.reduce((sum, stack) => {
    const then = after.find(({ name }) => name === stack.name);
    return sum + Object.keys(resourcesOf(stack)).filter((id) => !(then && id in resourcesOf(then))).length;
  }, 0);

describe.each([
  ['inbound only', plain],
  ['no number', none],
  ['everything', full],
  ['everything, nothing kept', temporary],
  ['everything, two groups', large],
])('a first deploy: %s', (_, stacks) => {
  it('can fail at any resource, is rolled back, and succeeds as it is afterwards, with nothing left over', () => {
    const undisturbed = new Account();
    deployAll(undisturbed, stacks);
    let failures = 0;
    for (const [index, failing] of stacks.entries()) {
      for (let place = 0; place < Object.keys(resourcesOf(failing)).length; place++) {
        const account = new Account();
        deployAll(account, stacks.slice(0, index));
        expect(account.deploy(failing, place)).toBe(false);
        expect(account.orphans).toEqual([]);
        deployAll(account, stacks.slice(index));
        expect(account.things).toEqual(undisturbed.things);
        failures++;
      }
    }
    expect(failures).toBe(stacks.reduce((sum, stack) => sum + Object.keys(resourcesOf(stack)).length, 0));
  });

  it('is taken down in reverse order, and can be deployed again afterwards', () => {
    const account = new Account();
    deployAll(account, stacks);
    for (const { name } of [...stacks].reverse()) account.destroy(name);
    expect(account.things).toEqual([]);
    deployAll(account, stacks);
  });

  it('is taken down in no other order', () => {
    for (const { name } of stacks.slice(0, 2)) {
      const account = new Account();
      deployAll(account, stacks);
      expect(() => account.destroy(name)).toThrow(/no longer exports .*, which ccb-\w+-[\w-]+ imports/);
    }
  });

  it('gives numbers back before anything they lead to goes, and the function that does so after them', () => {
    const resources = resourcesOf(named(stacks, 'contact-flows'));
    const order = [...inOrder(resources)].reverse();
    const at = (type: string) => order.flatMap((id, place) => (resources[id]?.Type === type ? [place] : []));
    const pointers = at('Custom::NumberToFlow');
    const reached = [
      'AWS::Connect::ContactFlow',
      'AWS::Connect::Queue',
      'AWS::Connect::PhoneNumber',
      'AWS::SSM::Parameter',
    ];
    for (const place of pointers) {
      for (const type of reached) expect(Math.min(...at(type), Number.POSITIVE_INFINITY)).toBeGreaterThan(place);
      const id = order[place] ?? '';
      const token = resources[id]?.Properties?.['ServiceToken'] as { 'Fn::GetAtt': readonly [string] };
      expect(order.indexOf(token['Fn::GetAtt'][0])).toBeGreaterThan(place);
    }
  });
});

/** Made by a change, so that its rollback takes away what is new and leaves the rest. */
describe.each([
  ['campaigns and the agents’ page are added', plain, full],
  ['numbers are added', none, plain],
  ['a second group is added', plain, stacksOf(inboundOnly(withSecondGroup()))],
])('a change: %s', (_, before, after) => {
  it('can fail at anything new, is rolled back to what was, and succeeds as it is afterwards', () => {
    const undisturbed = new Account();
    deployAll(undisturbed, before);
    deployAll(undisturbed, after);
    let failures = 0;
    for (const [index, failing] of after.entries()) {
      const old = before.find(({ name }) => name === failing.name);
      const added = Object.keys(resourcesOf(failing)).filter((id) => !(old && id in resourcesOf(old)));
      for (let place = 0; place < added.length; place++) {
        const account = new Account();
        deployAll(account, before);
        deployAll(account, after.slice(0, index));
        const was = account.things;
        expect(account.deploy(failing, place)).toBe(false);
        expect([account.orphans, account.things]).toEqual([[], was]);
        deployAll(account, after.slice(index));
        expect([...account.things].sort()).toEqual([...undisturbed.things].sort());
        failures++;
      }
    }
    expect(failures).toBe(undisturbed.things.length - countOf(before) + goneOf(before, after));
  });
});

describe('what is kept', () => {
  it('stays when the stacks go, under names that stand in nobody’s way', () => {
    const account = new Account();
    deployAll(account, full);
    for (const { name } of [...full].reverse()) account.destroy(name);
    expect(account.orphans.map(({ type, name }) => [type, name])).toEqual([
      ['AWS::Connect::PhoneNumber', null],
      ['AWS::Connect::PhoneNumber', null],
      ['AWS::SecretsManager::Secret', null],
      ['AWS::DynamoDB::Table', null],
    ]);
    const nothing = new Account();
    deployAll(nothing, temporary);
    for (const { name } of [...temporary].reverse()) nothing.destroy(name);
    expect(nothing.orphans).toEqual([]);
  });

  it('is protected only once it is there: a protected first deploy could not be tried again', () => {
    const protectedOnes = stacksOf({ ...dev, deletionProtection: true });
    const account = new Account();
    deployAll(account, full);
    deployAll(account, protectedOnes);
    expect(named(protectedOnes, 'state').terminationProtection).toBe(true);
    const [state] = protectedOnes;
    if (!state) throw new Error('there is no stack');
    const last = Object.keys(resourcesOf(state)).length - 1;
    expect(() => new Account().deploy(state, last)).toThrow(HandWork);
  });
});

describe('the model', () => {
  const stack = (Resources: Readonly<Record<string, Declared>>, protectedStack = false): StackToDeploy => ({
    name: 's',
    template: { Resources },
    terminationProtection: protectedStack,
  });
  const last = { Type: 'AWS::SNS::Topic', DependsOn: ['A'] };

  it.each([
    [
      'a fixed name on what is kept',
      { Type: 'AWS::SecretsManager::Secret', DeletionPolicy: 'Retain', Properties: { Name: 'n' } },
    ],
    ['a status of Connect', { Type: 'AWS::Connect::AgentStatus', Properties: { Name: 'Missed call' } }],
  ])('finds that a second attempt is stopped by %s', (_, A) => {
    const account = new Account();
    expect(account.deploy(stack({ A, Z: last }), 1)).toBe(false);
    expect(() => account.deploy(stack({ A, Z: last }))).toThrow('there is one already');
  });

  it('finds a first deploy that must be deleted and may not', () => {
    const A = { Type: 'AWS::DynamoDB::Table', Properties: { DeletionProtectionEnabled: true } };
    expect(() => new Account().deploy(stack({ A, Z: last }), 1)).toThrow('protected from deletion');
    expect(() => new Account().deploy(stack({ A: { Type: 'AWS::SNS::Topic' }, Z: last }, true), 1)).toThrow(
      'protected from termination',
    );
  });
});

const without = (...names: readonly (keyof EnvironmentInput)[]): EnvironmentInput =>
  ({ ...dev, ...Object.fromEntries(names.map((name) => [name, undefined])) }) as EnvironmentInput;

describe('a change, step by step as docs/deploy.md says', () => {
  it.each([
    ['campaigns are taken out', dev, inboundOnly({ agentPage: dev.agentPage, pages: dev.pages }), 'campaign-link'],
    ['the pages are taken out', dev, without('pages'), 'pages'],
    ['the agents’ page is taken out', without('pages'), without('pages', 'agentPage', 'wallboard'), 'agent-page'],
  ])('%s: the stack goes first, then everything is deployed', (_, before, after, goes) => {
    const account = new Account();
    const was = stacksOf(before as EnvironmentInput);
    const will = stacksOf(after as EnvironmentInput);
    deployAll(account, was);
    account.destroy(named(was, goes).name);
    deployAll(account, will);
    expect([...account.stackNames].sort()).toEqual(will.map(({ name }) => name).sort());
    deployAll(account, was);
  });

  it('features come and go at once', () => {
    const account = new Account();
    deployAll(account, plain);
    deployAll(account, full);
  });

  it('our secret becomes a brought one: the link first and by itself, then everything', () => {
    const secret = {
      owner: 'existing' as const,
      arn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:key-a1B2c3',
    };
    const { campaignManager } = dev;
    if (!campaignManager) throw new Error('the example has a Campaign Manager');
    const will = stacksOf({ ...dev, campaignManager: { ...campaignManager, secret } });
    const account = new Account();
    deployAll(account, full);
    expect(() => deployAll(account, will)).toThrow(
      /ccb-dev-state no longer exports .*Secret.*, which ccb-dev-campaign-link imports/,
    );
    expect(account.deploy(named(will, 'campaign-link'))).toBe(true);
    deployAll(account, will);
  });

  it('a claimed number becomes a brought one: it is kept, and pointed anew before the old pointer goes', () => {
    const account = new Account();
    deployAll(account, full);
    const will = stacksOf({ ...dev, numbers: [numberOf('n')] });
    deployAll(account, will);
    expect(account.orphans.map(({ type }) => type)).toEqual(['AWS::Connect::PhoneNumber']);
    const released = new Account();
    deployAll(released, temporary);
    deployAll(released, full);
    deployAll(released, will);
    expect(released.orphans.map(({ type }) => type)).toEqual(['AWS::Connect::PhoneNumber']);
  });

  it('lines move one at a time: each is one resource more, and none of the others changes', () => {
    const lines = ['a', 'b', 'c'].map((id) => ({ ...numberOf(id), name: `line-${id}` }));
    const pointers = (count: number) =>
      Object.fromEntries(
        Object.entries(
          resourcesOf(named(stacksOf(inboundOnly({ numbers: lines.slice(0, count) })), 'contact-flows')),
        ).flatMap(([id, { Type, Properties }]) => (Type === 'Custom::NumberToFlow' ? [[id, Properties]] : [])),
      );
    for (const count of [0, 1, 2]) {
      const [before, after] = [pointers(count), pointers(count + 1)];
      expect(after).toMatchObject(before);
      expect(Object.keys(after)).toHaveLength(count + 1);
    }
  });
});
