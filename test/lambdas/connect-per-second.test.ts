import { connectPerSecond } from '../../lambdas/shared/connect-per-second';

it('reads what the stack writes', () => {
  const quotas = { GetCurrentUserData: 2, UpdateContactRoutingData: 60 };
  expect(connectPerSecond(JSON.stringify(quotas))).toEqual(quotas);
});

it.each(['', '{}', '{"GetCurrentUserData":2}', '{"GetCurrentUserData":0,"UpdateContactRoutingData":20}', '[2,20]'])(
  'says what is wrong with %j',
  (text) => {
    expect(() => connectPerSecond(text)).toThrow(
      `CONNECT_PER_SECOND must be JSON with a whole number from 1 for each of GetCurrentUserData, UpdateContactRoutingData; it is ${text}`,
    );
  },
);
