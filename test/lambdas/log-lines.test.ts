import type { Context } from 'aws-lambda';
import { lambdaHandler } from '../../lambdas/shared/middleware';

const context = { awsRequestId: 'r-1', functionName: 'f', getRemainingTimeInMillis: () => 1_000 } as Context;

/** What a handler writes, whatever it does. */
async function written(work: Parameters<typeof lambdaHandler>[0], event: unknown) {
  const lines: string[] = [];
  const writes = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(String(text));
      return true;
    }),
  );
  try {
    const thrown = await lambdaHandler(work)(event, context).then(
      () => null,
      (error: Error) => error,
    );
    return { text: lines.join(''), thrown };
  } finally {
    for (const write of writes) write.mockRestore();
  }
}

const number = '+49 151 12345678';
const word = 'x'.repeat(60_000);

describe('whatever a function writes', () => {
  it.each([
    ['a decision', 'decisions'],
    ['a failure of one record', 'failures'],
    ['the failure of all', 'throws'],
  ])('shows no number, no token and no endless word in %s', async (_, how) => {
    const { text, thrown } = await written(
      ({ decisions, failures }) =>
        async () => {
          const reason = `token 04711893 of ${number} ${word}`;
          const error = Object.assign(new Error(reason, { cause: new Error(reason) }), { problems: [number] });
          if (how === 'throws') throw error;
          if (how === 'failures') return failures.failed(reason, error);
          const inputs = { [number]: number, token: '04711893', names: [number, word] };
          return decisions.record({ type: 'input.ignored', why: 'malformed', reason, inputs });
        },
      { id: number },
    );
    expect(text).toContain(how === 'decisions' ? 'input.ignored' : 'token ***93');
    expect(text).not.toMatch(/12345678|04711893|x{2001}/);
    expect(`${thrown?.message} ${thrown?.stack} ${JSON.stringify(thrown)}`).not.toMatch(/12345678|04711893|x{2001}/);
  });
});
