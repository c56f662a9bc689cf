import type { PageLeads, PageStore } from '../../../core/agent/ports';
import { start } from './builders';

export function pageStoreContract(
  make: () => Promise<{ readonly pages: PageStore & PageLeads; readonly other: PageStore & PageLeads }>,
): void {
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

  describe('the lead', () => {
    const by = (browser: string, now: number, over: number | null = null, watched = true) => ({
      ...{ browser, now, until: now + 35_000, over, watched },
    });

    it('is whose came first, until it is over or taken over, and says so to the others', async () => {
      const { pages, other } = await make();
      expect(await pages.leader('ann')).toBeNull();
      expect(await pages.lead('ann', by('desk', start))).toEqual({ browser: 'desk', term: 1, until: start + 35_000 });
      const held = { browser: 'desk', term: 1, until: start + 50_000 };
      expect(await other.lead('ann', by('desk', start + 15_000))).toEqual(held);
      expect(await other.lead('ann', by('home', start + 49_999))).toEqual(held);
      expect(await pages.leader('ann')).toEqual(held);
      expect(await other.lead('ann', by('home', start + 50_000))).toMatchObject({ browser: 'home', term: 2 });
      expect(await pages.lead('bob', by('desk', start))).toMatchObject({ browser: 'desk', term: 1 });
    });

    it('goes to one of two who come at the same moment', async () => {
      const { pages, other } = await make();
      const [one, two] = await Promise.all([
        pages.lead('ann', by('desk', start)),
        other.lead('ann', by('home', start)),
      ]);
      expect(one).toEqual(two);
    });

    it('is taken over from the term that was seen, and a late repeat of it takes nothing back', async () => {
      const { pages, other } = await make();
      await pages.lead('ann', by('desk', start));
      expect(await other.lead('ann', by('home', start + 1, 1))).toMatchObject({ browser: 'home', term: 2 });
      expect(await other.lead('ann', by('home', start + 2, 1))).toMatchObject({ browser: 'home', term: 2 });
      expect(await pages.lead('ann', by('desk', start + 3))).toMatchObject({ browser: 'home', term: 2 });
      expect(await pages.lead('ann', by('desk', start + 4, 2))).toMatchObject({ browser: 'desk', term: 3 });
      expect(await other.lead('ann', by('home', start + 5, 1))).toMatchObject({ browser: 'desk', term: 3 });
    });

    it('makes a page watched that is on the screen, and that of the leader only', async () => {
      const { pages, other } = await make();
      await pages.lead('ann', by('desk', start, null, false));
      expect(await other.lastSeen('ann')).toBeNull();
      await pages.lead('ann', by('desk', start + 1));
      await other.lead('ann', by('home', start + 2));
      expect(await other.lastSeen('ann')).toBe(start + 1);
      // A page that does not say which it is, is watched and leads nothing.
      await pages.seen('ann', start + 3);
      expect(await other.leader('ann')).toMatchObject({ browser: 'desk', term: 1 });
    });
  });
}
