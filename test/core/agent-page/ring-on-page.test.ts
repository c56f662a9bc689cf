import type { AgentContact, AgentRecord } from '../../../core/agent/agent';
import { ringView } from '../../../core/agent-page/ring-on-page';
import { anAgent, start } from '../../adapters/contract/builders';

const directory = { tether: { number: '+4930123456', queueId: 'q-tether' } };
const ringing: AgentContact = {
  ...{ contactId: 'caller-1', initialContactId: null, channel: 'VOICE', state: 'CONNECTING', since: start },
  ...{ ownCall: false, queueId: 'q-sales', queuedAt: start - 5_000 },
};
const ringAt = (ms: number, contact: Partial<AgentContact> = {}, claim: AgentRecord['claim'] = null) => {
  const agent = anAgent('ann', { contacts: [{ ...ringing, ...contact }], claim });
  return ringView(agent, directory, { 'offer/seconds': 30 }, start + ms);
};

describe('the ring, on the page', () => {
  it.each([
    [0, 20, 30],
    [7_250, 12.75, 22.75],
    [24_000, 0, 6],
    [90_000, 0, 0],
  ])('%d ms after it began counts by the server', (ms, secondsLeft, slotSecondsLeft) => {
    const claim = { callId: 'caller-1', until: start + 30_000 };
    expect(ringAt(ms, {}, claim)).toEqual({ contactId: 'caller-1', secondsLeft, slotSecondsLeft });
  });

  it.each([null, { callId: 'another', until: start + 30_000 }])(
    'has no slot where Connect chose the agent: claim %j',
    (claim) => {
      expect(ringAt(5_000, {}, claim)).toEqual({ contactId: 'caller-1', secondsLeft: 15, slotSecondsLeft: null });
    },
  );

  it.each<Partial<AgentContact>>([
    { queueId: 'q-tether' },
    { ownCall: true },
    { channel: 'TASK' },
    { state: 'CONNECTED' },
    { state: 'MISSED' },
  ])('is none with %j', (contact) => {
    expect(ringAt(1_000, contact)).toBeNull();
  });
});
