import { parseAgentEvent } from '../../../core/agent/agent-event';
import { parseRequirements } from '../../../core/group/proficiency';
import { parseContactEvent } from '../../../core/offering/contact-event';
import ownOutboundCall from '../agent/agent-own-outbound-call.json';

const instance = 'arn:aws:connect:eu-central-1:123456789012:instance/i1';
/** The shape of docs/amazon-connect.md#agent-event-stream. */
const agentEvent = (over: Record<string, unknown> = {}) => ({
  Version: '2017-10-01',
  EventId: 'e1',
  EventType: 'STATE_CHANGE',
  EventTimestamp: '2026-01-05T10:00:20.512Z',
  AgentARN: `${instance}/agent/u1`,
  InstanceARN: instance,
  AWSAccountId: '123456789012',
  CurrentAgentSnapshot: {
    AgentStatus: {
      ARN: `${instance}/agent-state/s1`,
      Name: 'Available',
      Type: 'ROUTABLE',
      StartTimestamp: '2026-01-05T09:00:00.000Z',
    },
    NextAgentStatus: null,
    Configuration: {
      Username: 'ann',
      RoutingProfile: {
        ARN: `${instance}/routing-profile/rp`,
        Name: 'Inbound',
        Concurrency: [{ Channel: 'VOICE', AvailableSlots: 0, MaximumSlots: 1 }],
        InboundQueues: [
          { ARN: `${instance}/queue/q1`, Name: 'Sales', Channels: ['VOICE'] },
          { ARN: `${instance}/queue/q2`, Name: 'Mail', Channels: ['TASK'] },
        ],
        DefaultOutboundQueue: { ARN: `${instance}/queue/q3`, Name: 'Out', Channels: [] },
      },
    },
    Contacts: [
      {
        ContactId: 'c1',
        InitialContactId: null,
        Channel: 'VOICE',
        InitiationMethod: 'INBOUND',
        State: 'MISSED',
        StateStartTimestamp: '2026-01-05T10:00:20.000Z',
        ConnectedToAgentTimestamp: null,
        QueueTimestamp: '2026-01-05T09:59:00.000Z',
        Queue: { ARN: `${instance}/queue/q1`, Name: 'Sales' },
      },
    ],
  },
  PreviousAgentSnapshot: null,
  ...over,
});

describe('an agent event', () => {
  it('becomes an observation with ids instead of ARNs and times in milliseconds', () => {
    const parsed = parseAgentEvent(agentEvent(), '7');
    expect(parsed).toMatchObject({
      kind: 'observation',
      eventType: 'STATE_CHANGE',
      observation: {
        agentId: 'u1',
        username: 'ann',
        sequence: '7',
        observedAt: Date.parse('2026-01-05T10:00:20.512Z'),
        status: { name: 'Available', type: 'ROUTABLE', since: Date.parse('2026-01-05T09:00:00Z') },
        nextStatus: null,
        routingProfileId: 'rp',
        queueIds: ['q1'],
        voiceSlotsAvailable: 0,
        contacts: [{ contactId: 'c1', state: 'MISSED', queueId: 'q1', queuedAt: Date.parse('2026-01-05T09:59:00Z') }],
      },
    });
  });

  it.each(['ERROR', 'MISSED', 'CONNECTING', 'CONNECTED', 'ENDED'])(
    'tells a call that the agent placed from an offer: %s',
    (State) => {
      const { Queue, ...given } = ownOutboundCall.contact;
      const contact = { ...given, State, Queue: { ...Queue, ARN: `${instance}/queue/q1` } };
      const snapshot = { ...agentEvent().CurrentAgentSnapshot, Contacts: [contact] };
      expect(parseAgentEvent(agentEvent({ CurrentAgentSnapshot: snapshot }), '7')).toMatchObject({
        observation: { contacts: [{ contactId: 'out-1', state: State, ownCall: true, queueId: null, queuedAt: null }] },
      });
    },
  );

  it('takes a queued callback that rings for a call of the agent: nobody waits in its queue', () => {
    const [missed] = agentEvent().CurrentAgentSnapshot.Contacts;
    const callback = { ...missed, InitiationMethod: 'CALLBACK', Channel: 'Voice', State: 'INCOMING' };
    const snapshot = { ...agentEvent().CurrentAgentSnapshot, Contacts: [callback] };
    expect(parseAgentEvent(agentEvent({ CurrentAgentSnapshot: snapshot }), '7')).toMatchObject({
      observation: { contacts: [{ channel: 'VOICE', state: 'INCOMING', ownCall: true, queueId: null }] },
    });
  });

  it('is read with its keys in either case', () => {
    const lower = JSON.parse(
      JSON.stringify(agentEvent()).replace(/"([A-Z])(\w*)":/g, (_, first, rest) => `"${first.toLowerCase()}${rest}":`),
    );
    expect(parseAgentEvent(lower, '7')).toEqual(parseAgentEvent(agentEvent(), '7'));
  });

  it('is read with everything optional null', () => {
    const event = agentEvent();
    const snapshot = { ...event.CurrentAgentSnapshot, Contacts: null, NextAgentStatus: { Name: null } };
    const parsed = parseAgentEvent({ ...event, CurrentAgentSnapshot: snapshot }, '7');
    expect(parsed).toMatchObject({
      kind: 'observation',
      observation: { contacts: [], nextStatus: null, proficiencies: [] },
    });
  });

  it('takes a logout for Offline, with or without a snapshot of now', () => {
    const event = agentEvent({ EventType: 'LOGOUT' });
    const offline = { kind: 'observation', observation: { status: { name: 'Offline', type: 'OFFLINE' } } };
    expect(parseAgentEvent(event, '7')).toMatchObject(offline);
    const moved = { ...event, CurrentAgentSnapshot: null, PreviousAgentSnapshot: event.CurrentAgentSnapshot };
    expect(parseAgentEvent(moved, '7')).toMatchObject(offline);
  });

  it('leaves no ring behind at a logout, which may only repeat the snapshot before', () => {
    const event = agentEvent({ EventType: 'LOGOUT' });
    const [ringing] = event.CurrentAgentSnapshot.Contacts;
    const before = { ...event.CurrentAgentSnapshot, Contacts: [{ ...ringing, State: 'CONNECTING' }] };
    expect(parseAgentEvent({ ...event, CurrentAgentSnapshot: null, PreviousAgentSnapshot: before }, '7')).toMatchObject(
      {
        observation: { contacts: [] },
      },
    );
  });

  it('of an unknown type is named, not refused', () => {
    expect(parseAgentEvent(agentEvent({ EventType: 'COFFEE_BREAK' }), '7')).toEqual({
      kind: 'unknown-type',
      eventType: 'COFFEE_BREAK',
    });
  });

  it('that is malformed says every problem with its place', () => {
    const parsed = parseAgentEvent(
      agentEvent({ AgentARN: 5, EventTimestamp: 'yesterday', CurrentAgentSnapshot: { AgentStatus: {} } }),
      '7',
    );
    expect(parsed.kind).toBe('malformed');
    const problems = parsed.kind === 'malformed' ? parsed.problems.join('\n') : '';
    for (const place of [
      'agentARN',
      'eventTimestamp',
      'currentAgentSnapshot.agentStatus.name',
      'currentAgentSnapshot.configuration',
    ]) {
      expect(problems).toContain(place);
    }
  });

  it.each([
    ['a number', 5],
    ['null', null],
    ['an empty object', {}],
    ['a list', []],
    ['text', 'x'],
  ])('that is %s is malformed, not a crash', (_, raw) => {
    expect(parseAgentEvent(raw, '7').kind).toBe('malformed');
  });

  it('is used without the parts of it that cannot be read', () => {
    const event = agentEvent();
    const { CurrentAgentSnapshot: now } = event;
    const { RoutingProfile } = now.Configuration;
    const [missed] = now.Contacts;
    const { ContactId: _, ...nameless } = { ...missed, State: 'CONNECTED' };
    const parsed = parseAgentEvent(
      {
        ...event,
        CurrentAgentSnapshot: {
          ...now,
          NextAgentStatus: 7,
          Configuration: {
            Username: null,
            RoutingProfile: { ...RoutingProfile, InboundQueues: [{ Name: 'Sales' }, ...RoutingProfile.InboundQueues] },
            Proficiencies: [
              { Name: 'Language', Value: 'Spanish', ProficiencyLevel: 'four' },
              { Name: 'Language' },
              { Name: 'Product', Value: 'Loans', ProficiencyLevel: 3 },
            ],
          },
          Contacts: [
            nameless,
            { ...missed, StateStartTimestamp: 'soon', QueueTimestamp: sentinelDate },
            'x',
            { ...missed, State: 'MELTED' },
          ],
        },
      },
      '7',
    );
    expect(parsed).toMatchObject({
      kind: 'observation',
      observation: {
        username: null,
        nextStatus: null,
        queueIds: ['q1'],
        proficiencies: [
          { name: 'Language', value: 'Spanish', level: 1 },
          { name: 'Product', value: 'Loans', level: 3 },
        ],
        contacts: [{ contactId: 'c1', state: 'MISSED', since: Date.parse('2026-01-05T10:00:20.512Z'), queuedAt: null }],
      },
    });
    const at = 'currentAgentSnapshot.';
    const lost = parsed.kind === 'observation' ? parsed.lost : [];
    expect(lost.map((problem) => problem.replace(/: .*$/, ''))).toEqual([
      `${at}nextAgentStatus`,
      `${at}configuration.routingProfile.inboundQueues.0.aRN`,
      `${at}configuration.proficiencies.0.proficiencyLevel`,
      `${at}configuration.proficiencies.1.value`,
      `${at}contacts.0.contactId`,
      `${at}contacts.1.stateStartTimestamp`,
      `${at}contacts.2`,
      `${at}contacts.3.state`,
    ]);
  });

  it('without a snapshot is malformed unless it is a logout', () => {
    expect(parseAgentEvent(agentEvent({ CurrentAgentSnapshot: null }), '7')).toMatchObject({ kind: 'malformed' });
    const nothing = { EventType: 'LOGOUT', CurrentAgentSnapshot: null, PreviousAgentSnapshot: null };
    expect(parseAgentEvent(agentEvent(nothing), '7')).toMatchObject({
      kind: 'malformed',
      problems: [expect.stringMatching(/must have CurrentAgentSnapshot or PreviousAgentSnapshot$/)],
    });
  });

  it('keeps of too long a list what there is room for: who has 51 contacts is not free', () => {
    const event = agentEvent();
    const { CurrentAgentSnapshot: now } = event;
    const many = <T>(count: number, one: (index: number) => T) =>
      Array.from({ length: count }, (_, index) => one(index));
    const Contacts = many(51, (index) => ({ ContactId: `c${index}`, Channel: 'CHAT', State: 'CONNECTED' }));
    const RoutingProfile = {
      ...now.Configuration.RoutingProfile,
      InboundQueues: many(201, (index) => ({ ARN: `${instance}/queue/q${index}` })),
    };
    const snapshot = { ...now, Contacts, Configuration: { ...now.Configuration, RoutingProfile } };
    const parsed = parseAgentEvent({ ...event, CurrentAgentSnapshot: snapshot }, '7');
    if (parsed.kind !== 'observation') throw new Error(parsed.kind);
    expect(parsed.observation.contacts).toHaveLength(50);
    expect(parsed.observation.queueIds).toHaveLength(200);
    expect(parsed.lost).toHaveLength(2);
  });

  it('that is dated ahead is malformed: no true one would be newer', () => {
    const dated = (EventTimestamp: string) =>
      parseAgentEvent(agentEvent({ EventTimestamp }), '7', Date.parse('2026-01-05T10:00:00Z'));
    expect(dated('2026-01-06T09:59:59Z').kind).toBe('observation');
    expect(dated('2026-01-07T10:00:00Z')).toEqual({
      kind: 'malformed',
      problems: ['eventTimestamp: is 48 hours ahead of our clock'],
    });
    expect(dated('9999-12-31T00:00:00Z').kind).toBe('malformed');
  });
});

const sentinelDate = '1970-01-01T00:00:00.001Z';

const contactEvent = (detail: Record<string, unknown> = {}) => ({
  source: 'aws.connect',
  'detail-type': 'Amazon Connect Contact Event',
  time: '2026-01-05T10:00:00Z',
  detail: {
    eventType: 'QUEUED',
    contactId: 'c2',
    initialContactId: 'c1',
    previousContactId: 'c1',
    channel: 'Voice',
    initiationMethod: 'INBOUND',
    instanceArn: instance,
    queueInfo: { queueArn: `${instance}/queue/q1`, queueType: 'STANDARD', enqueueTimestamp: '2026-01-05T09:59:59Z' },
    ...detail,
  },
});

describe('a contact event', () => {
  it('becomes ids and milliseconds', () => {
    expect(parseContactEvent(contactEvent())).toEqual({
      kind: 'event',
      event: {
        eventType: 'QUEUED',
        at: Date.parse('2026-01-05T09:59:59Z'),
        contactId: 'c2',
        initialContactId: 'c1',
        previousContactId: 'c1',
        channel: 'VOICE',
        initiationMethod: 'INBOUND',
        queueId: 'q1',
        queuedAt: Date.parse('2026-01-05T09:59:59Z'),
        agentId: null,
      },
      lost: [],
    });
  });

  it.each([
    ['INITIATED', '2026-01-05T09:58:00Z'],
    ['QUEUED', '2026-01-05T09:59:59Z'],
    ['CONNECTED_TO_AGENT', '2026-01-05T10:00:12Z'],
    ['DISCONNECTED', '2026-01-05T10:03:00Z'],
  ])('of type %s happened at the time that belongs to its type', (eventType, time) => {
    const all = {
      initiationTimestamp: '2026-01-05T09:58:00Z',
      queueInfo: { queueArn: `${instance}/queue/q1`, enqueueTimestamp: '2026-01-05T09:59:59Z' },
      agentInfo: { agentArn: `${instance}/agent/u1`, connectedToAgentTimestamp: '2026-01-05T10:00:12Z' },
      disconnectTimestamp: '2026-01-05T10:03:00Z',
    };
    const at = (detail: object) => {
      const parsed = parseContactEvent(contactEvent({ eventType, ...detail }));
      return parsed.kind === 'event' ? parsed.event.at : parsed;
    };
    expect(at(all)).toBe(Date.parse(time));
    const never = JSON.parse(JSON.stringify(all).replace(/"2026[^"]*"/g, '"1970-01-01T00:00:00.001Z"'));
    for (const none of [never, { queueInfo: null }]) expect(at(none)).toBe(Date.parse('2026-01-05T10:00:00Z'));
    expect(at({ ...never, eventTimestamp: '2026-01-05T09:59:58Z' })).toBe(Date.parse('2026-01-05T09:59:58Z'));
  });

  it('takes 1970 for a time where the event itself is of that year', () => {
    const queueInfo = { queueArn: `${instance}/queue/q1`, enqueueTimestamp: '1970-01-01T00:00:05Z' };
    const event = { ...contactEvent({ queueInfo }), time: '1970-01-01T00:00:06Z' };
    expect(parseContactEvent(event)).toMatchObject({ event: { at: 5_000, queuedAt: 5_000 } });
  });

  it('takes no moment long after the event itself for a time', () => {
    const queueInfo = { queueArn: `${instance}/queue/q1`, enqueueTimestamp: '9999-12-31T00:00:00Z' };
    const at = Date.parse('2026-01-05T10:00:00Z');
    expect(parseContactEvent(contactEvent({ queueInfo }))).toMatchObject({ event: { at, queuedAt: null } });
  });

  it('names nobody as joined who was rung at most', () => {
    const joined = (agentInfo: object, eventType = 'DISCONNECTED') => {
      const parsed = parseContactEvent(contactEvent({ eventType, agentInfo }));
      return parsed.kind === 'event' ? parsed.event.agentId : parsed;
    };
    const agentArn = `${instance}/agent/u1`;
    expect(joined({ agentArn, connectedToAgentTimestamp: sentinelDate })).toBeNull();
    expect(joined({ agentArn, connectedToAgentTimestamp: null })).toBeNull();
    expect(joined({ agentArn, connectedToAgentTimestamp: '2026-01-05T10:00:12Z' })).toBe('u1');
    expect(joined({ agentArn })).toBe('u1');
    expect(joined({ agentArn, connectedToAgentTimestamp: sentinelDate }, 'CONNECTED_TO_AGENT')).toBe('u1');
  });

  it('is used without the parts of it that cannot be read', () => {
    const queueInfo = { queueArn: `${instance}/queue/q1`, enqueueTimestamp: 'yesterday' };
    expect(parseContactEvent(contactEvent({ queueInfo, agentInfo: 'ann', initialContactId: 5 }))).toMatchObject({
      event: { queueId: 'q1', queuedAt: null, agentId: null, initialContactId: 'c2' },
      lost: [
        expect.stringMatching(/^detail\.initialContactId: /),
        expect.stringMatching(/^detail\.queueInfo\.enqueueTimestamp: /),
        expect.stringMatching(/^detail\.agentInfo: /),
      ],
    });
  });

  it('is read with its fields in PascalCase, as some are written', () => {
    const detail = Object.fromEntries(
      Object.entries(contactEvent().detail).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
    );
    expect(parseContactEvent({ ...contactEvent(), detail })).toEqual(parseContactEvent(contactEvent()));
  });

  it('without queue, agent or initial contact stands for itself', () => {
    const parsed = parseContactEvent(
      contactEvent({ eventType: 'DISCONNECTED', queueInfo: null, agentInfo: null, initialContactId: null }),
    );
    expect(parsed).toMatchObject({
      kind: 'event',
      event: { initialContactId: 'c2', queueId: null, agentId: null, at: Date.parse('2026-01-05T10:00:00Z') },
    });
  });

  it('of another type is named', () => {
    expect(parseContactEvent(contactEvent({ eventType: 'PAUSED' }))).toEqual({
      kind: 'unknown-type',
      eventType: 'PAUSED',
    });
  });

  it('without a time, or without a detail, is malformed', () => {
    expect(parseContactEvent({ detail: { eventType: 'DISCONNECTED', contactId: 'c', channel: 'VOICE' } }).kind).toBe(
      'malformed',
    );
    expect(parseContactEvent({})).toEqual({
      kind: 'malformed',
      problems: ['detail: Invalid input: expected nonoptional, received undefined'],
    });
    expect(parseContactEvent(null).kind).toBe('malformed');
  });
});

describe('required proficiencies', () => {
  it('are none, or names with levels', () => {
    expect(parseRequirements('none')).toEqual({ ok: true, required: [] });
    expect(parseRequirements('Language=Spanish>=3, Product=Car loans>=1')).toEqual({
      ok: true,
      required: [
        { name: 'Language', value: 'Spanish', minLevel: 3 },
        { name: 'Product', value: 'Car loans', minLevel: 1 },
      ],
    });
  });

  it('say every part that cannot be read, and when there are too many', () => {
    expect(parseRequirements('Language=Spanish,Product=Loans>=9')).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('"Language=Spanish"'), expect.stringContaining('"Product=Loans>=9"')],
    });
    const nine = Array.from({ length: 9 }, (_, index) => `S${index}=v>=1`).join(',');
    expect(parseRequirements(nine)).toMatchObject({ ok: false, problems: [expect.stringContaining('at most 8')] });
  });
});
