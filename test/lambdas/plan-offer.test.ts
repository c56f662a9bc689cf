import { makeHandler } from '../../lambdas/plan-offer/handler';
import { FlowRequestUnreadableError } from '../../lambdas/shared/flow-request';
import { aCall, anAgent, start } from '../adapters/contract/builders';
import { fixture, world } from './world';

function handling() {
  const here = world();
  return { ...here, handle: makeHandler(here.ports) };
}

interface FlowEvent {
  readonly Details: { readonly ContactData: object; readonly Parameters: object };
}
const tick = fixture('flow-tick') as unknown as FlowEvent;
const withParameters = (Parameters: object) => ({ ...tick, Details: { ...tick.Details, Parameters } });
const withContact = (changes: object) => ({
  ...tick,
  Details: { ...tick.Details, ContactData: { ...tick.Details.ContactData, ...changes } },
});
const idleAnn = anAgent('u-ann', { queueIds: ['q-sales'], routingProfileId: 'p-blended' });

/** Every scalar in a reply, wherever it is. */
function scalarsOf(value: unknown): unknown[] {
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(scalarsOf) : [value];
}

describe('plan-offer', () => {
  it('answers an arrival with a plan in the numbers Connect takes', async () => {
    const { handle, ports, written } = handling();
    await ports.agents.save(idleAnn, null, { dropClaim: false });
    const reply = await handle(withParameters({ stage: 'arrival', requiredProficiencies: 'none' }));
    expect(reply).toMatchObject({
      action: 'plan',
      reason: expect.stringContaining('ann has been available longest'),
      RoutingCriteria: {
        Steps: [
          {
            Expression: { AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: ['u-ann'] } } } },
            Expiry: { DurationInSeconds: 22 },
          },
          { Expression: { AttributeCondition: { Name: 'ccb-hold', ProficiencyLevel: 1 } } },
        ],
      },
    });
    expect(
      scalarsOf(reply).every((value) => typeof value === 'number' || (typeof value === 'string' && value !== '')),
    ).toBe(true);
    expect(written).toEqual([]);
  });

  it('answers wait while the plan lives, without criteria', async () => {
    const { handle, ports } = handling();
    await ports.agents.save(idleAnn, null, { dropClaim: false });
    await handle(withParameters({ stage: 'arrival', requiredProficiencies: 'none' }));
    ports.clock.advance(10_000);
    const reply = await handle(tick);
    expect(reply).toEqual({ action: 'wait', reason: expect.stringMatching(/\w/) });
  });

  it('answers voicemail past the maximum wait, with the wish on record before', async () => {
    const { handle, ports, armed } = handling();
    await ports.calls.save(aCall('c-1', { queueId: 'q-sales', queuedAt: start - 120_000 }), null);
    expect(await handle(tick)).toEqual({ action: 'voicemail', reason: expect.stringContaining('maximum') });
    expect(await ports.voicemails.load('c-1')).toMatchObject({ why: 'max-wait', state: { kind: 'waiting' } });
    expect(armed).toMatchObject([{ timer: { kind: 'voicemail', initialContactId: 'c-1' } }]);
  });

  it('asks for the required proficiencies', async () => {
    const { handle } = handling();
    const reply = await handle(withParameters({ stage: 'arrival', requiredProficiencies: 'Language=Spanish>=3' }));
    expect(reply.RoutingCriteria?.Steps?.[0]?.Expression).toEqual({
      AttributeCondition: {
        Name: 'Language',
        Value: 'Spanish',
        ComparisonOperator: 'NumberGreaterOrEqualTo',
        ProficiencyLevel: 3,
      },
    });
  });

  it('tells once, at the arrival, what the flow that sent the caller got wrong', async () => {
    const { handle, ports } = handling();
    const Attributes = { ccbQueue: 'sails', ccbUnknownQueue: 'c-1', ccbProficiencies: 'good' };
    const event = (stage: string) => ({
      Details: { ...withContact({ Attributes }).Details, Parameters: { stage, requiredProficiencies: 'none' } },
    });
    expect(await handle(event('arrival'))).toMatchObject({ action: 'plan' });
    await handle(event('tick'));
    expect(ports.decisions.decisions.filter(({ type }) => type === 'entry.mistaken')).toMatchObject([
      { callId: 'c-1', what: 'unknown-queue', inputs: { queueId: 'q-sales' } },
      { callId: 'c-1', what: 'unreadable-proficiencies' },
    ]);
  });

  it('plans by what the group asks for where the requirements cannot be read', async () => {
    const { handle, ports } = handling();
    await ports.agents.save(idleAnn, null, { dropClaim: false });
    const reply = await handle(withParameters({ stage: 'arrival', requiredProficiencies: 'Spanish>=' }));
    expect(reply).toMatchObject({ action: 'plan', reason: expect.stringContaining('ann has been available longest') });
  });

  it('takes the queue from the attribute where the contact has none, and does without what may be null', async () => {
    const { handle } = handling();
    const reply = await handle(withContact({ Queue: null, InitialContactId: null }));
    expect(reply.action).toBe('plan');
  });

  it.each([
    ['a stage nobody knows', withParameters({ stage: 'later' }), /stage/],
    ['no queue anywhere', withContact({ Queue: null, Attributes: null }), /names a queue/],
    [
      'requirements nobody can read, and no queue',
      {
        ...withContact({ Queue: null, Attributes: {} }),
        Details: {
          ...withContact({ Queue: null, Attributes: {} }).Details,
          Parameters: { stage: 'tick', requiredProficiencies: 'Spanish' },
        },
      },
      /names a queue.*"Spanish" cannot be read/,
    ],
    ['no flow at all', {}, /Details/],
  ])('fails on %s, says and counts why', async (_, event, why) => {
    const { handle, ignored } = handling();
    const reply = handle(event);
    await expect(reply).rejects.toThrow(FlowRequestUnreadableError);
    await expect(reply).rejects.toThrow(why);
    expect(ignored()).toEqual(['malformed']);
  });
});
