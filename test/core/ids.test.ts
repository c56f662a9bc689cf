import { type AgentId, type CallId, type ContactId, callOf, firstOf, idFrom } from '../../core/ids';
import { timerSchema } from '../../core/messages/messages';
import { shortText } from '../../core/tolerant';

/** And each of these is taken as it is. */
const taken = (call: CallId, agents: ReadonlySet<AgentId>) => {
  const contact: ContactId = call;
  const text: string = call;
  const agent: AgentId = text;
  return { contact, text, isKnown: agents.has(agent) };
};

const timerOf = (given: unknown) => {
  const timer = timerSchema.parse(given);
  if (timer.kind !== 'tether') throw new Error(`no timer of a tether but ${timer.kind}`);
  return timer;
};

test('an id is its text: in records, keys and logs nothing is added to it', () => {
  const call = idFrom<CallId>(shortText).parse('c1');
  expect([call, callOf('c1'), firstOf('c1'), JSON.stringify({ call })]).toEqual(['c1', 'c1', 'c1', '{"call":"c1"}']);
  expect(taken(call, new Set(['c1']))).toEqual({ contact: 'c1', text: 'c1', isKnown: true });
  expect(timerOf({ kind: 'tether', agentId: 'ana', tetherId: 't1' })).toEqual({
    kind: 'tether',
    agentId: 'ana',
    tetherId: 't1',
  });
});
