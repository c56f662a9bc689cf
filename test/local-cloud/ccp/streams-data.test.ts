import { streamsData } from '../../../local-cloud/ccp/streams-data';
import { startMs } from '../../simulator/connect/connect-fixture';
import { anOffice } from '../../simulator/people/office';

const times = { now: startMs, realNow: startMs + 5 };

describe('what Streams is told of a simulated softphone', () => {
  it.each([
    [2, 'PendingBusy', 'system'],
    [5, 'Busy', 'system'],
    [36, 'AfterCallWork', 'system'],
    [60, 'Available', 'routable'],
  ])('%i s into the run: %s', async (at, name, type) => {
    const office = anOffice();
    const ana = office.hire('ana', { offers: [{ answerAfter: 3 }], wrapUpSeconds: () => 10 });
    office.ring(1, { talk: 30 });
    await office.to(at);
    const { snapshot } = streamsData(office.connect.agents.softphone(ana.userId), times);
    expect(snapshot).toMatchObject({
      state: { name, type },
      agentAvailabilityState: { state: 'Available', type: 'routable' },
    });
  });

  it('shows a miss over Available only, and another status for itself', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { offers: ['miss'], page: 'closed' });
    office.ring(1, { patience: 20.5 });
    await office.to(23);
    const state = () => streamsData(office.connect.agents.softphone(ana.userId), times).snapshot['state'];
    expect(state()).toMatchObject({ name: 'MissedCallAgent', type: 'error' });
    office.connect.agents.setStatus(ana.userId, 'Break');
    expect(state()).toMatchObject({ name: 'Break', type: 'not_routable' });
  });

  it('gives a call its two legs, numbers, queue and attributes, and the clock of the run', async () => {
    const office = anOffice();
    const ana = office.hire('ana', { offers: ['miss'] });
    office.ring(1);
    await office.to(2);
    const { snapshot, configuration } = streamsData(office.connect.agents.softphone(ana.userId), times);
    expect(snapshot).toMatchObject({
      skew: -5,
      contacts: [
        {
          type: 'voice',
          state: { type: 'connecting', timestamp: startMs + 1000 },
          queue: { name: 'sales' },
          queueTimestamp: startMs + 1000,
          customerEndpoint: { type: 'phone_number', phoneNumber: '+491' },
          initiationMethod: 'inbound',
          connections: [
            { type: 'agent', initial: false, state: { type: 'connecting' } },
            { type: 'inbound', initial: true, state: { type: 'connected' } },
          ],
        },
      ],
    });
    expect(configuration).toMatchObject({
      username: 'ana',
      softphoneAutoAccept: false,
      agentStates: [{ name: 'Available' }, { name: 'Offline' }, { name: 'Break' }, { name: 'Missed call' }],
      routingProfile: {
        channelConcurrencyMap: { VOICE: 1 },
        queues: [{ name: 'sales' }, { name: 'support' }, { name: null }],
      },
    });
  });
});
