import { storedOutbound, writtenOutbound } from '../../adapters/aws/stored-outbound';
import { moveSchema } from '../../core/agent/move-record';
import { type OutboundState, startingOutbound } from '../../core/agent/outbound';
import { tetherStates } from '../../core/vocabulary';
import { aTether, start } from './contract/builders';

/** What functions of the version before ask for in every state of a tether; all other fields had defaults. */
const tetherFields = [
  ...['tetherId', 'state', 'attempt', 'requestedAt', 'expiresAt', 'upAt', 'contactId', 'readyAt', 'retryAt', 'why'],
  'endingFor',
];

const outbound = startingOutbound('inbound', start);

it.each(tetherStates)(
  'a tether that is %s can be read by functions of the version before, and is read back as it was',
  (state) => {
    const before = { ...outbound, tether: aTether('ann:4', { state }) };
    const written = writtenOutbound(before);
    const tether = written['tether'] as Readonly<Record<string, unknown>>;
    expect(tetherFields.filter((field) => tether[field] === undefined)).toEqual([]);
    expect(tether['expiresAt']).toEqual(expect.any(Number));
    expect(storedOutbound.parse(written)).toEqual(before);
  },
);

const decided = { moveId: 'm1', rule: 'supervisor', callId: null, decidedAt: start, deadline: start + 30_000 } as const;
it.each([
  { ...decided, phase: 'tethering', to: 'outbound', when: 'now' },
  { ...decided, phase: 'releasing', to: 'inbound', when: 'now' },
  { ...decided, phase: 'after-work', to: 'inbound', when: 'after-work' },
  { ...decided, phase: 'ending', to: 'inbound', when: 'now' },
])('so can a move in phase $phase', (move) => {
  const before = { ...outbound, move: moveSchema.parse(move) };
  const written = writtenOutbound(before);
  expect(written['move']).toMatchObject({ deadline: expect.any(Number) });
  expect(storedOutbound.parse(written)).toEqual(before);
});

it('nothing is added where there is neither', () => {
  expect(writtenOutbound(outbound)).toEqual(outbound);
});

it('whom an agent has, and what they asked for, is read back as it was, and is nobody where it was not kept', () => {
  const about = { tetherId: 'ann:4', customerId: 'ann:4/3', campaign: 'renewals', contact: null };
  const before: OutboundState = {
    ...outbound,
    customer: { tetherId: 'ann:4', seq: 3, phase: 'wrap-up', since: start, phaseSince: start + 1_000 },
    customerRequest: {
      ...{ what: 'finish', ...about, at: start, deadline: start + 300_000, fence: 5, workSeq: 4 },
      result: { outcome: 'sold', doNotCall: false, callBackAt: null },
      refused: { reason: 'no-call-back', message: 'the number is barred' },
    },
  };
  const { customer, customerRequest, ...kept } = writtenOutbound(before);
  expect(storedOutbound.parse({ ...kept, customer, customerRequest })).toEqual(before);
  expect(storedOutbound.parse(kept)).toMatchObject({ customer: null, customerRequest: null });
});
