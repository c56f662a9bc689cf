import { clientSettings } from '../../account/aws/ask';
import { DeployedAccount } from '../../account/simulated/deployed-account';
import { awsDeployed } from '../../account/smoke/aws-deployed';
import type { Outcome } from '../../account/smoke/outcome';
import { smoke } from '../../account/smoke/smoke';
import { parseEnvironment } from '../../lib/environments/schema';
import { prod } from '../infra/example-environments';

jest.setTimeout(180_000);

/** The account of everything there is, in which the environment is deployed. */
let account: DeployedAccount;
const said: string[] = [];
const environment = parseEnvironment(prod, 'test');

beforeAll(async () => {
  account = await DeployedAccount.start({ environment, written: prod, denied: [], say: (line) => said.push(line) });
});
afterAll(() => account.close());

const tried = (): Promise<readonly Outcome[]> =>
  smoke({
    environment,
    deployed: awsDeployed(clientSettings(environment.region, account.account.client), account.clock),
    token: account.token,
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
