import type { Page } from 'playwright-core';
import { overflow, seriousProblems } from './support/axe';
import { eachWorld } from './support/each-world';
import { eventually } from './support/eventually';

jest.setTimeout(60_000);
const world = eachWorld();

/** Everything there is to see at once: a contact, a caller, a connection that is lost. */
async function busy(): Promise<Page> {
  const { api, phone, open } = world();
  api.show({ side: 'outbound', indicator: 'green', tether: { tetherId: 'a:1', state: 'ready' } });
  phone.show({
    contacts: [
      { contactId: 'tether-1', state: 'connected', tetherId: 'a:1' },
      { contactId: 'caller-1', state: 'connecting' },
    ],
    autoAccept: true,
  });
  const page = await open();
  api.preview({ seconds: 300 });
  await page.getByRole('region', { name: 'Preview' }).waitFor();
  await page.getByText('A caller is ringing (Sales).').waitFor();
  return page;
}

describe('the softphone page, as people see, hear and type it', () => {
  it.each(['light', 'dark'] as const)('in %s, axe finds nothing serious', async (colorScheme) => {
    const page = await busy();
    await page.emulateMedia({ colorScheme });
    await eventually(async () => expect(await seriousProblems(page)).toEqual([]));
  });

  it.each([
    [320, 640],
    [768, 1024],
    [1280, 720],
    [3840, 2160],
  ])('fits a window of %d by %d', async (width, height) => {
    const page = await busy();
    await page.setViewportSize({ width, height });
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: 'Accept' }).click({ trial: true });
  });

  it('reads from right to left as well', async () => {
    const page = await busy();
    const place = async () => (await page.getByRole('img', { name: /^Tether/ }).boundingBox())?.x ?? 0;
    const before = await place();
    await page.evaluate('document.documentElement.dir = "rtl"');
    await eventually(async () => expect(await place()).toBeGreaterThan(before));
    expect(await overflow(page)).toBe(0);
  });

  it('is worked by the keyboard alone', async () => {
    const { api, phone } = world();
    const page = await busy();
    const reach = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate('document.activeElement?.textContent')) === name) return;
      }
      throw new Error(`the button ${name} cannot be reached by Tab`);
    };
    await reach('Reject');
    await page.keyboard.press('Enter');
    await page.getByText('Decided by you.').waitFor();
    expect(api.sent().some((sent) => sent.includes('"reject"'))).toBe(true);
    phone.show({ contacts: [] });
    await reach('Not ready');
    await page.keyboard.press('Space');
    await page.getByText('You are: Break').waitFor();
  });

  it('tells a new contact, the last seconds and a change of colour to who listens', async () => {
    const { api } = world();
    const page = await busy();
    const live = page.locator('[aria-live]');
    await eventually(async () => expect((await live.allTextContents()).join()).toContain('New contact: C. Ustomer'));
    api.preview({ previewId: 'next', seconds: 4 });
    await eventually(async () => expect((await live.allTextContents()).join()).toMatch(/[1-4] seconds left/));
    api.show({ indicator: 'red' });
    await eventually(async () => expect((await live.allTextContents()).join()).toContain('Tether: red.'));
  });

  it('speaks the language of the browser, and another where it is chosen', async () => {
    const page = await busy();
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('button', { name: 'Annehmen' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    await page.reload();
    await page.getByRole('region', { name: 'Vorschau' }).waitFor();
  });
});
