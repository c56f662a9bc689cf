import { userSearchOnConnectApi } from '../../../adapters/memory/connect-api';
import { MemoryLoginStore } from '../../../adapters/memory/login-store';
import { MemoryRateLimiter } from '../../../adapters/memory/rate-limiter';
import {
  agentFinder,
  type LookedUp,
  loginCountsMs,
  loginKeptMs,
  mostRemembered,
  nobodyCountsMs,
  rememberedMs,
} from '../../../core/agent-page/find-agent';
import { handClock } from '../../adapters/contract/builders';

interface User {
  readonly id: string;
  username: string;
  email?: string;
}

/** A Connect with these users, and as many instances of the function as are asked for. */
function connect(...users: User[]) {
  const clock = handClock();
  const asked: string[] = [];
  let throttled = false;
  const logins = new MemoryLoginStore();
  const limiter = new MemoryRateLimiter(clock);
  const search = userSearchOnConnectApi(
    async (operation, input) => {
      asked.push(operation);
      if (throttled) throw Object.assign(new Error('too many'), { name: 'ThrottlingException' });
      if (operation === 'DescribeUser') {
        const user = users.find(({ id }) => id === input['UserId']);
        if (!user) throw Object.assign(new Error('no such user'), { name: 'ResourceNotFoundException' });
        return { User: { Id: user.id, Username: user.username, IdentityInfo: { Email: user.email } } };
      }
      const text = JSON.stringify(input).toLowerCase();
      return {
        Users: users
          .filter(({ username }) => text.includes(`"value":"${username.toLowerCase()}"`))
          .map(({ id, username }) => ({ Id: id, Username: username })),
      };
    },
    'i-1',
    limiter,
  );
  return {
    ...{ users, asked, clock, logins, limiter },
    throttle: (now: boolean) => {
      throttled = now;
    },
    instance: (by: LookedUp) => agentFinder({ users: search, logins, clock }, by),
  };
}

const ana = { kind: 'agent', agentId: 'u-ana' };

describe('an agent named by username', () => {
  it('is found in any case of letters, and asked for once by all who want to know', async () => {
    const { instance, asked } = connect({ id: 'u-ana', username: 'Ana' }, { id: 'u-bo', username: 'bo' });
    const find = instance('username');
    expect(await Promise.all([find('ana'), find('ANA '), find('Ana')])).toEqual([ana, ana, ana]);
    expect(await instance('username')('ana')).toEqual(ana);
    expect(asked).toEqual(['SearchUsers']);
  });

  it('is asked for by one instance at a time; the other is told to come again', async () => {
    const { instance, asked } = connect({ id: 'u-ana', username: 'ana' });
    const answers = await Promise.all([instance('username')('ana'), instance('username')('ana')]);
    expect(answers).toEqual(expect.arrayContaining([ana, { kind: 'later' }]));
    expect(asked).toEqual(['SearchUsers']);
  });

  it('is known by another id once the user was deleted and made anew', async () => {
    const { instance, users, clock } = connect({ id: 'u-ana', username: 'ana' });
    const find = instance('username');
    await find('ana');
    users.splice(0, 1, { id: 'u-new', username: 'ana' });
    clock.advance(loginCountsMs - 1);
    expect(await find('ana')).toEqual(ana);
    clock.advance(rememberedMs);
    expect(await find('ana')).toEqual({ kind: 'agent', agentId: 'u-new' });
  });

  it('is nobody any more once the user was renamed or deleted, and is found by the new name', async () => {
    const { instance, users, clock } = connect({ id: 'u-ana', username: 'ana' }, { id: 'u-bo', username: 'bo' });
    const find = instance('username');
    await find('ana');
    await find('bo');
    users.splice(0, 2, { id: 'u-ana', username: 'ana.silva' });
    clock.advance(loginCountsMs);
    expect(await find('ana.silva')).toEqual(ana);
    expect(await find('ana')).toEqual({ kind: 'nobody', users: 0 });
    expect(await find('bo')).toEqual({ kind: 'nobody', users: 0 });
  });

  it('who was not there is looked for again after a minute, and not before', async () => {
    const { instance, users, asked, clock } = connect();
    const find = instance('username');
    expect(await find('ana')).toEqual({ kind: 'nobody', users: 0 });
    users.push({ id: 'u-ana', username: 'ana' });
    clock.advance(nobodyCountsMs - 1);
    expect(await find('ana')).toEqual({ kind: 'nobody', users: 0 });
    expect(asked).toHaveLength(1);
    clock.advance(1);
    expect(await find('ana')).toEqual(ana);
  });

  it('stays who they were while Connect may not be asked; somebody new comes again', async () => {
    const { instance, clock, throttle } = connect({ id: 'u-ana', username: 'ana' }, { id: 'u-bo', username: 'bo' });
    const find = instance('username');
    await find('ana');
    clock.advance(loginCountsMs);
    throttle(true);
    expect(await find('ana')).toEqual(ana);
    expect(await find('bo')).toEqual({ kind: 'later' });
    throttle(false);
    clock.advance(loginKeptMs);
    expect(await find('bo')).toEqual({ kind: 'agent', agentId: 'u-bo' });
  });

  it('costs Connect no more than it allows, with 20 who come at once', async () => {
    const users = Array.from({ length: 20 }, (_, index) => ({ id: `u-${index}`, username: `agent-${index}` }));
    const { instance, asked } = connect(...users);
    const find = instance('username');
    const answers = await Promise.all(users.map(({ username }) => find(username)));
    expect(answers.filter(({ kind }) => kind === 'agent')).toHaveLength(5);
    expect(answers.filter(({ kind }) => kind === 'later')).toHaveLength(15);
    expect(asked).toHaveLength(5);
  });

  it('is looked up in the table again when so many others came since, and not in Connect', async () => {
    const { instance, asked, clock, logins } = connect({ id: 'u-ana', username: 'ana' });
    const find = instance('username');
    await find('ana');
    for (let index = 0; index < mostRemembered; index++) {
      const login = { agentId: `u-${index}`, users: 1, askedAt: clock.now() };
      await logins.keep('username', `agent-${index}`, login);
      await find(`agent-${index}`);
    }
    const load = jest.spyOn(logins, 'load');
    expect(await find('ana')).toEqual(ana);
    expect(await find('ana')).toEqual(ana);
    expect(load).toHaveBeenCalledTimes(1);
    expect(asked).toEqual(['SearchUsers']);
  });

  it('is not whom an older answer named', async () => {
    const { instance, logins, clock } = connect();
    await logins.keep('username', 'ana', { agentId: 'u-ana', users: 1, askedAt: clock.now() });
    await logins.keep('username', 'ana', { agentId: 'u-old', users: 1, askedAt: clock.now() - 1 });
    expect(await instance('username')('ana')).toEqual(ana);
  });

  it.each(['', '   ', 'a'.repeat(255)])('is nobody by %j, without a question', async (value) => {
    const { instance, asked } = connect();
    expect(await instance('username')(value)).toEqual({ kind: 'nobody', users: 0 });
    expect(asked).toEqual([]);
  });
});

describe('an agent named by e-mail address', () => {
  const find = (...users: User[]) => connect(...users).instance('email')('Ana@Example.com');

  it('is who has it as the username, as with SAML, or before the @ and in Connect', async () => {
    expect(await find({ id: 'u-ana', username: 'ana@example.com' })).toEqual(ana);
    expect(await find({ id: 'u-ana', username: 'ana', email: 'ana@example.com' })).toEqual(ana);
  });

  it('is not who is only called alike', async () => {
    expect(await find({ id: 'u-other', username: 'ana', email: 'ana@elsewhere.com' })).toEqual({
      ...{ kind: 'nobody', users: 0 },
    });
    expect(await find({ id: 'u-other', username: 'ana' })).toEqual({ kind: 'nobody', users: 0 });
  });

  it('is nobody where two users have it', async () => {
    const both = await find(
      { id: 'u-ana', username: 'ana@example.com' },
      { id: 'u-two', username: 'ana', email: 'ana@example.com' },
    );
    expect(both).toEqual({ kind: 'nobody', users: 2 });
  });

  it('leaves requests of DescribeUser to others', async () => {
    const { instance, limiter } = connect({ id: 'u-ana', username: 'ana', email: 'ana@example.com' });
    for (let index = 0; index < 3; index++) await limiter.take('DescribeUser', 0);
    expect(await instance('email')('ana@example.com')).toEqual({ kind: 'later' });
  });
});
