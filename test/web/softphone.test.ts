import type { Browser } from 'playwright-core';
import { eventually } from './support/eventually';
import { launch, type SoftphoneWorld, softphoneWorld } from './support/softphone-world';

jest.setTimeout(60_000);

let browser: Browser;
let world: SoftphoneWorld;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  world = await softphoneWorld(browser);
});
afterEach(() => world.close());

describe('the softphone page', () => {
  it('takes the tether that is expected, shows a contact and sends the answer', async () => {
    const { api, phone, problems } = world;
    const page = await world.open();
    await page.getByRole('img', { name: 'Tether: off' }).waitFor();

    api.show({ side: 'outbound', indicator: 'grey', tether: { tetherId: 'a:1', state: 'mapped' } });
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'connecting', tetherId: 'a:1' }] });
    await page.getByRole('img', { name: 'Tether: grey' }).waitFor();
    await eventually(() => expect(phone.asked()).toEqual(['acceptContact tether-1']));

    api.show({ indicator: 'green', tether: { tetherId: 'a:1', state: 'ready' } });
    api.preview({ seconds: 60 });
    await page.getByRole('img', { name: 'Tether: green' }).waitFor();
    const card = page.getByRole('region', { name: 'Preview' });
    await card.getByText('C. Ustomer').waitFor();
    expect(await card.getByRole('timer').textContent()).toMatch(/^[56]\d s left$/);
    await card.getByRole('button', { name: 'Accept' }).click();
    await page.getByText('Accepted. Decided by you.').waitFor();
    expect(api.sent()).toContain('POST /agent/previews {"previewId":"renewals-88/2","answer":"accept"}');
    expect(problems).toEqual([]);
  });
});
