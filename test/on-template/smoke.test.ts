import { clientSettings } from '../../account/aws/ask';
import { DeployedAccount, usualSwitches } from '../../account/simulated/deployed-account';
import { awsDeployed } from '../../account/smoke/aws-deployed';
import type { Outcome } from '../../account/smoke/outcome';
import { smoke } from '../../account/smoke/smoke';
import { parseEnvironment } from '../../lib/configuration/parse-environment';
import { prod } from '../lib/example-environments';

jest.setTimeout(180_000);

/** The account of everything there is, in which the environment is deployed. */
let account: DeployedAccount;
const said: string[] = [];
const switches = { ...usualSwitches };
const environment = parseEnvironment(prod, 'test');

beforeAll(async () => {
  account = await DeployedAccount.start({
    environment,
    written: prod,
    denied: [],
    switches,
    say: (line) => said.push(line),
  });
});
afterAll(() => account.close());

const tried = async (): Promise<readonly Outcome[]> =>
  smoke({
    environment,
    deployed: awsDeployed(
      clientSettings(environment.region, account.account.client),
      environment.instance.arn,
      account.clock,
    ),
    token: await account.token(),
    mayRing: false,
    say: (line) => said.push(line),
    stopped: () => false,
  });

test('what is deployed is right in every row, and so it is once more', async () => {
  for (const _ of [1, 2]) {
    const outcomes = await tried();
    expect(outcomes.filter(({ verdict }) => verdict !== 'right')).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(7);
  }
  expect(said.filter((line) => line.includes('failed'))).toEqual([]);
  expect(account.cloud.dlqContents()).toEqual({});
});

const rowsOf = async (subject: string): Promise<readonly string[]> =>
  (await tried()).filter((row) => row.subject.startsWith(subject)).map((row) => `${row.verdict}: ${row.sentence}`);

test('criteria that the flow cannot set are seen to come by the API', async () => {
  switches.dynamicCriteria = 'refused';
  const [row] = await rowsOf('call: criteria');
  switches.dynamicCriteria = 'taken';
  expect(row).toMatch(/^right: .* in force 1\.\d s after it was queued: by the API/);
});

test('a wait longer than a test case lasts ends it at the first tick', async () => {
  const name = `/connect-call-blending/${environment.name}/sales/queue/max-wait-seconds`;
  account.cloud.putParameter(name, '600');
  await account.clock.pause(10);
  expect(await rowsOf('call: tick')).toEqual(['right: plan-offer was asked again while the caller waited']);
  expect(await rowsOf('call: voicemail')).toEqual([expect.stringMatching(/^not possible: .* is 600/)]);
  account.cloud.putParameter(name, '120');
  await account.clock.pause(10);
});

test('a queue that is closed against its hours is found out', async () => {
  const queue = account.cloud.setup.queues.find((one) => one.name === 'sales-inbound');
  account.cloud.connect.setClosed(queue?.id ?? '', true);
  expect(await rowsOf('call:')).toEqual([
    'right: heard',
    expect.stringMatching(/^failed: sales-inbound is open by its hours, and the caller was told that it is closed/),
    expect.stringMatching(/^not possible: the queue is closed now/),
  ]);
  account.cloud.connect.setClosed(queue?.id ?? '', false);
});

test('where an agent is logged in no call is made unless it may be', async () => {
  const profile = account.cloud.setup.routingProfiles.find(({ name }) => name.endsWith('sales-inbound'));
  const userId = account.cloud.connect.agents.add({ username: 'ana', routingProfileId: profile?.id ?? '' });
  account.cloud.connect.agents.login(userId, 'Available');
  expect(await rowsOf('call')).toEqual([expect.stringMatching(/^not possible: not made: 1 who serve sales-inbound/)]);
  account.cloud.connect.agents.logout(userId);
});

test('each test case is gone again, and one that is left over lets nothing begin', async () => {
  const { connect, setup } = account.cloud;
  const InstanceId = environment.instance.arn;
  expect(await connect.api('ListTestCases', { InstanceId })).toEqual({ TestCaseSummaryList: [] });
  await connect.api('CreateTestCase', {
    ...{ InstanceId, Name: `ccb-${environment.name}-smoke-caller`, Status: 'PUBLISHED' },
    Content: JSON.stringify({
      ...{ Version: '2019-10-30', Metadata: {} },
      Observations: [
        {
          Identifier: 'start',
          Event: { Identifier: 'e', Type: 'TestInitiated', Actor: 'System', Properties: {} },
          ...{ Actions: [], Transitions: { NextObservations: [] } },
        },
      ],
    }),
    EntryPoint: {
      Type: 'VOICE_CALL',
      VoiceCallEntryPointParameters: { FlowId: setup.flows[0]?.id, SourcePhoneNumber: '+12065550100' },
    },
  });
  await expect(tried()).rejects.toThrow(`ccb-${environment.name}-smoke-caller`);
});
