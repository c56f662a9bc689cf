import { eachWorld } from './support/each-world';
import { eventually } from './support/eventually';

jest.setTimeout(60_000);
const world = eachWorld();

const ready = async () => {
  const page = await world().open();
  await page.getByText('You are: Available').waitFor();
  return page;
};

/** Criteria that leave the agent out, in force for long. */
const settled = () => ({ criteriaWrittenAt: Date.now() - 60_000 });

describe('a caller who rings', () => {
  it('is shown with the seconds of the ring and of the slot, as the server counts them', async () => {
    const { api, phone } = world();
    const page = await ready();
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'connecting' }] });
    const caller = page.getByRole('region', { name: 'Caller' });
    await caller.getByText(/Ringing for \d s/).waitFor();
    api.show({ ring: { contactId: 'caller-1' as never, secondsLeft: 12.5, slotSecondsLeft: 22.5 } });
    await caller.getByText(/^1[0-3] s left to answer$/).waitFor();
    await caller.getByText(/^The next agent is asked in 2[0-3] s\.$/).waitFor();
    phone.show({ contacts: [] });
    await caller.getByText('A caller is ringing').waitFor({ state: 'detached' });
  });
});

describe('a caller who came to nothing', () => {
  it('missed: "Missed call" first, then the verdict, and the contact leaves the screen', async () => {
    const { api, phone } = world();
    const page = await ready();
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'connecting' }] });
    await page.getByText('A caller is ringing (Sales).').waitFor();
    api.verdict = { verdict: 'missed', ...settled(), after: 'not-ready' };
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'missed' }] });
    await page.getByText('A call was missed.').waitFor();
    await eventually(() => expect(phone.asked()).toEqual(['putAgentState Missed call', 'clearContact caller-1']));
    expect(api.sent()).toContain('POST /agent/verdict {"contactId":"caller-1","shown":"missed"}');
    await page.getByText('You are: Missed call').waitFor();
  });

  it('declined: told as that, and Available again where the threshold says so', async () => {
    const { api, phone } = world();
    await ready();
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'connecting' }] });
    api.verdict = { verdict: 'declined', ...settled(), after: 'available' };
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'rejected' }] });
    await eventually(() =>
      expect(phone.asked()).toEqual(['putAgentState Missed call', 'clearContact caller-1', 'putAgentState Available']),
    );
    expect(api.sent()).toContain('POST /agent/verdict {"contactId":"caller-1","shown":"declined"}');
  });

  it('left by themselves: the softphone calls it missed, the server knows better', async () => {
    const { api, phone } = world();
    await ready();
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'connecting' }] });
    api.verdict = { verdict: 'caller-left', criteriaWrittenAt: null, after: 'available' };
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'missed' }] });
    await eventually(() => expect(phone.asked().at(-1)).toBe('putAgentState Available'));
    expect(phone.agent()).toMatchObject({ status: 'Available', contacts: [] });
  });

  it('Available waits until the call cannot come back', async () => {
    const { api, phone } = world();
    const page = await ready();
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'connecting' }] });
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'missed' }] });
    await page.getByText('You are: Missed call').waitFor();
    await page.getByRole('button', { name: 'Available' }).click();
    await page.getByText('You become Available as soon as').waitFor();
    expect(phone.asked()).not.toContain('putAgentState Available');
    api.verdict = { verdict: 'missed', ...settled(), after: 'not-ready' };
    await page.getByText('You are: Available').waitFor();
    expect(phone.asked().slice(-2)).toEqual(['clearContact caller-1', 'putAgentState Available']);
  });

  it('is not told anew after a refresh, and is settled there', async () => {
    const { api, phone, open } = world();
    const page = await ready();
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'connecting' }] });
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'missed' }] });
    await page.getByText('You are: Missed call').waitFor();
    await page.close();
    api.verdict = { verdict: 'missed', ...settled(), after: 'not-ready' };
    await open();
    await eventually(() => expect(phone.agent().contacts).toEqual([]));
    expect(phone.asked().filter((asked) => asked.includes('Missed call'))).toHaveLength(1);
  });
});

describe('a status', () => {
  it('chosen with nothing in hand begins at once, and the server hears of it', async () => {
    const { api, phone } = world();
    const page = await ready();
    await page.getByLabel('Reason').selectOption('Lunch');
    await page.getByRole('button', { name: 'Not ready' }).click();
    await page.getByText('You are: Lunch').waitFor();
    expect(phone.asked()).toEqual(['putAgentState Lunch']);
    expect(api.sent()).toContain('POST /agent/state {"state":"not-ready","reason":"Lunch"}');
  });

  it.each(['connected', 'ended'] as const)('chosen with a contact %s waits for its end', async (state) => {
    const { phone } = world();
    const page = await ready();
    phone.show({ contacts: [{ contactId: 'caller-1', state }] });
    await eventually(async () => {
      await page.getByRole('button', { name: 'Not ready' }).click();
      expect(phone.asked().at(-1)).toBe('putAgentState Break after work');
    });
    await page.getByText('After this call: Break').waitFor();
    expect(phone.agent().contacts).toHaveLength(1);
  });

  it('chosen while it rings begins when the ring is over, without "Missed call" before it', async () => {
    const { phone } = world();
    const page = await ready();
    phone.show({ contacts: [{ contactId: 'caller-1', state: 'connecting' }] });
    await page.getByText('A caller is ringing (Sales).').waitFor();
    await page.getByRole('button', { name: 'Not ready' }).click();
    expect(phone.asked()).toEqual([]);
    phone.show({ contacts: [] });
    await page.getByText('You are: Break').waitFor();
    expect(phone.asked()).toEqual(['putAgentState Break']);
  });
});
