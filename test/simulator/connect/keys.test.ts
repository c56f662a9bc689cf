import type { FlowAction, FlowValue } from '../../../contact-flows/language/document';
import { aFlow, anAction, aWorld, planArn, type World } from './connect-fixture';

const error = (to: string, type = 'NoMatchingError') => ({ NextAction: to, ErrorType: type });
const note = (name: string, attributes: Record<string, FlowValue>, to: string): FlowAction =>
  anAction(name, 'UpdateContactAttributes', { Attributes: attributes }, { NextAction: to, Errors: [error(to)] });
const bye = anAction('bye', 'DisconnectParticipant');
const askFor = (digits: string, name: string, to: string, more: Record<string, FlowValue> = {}): FlowAction =>
  anAction(
    name,
    'GetParticipantInput',
    {
      StoreInput: 'True',
      InputTimeLimitSeconds: '5',
      InputValidation: { CustomValidation: { MaximumLength: digits } },
      DTMFConfiguration: { InterdigitTimeLimitSeconds: '2' },
      ...more,
    },
    { NextAction: to, Errors: [error('bye')] },
  );
const buffer = (name: string, on: string, to: string): FlowAction =>
  anAction(name, 'GetParticipantInput', { EnableDTMFBuffer: on }, { NextAction: to, Errors: [error('bye')] });
const slowLambda = (to: string): FlowAction =>
  anAction(
    'think',
    'InvokeLambdaFunction',
    { LambdaFunctionARN: planArn, InvocationTimeLimitSeconds: '8' },
    { NextAction: to, Errors: [error('bye')] },
  );

/** Asks for 4 digits, notes them and hangs up. */
const storing = (more: Record<string, FlowValue> = {}) => [
  askFor('4', 'ask', 'note', more),
  note('note', { typed: '$.StoredCustomerInput' }, 'bye'),
  bye,
];
const attributes = async (world: World, contact: string) =>
  (await world.api('GetContactAttributes', { InitialContactId: contact })).Attributes;
const endedAt = (world: World) => world.told('contact.refused');

describe('keys that are stored', () => {
  it('end the question at the moment the last one is pressed', async () => {
    const world = aWorld({ entry: aFlow(storing()) });
    const contact = await world.call(0);
    world.at(1, () => world.connect.callers.enter(contact, '12'));
    world.at(2.5, () => world.connect.callers.enter(contact, '34'));
    await world.to(10);
    expect(await attributes(world, contact)).toEqual({ typed: '1234' });
    expect(endedAt(world)).toEqual(['2.5 refused flow-ended']);
  });

  it.each([
    ['none in the time for the first', [], 'Timeout', 5],
    ['too few in the time for the next', [[1, '12']], '12', 3],
    [
      'the next just in time',
      [
        [4.9, '12'],
        [6.8, '34'],
      ],
      '1234',
      6.8,
    ],
    ['fewer, and the end key', [[1, '12#']], '12', 1],
    ['some taken back', [[1, '98*1234']], '1234', 1],
  ] as const)('may be %s', async (_, presses, typed, at) => {
    const world = aWorld({ entry: aFlow(storing()) });
    const contact = await world.call(0);
    for (const [when, keys] of presses) world.at(when, () => world.connect.callers.enter(contact, keys));
    await world.to(20);
    expect(await attributes(world, contact)).toEqual({ typed });
    expect(endedAt(world)).toEqual([`${at} refused flow-ended`]);
  });

  it('may hold the cancel key where it is switched off', async () => {
    const more = { DTMFConfiguration: { DisableCancelKey: 'True' } };
    const world = aWorld({ entry: aFlow(storing(more)) });
    const contact = await world.call(0);
    world.at(1, () => world.connect.callers.enter(contact, '1*23'));
    await world.to(20);
    expect(await attributes(world, contact)).toEqual({ typed: '1*23' });
  });

  it('need a length, and nothing that is not simulated', async () => {
    const call = (more: Record<string, FlowValue>) => aWorld({ entry: aFlow(storing(more)) }).call(0);
    await expect(call({ InputValidation: { PhoneNumberValidation: { NumberFormat: 'E164' } } })).rejects.toThrow(
      'supported: CustomValidation with a MaximumLength of at least 1',
    );
    await expect(call({ DTMFConfiguration: { InputTerminationSequence: '##' } })).rejects.toThrow(
      'supported: DisableCancelKey, InterdigitTimeLimitSeconds from 1 to 20',
    );
  });
});

describe('keys pressed while the flow does something else', () => {
  const twice = (first: FlowAction[], start: string) => [
    ...first,
    askFor('2', start, 'think'),
    slowLambda('again'),
    askFor('2', 'again', 'note'),
    note('note', { typed: '$.StoredCustomerInput' }, 'bye'),
    bye,
  ];
  const run = async (flow: FlowAction[]) => {
    const world = aWorld({ entry: aFlow(flow), lambdaDelayMs: 1000 });
    const contact = await world.call(0);
    world.at(1, () => world.connect.callers.enter(contact, '123'));
    world.at(1.5, () => world.connect.callers.enter(contact, '4'));
    await world.to(20);
    return { typed: await attributes(world, contact), ended: endedAt(world) };
  };

  it('are lost', async () => {
    expect(await run(twice([], 'ask'))).toEqual({ typed: { typed: 'Timeout' }, ended: ['7 refused flow-ended'] });
  });

  it('are kept for the next question where buffering is on, which then takes no time', async () => {
    expect(await run(twice([buffer('keep', 'true', 'ask')], 'ask'))).toEqual({
      typed: { typed: '34' },
      ended: ['2 refused flow-ended'],
    });
  });

  it('are lost again once it is off', async () => {
    const flow = twice([buffer('keep', 'true', 'drop'), buffer('drop', 'false', 'ask')], 'ask');
    expect(await run(flow)).toEqual({ typed: { typed: 'Timeout' }, ended: ['7 refused flow-ended'] });
  });

  it('are no more than 30', async () => {
    const flow = [
      buffer('keep', 'true', 'think'),
      slowLambda('ask'),
      askFor('40', 'ask', 'note'),
      note('note', { typed: '$.StoredCustomerInput' }, 'bye'),
      bye,
    ];
    const world = aWorld({ entry: aFlow(flow), lambdaDelayMs: 1000 });
    const contact = await world.call(0);
    world.connect.callers.enter(contact, '7'.repeat(35));
    await world.to(20);
    expect(await attributes(world, contact)).toEqual({ typed: '7'.repeat(30) });
    expect(endedAt(world)).toEqual(['3 refused flow-ended']);
  });

  it('do nothing on a line that is down; what is no key is refused', async () => {
    const world = aWorld({ entry: aFlow(storing()) });
    const contact = await world.call(0);
    world.at(1, () => world.connect.callers.hangUp(contact));
    world.at(2, () => world.connect.callers.enter(contact, '1234'));
    await world.to(20);
    expect(await attributes(world, contact)).toEqual({});
    expect(() => world.connect.callers.enter(contact, '12a')).toThrow('"12a" cannot be typed on a phone');
  });
});

describe('one key', () => {
  const menu = [
    anAction(
      'ask',
      'GetParticipantInput',
      { StoreInput: 'False', InputTimeLimitSeconds: '10', Text: 'Press 1.' },
      {
        NextAction: 'other',
        Conditions: [{ NextAction: 'one', Condition: { Operator: 'Equals', Operands: ['1'] } }],
        Errors: [error('silent', 'InputTimeLimitExceeded'), error('other', 'NoMatchingCondition'), error('bye')],
      },
    ),
    note('one', { went: 'one' }, 'bye'),
    note('other', { went: 'other' }, 'bye'),
    note('silent', { went: 'silent' }, 'bye'),
    bye,
  ];

  it.each([
    ['1', 'one', 4],
    ['#', 'other', 4],
    [null, 'silent', 10],
  ] as const)('%s leads to its branch', async (key, went, at) => {
    const world = aWorld({ entry: aFlow(menu) });
    const contact = await world.call(0);
    if (key !== null) world.at(4, () => world.connect.callers.enter(contact, key));
    await world.to(20);
    expect(await attributes(world, contact)).toEqual({ went });
    expect(endedAt(world)).toEqual([`${at} refused flow-ended`]);
  });
});
