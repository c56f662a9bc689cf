import { makeHandler } from '../../lambdas/map-tether/handler';
import { FlowRequestUnreadableError } from '../../lambdas/shared/flow-request';
import { anAgent, aTether, onTether, start } from '../adapters/contract/builders';
import { fixture, world } from './world';

const asked = fixture('flow-tether') as { readonly Details: { readonly ContactData: object } };
const typed = (token: string, count = '1') => ({
  ...asked,
  Details: { ...asked.Details, Parameters: { token, try: count } },
});

/** Ann waits for her tether, whose token is the fixture's. */
async function handling(state: 'answered' | 'failed' = 'answered') {
  const here = world();
  const tether = aTether('t-1', { state, expiresAt: start + 40_000 });
  await here.ports.agents.save(anAgent('u-ann', { outbound: onTether('u-ann', { tether }) }), null, {
    dropClaim: false,
  });
  const entry = { agentId: 'u-ann', tetherId: 't-1', expiresAt: start + 40_000 };
  await here.ports.tokenStore.put(here.ports.tokens.hash('12345678'), entry);
  return { ...here, handle: makeHandler(here.ports) };
}

describe('map-tether', () => {
  it('gives the call whose token is right to that agent and to nobody else', async () => {
    const { handle, ports } = await handling();
    expect(await handle(asked)).toEqual({
      action: 'mapped',
      reason: expect.stringMatching(/\w/),
      tetherId: 't-1',
      agentUserId: 'u-ann',
      RoutingCriteria: {
        Steps: [
          {
            Expression: {
              AttributeCondition: {
                ComparisonOperator: 'Match',
                MatchCriteria: { AgentsCriteria: { AgentIds: ['u-ann'] } },
              },
            },
          },
        ],
      },
    });
    expect((await ports.agents.load('u-ann'))?.outbound.tether).toMatchObject({
      state: 'mapped',
      contactId: 'c-tether',
    });
  });

  it.each([
    ['87654321', '1', 'again'],
    ['1234', '2', 'again'],
    ['Timeout', '3', 'end'],
  ])('answers the wrong token %s at try %s by %s', async (token, count, action) => {
    const { handle, ports } = await handling();
    expect(await handle(typed(token, count))).toEqual({ action, reason: expect.stringMatching(/\w/) });
    const why = /^\d{8}$/.test(token) ? 'wrong' : 'no-token';
    const inputs = { try: Number(count), digits: token.length };
    expect(ports.decisions.decisions).toMatchObject([{ type: 'tether.token-refused', why, inputs }]);
    expect(JSON.stringify(ports.decisions.decisions)).not.toContain(token);
  });

  it.each([
    ['an empty text', { token: '', try: '3' }],
    ['no text', { try: '3' }],
  ])('spends no try on # alone, of which Connect says %s', async (_, Parameters) => {
    const { handle, ports } = await handling();
    const reply = await handle({ ...asked, Details: { ...asked.Details, Parameters } });
    expect(reply).toEqual({ action: 'empty', reason: expect.stringMatching(/\w/) });
    expect(ports.decisions.decisions).toEqual([]);
  });

  it('has the criteria written by the API within 2 s when Connect did not take them in the flow', async () => {
    const { handle, ports, armed } = await handling();
    await handle(asked);
    const refused = {
      ...asked,
      Details: { ...asked.Details, Parameters: { stage: 'criteria-refused', agentId: 'u-ann' } },
    };
    expect(await handle(refused)).toEqual({
      action: 'hold',
      reason: expect.stringContaining('UpdateContactRoutingData'),
    });
    expect(armed.at(-1)).toEqual({
      timer: { kind: 'tether-criteria', agentId: 'u-ann', contactId: 'c-tether' },
      dueAt: ports.clock.now() + 1_000,
    });
    expect(ports.decisions.decisions.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['criteria.in-flow', 'criteria.by-api']),
    );
  });

  it('ends a call whose criteria were refused when it is no tether of that agent', async () => {
    const { handle } = await handling();
    const refused = {
      ...asked,
      Details: { ...asked.Details, Parameters: { stage: 'criteria-refused', agentId: 'u-ann' } },
    };
    expect((await handle(refused)).action).toBe('end');
  });

  it('takes a token once', async () => {
    const { handle } = await handling();
    await handle(asked);
    const other = { ...asked.Details.ContactData, ContactId: 'c-other' };
    const again = await handle({ Details: { ContactData: other, Parameters: { token: '12345678', try: '1' } } });
    expect(again.action).toBe('again');
  });

  it('ends the call when the tether was given up meanwhile', async () => {
    const { handle } = await handling('failed');
    expect((await handle(asked)).action).toBe('end');
  });

  it('fails on what it cannot read, so that the flow hangs up', async () => {
    const { handle, ignored } = await handling();
    await expect(handle(typed('12345678', '4'))).rejects.toThrow(FlowRequestUnreadableError);
    await expect(handle({})).rejects.toThrow(/Details/);
    expect(ignored()).toEqual(['malformed', 'malformed']);
  });
});
