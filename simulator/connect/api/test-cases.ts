/** Connect's own test cases: made, listed, started, looked at and deleted. */
import { isRecord } from '../actions/action';
import { type Centre, lastSegment } from '../centre';
import { Execution, type TestOfFlow } from '../test-cases/execution';
import { readContent } from '../test-cases/testing-language';
import { ConnectApiError } from '../world';
import { type ApiHandler, type ApiInput, checkInstance, invalidParameter, notFound, textField } from './input';

interface TestCase {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly test: TestOfFlow;
  readonly executions: Execution[];
}

/** How many run at once; further ones wait in a line that is not simulated (administrator guide, "Execute test cases"). */
const running = 5;

/** Entries on a page; smaller than Connect's own, so that every listing is read in pages. */
const pageSize = 2;

/** The handlers of one instance, with the test cases it has. */
export function testCaseHandlers(): Readonly<Record<string, ApiHandler>> {
  const all = new Map<string, TestCase>();
  const found = (input: ApiInput): TestCase => {
    const id = textField(input, 'TestCaseId');
    const one = all.get(id);
    if (!one) throw notFound(`there is no test case ${id}`);
    return one;
  };
  const execution = (input: ApiInput): Execution => {
    const id = textField(input, 'TestCaseExecutionId');
    const one = found(input).executions.find((candidate) => candidate.id === id);
    if (!one) throw notFound(`the test case has no execution ${id}`);
    return one;
  };
  return {
    CreateTestCase(centre, input) {
      checkInstance(centre, input);
      const name = textField(input, 'Name', 127);
      if ([...all.values()].some((other) => other.name === name)) {
        throw new ConnectApiError('DuplicateResourceException', 409, `a test case called ${name} exists`);
      }
      const test = testOf(centre, input);
      const id = centre.ids.next('test-case');
      all.set(id, { id, arn: `${centre.instance.arn}/test-case/${id}`, name, test, executions: [] });
      return { TestCaseId: id, TestCaseArn: `${centre.instance.arn}/test-case/${id}` };
    },
    ListTestCases(centre, input) {
      checkInstance(centre, input);
      const summaries = [...all.values()].map(({ id, arn, name }) => ({
        ...{ Id: id, Arn: arn, Name: name, Status: 'PUBLISHED' },
      }));
      return page(input, 'TestCaseSummaryList', summaries);
    },
    DeleteTestCase(centre, input) {
      checkInstance(centre, input);
      all.delete(found(input).id);
      return {};
    },
    StartTestCaseExecution(centre, input) {
      checkInstance(centre, input);
      const { id, test, executions } = found(input);
      const busy = [...all.values()].flatMap((one) => one.executions).filter(({ endedAt }) => endedAt === null);
      if (busy.length >= running) {
        throw new ConnectApiError('ServiceQuotaExceededException', 402, `${running} test cases are running already`);
      }
      const started = new Execution(centre, centre.ids.next('test-execution'), test);
      executions.push(started);
      return { TestCaseExecutionId: started.id, TestCaseId: id, Status: started.status };
    },
    StopTestCaseExecution(centre, input) {
      checkInstance(centre, input);
      execution(input).stop();
      return {};
    },
    GetTestCaseExecutionSummary(centre, input) {
      checkInstance(centre, input);
      const { startedAt, endedAt, status, passed } = execution(input);
      const total = found(input).test.observations.length;
      return {
        StartTime: new Date(startedAt),
        ...(endedAt !== null && { EndTime: new Date(endedAt) }),
        Status: status,
        ObservationSummary: {
          ...{ TotalObservations: total, ObservationsPassed: passed.size },
          ObservationsFailed: endedAt === null ? 0 : total - passed.size,
        },
      };
    },
    ListTestCaseExecutionRecords(centre, input) {
      checkInstance(centre, input);
      const records = execution(input).records.map(({ observationId, status, at, record }) => ({
        ...(observationId !== null && { ObservationId: observationId }),
        ...{ Status: status, Timestamp: new Date(at), Record: JSON.stringify(record) },
      }));
      return page(input, 'ExecutionRecords', records);
    },
  };
}

/** Reads CreateTestCase, published; what Connect would refuse is thrown. */
function testOf(centre: Centre, input: ApiInput): TestOfFlow {
  if (input.Status !== 'PUBLISHED')
    throw invalidParameter('Status must be PUBLISHED; only such a test case can be run');
  const entry = input.EntryPoint;
  const call = isRecord(entry) ? entry.VoiceCallEntryPointParameters : undefined;
  if (!isRecord(entry) || entry.Type !== 'VOICE_CALL' || !isRecord(call)) {
    throw invalidParameter('EntryPoint must be a VOICE_CALL; chats are not simulated');
  }
  if (call.DestinationPhoneNumber !== undefined) {
    throw invalidParameter('EntryPoint must name either FlowId or phone numbers; numbers are not simulated');
  }
  const flow = centre.instance.flow(lastSegment(textField(call, 'FlowId')));
  if (!flow) throw notFound(`there is no flow ${String(call.FlowId)}`);
  const read = readContent(typeof input.Content === 'string' ? input.Content : '');
  if ('problems' in read) throw new ConnectApiError('InvalidTestCaseException', 400, read.problems.join('; '));
  return {
    flow,
    from: textField(call, 'SourcePhoneNumber', 50),
    attributes: initialAttributes(input.InitializationData),
    observations: read.observations,
  };
}

/** Only both keys together are known to be read (docs/amazon-connect.md#test-cases). */
function initialAttributes(given: unknown): ReadonlyMap<string, string> {
  if (given === undefined || given === null) return new Map();
  const { Attributes, SegmentAttributes } = JSON.parse(String(given)) as Readonly<Record<string, unknown>>;
  if (!isRecord(Attributes) || !isRecord(SegmentAttributes)) return new Map();
  return new Map(Object.entries(Attributes).map(([key, value]) => [key, String(value)]));
}

/** The page a request asks for; the token is where the next one starts. */
function page(input: ApiInput, field: string, all: readonly object[]): Record<string, unknown> {
  const from = Number(input.NextToken ?? input.nextToken ?? 0);
  const next = from + pageSize;
  return { [field]: all.slice(from, next), ...(next < all.length && { NextToken: String(next) }) };
}
