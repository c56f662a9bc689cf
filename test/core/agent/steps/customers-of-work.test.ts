import type { AgentRecord } from '../../../../core/agent/agent';
import { noteWork } from '../../../../core/agent/steps/agent-work';
import type { CampaignEventOf } from '../../../../core/campaign-contract/events';
import type { WorkState } from '../../../../core/campaign-contract/identifiers';
import { anAgent, aTether, onTether, start } from '../../../adapters/contract/builders';

type Told = CampaignEventOf<'AgentWork'>;
const tetherId = 'tether-ana';
const at = (seconds: number): number => start + seconds * 1000;
const now = at(100);

const ana = (): AgentRecord =>
  anAgent('ana', { idle: false, availableSince: start - 60_000, outbound: onTether('ana', { work: null }) });
const told = (seq: number, state: WorkState, over: Partial<Told> = {}): Told => ({
  ...{ type: 'AgentWork', eventId: `e${seq}`, agentId: 'ana', tetherId, seq, state, at: at(seq) },
  ...{ campaign: 'spring', contact: 'c1' },
  ...over,
});
/** The agent after each of these messages, in their order. */
const having = (...events: readonly Told[]): AgentRecord =>
  events.reduce((agent, event) => noteWork(agent, event, now).agent, ana());
const customers = ({ outbound: { customer, customerBefore } }: AgentRecord) => ({ customer, customerBefore });
const first = { tetherId, seq: 1, phase: 'talking', since: at(1), phaseSince: at(1) };
const past = { customerId: `${tetherId}/1`, tetherId, campaign: 'spring', contact: 'c1', endedAt: now };

describe('the customer of the work', () => {
  it.each(['talking', 'wrap-up'] as const)('is there with the first word that they are %s', (phase) => {
    expect(customers(having(told(1, phase)))).toEqual({ customer: { ...first, phase }, customerBefore: null });
  });

  it.each(['idle', 'dialling', 'preview'] as const)('is nobody while the work is %s', (state) => {
    expect(customers(having(told(1, state)))).toEqual({ customer: null, customerBefore: null });
  });

  it('is the same through the wrap-up, which begins when it is told', () => {
    const wrapping = { ...first, phase: 'wrap-up', phaseSince: at(2) };
    expect(customers(having(told(1, 'talking'), told(2, 'wrap-up')))).toEqual({
      customer: wrapping,
      customerBefore: null,
    });
    expect(customers(having(told(1, 'talking'), told(2, 'wrap-up'), told(3, 'wrap-up'))).customer).toEqual(wrapping);
  });

  it('is the same where the conversation is told of once more', () => {
    expect(customers(having(told(1, 'talking'), told(2, 'talking')))).toEqual({
      customer: first,
      customerBefore: null,
    });
  });

  it('is another one with another contact, another campaign, or after a wrap-up; the one before is kept', () => {
    const next = { ...first, seq: 2, since: at(2), phaseSince: at(2) };
    const before = { ...past, workSeq: 1 };
    const talking = told(1, 'talking');
    expect(customers(having(talking, told(2, 'talking', { contact: 'c2' })))).toEqual({
      ...{ customer: next, customerBefore: before },
    });
    expect(customers(having(talking, told(2, 'talking', { campaign: 'autumn' })))).toEqual({
      ...{ customer: next, customerBefore: before },
    });
    expect(customers(having(talking, told(2, 'wrap-up'), told(3, 'talking')))).toEqual({
      customer: { ...first, seq: 3, since: at(3), phaseSince: at(3) },
      customerBefore: { ...past, workSeq: 2 },
    });
  });

  it('is gone with work that is with nobody, and is kept as the one before until another one is', () => {
    const gone = { customer: null, customerBefore: { ...past, workSeq: 1 } };
    expect(customers(having(told(1, 'talking'), told(2, 'idle')))).toEqual(gone);
    expect(customers(having(told(1, 'talking'), told(2, 'idle'), told(3, 'dialling', { contact: 'c2' })))).toEqual(
      gone,
    );
  });

  it('of a tether that is over ended with it, and is kept when the next one tells of work', () => {
    const served = having(told(1, 'talking')).outbound;
    const other = {
      tether: aTether('tether-2'),
      work: served.work && { ...served.work, over: { at: at(50), availableSince: null } },
    };
    const agent = { ...ana(), outbound: { ...served, ...other } };
    const noted = noteWork(agent, told(1, 'idle', { tetherId: 'tether-2' }), now).agent;
    expect(customers(noted)).toEqual({ customer: null, customerBefore: { ...past, workSeq: 1, endedAt: at(50) } });
  });

  it('of whom nothing more is known is not kept: the work is of another tether, or there is none', () => {
    const { outbound } = having(told(1, 'talking'));
    const work = outbound.work && { ...outbound.work, tetherId: 'tether-2' };
    for (const known of [work, null]) {
      const agent = { ...ana(), outbound: { ...outbound, work: known } };
      expect(customers(noteWork(agent, told(2, 'idle'), now).agent)).toEqual({ customer: null, customerBefore: null });
      expect(noteWork(agent, told(2, 'talking'), now).agent.outbound.customer).toMatchObject({ seq: 2, since: at(2) });
    }
  });
});
