import { contactOfTether, type Tether, tetherSchema } from '../../../core/agent/tether-record';
import { aTether, start } from '../../adapters/contract/builders';

const waitsToo = ['tetherId', 'state', 'attempt', 'requestedAt'];
const onItsWay = [...waitsToo, 'fence', 'rang', 'lastsUntil', 'campaigns', 'expiresAt'];
const connected = [...waitsToo, 'fence', 'lastsUntil', 'contactId', 'readyAt', 'overBy'];

const fields: Readonly<Record<Tether['state'], readonly string[]>> = {
  waiting: [...waitsToo, 'rang', 'lastsUntil', 'retryAt', 'why'],
  requested: onItsWay,
  dialling: onItsWay,
  answered: [...onItsWay, 'upAt'],
  unmapped: onItsWay,
  mapped: [...onItsWay, 'contactId'],
  ready: [...connected, 'campaigns'],
  ending: [...connected, 'endingFor'],
  failed: [...waitsToo, 'why'],
};

/** A tether as it was written while one form served all states: every field, `null` where the state has none. */
const inOneForm = (tether: Tether) => ({
  ...{ rang: false, expiresAt: start, upAt: null, contactId: null, readyAt: null, overBy: null },
  ...{ lastsUntil: start + 91_000, retryAt: null, why: null, endingFor: null, campaigns: ['spring'] },
  ...tether,
});

it.each(Object.entries(fields))(
  'a tether that is %s has its own fields, and is read with them alone',
  (state, names) => {
    const tether = aTether('ann:4', { state: state as Tether['state'] });
    expect(Object.keys(tether).sort()).toEqual([...names].sort());
    expect(tetherSchema.parse(inOneForm(tether))).toEqual(tether);
  },
);

it('what a state needs is not left out', () => {
  const { contactId: _, ...ready } = inOneForm(aTether('ann:4'));
  for (const wrong of [ready, { ...ready, contactId: null }, { ...inOneForm(aTether('ann:4')), readyAt: null }])
    expect(tetherSchema.safeParse(wrong).success).toBe(false);
});

it('one that was written before it was kept how long all attempts last has no further attempt', () => {
  const { lastsUntil: _, rang: __, campaigns: ___, ...old } = inOneForm(aTether('ann:4', { state: 'dialling' }));
  expect(tetherSchema.parse(old)).toMatchObject({ state: 'dialling', lastsUntil: 0, rang: false, campaigns: [] });
});

it('its call is known from the moment its token was right until it is over', () => {
  const known = Object.keys(fields).filter((state) =>
    contactOfTether(aTether('t', { state: state as Tether['state'] })),
  );
  expect(known).toEqual(['mapped', 'ready', 'ending']);
  expect(contactOfTether(null)).toBeNull();
});
