import type { Expectation, ExpectedCount, ExpectedLine, Fields } from './match';

const at = (t: number, fields: Fields): ExpectedLine => ({ t, fields });
const exactly = (count: number, fields: Fields): ExpectedCount => ({ fields, atLeast: count, atMost: count });

/** What the scenarios about what callers ask for and where they are sent must show, by file name. */
export const workExpectations: Readonly<Record<string, Expectation>> = {
  // Sent on, a caller is a new one of that queue; what they ask for goes along, and refusals of the first leg do not bind.
  'callers-sent-on': {
    lines: [
      at(27, { type: 'call.ended', call: 'c1', agent: 'ana' }),
      at(27, { type: 'call.arrived', call: 'c1/2', queue: 'support-inbound' }),
      at(27, { type: 'call.queued', call: 'c1/2', queue: 'support-inbound' }),
      at(27, { type: 'offer.planned', call: 'c1/2', agent: 'cyd', candidates: ['cyd', 'dan'] }),
      at(57, { type: 'offer.ringing', call: 'c1/2', agent: 'dan' }),
      at(59, { type: 'call.answered', call: 'c1/2', agent: 'dan' }),
      at(99, { type: 'call.ended', call: 'c1/2', agent: 'dan' }),
      at(73, { type: 'call.ended', call: 'c2', agent: 'ana' }),
      at(111, { type: 'offer.declined', call: 'c3', agent: 'ben' }),
      at(123, { type: 'call.arrived', call: 'c3/2', queue: 'sales-inbound' }),
      at(123, { type: 'offer.ringing', call: 'c3/2', agent: 'ben', by: 'planned' }),
      at(215, { type: 'call.abandoned', call: 'c4' }),
      at(252, { type: 'call.arrived', call: 'c5/2', queue: 'sales-inbound' }),
      at(312, { type: 'call.voicemail', call: 'c5/2', reason: 'max-wait' }),
      at(325, { type: 'voicemail.delivered', call: 'c5/2', queue: 'sales-inbound', as: 'recording' }),
    ],
    counts: [
      exactly(0, { type: 'call.arrived', call: 'c2/2' }),
      exactly(0, { type: 'call.arrived', call: 'c4/2' }),
      exactly(0, { type: 'offer.ringing', call: 'c5/2' }),
      exactly(8, { type: 'call.arrived' }),
    ],
  },
};
