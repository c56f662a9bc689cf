import type { CustomerView } from '../../core/agent-page/customer-on-page';
import { seriousProblems } from './support/axe';
import { eachWorld } from './support/each-world';
import { eventually } from './support/eventually';

jest.setTimeout(60_000);
const world = eachWorld();

const customerOf = (change: Partial<CustomerView>): CustomerView => ({
  customerId: 'a:1/3',
  ...{
    campaign: 'renewals',
    contact: '88',
    phase: 'talking',
    since: Date.now() - 9_000,
    phaseSince: Date.now() - 9_000,
  },
  outcomes: [
    { outcome: 'sold', label: 'Renewed' },
    { outcome: 'not-interested', label: 'Not interested' },
  ],
  end: { possible: true },
  finish: { possible: false, why: 'still-talking', figures: { talkingSeconds: 9 } },
  request: null,
  ...change,
});

const onTether = async (customer: CustomerView) => {
  const { api, phone, open } = world();
  api.show({ side: 'outbound', indicator: 'green', tether: { tetherId: 'a:1', state: 'ready' }, customer });
  phone.show({ contacts: [{ contactId: 'tether-1', state: 'connected', tetherId: 'a:1' }] });
  const page = await open();
  const card = page.getByRole('region', { name: 'Customer' });
  await card.waitFor();
  return { page, card };
};
const asked = (): readonly string[] =>
  world()
    .api.sent()
    .filter((sent) => /customer|work/.test(sent));

describe('the customer on the tether', () => {
  it('is taken off by "End customer"; "Done" says why it is not possible yet', async () => {
    const { page, card } = await onTether(customerOf({}));
    await card.getByText('Possible when the customer is off the tether.').waitFor();
    expect(await card.getByRole('button', { name: 'Done' }).isDisabled()).toBe(true);
    await card.getByRole('button', { name: 'End customer' }).click();
    await eventually(() => expect(asked()).toEqual(['POST /agent/customer {"do":"end","customerId":"a:1/3"}']));
    expect(await seriousProblems(page)).toEqual([]);
  });

  it('is done with in the wrap-up, with an outcome of the list and a wish', async () => {
    const { card } = await onTether(
      customerOf({
        phase: 'wrap-up',
        end: { possible: false, why: 'already-gone', figures: { wrapUpSeconds: 3 } },
        finish: { possible: true },
      }),
    );
    await card.getByLabel('Outcome').selectOption({ label: 'Renewed' });
    await card.getByLabel('Do not call again').check();
    expect(await card.getByLabel('Call back at').isDisabled()).toBe(true);
    await card.getByRole('button', { name: 'Done' }).click();
    await eventually(() =>
      expect(asked()).toEqual([
        'POST /agent/work {"do":"finish","customerId":"a:1/3","outcome":"sold","doNotCall":true}',
      ]),
    );
  });

  it('what is ticked when the wrap-up is ended by others is kept, said to count still, and sent about that customer', async () => {
    const { api } = world();
    const wrapUp = customerOf({
      phase: 'wrap-up',
      end: { possible: false, why: 'already-gone', figures: { wrapUpSeconds: 3 } },
      finish: { possible: true },
    });
    const { page, card } = await onTether(wrapUp);
    await card.getByLabel('Do not call again').check();
    api.show({ customer: customerOf({ customerId: 'a:1/9', contact: '89' }) });
    await page.getByText('renewals · 89').waitFor();
    const before = card.filter({ hasText: 'The wrap-up is over already.' });
    expect(await before.getByLabel('Do not call again').isChecked()).toBe(true);
    await before.getByRole('button', { name: 'Done' }).click();
    await before.waitFor({ state: 'detached' });
    expect(asked()).toEqual(['POST /agent/work {"do":"finish","customerId":"a:1/3","doNotCall":true}']);
    await page.getByText('renewals · 89').waitFor();
  });

  it('says on the buttons that the Campaign Manager is not able to', async () => {
    const { card } = await onTether(
      customerOf({
        end: { possible: false, why: 'not-able', figures: { capability: 'end-customer' } },
        finish: { possible: false, why: 'not-able', figures: { capability: 'finish-work' } },
      }),
    );
    await card.getByText('This Campaign Manager cannot do that (end-customer).').waitFor();
    expect(await card.getByRole('button', { name: 'End customer' }).isDisabled()).toBe(true);
  });

  it('a refusal is said in the server’s words, and an answer that does not come is asked for again', async () => {
    const { api } = world();
    const { card } = await onTether(customerOf({}));
    api.mood = 500;
    await card.getByRole('button', { name: 'End customer' }).click();
    await eventually(() => expect(asked().length).toBeGreaterThan(1));
    api.customerAnswer = [409, { problem: 'the customer is off the tether', why: 'already-gone', figures: {} }];
    api.mood = 'ok';
    await card.getByText('Refused: the customer is off the tether').waitFor();
  });

  it('what is under way, and what was not answered, is told', async () => {
    const { api } = world();
    const { card } = await onTether(
      customerOf({
        end: { possible: false, why: 'under-way', figures: { seconds: 2, ofSeconds: 10 } },
        request: { what: 'end', at: Date.now(), state: 'under-way', refused: null },
      }),
    );
    await card.getByText('Asked 2 s ago; the Campaign Manager is told for 10 s.').waitFor();
    api.show({
      customer: customerOf({ request: { what: 'end', at: Date.now(), state: 'unanswered', refused: null } }),
    });
    await card.getByText('The Campaign Manager did not answer. Press again.').waitFor();
    expect(await card.getByRole('button', { name: 'End customer' }).isEnabled()).toBe(true);
  });
});
