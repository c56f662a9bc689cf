import { aCcpOffice } from '../local-cloud/ccp/ccp-office';
import { aFlow, anAction, straightToQueue } from '../simulator/connect/connect-fixture';
import { eachWorld } from './support/each-world';
import { eventually } from './support/eventually';
import { launch, softphoneWorld } from './support/softphone-world';

jest.setTimeout(60_000);

/** Rings as the tether does that the server expects. */
const asTether = aFlow([
  anAction('note', 'UpdateContactAttributes', { Attributes: { ccbTetherId: 'a:1' } }, { NextAction: 'target' }),
  ...straightToQueue.Actions,
]);

describe('an emergency call from a tether', () => {
  const opened: { readonly close: () => Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  it('is made beside the simulated softphone: the tether ends at once, Not ready, and the agent dials', async () => {
    const origins: string[] = [];
    const office = await aCcpOffice({ ana: {} }, { origins, entry: asTether });
    opened.push(office);
    const browser = await launch();
    opened.push(browser);
    const world = await softphoneWorld(browser, {}, { ccpUrl: office.ccp.url });
    opened.push(world);
    const { api, context } = world;
    // Of the softphone's own site, as a browser sees it: else it would keep the softphone's cookie from its frame.
    const url = world.url.replace('localhost', '127.0.0.1');
    origins.push(url);
    await office.control('POST', 'ana/take-over', 'ana');
    const [name = '', value = ''] = (office.ccp.signIn('ana').split(';')[0] ?? '').split('=');
    await context.addCookies([{ name, value, url: office.ccp.controlUrl, sameSite: 'Lax' }]);
    api.show({ side: 'outbound', indicator: 'green', tether: { tetherId: 'a:1' as never, state: 'ready' } });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByText('You are: Available').waitFor();
    const end = page.getByRole('region', { name: 'Emergency call' }).getByRole('button', { name: 'End tether now' });
    expect(await end.isDisabled()).toBe(true);

    office.ring(1, { talk: 600 });
    await office.to(3);
    await eventually(() => expect(office.told('contact.answered')).toHaveLength(1));
    await end.click();
    await page.getByText('You are: Break').waitFor();
    const dial = `new Promise((resolve) => new connect.Agent().connect(connect.Endpoint.byPhoneNumber('+15550112'),
      { success: () => resolve('dialled'), failure: (problem) => resolve(String(problem)) }))`;
    expect(await page.evaluate(dial)).toBe('dialled');
    await eventually(() => expect(office.told('callout.started')).toHaveLength(1));
  });
});

describe('an emergency call', () => {
  const world = eachWorld();

  it('is explained on a page that is taken up with everything else, and Not ready is chosen before the tether ends', async () => {
    const { api, phone, open } = world();
    api.show({ side: 'outbound', indicator: 'green', tether: { tetherId: 'a:1' as never, state: 'ready' } });
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'connected', tetherId: 'a:1' }] });
    const page = await open();
    api.preview({ seconds: 300 });
    await page.getByRole('region', { name: 'Preview' }).waitFor();
    await page.getByText('Dial in the Connect softphone above.').waitFor();
    await page.getByRole('button', { name: 'End tether now' }).click();
    await eventually(() =>
      expect(phone.asked()).toEqual([
        'putAgentState Break after work',
        'destroyConnection tether-1-agent',
        'clearContact tether-1',
      ]),
    );
  });

  it('is no campaign call: a desk phone is refused those in a sentence, and no tether is taken for it', async () => {
    const { api, phone, open } = world();
    phone.show({ softphone: false });
    api.show({ side: 'outbound', indicator: 'grey', tether: { tetherId: 'a:1' as never, state: 'mapped' } });
    const page = await open();
    await page.getByText('You use a desk phone, on which no campaign call can be taken').waitFor();
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'connecting', tetherId: 'a:1' }] });
    const before = api.snapshotsAsked();
    await eventually(() => expect(api.snapshotsAsked()).toBeGreaterThan(before + 1));
    expect(phone.asked()).toEqual([]);
  });
});

describe('on a virtual desktop', () => {
  const world = eachWorld({}, { vdiPlatform: 'AWS_WORKSPACE' });

  it('Streams is told which, and the microphone is another machine’s and not tested', async () => {
    const { context, phone, open } = world();
    await context.addInitScript('navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error("asked for"))');
    const page = await open();
    await page.getByText('Microphone: in order').waitFor();
    await eventually(() =>
      expect(phone.configured()).toContainEqual(expect.objectContaining({ VDIPlatform: 'AWS_WORKSPACE' })),
    );
  });
});
