import type { Login, LoginStore, LookedUp } from '../../core/agent-page/find-agent';

export class MemoryLoginStore implements LoginStore {
  private readonly logins = new Map<string, Login>();
  private readonly turns = new Map<string, number>();

  async load(by: LookedUp, value: string): Promise<Login | null> {
    return this.logins.get(`${by}:${value}`) ?? null;
  }

  async takeTurn(by: LookedUp, value: string, now: number, until: number): Promise<boolean> {
    const key = `${by}:${value}`;
    if ((this.turns.get(key) ?? now) > now) return false;
    this.turns.set(key, until);
    return true;
  }

  async keep(by: LookedUp, value: string, login: Login): Promise<void> {
    const key = `${by}:${value}`;
    if ((this.logins.get(key)?.askedAt ?? login.askedAt) <= login.askedAt) this.logins.set(key, login);
  }
}
