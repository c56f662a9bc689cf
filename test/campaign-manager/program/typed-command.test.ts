import fc from 'fast-check';
import { parseTyped, usages } from '../../../campaign-manager/reference/program/typed-command';

it.each([
  ['status', { do: 'status' }],
  ['  help ', { do: 'help' }],
  ['contact renewals r-010', { do: 'contact', campaign: 'renewals', contact: 'r-010' }],
  ['contact renewals Ada of Berlin', { do: 'contact', campaign: 'renewals', contact: 'Ada of Berlin' }],
  [
    'call-back renewals r-1 in 60',
    { do: 'call-back', campaign: 'renewals', contact: 'r-1', inSeconds: 60, agentId: null },
  ],
  [
    'call-back renewals Ada in Berlin in 1.5 for 5f0c-ana',
    { do: 'call-back', campaign: 'renewals', contact: 'Ada in Berlin', inSeconds: 1.5, agentId: '5f0c-ana' },
  ],
  ['do-not-call +12025550101', { do: 'do-not-call', number: '+12025550101', why: null }],
  ['do-not-call +12025550101 2  letters', { do: 'do-not-call', number: '+12025550101', why: '2  letters' }],
  ['stop renewals', { do: 'stop', campaign: 'renewals' }],
  ['go\trenewals', { do: 'go', campaign: 'renewals' }],
  ['', null],
  ['   ', null],
])('%j is understood', (line, command) => expect(parseTyped(line)).toEqual(command));

it.each([
  ['do-not-call +4930123 4567', '"+4930123 4567" has spaces in its number, or a reason that begins with digits'],
  ['stauts', 'there is no command "stauts"; did you mean "status"?'],
  ['constructor', 'there is no command "constructor"; known are status, contact,'],
  ['status now', 'status stands alone; "now" is too much'],
  ['contact renewals', '"contact renewals" is not complete; write: contact CAMPAIGN NAME'],
  ['call-back renewals r-1', 'write: call-back CAMPAIGN NAME in SECONDS [for AGENT_ID]'],
  ['call-back renewals r-1 in soon', '"soon" is not a number of seconds, 0 or more'],
  ['call-back renewals r-1 in -5', '"-5" is not a number of seconds, 0 or more'],
  [`call-back renewals r-1 in ${'9'.repeat(400)}`, 'is not a number of seconds, 0 or more'],
  ['do-not-call', '"do-not-call" is not complete; write: do-not-call NUMBER [reason]'],
  ['stop', '"stop" is not complete; write: stop CAMPAIGN'],
  ['go renewals winback', 'is not complete; write: go CAMPAIGN'],
])('%j is answered with a sentence', (line, sentence) =>
  expect(parseTyped(line)).toEqual({ problem: expect.stringContaining(sentence) }),
);

describe.each([1, 2, 3])('whatever is typed (seed %i)', (seed) => {
  it('is a command, nothing, or a problem; nothing throws', () => {
    const word = fc.oneof(fc.constantFrom(...Object.keys(usages), 'in', 'for', '5', 'renewals'), fc.string());
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const read = parseTyped(words.join(' '));
        if (read === null) expect(words.join(' ').trim()).toBe('');
        else if ('problem' in read) expect(read.problem.length).toBeGreaterThan(10);
        else expect(Object.keys(usages)).toContain(read.do);
      }),
      { seed, numRuns: 300 },
    );
  });
});
