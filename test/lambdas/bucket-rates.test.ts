import { connectRate, rateOfApi, ratesWhereRaised } from '../../adapters/connect/token-bucket';

it('a raised quota counts for its operation alone, with a burst of a second', () => {
  const rates = ratesWhereRaised({ GetCurrentUserData: 10 });
  expect(rates('GetCurrentUserData')).toEqual({ perSecond: 10, burst: 10 });
  expect(rates('PutUserStatus')).toEqual(connectRate);
  expect(rates('UpdateContactRoutingData')).toEqual(rateOfApi('UpdateContactRoutingData'));
});

it('a quota that is stated as the default is the default', () => {
  expect(ratesWhereRaised({ GetCurrentUserData: 2 })('GetCurrentUserData')).toEqual(connectRate);
});
