import { MemoryTokens } from '../../../../adapters/memory/tether-tokens';
import { keepNobody, said } from '../../call-centre/outbound-log';
import { OutboundOffice } from '../../call-centre/outbound-office';

/** Tokens that look like nothing else that is written. */
async function watched() {
  const office = new OutboundOffice();
  const { agents, blend, tokenStore } = office.centre;
  let issued = 0;
  const tokens = new MemoryTokens(() => 0.98765 + ++issued / 10_000_000);
  Object.assign(office.centre, { tokens });
  const spied = jest.spyOn(tokens, 'issue');
  const writes = [jest.spyOn(agents, 'save'), jest.spyOn(blend, 'saveLedger'), jest.spyOn(tokenStore, 'put')];
  await office.open(keepNobody);
  return {
    office,
    tokens: () => spied.mock.results.map(({ value }) => String(value)),
    written: () => writes.flatMap(({ mock }) => mock.calls.map((call: unknown) => JSON.stringify(call))),
  };
}

test('no step of a tether, asked for by the side or by a move, writes its token', async () => {
  const { office, tokens, written } = await watched();
  office.campaignManager.tetherCalls = 'wrong-token';
  office.login('ana', 'blended-out');
  office.login('bo');
  office.campaignHas(30);
  await office.pass(5);
  office.campaignManager.tetherCalls = 'right-token';
  await office.pass(75);
  await office.campaignManager.drop('ana');
  await office.pass(20);
  expect(office.centre.told.filter((command) => 'tether' in command && command.tether)).toHaveLength(tokens().length);
  expect(tokens().length).toBeGreaterThanOrEqual(3);
  expect(said(office, 'move.completed')).toEqual(['bo']);
  expect(written().length).toBeGreaterThan(10);
  expect(written().filter((text) => tokens().some((token) => text.includes(token)))).toEqual([]);
});
