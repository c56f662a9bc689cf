import type { Browser, BrowserContext, Page } from 'playwright-core';
import { aCcpOffice, type CcpOffice } from '../local-cloud/ccp/ccp-office';
import { aFlow, anAction, straightToQueue } from '../simulator/connect/connect-fixture';
import { eventually } from './support/eventually';
import type { Served } from './support/serve';
import { launch } from './support/softphone-world';
import { streamsPage } from './support/streams-page';

jest.setTimeout(60_000);

let browser: Browser;
let host: Served;
let context: BrowserContext;
let office: CcpOffice;

beforeAll(async () => {
  browser = await launch();
  host = await streamsPage();
});
afterAll(() => Promise.all([browser?.close(), host?.close()]));
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => Promise.all([context.close(), office.close()]));

/** A page with Streams in it, of an agent who is signed in to the softphone. */
async function open(username: string | null): Promise<Page> {
  if (username !== null) {
    const [name = '', value = ''] = (office.ccp.signIn(username).split(';')[0] ?? '').split('=');
    await context.addCookies([{ name, value, url: office.ccp.controlUrl, sameSite: 'Lax' }]);
  }
  const page = await context.newPage();
  await page.goto(host.url);
  await page.evaluate(`begin(${JSON.stringify(office.ccp.url)})`);
  return page;
}

/** All of these, since it was looked at last; answers and news of the softphone overtake each other. */
const hears = (page: Page, ...sentences: readonly string[]): Promise<void> =>
  eventually(async () => {
    const told: readonly string[] = await page.evaluate('told');
    expect(told).toEqual(expect.arrayContaining([...sentences]));
    await page.evaluate('told.length = 0');
  });
const does = (page: Page, expression: string): Promise<unknown> => page.evaluate(expression);

/** Into the queue, with an attribute. */
const withAttribute = aFlow([
  anAction('note', 'UpdateContactAttributes', { Attributes: { topic: 'bill' } }, { NextAction: 'target' }),
  ...straightToQueue.Actions,
]);

const anOfficeOf = async (...usernames: readonly string[]): Promise<void> => {
  const scripts = Object.fromEntries(usernames.map((username) => [username, {}]));
  office = await aCcpOffice(scripts, { origins: [host.url], entry: withAttribute });
};
const takeOver = (username: string) => office.control('POST', `${username}/take-over`, username);
const call = (what: string): string => `done((callbacks) => current().${what}(callbacks))`;

async function openTakenOver(): Promise<Page> {
  await anOfficeOf('ana');
  await takeOver('ana');
  const page = await open('ana');
  await hears(page, 'state Init -> Available');
  return page;
}

describe('the simulated softphone, by the real Streams library', () => {
  it('rings with the attributes of the contact, is accepted, ends, and is cleared', async () => {
    const page = await openTakenOver();
    office.ring(1, { talk: 30 });
    await office.to(3);
    await hears(page, 'state Available -> PendingBusy', 'connecting {"topic":"bill"}');
    expect(await does(page, call('accept'))).toBe('done');
    await hears(page, 'accepted', 'connected');
    expect(office.told('contact.answered')).toEqual(['3 answered ana']);
    await office.to(40);
    await hears(page, 'state Busy -> AfterCallWork', 'wrap-up');
    expect(await does(page, call('clear'))).toBe('done');
    await hears(page, 'state AfterCallWork -> Available', 'gone');
    expect(office.failures).toEqual([]);
  });

  it('is declined, shows it as a miss, and is back by a status that is chosen', async () => {
    const page = await openTakenOver();
    office.ring(1);
    await office.to(3);
    await hears(page, 'connecting {"topic":"bill"}');
    expect(await does(page, call('reject'))).toBe('done');
    await hears(page, 'state PendingBusy -> MissedCallAgent', 'missed rejected');
    expect(await does(page, "choose('Break', false)")).toBe('done');
    await hears(page, 'state MissedCallAgent -> Break');
    expect(office.heard).toEqual(['ana to person', 'ana not-ready']);
  });

  it('is missed after 20 s, and cleared', async () => {
    const page = await openTakenOver();
    office.ring(1, { patience: 20.5 });
    await office.to(2);
    await hears(page, 'connecting {"topic":"bill"}');
    await office.to(22);
    await hears(page, 'state PendingBusy -> MissedCallAgent', 'missed missed');
    expect(await does(page, call('clear'))).toBe('done');
    await hears(page, 'state MissedCallAgent -> Available', 'gone');
  });

  it('takes a break with a customer on the line as the next status only, and hangs up', async () => {
    const page = await openTakenOver();
    office.ring(1);
    await office.to(2);
    await hears(page, 'connecting {"topic":"bill"}');
    await does(page, call('accept'));
    await hears(page, 'connected');
    expect(JSON.parse(String(await does(page, "choose('Break', false)")))).toEqual({
      type: 'StateChangeException',
      message: 'ana has a live contact, so Break cannot be set now; ask for it as the next status (enqueueNextState)',
    });
    expect(await does(page, "choose('Break', true)")).toBe('done');
    await hears(page, 'next Break');
    expect(await does(page, 'done((callbacks) => current().getAgentConnection().destroy(callbacks))')).toBe('done');
    await hears(page, 'wrap-up');
    await does(page, call('clear'));
    await hears(page, 'state AfterCallWork -> Break');
  });

  it('shows the same after a refresh of the page, in the run that goes on', async () => {
    const page = await openTakenOver();
    office.ring(1);
    await office.to(2);
    await hears(page, 'connecting {"topic":"bill"}');
    await does(page, call('accept'));
    await page.goto(host.url);
    await page.evaluate(`begin(${JSON.stringify(office.ccp.url)})`);
    await hears(page, 'agent ana Busy', 'connected');
    expect(await does(page, 'current().getQueue().name')).toBe('sales');
  });

  it('only watches an agent whom the scenario plays', async () => {
    await anOfficeOf('ana');
    const page = await open('ana');
    office.ring(1);
    await office.to(2);
    await hears(page, 'connecting {"topic":"bill"}');
    expect(JSON.parse(String(await does(page, "choose('Break', false)")))).toMatchObject({
      message: 'ana is played by the scenario; take the agent over first',
    });
    await office.to(4);
    await hears(page, 'connected');
  });

  it('says which time it is in the run, however fast that goes', async () => {
    const page = await openTakenOver();
    office.ring(1);
    await office.to(13);
    await hears(page, 'connecting {"topic":"bill"}');
    await eventually(async () => {
      const seconds = Number(await does(page, 'current().getStateDuration()')) / 1000;
      expect(Math.round(seconds)).toBe(12);
    });
  });

  it('calls a customer, as in an emergency, and not with a call on the softphone', async () => {
    const page = await openTakenOver();
    const dial =
      "done((callbacks) => new connect.Agent().connect(connect.Endpoint.byPhoneNumber('+15550112'), callbacks))";
    expect(await does(page, dial)).toBe('done');
    await hears(page, 'state Available -> CallingCustomer');
    expect(await does(page, dial)).toContain('have a call on the softphone');
    await office.to(20);
    await hears(page, 'connected');
  });

  it('asks in its frame who to be where nobody is signed in, and again when they are signed out', async () => {
    await anOfficeOf('ana', 'ben');
    const page = await open(null);
    const frame = page.frameLocator('iframe');
    await frame.getByRole('button', { name: 'ben' }).click();
    await hears(page, 'agent ben Available');
    await page.evaluate(
      `fetch(${JSON.stringify(`${office.ccp.controlUrl}/logout`)}, { mode: 'no-cors', credentials: 'include' })`,
    );
    await hears(page, 'auth_fail');
    await frame.getByRole('button', { name: 'ana' }).waitFor();
  });

  it('has one master of a topic among its tabs, and what one tells all get', async () => {
    const first = await openTakenOver();
    const second = await open('ana');
    await hears(second, 'state Init -> Available');
    const isMaster = "new Promise((tell) => connect.ifMaster('softphone', () => tell(true), () => tell(false)))";
    expect([await does(first, isMaster), await does(second, isMaster)]).toEqual([true, false]);
    await does(second, "new Promise((done) => connect.becomeMaster('softphone', done))");
    expect([await does(first, isMaster), await does(second, isMaster)]).toEqual([false, true]);
    await eventually(async () => expect(await does(first, 'connect.numberOfConnectedCCPs')).toBe(2));
    await second.close();
    await eventually(async () => expect(await does(first, 'connect.numberOfConnectedCCPs')).toBe(1));
    expect(await does(first, isMaster)).toBe(true);
    office.ring(1);
    await office.to(2);
    await hears(first, 'connecting {"topic":"bill"}');
  });

  it('tells when its line to the server is down, and goes on when it is up again', async () => {
    const page = await openTakenOver();
    await does(page, 'new connect.Agent().getNetworkConnectionStatus().then(({ status }) => tell(status))');
    await hears(page, 'connected');
    // Whoever comes with its id takes the line from it, and it comes back.
    const port = String(await does(page, 'connect.core.portStreamId'));
    const other = new AbortController();
    await fetch(`${office.ccp.url}events?port=${port}`, { signal: other.signal });
    await hears(page, 'line lost', 'network disconnected', 'line gained', 'network connected');
    other.abort();
    office.ring(1);
    await office.to(2);
    await hears(page, 'connecting {"topic":"bill"}');
  });

  it('goes on in the next run of the scenario', async () => {
    const page = await openTakenOver();
    office.over();
    expect(await does(page, "choose('Break', false)")).toContain('the run is over');
    office.again();
    expect(await does(page, "choose('Break', false)")).toBe('done');
    await hears(page, 'state Available -> Break');
  });

  it('has buttons of its own', async () => {
    const page = await openTakenOver();
    const frame = page.frameLocator('iframe');
    office.ring(1);
    await office.to(2);
    await frame.getByRole('button', { name: 'Answer call' }).click();
    await frame.getByRole('button', { name: 'Hang up' }).click();
    await frame.getByRole('button', { name: 'Clear contact' }).click();
    await frame.getByRole('button', { name: 'Break' }).click();
    await hears(page, 'connected', 'wrap-up', 'gone', 'state Available -> Break');
    await frame.getByText('no audio').waitFor();
  });
});
