import type { LoginStore } from '../../../core/agent-page/find-agent';
import { start } from './builders';

const ana = { agentId: 'u-ana', users: 1, askedAt: start };

export function loginStoreContract(
  make: () => Promise<{ readonly logins: LoginStore; readonly other: LoginStore }>,
): void {
  it('keeps whom a claim names, and nobody by another claim', async () => {
    const { logins, other } = await make();
    expect(await logins.load('username', 'ana')).toBeNull();
    await logins.keep('username', 'ana', ana, start + 60_000);
    await other.keep('email', 'ana', { agentId: null, users: 2, askedAt: start }, start + 60_000);
    expect(await other.load('username', 'ana')).toEqual(ana);
    expect(await logins.load('email', 'ana')).toEqual({ agentId: null, users: 2, askedAt: start });
    expect(await logins.load('username', 'Ana')).toBeNull();
  });

  it('gives one the turn to ask, until its time is over', async () => {
    const { logins, other } = await make();
    const turns = await Promise.all([
      logins.takeTurn('username', 'ana', start, start + 5_000),
      other.takeTurn('username', 'ana', start, start + 5_000),
    ]);
    expect(turns.filter(Boolean)).toHaveLength(1);
    expect(await logins.load('username', 'ana')).toBeNull();
    expect(await other.takeTurn('username', 'bo', start, start + 5_000)).toBe(true);
    expect(await other.takeTurn('username', 'ana', start + 4_999, start + 9_999)).toBe(false);
    expect(await other.takeTurn('username', 'ana', start + 5_000, start + 10_000)).toBe(true);
    await other.keep('username', 'ana', ana, start + 60_000);
    expect(await logins.takeTurn('username', 'ana', start + 10_000, start + 15_000)).toBe(true);
    expect(await logins.load('username', 'ana')).toEqual(ana);
  });

  it('keeps the newer answer, whichever comes last', async () => {
    const { logins, other } = await make();
    await logins.keep('username', 'ana', { ...ana, askedAt: start + 1 }, start + 60_000);
    await other.keep('username', 'ana', { agentId: 'u-old', users: 1, askedAt: start }, start + 60_000);
    expect(await logins.load('username', 'ana')).toEqual({ ...ana, askedAt: start + 1 });
  });
}
