import { giveNumberBack, pointNumber, repointNumber } from '../../../core/deployment/point-number';
import { NumberExchange } from './number-exchange';

const instanceId = 'i-1';
const number = (owner: string, flowId: string) => ({ owner, instanceId, numberId: 'n', flowId });
const ports = (exchange: NumberExchange) => ({ numbers: exchange, notes: exchange });

/** Runs a request as often as it takes, as Lambda and CloudFormation do. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await work();
      return;
    } catch {
      // The next attempt begins anew.
    }
  }
  throw new Error('it fails again and again');
}

describe('a number', () => {
  it.each([
    ['a flow', 'ivr'],
    ['none', null],
  ])('goes back to %s', async (_, before) => {
    const exchange = new NumberExchange(before === null ? {} : { n: before });
    expect(await pointNumber(ports(exchange), number('Line', 'ours'))).toEqual({ owner: 'Line', before });
    expect(exchange.leadsTo('n')).toBe('ours');
    await giveNumberBack(ports(exchange), number('Line', 'ours'));
    expect(exchange.leadsTo('n')).toBe(before);
    expect(exchange.noted('n')).toEqual([]);
  });

  it('goes back whichever call is lost, on its way there or back', async () => {
    const calls = async (failsAt: NumberExchange['failsAt']) => {
      const exchange = new NumberExchange({ n: 'ivr' });
      exchange.failsAt = failsAt;
      await untilDone(() => pointNumber(ports(exchange), number('Line', 'ours')));
      expect(exchange.leadsTo('n')).toBe('ours');
      await untilDone(() => giveNumberBack(ports(exchange), number('Line', 'ours')));
      expect([exchange.leadsTo('n'), exchange.noted('n')]).toEqual(['ivr', []]);
      return exchange.count;
    };
    const all = await calls(null);
    for (let call = 1; call <= all; call++) {
      await calls({ call, after: false });
      await calls({ call, after: true });
    }
  });

  it('stays where somebody has moved it since, at an update and at the end', async () => {
    const exchange = new NumberExchange({ n: 'ivr' });
    await pointNumber(ports(exchange), number('Line', 'ours'));
    exchange.moveByHand('n', 'elsewhere');
    const note = await repointNumber(ports(exchange), { ...number('Line', 'new'), formerFlowId: 'ours' });
    expect([exchange.leadsTo('n'), note.before]).toEqual(['elsewhere', 'ivr']);
    await giveNumberBack(ports(exchange), number('Line', 'new'));
    expect(exchange.leadsTo('n')).toBe('elsewhere');
  });

  it('follows a change of the flow, and back when that is rolled back', async () => {
    const exchange = new NumberExchange({ n: 'ivr' });
    await pointNumber(ports(exchange), number('Line', 'ours'));
    await repointNumber(ports(exchange), { ...number('Line', 'new'), formerFlowId: 'ours' });
    expect(exchange.leadsTo('n')).toBe('new');
    await repointNumber(ports(exchange), { ...number('Line', 'ours'), formerFlowId: 'new' });
    expect(exchange.leadsTo('n')).toBe('ours');
    await giveNumberBack(ports(exchange), number('Line', 'ours'));
    expect(exchange.leadsTo('n')).toBe('ivr');
  });

  it('leads to no flow where the one it had is gone, so that the stack can be deleted', async () => {
    const exchange = new NumberExchange({ n: 'ivr' });
    await pointNumber(ports(exchange), number('Line', 'ours'));
    exchange.gone.add('ivr');
    await giveNumberBack(ports(exchange), number('Line', 'ours'));
    expect(exchange.leadsTo('n')).toBe(null);
  });

  it('is not pointed at a flow that is gone, and stays where it was', async () => {
    const exchange = new NumberExchange({ n: 'ivr' });
    exchange.gone.add('ours');
    await expect(pointNumber(ports(exchange), number('Line', 'ours'))).rejects.toThrow('no flow ours');
    await giveNumberBack(ports(exchange), number('Line', 'ours'));
    expect([exchange.leadsTo('n'), exchange.calls]).toEqual(['ivr', []]);
  });
});

describe.each([
  ['the same flow', 'ours'],
  ['another flow', 'new'],
])('a resource that takes a number over from another, to %s', (_, flow) => {
  const taken = async () => {
    const exchange = new NumberExchange({ n: 'ivr' });
    await pointNumber(ports(exchange), number('Managed', 'ours'));
    await pointNumber(ports(exchange), number('Existing', flow));
    return exchange;
  };

  it('keeps it when the other goes, and gives it back to what was before both', async () => {
    const exchange = await taken();
    await giveNumberBack(ports(exchange), number('Managed', 'ours'));
    expect(exchange.leadsTo('n')).toBe(flow);
    await giveNumberBack(ports(exchange), number('Existing', flow));
    expect([exchange.leadsTo('n'), exchange.noted('n')]).toEqual(['ivr', []]);
  });

  it('gives it back to the other when the deploy is rolled back', async () => {
    const exchange = await taken();
    await giveNumberBack(ports(exchange), number('Existing', flow));
    expect(exchange.leadsTo('n')).toBe('ours');
    await giveNumberBack(ports(exchange), number('Managed', 'ours'));
    expect([exchange.leadsTo('n'), exchange.noted('n')]).toEqual(['ivr', []]);
  });
});
