import type { PageStore } from '../../../core/agent/ports';
import { start } from './builders';

export function pageStoreContract(make: () => Promise<{ readonly pages: PageStore; readonly other: PageStore }>): void {
  it('keeps when each page was last heard of', async () => {
    const { pages, other } = await make();
    expect(await pages.lastSeen('ann')).toBeNull();
    await pages.seen('ann', start);
    await pages.seen('bob', start + 5_000);
    await other.seen('ann', start + 15_000);
    expect(await pages.lastSeen('ann')).toBe(start + 15_000);
    expect(await other.lastSeen('bob')).toBe(start + 5_000);
    expect(await pages.lastSeen('ANN')).toBeNull();
  });

  it('may be told the same twice', async () => {
    const { pages, other } = await make();
    await Promise.all([pages.seen('ann', start), other.seen('ann', start)]);
    expect(await pages.lastSeen('ann')).toBe(start);
  });
}
