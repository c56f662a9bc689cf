import { fileName, renderFlows } from '../../contact-flows/rendered-flow';
import { resolveText, type Template } from '../../contact-flows/template-text';
import { action, flowOf, goTo } from './sample-flow';

const routing: Template = {
  Resources: { PlanOffer: { Type: 'AWS::Lambda::Function' } },
  Outputs: { Plan: { Value: { 'Fn::GetAtt': ['PlanOffer', 'Arn'] }, Export: { Name: 'routing:PlanOfferArn' } } },
};

function flowsTemplate(content: unknown, type = 'CONTACT_FLOW'): Template {
  return {
    Parameters: { Stage: { Default: 'dev' } },
    Resources: {
      Queue: { Type: 'AWS::Connect::Queue' },
      InboundFlow: {
        Type: 'AWS::Connect::ContactFlow',
        Properties: {
          Name: { 'Fn::Join': ['-', ['ccb', { Ref: 'Stage' }, 'inbound sales']] },
          Type: type,
          Content: content,
        },
      },
    },
  };
}

/** A flow's content as CDK writes it: the JSON text cut where a value is only known later. */
function joined(text: string, values: Readonly<Record<string, unknown>>) {
  return { 'Fn::Join': ['', text.split(/(@\w+@)/).map((part) => values[part] ?? part)] };
}

const flow = flowOf(
  action('Ask', 'InvokeLambdaFunction', { LambdaFunctionARN: '@lambda@' }, goTo('Set', 'NoMatchingError')),
  action('Set', 'UpdateContactTargetQueue', { QueueId: '@queue@' }, goTo('Pause', 'NoMatchingError')),
  action('Pause', 'MessageParticipant', { SSML: '<speak><break time="1s"/></speak>' }, goTo('end', 'NoMatchingError')),
);
const content = joined(JSON.stringify(flow), {
  '@lambda@': { 'Fn::ImportValue': 'routing:PlanOfferArn' },
  '@queue@': { 'Fn::GetAtt': ['Queue', 'QueueArn'] },
});

describe('resolveText', () => {
  const template = flowsTemplate('{}');
  const resolve = (value: unknown) => resolveText(value, { template, templates: [routing, template] });

  it.each([
    ['a literal', 'text', 'text'],
    ['a reference', { Ref: 'Queue' }, '<Queue>'],
    ['a parameter with a default', { Ref: 'Stage' }, 'dev'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, '<AWS::Region>'],
    ['an attribute', { 'Fn::GetAtt': ['Queue', 'QueueArn'] }, '<Queue.QueueArn>'],
    ['an attribute in one word', { 'Fn::GetAtt': 'Queue.QueueArn' }, '<Queue.QueueArn>'],
    ['a join', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'x']] }, 'arn:<AWS::Partition>:x'],
    ['a substitution', { 'Fn::Sub': 'a ${Queue.QueueArn} ${Stage} ${!Literal}' }, 'a <Queue.QueueArn> dev ${Literal}'],
    ['a substitution with variables', { 'Fn::Sub': ['a ${X}', { X: { Ref: 'Queue' } }] }, 'a <Queue>'],
    ['an import of this app', { 'Fn::ImportValue': 'routing:PlanOfferArn' }, '<PlanOffer.Arn>'],
    ['an import of another app', { 'Fn::ImportValue': 'other' }, '<other>'],
    ['a part of a known text', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    ['a part of an unknown text', { 'Fn::Select': [3, { 'Fn::Split': ['/', { Ref: 'Queue' }] }] }, '<part 3 of Queue>'],
  ])('reads %s', (_what, value, expected) => {
    expect(resolve(value)).toBe(expected);
  });

  it.each([
    [{ 'Fn::If': ['a', 'b', 'c'] }],
    [undefined],
    [{ Ref: 'a', Other: 'b' }],
    [{ 'Fn::Join': 'x' }],
    [{ 'Fn::Select': [9, ['a']] }],
  ])('refuses %j', (value) => {
    expect(() => resolve(value)).toThrow(/\.$/);
  });
});

describe('renderFlows', () => {
  it('reads the flows of all templates and says what the designer must be told', () => {
    const [rendered, ...others] = renderFlows([routing, flowsTemplate(content)]);
    expect(others).toEqual([]);
    expect(rendered).toMatchObject({ name: 'ccb-dev-inbound sales', type: 'CONTACT_FLOW', problems: [] });
    expect(rendered?.flow.Actions[0]?.Parameters).toEqual({ LambdaFunctionARN: '<PlanOffer.Arn>' });
    expect(rendered?.openReferences).toEqual([
      { action: 'Ask', parameter: 'LambdaFunctionARN', value: '<PlanOffer.Arn>' },
      { action: 'Set', parameter: 'QueueId', value: '<Queue.QueueArn>' },
    ]);
  });

  it('brings the problems of a flow along', () => {
    const [rendered] = renderFlows([flowsTemplate(JSON.stringify({ ...flow, StartAction: 'gone' }))]);
    expect(rendered?.problems.map(({ rule }) => rule)).toEqual(['start-action']);
  });

  it.each([
    [flowsTemplate('{"Version"'), /InboundFlow cannot be rendered: .*JSON/],
    [flowsTemplate('{}', 'SALES'), /InboundFlow cannot be rendered: Type is "SALES"; it must be one of CONTACT_FLOW/],
    [flowsTemplate({ 'Fn::If': [] }), /InboundFlow cannot be rendered: Fn::If/],
  ])('names the flow it cannot read', (template, message) => {
    expect(() => renderFlows([template])).toThrow(message);
  });

  it('makes file names of flow names', () => {
    expect(fileName('ccb-dev-inbound sales/1')).toBe('ccb-dev-inbound-sales-1.json');
  });
});
