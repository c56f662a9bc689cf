import { InMemory, tried, verdicts } from './in-memory';

const doors = async (deployed: InMemory, token?: string | null) =>
  (await tried(deployed, token === undefined ? {} : { token })).filter(
    ({ subject }) => !/^(threshold|call)/.test(subject),
  );

test('a heartbeat is taken and noted, what must be refused is, and the page knows its agent', async () => {
  const deployed = new InMemory();
  expect(verdicts(await doors(deployed))).toEqual([
    'right: heartbeat',
    'right: refusal: the same request again',
    'right: refusal: wrong signature',
    'right: refusal: old timestamp',
    "right: agent's page, no token",
    "right: agent's page, token",
  ]);
  expect(deployed.link?.toldAt).toBe(Date.UTC(2026, 0, 5, 14));
});

test('an ingress that takes everything is found out by each refusal', async () => {
  const deployed = new InMemory();
  deployed.acceptsAnything = true;
  const failed = (await doors(deployed)).filter(({ verdict }) => verdict === 'failed');
  expect(failed.map(({ subject }) => subject)).toEqual([
    'refusal: the same request again',
    'refusal: wrong signature',
    'refusal: old timestamp',
  ]);
  for (const { sentence } of failed) expect(sentence).toContain('answered 202; it must be 401');
});

test('a heartbeat that is taken and not noted has failed', async () => {
  const deployed = new InMemory();
  deployed.heartbeatsNoted = false;
  const [heartbeat] = await doors(deployed);
  expect(heartbeat).toMatchObject({ verdict: 'failed', sentence: expect.stringContaining('not noted within 20 s') });
});

test.each([
  ['a text', 'no json at all'],
  ['an object without a current secret', '{"previous":"0123456789abcdef"}'],
  ['one that is too short', '{"current":"short"}'],
])('a secret that is %s is told, and never shown', async (_, text) => {
  const deployed = new InMemory();
  deployed.secretText = text;
  const [heartbeat] = await doors(deployed);
  expect(heartbeat?.verdict).toBe('failed');
  expect(heartbeat?.sentence).not.toContain(text);
});

test.each([
  [401, 'failed', 'https://login.a-centre.test'],
  [403, 'failed', 'claim sub'],
  [500, 'failed', 'must be 200 or 404'],
  [404, 'right', 'has not logged in'],
])('a token that is answered %i is %s', async (status, verdict, sentence) => {
  const deployed = new InMemory();
  deployed.pageStatus = status;
  const outcome = (await doors(deployed)).at(-1);
  expect(outcome).toMatchObject({ verdict, sentence: expect.stringContaining(sentence) });
});

test('without a token the request with one is not possible', async () => {
  const outcome = (await doors(new InMemory(), null)).at(-1);
  expect(outcome).toMatchObject({ verdict: 'not possible', sentence: expect.stringContaining('--token-file') });
});

test('a stack that is not there, and an output it lacks, are named', async () => {
  const deployed = new InMemory();
  delete deployed.stacks['ccb-pilot-agent-page'];
  deployed.stacks['ccb-pilot-campaign-link'] = {};
  const outcomes = await doors(deployed);
  expect(outcomes.map(({ sentence }) => sentence)).toEqual([
    'the stack ccb-pilot-campaign-link has no output IngressUrl; deploy it again',
    'the stack ccb-pilot-agent-page is not deployed',
  ]);
});

test.each([
  ['outputs', 'cloudformation:DescribeStacks'],
  ['secret', 'secretsmanager:GetSecretValue'],
  ['campaignLink', 'dynamodb:GetItem'],
] as const)('without the right to see %s it is not possible, and the permission is named', async (question, action) => {
  const deployed = new InMemory();
  deployed.refused.add(question);
  const [heartbeat] = await doors(deployed);
  expect(heartbeat?.verdict).toBe('not possible');
  expect(heartbeat?.sentence).toContain(`the permission ${action} is missing`);
});
