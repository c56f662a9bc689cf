import type { Page } from 'playwright-core';
import { eachWorld } from './support/each-world';
import { eventually } from './support/eventually';
import type { SoftphoneWorld } from './support/softphone-world';

jest.setTimeout(60_000);
const world = eachWorld();

/** On a tether that is ready. */
async function onTether({ api, phone, open }: SoftphoneWorld): Promise<Page> {
  api.show({ side: 'outbound', indicator: 'green', tether: { tetherId: 'a:1', state: 'ready' } });
  phone.show({ contacts: [{ contactId: 'tether-1', state: 'connected', tetherId: 'a:1' }] });
  const page = await open();
  await page.getByRole('img', { name: 'Tether: green' }).waitFor();
  return page;
}

describe('the tether', () => {
  it('has a word and a shape for each colour, and says what the agent can do', async () => {
    const { api, open } = world();
    const page = await open();
    const shapes = new Set<string>();
    for (const [indicator, word, says] of [
      ['none', 'off', 'You take callers.'],
      ['grey', 'grey', 'Your line to campaigns is being set up.'],
      ['green', 'green', 'Your line to campaigns is up.'],
      ['red', 'red', 'Choose Available to try again.'],
    ] as const) {
      api.show({ indicator, side: 'outbound' });
      const icon = page.getByRole('img', { name: `Tether: ${word}` });
      await icon.waitFor();
      await page.getByText(says).waitFor();
      shapes.add(await icon.innerHTML());
    }
    expect(shapes.size).toBe(4);
  });

  it('is accepted where it is the one expected', async () => {
    const { api, phone, open, problems } = world();
    const page = await open();
    await page.getByText('You are: Available').waitFor();
    api.show({ side: 'outbound', indicator: 'grey', tether: { tetherId: 'a:1', state: 'mapped' } });
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'connecting', tetherId: 'a:1' }] });
    await eventually(() => expect(phone.asked()).toEqual(['acceptContact tether-1']));
    expect(problems).toEqual([]);
  });

  it('of somebody else is left ringing, and so is a caller, while the server is asked every second', async () => {
    const { api, phone, open } = world();
    const page = await open();
    await page.getByText('You are: Available').waitFor();
    api.show({ side: 'outbound', indicator: 'grey', tether: { tetherId: 'a:2', state: 'mapped' } });
    phone.show({
      contacts: [
        { contactId: 'tether-1', state: 'connecting', tetherId: 'a:1' },
        { contactId: 'caller-1', state: 'connecting', queue: 'Sales' },
      ],
    });
    await page.getByText('A caller is ringing (Sales).').waitFor();
    const before = api.snapshotsAsked();
    await eventually(() => expect(api.snapshotsAsked()).toBeGreaterThan(before + 2));
    expect(phone.asked()).toEqual([]);
  });

  it('that is over leaves the softphone, and parks nobody', async () => {
    const { phone, open } = world();
    const page = await open();
    await page.getByText('You are: Available').waitFor();
    phone.show({ contacts: [{ contactId: 'tether-1', state: 'missed', tetherId: 'a:1' }] });
    await eventually(() => expect(phone.agent().contacts).toEqual([]));
    expect(phone.asked().filter((asked) => asked !== 'clearContact tether-1')).toEqual([]);
  });
});

describe('the last move', () => {
  it('is told with its reason, the figures and what became of it', async () => {
    const { api, open } = world();
    api.show({
      lastMove: {
        ...{ moveId: 'sales:m:1', rule: 'idle', from: 'inbound', to: 'outbound', decidedAt: Date.now(), ended: null },
        because: {
          code: 'idle',
          figures: {
            agent: 'ana',
            idleSeconds: 31,
            limitSeconds: 30,
            needed: 4,
            there: 3,
            lacking: 1,
            forCampaigns: [],
          },
        },
      },
    });
    const page = await open();
    await page.getByText(/Campaigns \(under way\)/).waitFor();
    await page.getByText('ana has been idle on inbound for 31 s, over 30 s').waitFor();
  });
});

describe('what comes next', () => {
  it('is told with its figures, in the language of the page', async () => {
    const { api, open } = world();
    const at = Date.now() + 20_000;
    api.show({
      next: [
        { code: 'dwell', figures: { at } },
        { code: 'fetched', figures: { seconds: 10 } },
        { code: 'of-a-newer-server', figures: {} } as never,
      ],
    });
    const page = await open();
    const next = page.getByRole('region', { name: 'What comes next' });
    await next.getByText('A caller who waits for 10 s brings an agent back from campaigns').waitFor();
    const time = new Intl.DateTimeFormat('en', { timeStyle: 'medium' }).format(at);
    await next.getByText(`Until ${time.slice(0, 5)}`).waitFor();
    await page.getByLabel('Language').selectOption('de');
    await page.getByText('Ein Anrufer, der 10 s wartet, holt jemanden aus den Kampagnen zurück').waitFor();
    await page.getByLabel('Sprache').selectOption('es');
    await page.getByText('Una llamada que espera 10 s hace volver a alguien de las campañas').waitFor();
  });
});

describe('the preview card', () => {
  it('shows the contact, the time and what comes at zero, and tells the server that it is watched', async () => {
    const { api } = world();
    const page = await onTether(world());
    api.preview({ seconds: 60, onTimeout: 'accept' });
    const card = page.getByRole('region', { name: 'Preview' });
    for (const text of [
      'C. Ustomer',
      '+49 *** *** 89',
      'renewals',
      'busy',
      'Bonn',
      'At zero the contact is dialled.',
    ]) {
      await card.getByText(text).waitFor();
    }
    expect(await card.getByRole('timer').textContent()).toMatch(/^[56]\d s left$/);
    await eventually(() => expect(api.sent().filter((sent) => sent.includes('heartbeat')).length).toBeGreaterThan(1));
  });

  it.each([
    ['Accept', 'accept', 'Accepted. Decided by you.'],
    ['Reject', 'reject', 'Rejected: the contact stays open for anybody. Decided by you.'],
  ])('%s is sent once and told', async (button, answer, said) => {
    const { api } = world();
    const page = await onTether(world());
    api.preview({ seconds: 60 });
    await page.getByRole('region', { name: 'Preview' }).getByRole('button', { name: button }).click();
    await page.getByText(said).waitFor();
    expect(api.sent().filter((sent) => sent.includes('previews'))).toEqual([
      `POST /agent/previews {"previewId":"renewals-88/2","answer":"${answer}"}`,
    ]);
  });

  it('Close asks once more', async () => {
    const { api } = world();
    const page = await onTether(world());
    api.preview({ seconds: 60 });
    const card = page.getByRole('region', { name: 'Preview' });
    await card.getByRole('button', { name: 'Close' }).click();
    await card.getByText('Close this contact for good?').waitFor();
    await card.getByRole('button', { name: 'Back' }).click();
    await card.getByRole('button', { name: 'Close' }).click();
    expect(api.sent().filter((sent) => sent.includes('previews'))).toEqual([]);
    await card.getByRole('button', { name: 'Close' }).click();
    await page.getByText('Closed: the contact never comes again. Decided by you.').waitFor();
  });

  it('an answer that lost the race at zero is told what was decided, and by whom', async () => {
    const { api } = world();
    const page = await onTether(world());
    api.overruled = { outcome: 'accept', by: 'timeout', final: true };
    api.preview({ seconds: 60 });
    await page.getByRole('region', { name: 'Preview' }).getByRole('button', { name: 'Reject' }).click();
    await page.getByText('Dialling. Decided because the time was out.').waitFor();
  });

  it('takes no answer once the time is up, and shows what the server decided', async () => {
    const { api } = world();
    const page = await onTether(world());
    api.preview({ seconds: 1 });
    const card = page.getByRole('region', { name: 'Preview' });
    await card.getByText('Time is up. The server decides.').waitFor();
    expect(await card.getByRole('button', { name: 'Accept' }).isDisabled()).toBe(true);
    api.decide({ outcome: 'reject', by: 'timeout', final: true });
    await page.getByText('Decided because the time was out.').waitFor();
    expect(await card.isVisible()).toBe(false);
  });

  it('goes when the contact is taken back', async () => {
    const { api } = world();
    const page = await onTether(world());
    api.preview({ seconds: 60 });
    await page.getByRole('region', { name: 'Preview' }).waitFor();
    api.decide({ outcome: 'withdrawn', by: 'campaign-manager', final: true });
    await page.getByText('The contact was taken back. Decided by the campaign.').waitFor();
  });

  it('sends an answer again until one comes back', async () => {
    const { api } = world();
    const page = await onTether(world());
    api.preview({ seconds: 60 });
    await page.getByRole('region', { name: 'Preview' }).waitFor();
    api.mood = 500;
    await page.getByRole('button', { name: 'Accept' }).click();
    await eventually(() => expect(api.sent().filter((sent) => sent.includes('previews')).length).toBeGreaterThan(1));
    api.mood = 'ok';
    await page.getByText('Accepted. Decided by you.').waitFor();
  });

  it('goes by keys only while it has the focus, and never where they are turned off', async () => {
    const { api } = world();
    const page = await onTether(world());
    api.preview({ seconds: 60 });
    const card = page.getByRole('region', { name: 'Preview' });
    await card.waitFor();
    const answers = () => api.sent().filter((sent) => sent.includes('previews'));
    await page.keyboard.press('a');
    await page.getByLabel('Keys on the preview card').uncheck();
    await card.focus();
    await page.keyboard.press('a');
    await page.getByLabel('Keys on the preview card').check();
    await card.focus();
    expect(answers()).toEqual([]);
    await page.keyboard.press('r');
    await eventually(() => expect(answers()).toHaveLength(1));
    expect(answers()[0]).toContain('"reject"');
  });
});
