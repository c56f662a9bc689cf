import {
  AccessDeniedException,
  ConnectClient,
  ConnectServiceException,
  ContactNotFoundException,
  DescribeContactCommand,
  DescribeUserCommand,
  DismissUserContactCommand,
  GetContactAttributesCommand,
  GetCurrentUserDataCommand,
  InternalServiceException,
  InvalidParameterException,
  InvalidRequestException,
  PutUserStatusCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  StartTaskContactCommand,
  StopContactCommand,
  ThrottlingException,
  UpdateContactRoutingDataCommand,
} from '@aws-sdk/client-connect';
import { mockClient } from 'aws-sdk-client-mock';
import { makeRateLimitedConnectClient } from '../../adapters/aws/clients';
import { connectSend } from '../../adapters/aws/connect-send';
import { ConnectAgentNames } from '../../adapters/connect/agent-names';
import { ConnectRoster } from '../../adapters/connect/agent-roster';
import { ConnectCentre } from '../../adapters/connect/contact-centre';
import { ConnectNumberFlows } from '../../adapters/connect/number-flows';
import { ConnectRefusalError, type ConnectSend } from '../../adapters/connect/operations';
import { ConnectRateLimited } from '../../adapters/connect/rate-limited-centre';
import { portsOnConnectApi } from '../../adapters/memory/connect-api';
import type { VoicemailTask } from '../../core/connect-commands/ports';
import { handClock, start } from './contract/builders';

const connect = mockClient(ConnectClient);
beforeEach(() => connect.reset());

const send = connectSend(makeRateLimitedConnectClient({ region: 'eu-central-1' }));
const instance = { id: 'i-1', arn: 'arn:aws:connect:eu-central-1:111122223333:instance/i-1', alias: 'example' };
const error = { message: 'as Connect words it', $metadata: {} };
const centre = new ConnectCentre(send, instance.id);
const limited = new ConnectRateLimited(send, instance, handClock());

describe('criteria of a queued contact', () => {
  it('are written in numbers', async () => {
    connect.on(UpdateContactRoutingDataCommand).resolves({});
    const steps = [
      { who: { kind: 'agents', agentIds: ['u-1'] }, seconds: 22 },
      { who: { kind: 'hold' }, seconds: null },
    ] as const;
    expect(await centre.setCriteria('c-1', steps)).toBe('written');
    expect(connect.commandCalls(UpdateContactRoutingDataCommand)[0]?.args[0].input).toEqual({
      InstanceId: 'i-1',
      ContactId: 'c-1',
      RoutingCriteria: {
        Steps: [
          {
            Expression: {
              AttributeCondition: {
                ComparisonOperator: 'Match',
                MatchCriteria: { AgentsCriteria: { AgentIds: ['u-1'] } },
              },
            },
            Expiry: { DurationInSeconds: 22 },
          },
          {
            Expression: {
              AttributeCondition: {
                Name: 'ccb-hold',
                Value: 'hold',
                ComparisonOperator: 'NumberGreaterOrEqualTo',
                ProficiencyLevel: 1,
              },
            },
          },
        ],
      },
    });
  });

  it.each([new ResourceNotFoundException(error), new InvalidRequestException(error)])(
    'of a contact in no queue any more are gone (%s)',
    async (refusal) => {
      connect.on(UpdateContactRoutingDataCommand).rejects(refusal);
      expect(await centre.setCriteria('c-1', [{ who: { kind: 'hold' }, seconds: null }])).toBe('gone');
    },
  );

  it.each([
    new AccessDeniedException(error),
    new InternalServiceException(error),
    new InvalidParameterException(error),
  ])('fail loudly on %s', async (refusal) => {
    connect.on(UpdateContactRoutingDataCommand).rejects(refusal);
    connect.on(DescribeContactCommand).resolves({ Contact: { Id: 'c-1' } });
    const written = centre.setCriteria('c-1', [{ who: { kind: 'hold' }, seconds: null }]);
    await expect(written).rejects.toThrow('as Connect words it');
  });

  it('say so where the account has used up its calls of this second', async () => {
    connect.on(UpdateContactRoutingDataCommand).rejects(new ThrottlingException(error));
    expect(await centre.setCriteria('c-1', [{ who: { kind: 'hold' }, seconds: null }])).toBe('throttled');
  });

  it('are for nobody when the contact has left its queue, which Connect words as an invalid parameter', async () => {
    connect.on(UpdateContactRoutingDataCommand).rejects(new InvalidParameterException(error));
    connect.on(DescribeContactCommand).resolves({ Contact: { Id: 'c-1', DisconnectTimestamp: new Date(start) } });
    expect(await centre.setCriteria('c-1', [{ who: { kind: 'hold' }, seconds: null }])).toBe('gone');
  });
});

describe('a contact', () => {
  it('is described with its times in milliseconds', async () => {
    connect.on(DescribeContactCommand).resolves({
      Contact: {
        Id: 'c-2',
        InitialContactId: 'c-1',
        QueueInfo: { Id: 'q-1', EnqueueTimestamp: new Date(start) },
        AgentInfo: {
          Id: 'u-1',
          ConnectedToAgentTimestamp: new Date(start + 1),
          AfterContactWorkEndTimestamp: new Date(start + 3),
        },
        DisconnectTimestamp: new Date(start + 2),
      },
    });
    expect(await centre.describe('c-2')).toEqual({
      contactId: 'c-2',
      initialContactId: 'c-1',
      queueId: 'q-1',
      queuedAt: start,
      agentId: 'u-1',
      connectedToAgentAt: start + 1,
      wrapUpEndedAt: start + 3,
      disconnectedAt: start + 2,
    });
  });

  it('that was joined, or ended, in 1970 never was', async () => {
    const never = new Date('1970-01-01T00:00:00.001Z');
    const AgentInfo = { Id: 'u-1', ConnectedToAgentTimestamp: never, AfterContactWorkEndTimestamp: never };
    const Contact = { Id: 'c-1', AgentInfo, DisconnectTimestamp: never, QueueInfo: { EnqueueTimestamp: never } };
    connect.on(DescribeContactCommand).resolves({ Contact: { ...Contact, InitiationTimestamp: new Date(start) } });
    expect(await centre.describe('c-1')).toMatchObject({
      ...{ queuedAt: null, connectedToAgentAt: null, wrapUpEndedAt: null, disconnectedAt: null },
    });
  });

  it('that may not be asked about now is no failure for those who can do without', async () => {
    connect.on(DescribeContactCommand).rejects(new ThrottlingException(error));
    expect(await centre.tryDescribe('c-1')).toBe('throttled');
    await expect(centre.describe('c-1')).rejects.toThrow('as Connect words it');
    connect.on(DescribeContactCommand).resolves({ Contact: { Id: 'c-1' } });
    expect(await centre.tryDescribe('c-1')).toMatchObject({ contactId: 'c-1', disconnectedAt: null });
    connect.on(DescribeContactCommand).rejects(new InternalServiceException(error));
    await expect(centre.tryDescribe('c-1')).rejects.toThrow('as Connect words it');
  });

  it('that goes on and has no queue yet has nulls', async () => {
    connect.on(DescribeContactCommand).resolves({ Contact: { Id: 'c-1' } });
    expect(await centre.describe('c-1')).toEqual({
      contactId: 'c-1',
      initialContactId: 'c-1',
      queueId: null,
      queuedAt: null,
      agentId: null,
      connectedToAgentAt: null,
      wrapUpEndedAt: null,
      disconnectedAt: null,
    });
  });

  it('that Connect does not know is null, and has no attributes', async () => {
    connect.onAnyCommand().rejects(new ResourceNotFoundException(error));
    expect(await centre.describe('c-1')).toBeNull();
    expect(await centre.attributes('c-1')).toEqual({});
  });

  it('tells its attributes by its initial contact', async () => {
    connect
      .on(GetContactAttributesCommand, { InstanceId: 'i-1', InitialContactId: 'c-1' })
      .resolves({ Attributes: { ccbVoicemail: 'true' } });
    expect(await centre.attributes('c-1')).toEqual({ ccbVoicemail: 'true' });
  });

  it('is no secret of a denial', async () => {
    connect.onAnyCommand().rejects(new AccessDeniedException(error));
    await expect(centre.describe('c-1')).rejects.toThrow(AccessDeniedException);
    await expect(centre.attributes('c-1')).rejects.toThrow(AccessDeniedException);
  });
});

describe('a contact to be ended', () => {
  it('is stopped by its id', async () => {
    connect.on(StopContactCommand).resolves({});
    expect(await centre.stop('c-1')).toBe('stopped');
    expect(connect.commandCalls(StopContactCommand)[0]?.args[0].input).toEqual({ InstanceId: 'i-1', ContactId: 'c-1' });
  });

  it.each([new ContactNotFoundException(error), new ResourceNotFoundException(error)])(
    'that Connect has no more is gone (%s)',
    async (refusal) => {
      connect.on(StopContactCommand).rejects(refusal);
      expect(await centre.stop('c-1')).toBe('gone');
      expect(connect.calls()).toHaveLength(1);
    },
  );

  it.each([new InvalidRequestException(error), new InvalidParameterException(error)])(
    'that may not be stopped is gone only if it has ended (%s)',
    async (refusal) => {
      connect.on(StopContactCommand).rejects(refusal);
      connect
        .on(DescribeContactCommand)
        .resolvesOnce({ Contact: { Id: 'c-1', DisconnectTimestamp: new Date(start) } })
        .resolves({ Contact: { Id: 'c-1', InitiationMethod: 'QUEUE_TRANSFER' } });
      expect(await centre.stop('c-1')).toBe('gone');
      await expect(centre.stop('c-1')).rejects.toThrow(/refused StopContact|invalid the request StopContact/);
    },
  );

  it.each([new AccessDeniedException(error), new ThrottlingException(error)])('fails loudly on %s', async (refusal) => {
    connect.on(StopContactCommand).rejects(refusal);
    await expect(centre.stop('c-1')).rejects.toThrow('as Connect words it');
    expect(connect.commandCalls(DescribeContactCommand)).toHaveLength(0);
  });
});

describe('the names of agents', () => {
  const user = (Username: string) => ({ User: { Username } });

  it('are asked for one by one, no faster than Connect allows', async () => {
    const clock = handClock();
    const names = new ConnectAgentNames(send, instance.id, clock);
    connect.on(DescribeUserCommand).resolves(user('ana'));
    const told = await Promise.all(Array.from({ length: 7 }, (_, index) => names.usernameOf(`u-${index}`)));
    expect(told).toEqual([...Array.from({ length: 5 }, () => 'ana'), null, null]);
    expect(connect.commandCalls(DescribeUserCommand)).toHaveLength(5);
    expect(connect.commandCalls(DescribeUserCommand)[0]?.args[0].input).toEqual({ InstanceId: 'i-1', UserId: 'u-0' });
    clock.advance(500);
    expect(await names.usernameOf('u-6')).toBe('ana');
    expect(await names.usernameOf('u-7')).toBeNull();
  });

  it.each([new ThrottlingException(error), new ResourceNotFoundException(error)])(
    'are not known on %s',
    async (refusal) => {
      connect.on(DescribeUserCommand).rejects(refusal);
      expect(await new ConnectAgentNames(send, instance.id, handClock()).usernameOf('u-1')).toBeNull();
    },
  );

  it('fail loudly where the function may not ask', async () => {
    connect.on(DescribeUserCommand).rejects(new AccessDeniedException(error));
    await expect(new ConnectAgentNames(send, instance.id, handClock()).usernameOf('u-1')).rejects.toThrow(
      'as Connect words it',
    );
  });
});

describe('the rate-limited APIs', () => {
  it('put an agent into a status and clear a contact', async () => {
    connect.onAnyCommand().resolves({});
    expect(await limited.setMissedCall('u-1', 's-1')).toEqual({ kind: 'done' });
    expect(await limited.dismiss('u-1', 'c-1')).toEqual({ kind: 'done' });
    expect(connect.commandCalls(PutUserStatusCommand)[0]?.args[0].input).toEqual({
      InstanceId: 'i-1',
      UserId: 'u-1',
      AgentStatusId: 's-1',
    });
    expect(connect.commandCalls(DismissUserContactCommand)[0]?.args[0].input).toEqual({
      InstanceId: 'i-1',
      UserId: 'u-1',
      ContactId: 'c-1',
    });
  });

  it('look at the softphone of one agent', async () => {
    connect.on(GetCurrentUserDataCommand).resolves({
      UserDataList: [
        {
          User: { Id: 'u-1' },
          RoutingProfile: { Id: 'p-1' },
          Status: { StatusName: 'Available', StatusStartTimestamp: new Date(start) },
          NextStatus: 'Break',
          Contacts: [{ ContactId: 'c-1', Channel: 'VOICE', AgentContactState: 'MISSED' }],
        },
      ],
    });
    expect(await limited.softphone('u-1')).toMatchObject({
      kind: 'softphone',
      softphone: {
        ...{ status: { name: 'Available', type: 'ROUTABLE', since: start }, nextStatus: 'Break' },
        contacts: [{ contactId: 'c-1', state: 'MISSED' }],
      },
    });
    expect(connect.commandCalls(GetCurrentUserDataCommand)[0]?.args[0].input).toEqual({
      ...{ InstanceId: 'i-1', Filters: { Agents: ['u-1'] }, MaxResults: 1 },
    });
    connect.on(GetCurrentUserDataCommand).resolves({ UserDataList: [] });
    expect(await limited.softphone('u-1')).toEqual({ kind: 'softphone', softphone: null });
    connect.on(GetCurrentUserDataCommand).rejects(new ThrottlingException(error));
    expect(await limited.softphone('u-1')).toEqual({ kind: 'throttled' });
  });

  it.each([
    new ThrottlingException(error),
    new ServiceQuotaExceededException(error),
    new ConnectServiceException({ name: 'TooManyRequestsException', $fault: 'client', ...error }),
    new ConnectServiceException({ name: 'Unheard', $fault: 'client', message: '', $metadata: { httpStatusCode: 429 } }),
  ])('answer throttled to %s, at the first attempt', async (refusal) => {
    connect.onAnyCommand().rejects(refusal);
    expect(await limited.dismiss('u-1', 'c-1')).toEqual({ kind: 'throttled' });
    expect(connect.calls()).toHaveLength(1);
  });

  it.each([
    new InvalidRequestException(error),
    new ResourceNotFoundException(error),
    new InvalidParameterException(error),
  ])('answer refused to %s, in Connect own words', async (refusal) => {
    connect.onAnyCommand().rejects(refusal);
    expect(await limited.setMissedCall('u-1', 's-1')).toEqual({
      kind: 'refused',
      message: expect.stringMatching(new RegExp(`PutUserStatus: ${refusal.name}: as Connect words it`)),
    });
  });

  it.each([new AccessDeniedException(error), new InternalServiceException(error)])(
    'throw %s, never swallow it',
    async (refusal) => {
      connect.onAnyCommand().rejects(refusal);
      await expect(limited.setMissedCall('u-1', 's-1')).rejects.toBe(refusal);
    },
  );
});

describe('a voicemail task', () => {
  const task: VoicemailTask = {
    initialContactId: 'c-1',
    flowId: 'flow-1',
    queueId: 'q-1',
    queueName: 'Sales',
    as: 'recording',
    waitSeconds: 121,
    transcript: 'Please call me about my order.',
  };
  const sent = () => connect.commandCalls(StartTaskContactCommand)[0]?.args[0].input;

  it('bears the caller, the queue, the wait, the message and the page of the call, once per call', async () => {
    connect
      .on(DescribeContactCommand)
      .resolves({ Contact: { CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: '+4915550100' } } })
      .on(StartTaskContactCommand)
      .resolves({ ContactId: 't-1' });
    expect(await limited.createVoicemailTask(task)).toEqual({ kind: 'done' });
    expect(sent()).toEqual({
      InstanceId: 'i-1',
      ContactFlowId: 'flow-1',
      ClientToken: 'c-1',
      Name: 'Voicemail: Sales',
      Description: 'A caller waited 121 s in Sales and left a message. The message: Please call me about my order.',
      References: {
        'Call in Connect': {
          Type: 'URL',
          Value: 'https://example.my.connect.aws/contact-trace-records/details/c-1',
        },
        'Caller number': { Type: 'STRING', Value: '+4915550100' },
      },
      Attributes: {
        ccbVoicemailAs: 'recording',
        ccbQueueArn: `${instance.arn}/queue/q-1`,
        ccbCallerNumber: '+4915550100',
        ccbWaitSeconds: '121',
        ccbCallId: 'c-1',
        ccbTranscript: 'Please call me about my order.',
      },
    });
  });

  it('is made without number and words too, and holds no blank', async () => {
    connect
      .on(DescribeContactCommand)
      .rejects(new ResourceNotFoundException(error))
      .on(StartTaskContactCommand)
      .resolves({});
    await limited.createVoicemailTask({ ...task, as: 'callback', transcript: '  ' });
    expect(sent()?.Attributes).toMatchObject({ ccbCallerNumber: 'none', ccbTranscript: 'none' });
    expect(Object.values(sent()?.Attributes ?? {})).not.toContain('');
    expect(sent()?.Description).toBe('A caller waited 121 s in Sales and left no message; please call back.');
  });

  it('cuts a transcript that no description could hold', async () => {
    connect.on(DescribeContactCommand).resolves({}).on(StartTaskContactCommand).resolves({});
    await limited.createVoicemailTask({ ...task, transcript: 'x'.repeat(20_000) });
    expect(sent()?.Description?.length).toBeLessThan(4_096);
  });

  it('waits when Connect throttles either call', async () => {
    connect.on(DescribeContactCommand).rejects(new ThrottlingException(error));
    expect(await limited.createVoicemailTask(task)).toEqual({ kind: 'throttled' });
    expect(connect.commandCalls(StartTaskContactCommand)).toHaveLength(0);
  });
});

describe('the roster', () => {
  const clock = handClock();
  const roster = new ConnectRoster(send, 'i-1', clock);
  const profiles = { by: 'profiles', ids: ['p-1', 'p-2'] } as const;

  it('reads a page by routing profile, each row as Connect gives it, and says where the next one starts', async () => {
    connect
      .on(GetCurrentUserDataCommand)
      .resolvesOnce({
        NextToken: 'more',
        UserDataList: [
          {
            User: { Id: 'u-1' },
            RoutingProfile: { Id: 'p-1' },
            Status: { StatusName: 'Available', StatusStartTimestamp: new Date(start - 5_000) },
            AvailableSlotsByChannel: { VOICE: 1 },
            NextStatus: 'Lunch',
            Contacts: [
              {
                ContactId: 'c-1',
                Channel: 'VOICE',
                AgentContactState: 'MISSED',
                StateStartTimestamp: new Date(start - 1_000),
                Queue: { Id: 'q-1' },
              },
              { ContactId: 'c-2', Channel: 'VOICE', AgentContactState: 'UNHEARD' as never },
            ],
          },
        ],
      })
      .resolvesOnce({
        UserDataList: [
          { User: { Id: 'u-2' }, RoutingProfile: { Id: 'p-1' }, Status: { StatusName: 'Missed call' } },
          { User: { Id: 'u-3' } },
        ],
      });
    const first = await roster.page(profiles, null);
    const second = await roster.page(profiles, 'more');
    expect(first).toEqual({
      kind: 'page',
      next: 'more',
      entries: [
        {
          agentId: 'u-1',
          observedAt: start,
          status: { name: 'Available', type: 'ROUTABLE', since: start - 5_000 },
          nextStatus: 'Lunch',
          routingProfileId: 'p-1',
          voiceSlotsAvailable: 1,
          contacts: [
            {
              contactId: 'c-1',
              initialContactId: null,
              channel: 'VOICE',
              state: 'MISSED',
              since: start - 1_000,
              ownCall: false,
              queueId: 'q-1',
              queuedAt: null,
            },
          ],
        },
      ],
    });
    expect(second).toEqual({
      kind: 'page',
      next: null,
      entries: [
        {
          agentId: 'u-2',
          observedAt: start,
          status: { name: 'Missed call', type: 'CUSTOM', since: start },
          nextStatus: null,
          routingProfileId: 'p-1',
          voiceSlotsAvailable: 0,
          contacts: [],
        },
      ],
    });
    expect(connect.commandCalls(GetCurrentUserDataCommand).map((call) => call.args[0].input)).toEqual([
      { InstanceId: 'i-1', Filters: { RoutingProfiles: ['p-1', 'p-2'] }, MaxResults: 100 },
      { InstanceId: 'i-1', Filters: { RoutingProfiles: ['p-1', 'p-2'] }, MaxResults: 100, NextToken: 'more' },
    ]);
  });

  it('asks for agents by name, none of whom may be logged in', async () => {
    connect.on(GetCurrentUserDataCommand).resolves({});
    expect(await roster.page({ by: 'agents', ids: ['u-1', 'u-2'] }, null)).toEqual({
      kind: 'page',
      entries: [],
      next: null,
    });
    expect(connect.commandCalls(GetCurrentUserDataCommand)[0]?.args[0].input).toMatchObject({
      Filters: { Agents: ['u-1', 'u-2'] },
    });
  });

  it.each([
    ['throttled', new ThrottlingException(error)],
    ['absent', new ResourceNotFoundException(error)],
    ['invalid', new InvalidParameterException(error)],
  ])('says when the question is %s', async (kind, refusal) => {
    connect.on(GetCurrentUserDataCommand).rejects(refusal);
    expect(await roster.page(profiles, 'more')).toEqual({ kind });
  });

  it('fails on a denial', async () => {
    connect.onAnyCommand().rejects(new AccessDeniedException(error));
    await expect(roster.page(profiles, null)).rejects.toThrow(AccessDeniedException);
  });
});

describe('a number', () => {
  it('that is gone needs no taking off its flow; a denial is said', async () => {
    const numbers = new ConnectNumberFlows(send);
    connect.onAnyCommand().rejectsOnce(new ResourceNotFoundException(error)).rejects(new AccessDeniedException(error));
    await expect(numbers.dissociate('i-1', 'n-1')).resolves.toBeUndefined();
    await expect(numbers.dissociate('i-1', 'n-1')).rejects.toThrow(AccessDeniedException);
    await expect(numbers.associate('i-1', 'n-1', 'f-1')).rejects.toThrow(AccessDeniedException);
  });
});

describe('a Connect in this process', () => {
  const refusing = (name: string) => () => Promise.reject(Object.assign(new Error('no'), { name }));

  it('is spoken to in the same words as the real one', async () => {
    const requests: unknown[] = [];
    const record =
      (answer: Record<string, unknown>) =>
      async (operation: string, input: object): Promise<Record<string, unknown>> => {
        requests.push([operation, input]);
        return answer;
      };
    const real: unknown[] = [];
    const realSend: ConnectSend = async (operation, input) => {
      real.push([operation, input]);
      return {} as never;
    };
    const steps = [{ who: { kind: 'anyone', required: [] }, seconds: 5 }] as const;
    const here = portsOnConnectApi(record({}), instance, handClock());
    for (const ports of [
      here,
      {
        centre: new ConnectCentre(realSend, 'i-1'),
        limitedCentre: new ConnectRateLimited(realSend, instance, handClock()),
        roster: new ConnectRoster(realSend, 'i-1', handClock()),
      },
    ]) {
      await ports.centre.setCriteria('c-1', steps);
      await ports.centre.describe('c-1');
      await ports.centre.stop('c-1');
      await ports.limitedCentre.setMissedCall('u-1', 's-1');
      await ports.roster.page({ by: 'profiles', ids: ['p-1'] }, null);
    }
    expect(requests).toHaveLength(5);
    expect(requests).toEqual(real);
  });

  it('refuses with the same meaning', async () => {
    const on = (name: string) => portsOnConnectApi(refusing(name), instance, handClock());
    expect(await on('ThrottlingException').limitedCentre.dismiss('u', 'c')).toEqual({ kind: 'throttled' });
    expect(await on('ResourceNotFoundException').centre.describe('c')).toBeNull();
    expect(await on('ContactNotFoundException').centre.stop('c')).toBe('gone');
    expect(await on('InvalidRequestException').centre.setCriteria('c', [])).toBe('gone');
    await expect(on('InvalidParameterException').centre.setCriteria('c', [])).rejects.toThrow(ConnectRefusalError);
    await expect(on('AccessDeniedException').limitedCentre.dismiss('u', 'c')).rejects.toThrow('no');
  });
});
