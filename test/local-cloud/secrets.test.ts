import { seededChance } from '../../clock/chance';
import { generatedText, type TextRecipe } from '../../local-cloud/secrets/generated-text';
import { allow, assembly, fn, messages, type Resources, ref, refusal, run, start } from './small-app';

const secret = (properties: Readonly<Record<string, unknown>>): Resources => ({
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'app/dialer', ...properties } },
});
const all = ['GetSecretValue', 'PutSecretValue', 'DescribeSecret'].map((name) => `secretsmanager:${name}`);
const call = (name: string, input: Readonly<Record<string, unknown>>) => ({ call: name, input });

/** A function that may use the secret, and the variable ARN of it. */
async function started(properties: Readonly<Record<string, unknown>>, statement = allow(all, ref('Secret'))) {
  const variables = { SECRET_ARN: ref('Secret') };
  const Resources = { ...secret(properties), ...fn('Caller', 'calls', [statement], { variables }) };
  const result = await run(assembly({ Resources }), {
    beforeDeploy: (admin) => admin.putSecret('brought/dialer', 'b'),
  });
  return {
    ...result,
    calls: (...calls: ReturnType<typeof call>[]) =>
      result.cloud.invoke('Caller', { calls }) as Promise<Record<string, unknown>[]>,
  };
}

const generated = {
  GenerateSecretString: {
    SecretStringTemplate: '{"previous":"none"}',
    GenerateStringKey: 'current',
    ExcludePunctuation: true,
    PasswordLength: 64,
  },
};

it('makes a secret by the recipe, and the same one in every run', async () => {
  const [one, two] = [await started(generated), await started(generated)];
  const made = JSON.parse(one.cloud.secretValue('app/dialer')) as Record<string, string>;
  expect(made).toEqual({ previous: 'none', current: expect.stringMatching(/^[A-Za-z0-9]{64}$/) });
  expect(two.cloud.secretValue('app/dialer')).toBe(one.cloud.secretValue('app/dialer'));
  expect(one.failures).toEqual([]);
});

it('is read by name and by ARN, and keeps the value it had before', async () => {
  const { cloud, calls, pass } = await started({ SecretString: 'first', Description: 'shared with the dialer' });
  const [byName] = await calls(call('GetSecretValue', { SecretId: 'app/dialer' }));
  expect(byName).toMatchObject({
    ARN: expect.stringMatching(/^arn:aws:secretsmanager:eu-central-1:111122223333:secret:app\/dialer-\w{6}$/),
    Name: 'app/dialer',
    SecretString: 'first',
    VersionStages: ['AWSCURRENT'],
  });
  await pass(60);
  cloud.putSecret(String(byName?.['ARN']), 'second');
  const [current, previous, described] = await calls(
    call('GetSecretValue', { SecretId: byName?.['ARN'] }),
    call('GetSecretValue', { SecretId: 'app/dialer', VersionStage: 'AWSPREVIOUS' }),
    call('DescribeSecret', { SecretId: 'app/dialer' }),
  );
  expect([current?.['SecretString'], previous?.['SecretString']]).toEqual(['second', 'first']);
  expect(previous?.['VersionId']).toBe(byName?.['VersionId']);
  expect(current?.['CreatedDate']).toEqual(new Date(start + 60_000).toISOString());
  expect(described).toMatchObject({
    Description: 'shared with the dialer',
    VersionIdsToStages: {
      [String(current?.['VersionId'])]: ['AWSCURRENT'],
      [String(previous?.['VersionId'])]: ['AWSPREVIOUS'],
    },
  });
});

it('takes a new value from a function, once for each token', async () => {
  const { cloud, calls } = await started({ SecretString: 'first' });
  const put = (SecretString: string) =>
    call('PutSecretValue', { SecretId: 'app/dialer', SecretString, ClientRequestToken: 'a'.repeat(32) });
  const [one, again] = await calls(put('second'), put('second'));
  expect(again).toEqual(one);
  expect(cloud.secretValue('app/dialer')).toBe('second');
  await expect(calls(put('third'))).rejects.toMatchObject({ name: 'ResourceExistsException' });
  await expect(calls(call('GetSecretValue', { SecretId: 'app/dialer', VersionId: 'b' }))).rejects.toThrow(
    'the secret app/dialer has no version b',
  );
});

it('lets only those read it who may, a brought one by the pattern of its name', async () => {
  const brought = { 'Fn::Sub': 'arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:brought/dialer-??????' };
  const result = await started({ SecretString: 'first' }, allow('secretsmanager:GetSecretValue', brought));
  const [read] = await result.calls(call('GetSecretValue', { SecretId: 'brought/dialer' }));
  expect(read?.['SecretString']).toBe('b');
  await expect(result.calls(call('GetSecretValue', { SecretId: 'app/dialer' }))).rejects.toThrow(
    'may not perform secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-central-1:111122223333:secret:app/dialer-',
  );
  expect(messages(result)).toHaveLength(1);
});

it('says which secret there is not', async () => {
  const { cloud, calls } = await started({});
  const text = 'there is no secret app/dialler';
  expect(() => cloud.secretValue('app/dialler')).toThrow(text);
  expect(() => cloud.putSecret('app/dialler', 'x')).toThrow(text);
  await expect(calls(call('GetSecretValue', { SecretId: 'app/dialer' }))).rejects.toThrow(
    'the secret app/dialer has no value labelled AWSCURRENT',
  );
});

it('keeps the ARN of a brought secret', async () => {
  const brought = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:team/dialer-AbC123';
  const { cloud } = await run(assembly({ Resources: fn('Any', 'log') }), {
    beforeDeploy: (admin) => admin.putSecret(brought, 'theirs'),
  });
  expect([brought, brought.slice(0, -7), 'team/dialer'].map((name) => cloud.secretValue(name))).toEqual(
    Array(3).fill('theirs'),
  );
});

it.each([
  [{ SecretString: 'x', GenerateSecretString: {} }, 'SecretString and GenerateSecretString exclude each other'],
  [
    { GenerateSecretString: { GenerateStringKey: 'current' } },
    'SecretStringTemplate and GenerateStringKey need each other',
  ],
  [
    { GenerateSecretString: { SecretStringTemplate: '["a"]', GenerateStringKey: 'current' } },
    'SecretStringTemplate must be a JSON object, got ["a"]',
  ],
  [{ GenerateSecretString: { PasswordLength: 0 } }, 'PasswordLength must be a whole number from 1 to 4096, got 0'],
  [
    { GenerateSecretString: { Colour: 'red' } },
    'GenerateSecretString: the local cloud does not know the property Colour',
  ],
  [{ Name: 'brought/dialer' }, 'the secret brought/dialer already exists'],
  [{ Name: 'two words' }, 'Name: a name has 1 to 512 letters, digits and /_+=.@-'],
])('deploys no secret with %j', async (properties, message) => {
  const said = await refusal(assembly({ Resources: secret(properties) }), {
    beforeDeploy: (admin) => admin.putSecret('brought/dialer', 'b'),
  });
  expect(said).toContain('resource Secret (AWS::SecretsManager::Secret)');
  expect(said).toContain(message);
});

describe('a generated text', () => {
  const recipe: TextRecipe = {
    length: 4,
    excludeCharacters: '',
    excludeLowercase: false,
    excludeUppercase: false,
    excludeNumbers: false,
    excludePunctuation: false,
    includeSpace: false,
    requireEachIncludedType: true,
  };

  it.each([1, 2, 3, 4, 5])('holds one character of each kind (seed %i)', (seed) => {
    const text = generatedText(recipe, seededChance(seed));
    expect([...text].map(kindOf).sort()).toEqual(['digit', 'lower', 'punctuation', 'upper']);
  });

  it('holds nothing that is excluded', () => {
    const excluding = {
      ...recipe,
      length: 500,
      excludeCharacters: 'abc',
      excludeUppercase: true,
      excludePunctuation: true,
    };
    expect(generatedText(excluding, seededChance(1))).toMatch(/^[d-z0-9]{500}$/);
  });

  it('is refused when there is no room, or nothing to make it of', () => {
    expect(() => generatedText({ ...recipe, length: 3 }, seededChance(1))).toThrow('has no room for each of 4 kinds');
    const nothing = { ...recipe, excludeLowercase: true, excludeUppercase: true, excludePunctuation: true };
    expect(() => generatedText({ ...nothing, excludeNumbers: true }, seededChance(1))).toThrow('leaves no character');
  });
});

function kindOf(character: string): string {
  if (/[a-z]/.test(character)) return 'lower';
  if (/[A-Z]/.test(character)) return 'upper';
  return /\d/.test(character) ? 'digit' : 'punctuation';
}
