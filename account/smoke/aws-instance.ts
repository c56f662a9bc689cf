import {
  ConnectClient,
  CreateTestCaseCommand,
  DeleteTestCaseCommand,
  DescribeContactCommand,
  DescribeContactFlowCommand,
  DescribeHoursOfOperationCommand,
  DescribeQueueCommand,
  GetCurrentUserDataCommand,
  GetTestCaseExecutionSummaryCommand,
  InvalidTestCaseException,
  ListTestCaseExecutionRecordsCommand,
  type ListTestCaseExecutionRecordsCommandOutput,
  paginateListContactFlows,
  paginateListTestCases,
  StartTestCaseExecutionCommand,
  StopContactCommand,
  StopTestCaseExecutionCommand,
} from '@aws-sdk/client-connect';
import type { FlowDocument } from '../../contact-flows/language/document';
import { lastPart } from '../../lib/deployment';
import { ask, type ClientSettings, gather, nullIf, reasonOf } from '../aws/ask';
import type { DeployedInstance, TestRun } from './deployed';

/** The Connect instance of a deployed environment, through the SDK. */
export function awsInstance(settings: ClientSettings, instanceArn: string): DeployedInstance {
  const connect = new ConnectClient(settings);
  // Copied wherever pages are turned: a paginator writes its token into the input it is given.
  const instance = { InstanceId: lastPart(instanceArn) };
  const pages = { client: connect };
  return {
    flow: (name) =>
      ask('connect:ListContactFlows and connect:DescribeContactFlow', async () => {
        const all = await gather(
          paginateListContactFlows(pages, { ...instance }),
          (page) => page.ContactFlowSummaryList,
        );
        const found = all.find((flow) => flow.Name === name);
        if (found?.Id === undefined) return null;
        const { ContactFlow } = await connect.send(
          new DescribeContactFlowCommand({ ...instance, ContactFlowId: found.Id }),
        );
        return { id: found.Id, content: JSON.parse(ContactFlow?.Content ?? '{}') as FlowDocument };
      }),
    queue: (arn) =>
      ask('connect:DescribeQueue', async () => {
        const { Queue } = await connect.send(new DescribeQueueCommand({ ...instance, QueueId: lastPart(arn) }));
        return { name: Queue?.Name ?? '', hoursId: Queue?.HoursOfOperationId ?? '' };
      }),
    hours: (id) =>
      ask('connect:DescribeHoursOfOperation', async () => {
        const { HoursOfOperation: hours } = await connect.send(
          new DescribeHoursOfOperationCommand({ ...instance, HoursOfOperationId: id }),
        );
        const time = (at?: { Hours?: number | undefined; Minutes?: number | undefined }) => ({
          ...{ hours: at?.Hours ?? 0, minutes: at?.Minutes ?? 0 },
        });
        const config = (hours?.Config ?? []).map(({ Day, StartTime, EndTime }) => ({
          ...{ day: Day ?? '', start: time(StartTime), end: time(EndTime) },
        }));
        return { timeZone: hours?.TimeZone ?? 'UTC', config };
      }),
    agentsOf: (queueArn) =>
      ask('connect:GetCurrentUserData', async () => {
        const { ApproximateTotalCount: count, UserDataList: list = [] } = await connect.send(
          new GetCurrentUserDataCommand({ ...instance, Filters: { Queues: [lastPart(queueArn)] } }),
        );
        return count ?? list.length;
      }),
    testCases: (prefix) =>
      ask('connect:ListTestCases', async () => {
        const all = await gather(paginateListTestCases(pages, { ...instance }), (page) => page.TestCaseSummaryList);
        const named = all.map(({ Id = '', Name = '' }) => ({ id: Id, name: Name }));
        return named.filter(({ name }) => name.startsWith(prefix));
      }),
    makeTestCase: ({ name, content, flowId, from }) =>
      ask('connect:CreateTestCase', async () => {
        const request = new CreateTestCaseCommand({
          ...{ ...instance, Name: name, Content: content, Status: 'PUBLISHED' },
          EntryPoint: {
            Type: 'VOICE_CALL',
            VoiceCallEntryPointParameters: { FlowId: flowId, SourcePhoneNumber: from },
          },
        });
        const made = await connect.send(request).catch(withProblems);
        return made.TestCaseId ?? '';
      }),
    startTestCase: (id) =>
      ask('connect:StartTestCaseExecution', async () => {
        const started = await connect.send(new StartTestCaseExecutionCommand({ ...instance, TestCaseId: id }));
        return started.TestCaseExecutionId ?? '';
      }),
    testRun: (id, runId) =>
      ask('connect:GetTestCaseExecutionSummary and connect:ListTestCaseExecutionRecords', async () => {
        const which = { ...instance, TestCaseId: id, TestCaseExecutionId: runId };
        const { Status } = await connect.send(new GetTestCaseExecutionSummaryCommand(which));
        const records: Listed[] = [];
        let token: string | undefined;
        do {
          const page: ListTestCaseExecutionRecordsCommandOutput = await connect.send(
            new ListTestCaseExecutionRecordsCommand({ ...which, NextToken: token }),
          );
          records.push(...(page.ExecutionRecords ?? []));
          token = page.NextToken;
        } while (token);
        return runOf(Status, records);
      }),
    stopTestCase: (id, runId) =>
      ask('connect:StopTestCaseExecution', async () => {
        const which = { ...instance, TestCaseId: id, TestCaseExecutionId: runId };
        await connect.send(new StopTestCaseExecutionCommand(which));
        return null;
      }),
    deleteTestCase: (id) =>
      ask('connect:DeleteTestCase', async () => {
        // Deleted by an attempt whose answer was lost.
        await nullIf(['ResourceNotFoundException'], () =>
          connect.send(new DeleteTestCaseCommand({ ...instance, TestCaseId: id })),
        );
        return null;
      }),
    contact: (id) =>
      ask('connect:DescribeContact', async () => {
        const { Contact: contact } = await connect.send(new DescribeContactCommand({ ...instance, ContactId: id }));
        const { RoutingCriteria: criteria, QueueInfo: queue } = contact ?? {};
        return {
          queueId: queue?.Id ?? null,
          enqueuedAt: queue?.EnqueueTimestamp?.getTime() ?? null,
          criteria: criteria?.Steps?.length
            ? { activatedAt: criteria.ActivationTimestamp?.getTime() ?? 0, steps: criteria.Steps.length }
            : null,
          over: contact?.DisconnectTimestamp !== undefined,
        };
      }),
    hangUp: (contactId) =>
      ask('connect:StopContact', async () => {
        // It may have ended meanwhile, and a call that was moved to the voicemail queue ends by itself.
        await nullIf(['ContactNotFoundException', 'InvalidRequestException'], () =>
          connect.send(new StopContactCommand({ ...instance, ContactId: contactId })),
        );
        return null;
      }),
  };
}

/** What Connect finds wrong with a test case stands beside its message. */
function withProblems(error: unknown): never {
  if (!(error instanceof InvalidTestCaseException) || !error.Problems?.length) throw error;
  throw new Error(`${reasonOf(error)}: ${error.Problems.map(({ message }) => message).join('; ')}`);
}

interface Listed {
  readonly ObservationId?: string | undefined;
  readonly Status?: string | undefined;
  readonly Record?: string | undefined;
}

/**
 * What the records tell. Their `Record` is documented as a text only; seen on live instances, it is JSON with a `Type`, and the
 * one of EXECUTION_START has the caller's contact id.
 */
function runOf(status: string | undefined, records: readonly Listed[]): TestRun {
  const observations = new Map<string, 'passed' | 'failed'>();
  let contactId: string | null = null;
  for (const { ObservationId, Status, Record } of records) {
    const { Type, ContactId, Identifier } = fieldsOf(Record);
    if (Type === 'EXECUTION_START' && typeof ContactId === 'string') contactId = ContactId;
    const name = typeof Identifier === 'string' ? Identifier : ObservationId;
    if (name !== undefined && (Status === 'PASSED' || Status === 'FAILED')) {
      observations.set(name, Status === 'PASSED' ? 'passed' : 'failed');
    }
  }
  return { over: ['PASSED', 'FAILED', 'STOPPED'].includes(status ?? ''), contactId, observations };
}

function fieldsOf(record: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(record ?? '{}')) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
