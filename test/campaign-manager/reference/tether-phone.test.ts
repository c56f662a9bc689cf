import { createTetherPhone } from '../../../simulator/run/tether-phone';
import { aFlow, anAction, aWorld, type Options, salesNumber, startMs } from '../../simulator/connect/connect-fixture';

function aPhone(options: Options = {}) {
  const world = aWorld(options);
  const keys: string[] = [];
  const { callers, observe } = world.connect;
  const enter = (contactId: string, digits: string) => void keys.push(`${contactId} ${digits}`);
  const phone = createTetherPhone({ callers: { dial: callers.dial, hangUp: callers.hangUp, enter }, observe });
  const ends: string[] = [];
  return {
    ...world,
    phone,
    keys,
    ends,
    /** Calls at a second of the run, and notes when the call ends. */
    async place(seconds: number): Promise<string | null> {
      let placed: string | null = null;
      world.at(seconds, async () => {
        placed = await phone.dial(salesNumber, '+491');
        if (placed !== null) phone.onEnded(placed, () => ends.push(`${(world.clock.now() - startMs) / 1000}`));
      });
      await world.to(seconds);
      return placed;
    },
  };
}

it('tells once when a call is over, whoever hung up', async () => {
  const office = aPhone();
  const ana = office.agent('ana');
  const first = await office.place(1);
  await office.to(2);
  await office.connect.agents.accept(ana, first ?? '');
  office.at(5, () => office.connect.agents.hangUp(ana, first ?? ''));
  await office.to(6);
  expect(office.ends).toEqual(['5']);
  await office.phone.hangUp(first ?? '');

  const second = await office.place(7);
  office.at(9, () => office.phone.hangUp(second ?? ''));
  await office.to(10);
  expect(office.ends).toEqual(['5', '9']);
});

it('hears nothing of the calls of others', async () => {
  const office = aPhone();
  const other = await office.call(1);
  const ours = await office.place(2);
  office.at(3, () => office.connect.callers.hangUp(other));
  await office.to(4);
  expect(ours).not.toBe(other);
  expect(office.ends).toEqual([]);
});

it('gets busy when the instance has no call left', async () => {
  const office = aPhone({ concurrentCalls: 1 });
  await office.call(1);
  expect(await office.place(2)).toBeNull();
});

it('tells at once of a call that the flow ended while it was answered', async () => {
  const office = aPhone({ entry: aFlow([anAction('bye', 'DisconnectParticipant')]) });
  expect(await office.place(1)).not.toBeNull();
  expect(office.ends).toEqual(['1']);
});

it('presses keys, and fails where there is no such number', async () => {
  const office = aPhone();
  await office.phone.enter('c1', '12345678');
  expect(office.keys).toEqual(['c1 12345678']);
  await expect(office.phone.dial('+4999', '+491')).rejects.toThrow('the instance has no such number');
  expect(await office.place(3)).not.toBeNull();
});
