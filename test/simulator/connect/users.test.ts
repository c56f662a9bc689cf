import { userSearchOnConnectApi } from '../../../adapters/memory/connect-api';
import { MemoryRateLimiter } from '../../../adapters/memory/rate-limiter';
import { aWorld, instanceArn } from './connect-fixture';

const instanceId = instanceArn.split('/').at(-1) ?? '';

describe('users of the simulated Connect', () => {
  const searching = () => {
    const world = aWorld();
    const ana = world.agent('ana');
    world.agent('bo');
    const limiter = new MemoryRateLimiter({ now: () => 0 });
    const api = async (operation: string, input: Record<string, unknown>) => world.api(operation, input);
    return { world, ana, search: userSearchOnConnectApi(api, instanceId, limiter) };
  };

  it('are found by username and by e-mail address, as the application asks for them', async () => {
    const { ana, search } = searching();
    expect(await search.find('username', 'ana')).toEqual([{ userId: ana, username: 'ana' }]);
    expect(await search.find('email', 'ana@example.com')).toEqual([{ userId: ana, username: 'ana' }]);
    expect(await search.find('email', 'ana@elsewhere.com')).toEqual([]);
    expect(await search.find('username', 'nobody')).toEqual([]);
  });

  it('are not to be had while Connect throttles', async () => {
    const { world, search } = searching();
    world.connect.setThrottled(true);
    expect(await search.find('username', 'ana')).toBe('throttled');
  });

  it('are searched by exact usernames only', async () => {
    const { world } = searching();
    await expect(
      world.api('SearchUsers', {
        SearchCriteria: { StringCondition: { FieldName: 'email', Value: 'ana', ComparisonType: 'EXACT' } },
      }),
    ).rejects.toThrow(/SearchCriteria must be OrConditions, or a StringCondition with FieldName Username/);
  });
});
