import fc from 'fast-check';
import { bindFlow, flowTokens } from '../../contact-flows/language/bind';
import { findFlowProblems, refusals } from '../../contact-flows/language/validate';
import { action, flowOf, goTo } from './sample-flow';

const template = flowOf(
  action('a', 'MessageParticipant', { Text: '${Greeting} Your number is ${Number}.' }, goTo('b', 'NoMatchingError')),
  action(
    'b',
    'UpdateContactAttributes',
    { Attributes: { queue: '${QueueArn}', again: '${Greeting}' }, TargetContact: 'Current' },
    goTo('end', 'NoMatchingError'),
  ),
);

describe('bindFlow', () => {
  it('puts values into the strings of the whole tree', () => {
    const { flow, problems } = bindFlow(template, { Greeting: 'Hi.', Number: '7', QueueArn: 'arn:q' });
    expect(problems).toEqual([]);
    expect(flow.Actions[0]?.Parameters).toEqual({ Text: 'Hi. Your number is 7.' });
    expect(flow.Actions[1]?.Parameters['Attributes']).toEqual({ queue: 'arn:q', again: 'Hi.' });
    expect(findFlowProblems(flow, 'CONTACT_FLOW')).toEqual([]);
  });

  it('leaves the template as it was', () => {
    const before = structuredClone(template);
    bindFlow(template, { Greeting: 'Hi.', Number: '7', QueueArn: 'arn:q' });
    expect(template).toEqual(before);
  });

  it('reports tokens without a value and values without a token, all at once', () => {
    const { flow, problems } = bindFlow(template, { Greeting: 'Hi.', Farewell: 'Bye.', constructor: 'x' });
    expect(problems.map(({ rule, message }) => `${rule}: ${message.slice(0, 24)}`)).toEqual([
      'unbound-token: The token ${Number} has ',
      'unbound-token: The token ${QueueArn} ha',
      'unused-token: "Farewell" is given a va',
      'unused-token: "constructor" is given a',
    ]);
    expect(flow.Actions[0]?.Parameters['Text']).toBe('Hi. Your number is ${Number}.');
  });

  it('does not find values in what every object inherits', () => {
    const { problems } = bindFlow(
      flowOf(action('a', 'MessageParticipant', { Text: '${toString}' }, goTo('end', 'NoMatchingError'))),
      {},
    );
    expect(problems.map(({ rule }) => rule)).toEqual(['unbound-token']);
  });

  it('takes values as they are: tokens of CDK, quotes, dollar signs', () => {
    const value = '${Token[TOKEN.12]} "$&" \\ $1';
    const { flow, problems } = bindFlow(template, { Greeting: value, Number: '${AWS::Region}', QueueArn: 'arn:q' });
    expect(problems).toEqual([]);
    expect(flow.Actions[0]?.Parameters['Text']).toBe(`${value} Your number is \${AWS::Region}.`);
    expect(findFlowProblems(flow, 'CONTACT_FLOW')).toEqual([]);
  });

  it('does not bind the tokens of a value, and says that they stay', () => {
    const { flow, problems } = bindFlow(template, { Greeting: 'Dear ${Name}', Number: '7', QueueArn: 'arn:q' });
    expect(problems.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'unbound-token: The value of ${Greeting} has a token ${Name} in it, which nothing binds; write the text itself.',
    ]);
    expect(refusals(findFlowProblems(flow, 'CONTACT_FLOW'))).toEqual([]);
  });

  it('refuses a token in a field name, where it would stay', () => {
    const flow = flowOf(
      action(
        'a',
        'UpdateContactAttributes',
        { Attributes: { '${Name}': 'x' }, TargetContact: 'Current' },
        goTo('end', 'NoMatchingError'),
      ),
    );
    expect(bindFlow(flow, {}).problems).toEqual([
      expect.objectContaining({ rule: 'unbound-token', message: expect.stringContaining('field name') }),
    ]);
  });

  it('binds exactly the tokens that flowTokens names, whatever the values', () => {
    expect(flowTokens(template)).toEqual(['Greeting', 'Number', 'QueueArn']);
    const texts = fc.record({ Greeting: fc.string(), Number: fc.string(), QueueArn: fc.string() });
    fc.assert(
      fc.property(texts, (tokens) => {
        const { flow, problems } = bindFlow(template, tokens);
        expect(problems).toEqual([]);
        expect(flow.Actions[0]?.Parameters['Text']).toBe(`${tokens.Greeting} Your number is ${tokens.Number}.`);
      }),
    );
  });
});
