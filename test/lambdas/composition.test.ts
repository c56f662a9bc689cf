import type { Context } from 'aws-lambda';
import { functionNames } from '../../lambdas/shared/contract';
import { EnvironmentIncompleteError, readEnvironment } from '../../lambdas/shared/environment';
import { lambdaHandler } from '../../lambdas/shared/middleware';

const context = {
  awsRequestId: 'request-1',
  functionName: 'f',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:f',
  memoryLimitInMB: '128',
  callbackWaitsForEmptyEventLoop: false,
  logGroupName: '/aws/lambda/f',
  logStreamName: 's',
  getRemainingTimeInMillis: () => 10_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
} satisfies Context;

/** What a handler writes, line by line, as CloudWatch would keep it. */
async function linesOf(run: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const streams = [process.stdout, process.stderr] as const;
  const spies = streams.map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(...String(text).split('\n').filter(Boolean));
      return true;
    }),
  );
  try {
    await run();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

describe('the environment', () => {
  it('is read by the names of a contract', () => {
    expect(readEnvironment(['A', 'B'], { A: '1', B: '2', C: '3' })).toEqual({ A: '1', B: '2' });
  });

  it('names all variables that are missing or blank at once', () => {
    expect(() => readEnvironment(['A', 'B', 'C'], { A: '1', B: ' ' })).toThrow(
      'the environment variables B, C are missing',
    );
    expect(() => readEnvironment(['A'], {})).toThrow('the environment variable A is missing');
  });

  it.each(functionNames)('of %s is read at its first event, and what is missing is named', async (name) => {
    const { handler } = await import(`../../lambdas/${name}/deployed`);
    const { environment } = await import(`../../lambdas/${name}/contract`);
    const lines = await linesOf(async () => {
      await expect(handler({}, context)).rejects.toThrow(new EnvironmentIncompleteError(environment).message);
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: expect.stringContaining(environment.join(', ')) }),
    );
  });
});

describe('a deployed handler', () => {
  const before = { ...process.env };
  beforeAll(() => {
    process.env['POWERTOOLS_SERVICE_NAME'] = 'dev';
    process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'ConnectCallBlending';
  });
  afterAll(() => {
    process.env = before;
  });

  it('makes its ports once, and logs decisions and metrics with the matter they are about', async () => {
    let composed = 0;
    const handler = lambdaHandler((tools) => {
      composed++;
      return async () => {
        const said = { reason: 'no reason', inputs: {} };
        tools.decisions.record({ type: 'offer.repeated', callId: 'c-1', agentId: 'u-1', ...said });
        return 'answer';
      };
    });
    const event = { Details: { ContactData: { ContactId: 'c-1' } } };
    const lines = await linesOf(async () => {
      expect(await handler(event, context)).toBe('answer');
      await handler({ id: 'event-2' }, context);
      await handler({}, context);
    });
    expect(composed).toBe(1);
    expect(lines.filter((line) => line['message'] === 'decision')).toMatchObject([
      { correlation_id: 'c-1', function_request_id: 'request-1', decision: { type: 'offer.repeated', callId: 'c-1' } },
      { correlation_id: 'event-2' },
      { correlation_id: 'request-1' },
    ]);
    const metrics = lines.filter((line) => '_aws' in line);
    expect(metrics).toHaveLength(3);
    expect(metrics[0]).toMatchObject({
      service: 'dev',
      SameAgentOfferedTwice: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: 'ConnectCallBlending', Dimensions: [['service']] }] },
    });
  });

  it('logs why an invocation failed, keeps its metrics, and fails', async () => {
    const handler = lambdaHandler((tools) => async () => {
      tools.decisions.record({ type: 'input.ignored', why: 'stale', reason: 'old', inputs: {} });
      tools.failures.failed('record 7 failed', new Error('the table is away'));
      throw new TypeError('nothing works');
    });
    const lines = await linesOf(async () => {
      await expect(handler({}, context)).rejects.toThrow(TypeError);
    });
    expect(lines).toContainEqual(expect.objectContaining({ level: 'ERROR', message: 'record 7 failed' }));
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: 'the invocation failed: nothing works' }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ InputIgnoredStale: 1 }));
  });
});
