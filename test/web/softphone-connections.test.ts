import { eachWorld } from './support/each-world';
import { eventually } from './support/eventually';

jest.setTimeout(60_000);
const world = eachWorld();

const ready = async () => {
  const page = await world().open();
  await page.getByText('You are: Available').waitFor();
  return page;
};

describe('connections', () => {
  it('a refresh shows the contact with the time that is left, and takes the tether once', async () => {
    const { api, phone } = world();
    api.show({ side: 'outbound', indicator: 'green', tether: { tetherId: 'a:1', state: 'ready' } });
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'connected', tetherId: 'a:1' }] });
    const page = await ready();
    api.preview({ seconds: 30 });
    await page.getByRole('region', { name: 'Preview' }).waitFor();
    await page.reload();
    await page.getByText('You are: Available').waitFor();
    const left = await page.getByRole('region', { name: 'Preview' }).getByRole('timer').textContent();
    expect(Number.parseInt(left ?? '', 10)).toBeLessThan(30);
    expect(phone.asked()).toEqual([]);
  });

  it('two windows: the first rules, the second only shows, until the first is closed', async () => {
    const { api, phone, open } = world();
    const first = await ready();
    const second = await open();
    await second.getByText('Another window of this browser rules.').waitFor();
    await second.getByText('You are: Available').waitFor();
    expect(await second.getByRole('button', { name: 'Available' }).isDisabled()).toBe(true);
    api.show({ side: 'outbound', indicator: 'grey', tether: { tetherId: 'a:1', state: 'mapped' } });
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'connecting', tetherId: 'a:1' }] });
    await eventually(() => expect(phone.asked()).toEqual(['acceptContact tether-1']));
    await first.close();
    await second.getByText('Another window of this browser rules.').waitFor({ state: 'detached' });
    await second.getByRole('button', { name: 'Not ready' }).click();
    await eventually(() => expect(phone.asked().at(-1)).toBe('putAgentState Break after work'));
    expect(phone.asked().filter((asked) => asked.startsWith('accept'))).toHaveLength(1);
  });

  it('two browsers: the first acts, the second says so, and takes over when asked to', async () => {
    const { api, phone, elsewhere } = world();
    const first = await ready();
    await eventually(() => expect(api.sent().some((sent) => sent.startsWith('POST /agent/heartbeat'))).toBe(true));
    const second = await elsewhere();
    await second.getByText('one answers your calls; this one only shows.').waitFor();
    expect(await second.getByRole('button', { name: 'Available' }).isDisabled()).toBe(true);
    await second.getByRole('button', { name: 'Work here' }).click();
    await second.getByText('one answers your calls; this one only shows.').waitFor({ state: 'detached' });
    api.show({ side: 'outbound', indicator: 'grey', tether: { tetherId: 'a:1', state: 'mapped' } });
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'connecting', tetherId: 'a:1' }] });
    await first.getByText('one answers your calls; this one only shows.').waitFor();
    await eventually(() => expect(phone.asked()).toEqual(['acceptContact tether-1']));
    // A refresh is the same browser: it acts on.
    await second.reload();
    await second.getByText('You are: Available').waitFor();
    await eventually(async () =>
      expect(await second.getByRole('button', { name: 'Not ready' }).isDisabled()).toBe(false),
    );
    expect(phone.asked()).toEqual(['acceptContact tether-1']);
  });

  it('offline is said at once, and the page comes back by itself', async () => {
    const { api, context } = world();
    const page = await ready();
    await context.setOffline(true);
    await page.getByText('No connection to the server.').waitFor();
    await page.getByText('Network: not in order').waitFor();
    api.show({ indicator: 'red' });
    await context.setOffline(false);
    await page.getByRole('img', { name: 'Tether: red' }).waitFor();
    await page.getByText('No connection to the server.').waitFor({ state: 'detached' });
  });

  it('a server that does not answer is said, with the age of what is shown', async () => {
    const { api } = world();
    const page = await ready();
    api.show({ side: 'outbound', tether: { tetherId: 'a:1', state: 'ready' } });
    api.mood = 500;
    await page.getByText(/What is shown is from \d/).waitFor();
    api.mood = 'ok';
    await page.getByText('No connection to the server.').waitFor({ state: 'detached' });
  });

  it('a token that ended is renewed without asking', async () => {
    const { issuer } = world();
    issuer.lifetime = 20;
    await ready();
    await eventually(() => expect(issuer.renewals()).toBeGreaterThan(0));
  });

  it('a sign-in that ended is said without a window opening; signing in again leaves the page as it is', async () => {
    const { api, issuer, context } = world();
    const page = await ready();
    await page.evaluate('window.name = "the same page"');
    issuer.renews = false;
    api.mood = 401;
    api.show({ side: 'outbound' });
    await page.reload();
    await page.getByText('Your sign-in has expired.').waitFor();
    expect(context.pages()).toHaveLength(1);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    // Not before: with the next question the button would be gone.
    api.mood = 'ok';
    await page.getByText('Your sign-in has expired.').waitFor({ state: 'detached' });
    await eventually(() => expect(context.pages()).toHaveLength(1));
    expect(await page.evaluate('window.name')).toBe('the same page');
  });

  it('who may not see the page reads so', async () => {
    const { api, open } = world();
    api.mood = 403;
    const page = await open();
    await page.getByText('You have no access to this page.').waitFor();
  });

  it('nothing is done for a softphone of somebody else', async () => {
    const { api, phone, open } = world();
    phone.show({ username: 'ben' });
    api.show({ side: 'outbound', indicator: 'grey', tether: { tetherId: 'a:1', state: 'mapped' } });
    const page = await open();
    await page.getByText('The softphone belongs to ben, and you signed in as ana.').waitFor();
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'connecting', tetherId: 'a:1' }] });
    await page.getByText('You are: Available').waitFor();
    expect(await page.getByRole('button', { name: 'Available' }).isDisabled()).toBe(true);
    expect(phone.asked()).toEqual([]);
  });

  it('auto-accept and a desk phone are said, each with what to do', async () => {
    const { phone, open } = world();
    phone.show({ autoAccept: true, softphone: false });
    const page = await open();
    await page.getByText('it would take callers too').waitFor();
    await page.getByText('You use a desk phone. Campaign calls cannot reach you').waitFor();
  });

  it('the connection log of the shift can be saved', async () => {
    const { context } = world();
    const page = await ready();
    await context.setOffline(true);
    await page.getByText('No connection to the server.').waitFor();
    await context.setOffline(false);
    await page.getByText('No connection to the server.').waitFor({ state: 'detached' });
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save connection log' }).click();
    const stream = await (await saved).createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    const lines = Buffer.concat(parts).toString('utf8').trim().split('\n');
    const codes = lines.map((line) => (JSON.parse(line) as { readonly code: string }).code);
    expect(codes).toEqual(expect.arrayContaining(['opened', 'leading', 'softphone-ready', 'server-back']));
  });
});
