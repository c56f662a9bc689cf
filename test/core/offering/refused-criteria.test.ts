import { fireTimer } from '../../../core/events/fire-timer';
import type { Timer } from '../../../core/messages/messages';
import { anAgent, aTether, onTether } from '../../adapters/contract/builders';
import { CallCentre, short, start } from '../call-centre/call-centre';

let centre: CallCentre;
beforeEach(async () => {
  centre = new CallCentre();
  await centre.observe('ana', { since: -100 });
});

const counted = () =>
  centre.decisions.decisions.filter(({ type }) => type.startsWith('criteria.')).map(({ type }) => type);

/** The last timer of a kind falls due. */
async function due(kind: Timer['kind']): Promise<void> {
  const armed = centre.armed.filter(({ timer }) => timer.kind === kind).at(-1);
  if (armed === undefined) throw new Error(`no timer ${kind} is armed`);
  centre.now = Math.max(centre.now, armed.dueAt);
  await fireTimer(centre, armed);
}

describe('criteria that Connect did not take in the flow', () => {
  it('are written by the API a second later, from the plan as it is by then', async () => {
    await centre.ask('c1');
    expect(await centre.ask('c1', 'criteria-refused')).toMatchObject({ action: 'hold' });
    expect(centre.criteria).toEqual([]);
    await due('criteria');
    expect(centre.now).toBe(start + 1_000);
    expect(centre.lastCriteria('c1')).toBe('ana 22 | hold');
    expect(counted()).toEqual(['criteria.in-flow', 'criteria.by-api']);
  });

  it('are written although the flow asks twice, or the timer comes twice', async () => {
    await centre.ask('c1');
    await centre.ask('c1', 'criteria-refused');
    await centre.ask('c1', 'criteria-refused');
    await due('criteria');
    await due('criteria');
    expect([...new Set(centre.criteria.map(({ steps }) => short(steps)))]).toEqual(['ana 22 | hold']);
  });

  it('are left to a plan made since, which reached Connect by itself', async () => {
    await centre.ask('c1');
    await centre.ask('c1', 'criteria-refused');
    await centre.observe('bo', { since: -10 });
    await centre.observe('ana', { status: { name: 'Break', type: 'CUSTOM', since: centre.now } });
    const written = centre.criteria.length;
    expect(centre.lastCriteria('c1')).toBe('bo 22 | hold 8 | ana 90 | hold');
    await due('criteria');
    expect(centre.criteria).toHaveLength(written);
  });

  it('are left out for a caller who has gone, and do not hold one of whom we know nothing', async () => {
    expect(await centre.ask('c2', 'criteria-refused')).toMatchObject({ action: 'wait' });
    await centre.ask('c1');
    await centre.ask('c1', 'criteria-refused');
    centre.contacts.set('c1', { disconnectedAt: start + 500 });
    await due('criteria');
    expect(centre.criteria).toEqual([]);
  });

  it('are anyone when offers are switched off meanwhile, for the flow holds the call', async () => {
    await centre.ask('c1');
    await centre.ask('c1', 'criteria-refused');
    await centre.set({ 'offer/enabled': false });
    await due('criteria');
    expect(centre.lastCriteria('c1')).toBe('anyone');
  });

  it('come again when the API is used up', async () => {
    await centre.ask('c1');
    await centre.ask('c1', 'criteria-refused');
    const { setCriteria } = centre.centre;
    centre.centre.setCriteria = async () => 'throttled' as never;
    await due('criteria');
    centre.centre.setCriteria = setCriteria;
    await due('criteria');
    expect(centre.lastCriteria('c1')).toContain('ana 22');
  });
});

describe('criteria of a tether that Connect did not take in the flow', () => {
  const mapped = async (state: 'mapped' | 'failed') => {
    const tether = aTether('t-1', { state, contactId: 'c-tether', expiresAt: start + 40_000 });
    await centre.agents.save(anAgent('u-ann', { outbound: onTether('u-ann', { tether }) }), null, { dropClaim: false });
    const timer = { kind: 'tether-criteria', agentId: 'u-ann', contactId: 'c-tether' } as const;
    await fireTimer(centre, { timer, dueAt: centre.now });
  };

  it('name the agent and nobody else', async () => {
    await mapped('mapped');
    expect(centre.lastCriteria('c-tether')).toBe('u-ann');
  });

  it('are left out when the tether is over', async () => {
    await mapped('failed');
    expect(centre.criteria).toEqual([]);
  });

  it('come again when the API is used up, by us or by others', async () => {
    centre.centre.setCriteria = async () => 'throttled' as never;
    await mapped('mapped');
    expect(centre.armed.at(-1)).toEqual({
      timer: { kind: 'tether-criteria', agentId: 'u-ann', contactId: 'c-tether' },
      dueAt: centre.now + 1_000,
    });
    for (let count = 0; count < 40; count++) await centre.limiter.take('UpdateContactRoutingData', 0);
    const before = centre.armed.length;
    await fireTimer(centre, {
      timer: { kind: 'tether-criteria', agentId: 'u-ann', contactId: 'c-tether' },
      dueAt: centre.now,
    });
    expect(centre.armed).toHaveLength(before + 1);
    expect(centre.criteria).toEqual([]);
  });
});
