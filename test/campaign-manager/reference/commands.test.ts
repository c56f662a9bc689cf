import { CampaignManagerDownError } from '../../../campaign-manager/reference/campaign-manager';
import { anOffice } from './office';

describe('a command', () => {
  it('that comes again changes nothing and is answered as before', async () => {
    const office = anOffice({ campaigns: [] });
    office.hire('ana');
    await office.to(5);
    const release = office.command('ReleaseAgent', 'ana');
    const first = office.campaignManager.receive(release);
    expect(first.result).toBe('released');
    office.ask('TetherStateChanged', 'ana', { state: 'ended' });
    await office.to(10);
    expect(office.campaignManager.receive(release)).toEqual(first);
  });

  it('below the fence of its agent is ignored, an equal one is not', async () => {
    const office = anOffice();
    office.ask('ChangeAgentState', 'ana', { agentFence: 7 });
    office.ask('ChangeAgentState', 'ben', { agentFence: 9 });
    expect(office.ask('ChangeAgentState', 'ana', { agentFence: 6, commandId: 'late' })).toEqual({
      commandId: 'late',
      result: 'ignored',
      message: 'the command has fence 6; one with 7 came before it',
    });
    expect(office.ask('ChangeAgentState', 'ana', { agentFence: 7 }).result).toBe('accepted');
  });

  it('after its deadline is ignored, and does not raise the fence', async () => {
    const office = anOffice();
    await office.to(10);
    const deadline = office.clock.now() - 1;
    expect(office.ask('ChangeAgentState', 'ana', { deadline, agentFence: 9 })).toMatchObject({
      result: 'ignored',
      message: 'the command came 1 ms after its deadline',
    });
    expect(office.ask('ChangeAgentState', 'ana', { deadline: office.clock.now(), agentFence: 8 }).result).toBe(
      'accepted',
    );
  });

  it.each([
    ['another version', { version: '2' }, /^version "2" of the contract is not spoken here; 1 is$/],
    ['no version', { version: undefined }, /^this is no command envelope: it has no version$/],
    [
      'an unknown type',
      { command: { type: 'Dance', commandId: 'k1' } },
      /^the command cannot be read: \$\.command\.type: /,
    ],
  ])('with %s is ignored with a sentence', (_what, change, message) => {
    const office = anOffice();
    const reply = office.campaignManager.receive({ ...office.command('ReportAgentWork', 'ana'), ...change });
    expect(reply).toEqual({ commandId: 'k1', result: 'ignored', message: expect.stringMatching(message) });
  });

  it('that is none at all is ignored, too', () => {
    expect(anOffice().campaignManager.receive('hello')).toMatchObject({ commandId: '', result: 'ignored' });
  });

  it('that asks for a tether whose token has expired is ignored', async () => {
    const office = anOffice();
    const tether = office.order('ana', { expiresInSeconds: 0 });
    expect(office.ask('ChangeAgentState', 'ana', { tether })).toMatchObject({ result: 'ignored' });
    expect(office.ask('ChangeAgentState', 'ana')).toMatchObject({
      result: 'accepted',
      message: 'ana has no tether, and none is asked for',
    });
  });
});

describe('down', () => {
  it('takes no commands, keeps its events, and goes on dialling and talking', async () => {
    const office = anOffice();
    const { campaignManager } = office;
    campaignManager.start();
    office.hire('ana');
    office.at(12, () => campaignManager.setDown(true));
    office.at(100, () => campaignManager.setDown(false));
    await office.to(50);
    expect(campaignManager.isDown()).toBe(true);
    expect(() => office.ask('ReportAgentWork', 'ana')).toThrow(CampaignManagerDownError);
    await office.to(99);
    expect(office.requests.at(-1)?.t).toBeLessThan(12);
    expect(office.told('dial.started')).toHaveLength(2);
    expect(campaignManager.undelivered().events).toBeGreaterThan(5);
    await office.to(100);
    expect(office.requests.at(-1)?.t).toBe(100);
    expect(office.events().map(({ at }) => at)).toEqual(
      office
        .events()
        .map(({ at }) => at)
        .sort(),
    );
    expect(office.work('ana').slice(-4)).toEqual([
      '71 wrap-up renewals-1',
      '76 idle',
      '76 dialling renewals-2',
      '86 talking renewals-2',
    ]);
    expect(office.ask('ReportAgentWork', 'ana').result).toBe('accepted');
  });
});

describe('slow', () => {
  it('accepts at once, acts later, and tells how it ended', async () => {
    const office = anOffice({ campaigns: [] });
    const { campaignManager } = office;
    for (const name of ['ana', 'ben']) office.hire(name);
    office.at(5, () => campaignManager.setSlow(4_000));
    office.at(10, () => {
      expect(office.ask('ReleaseAgent', 'ana', { commandId: 'gone' })).toMatchObject({ result: 'accepted' });
      office.ask('ReleaseAgent', 'ben', { commandId: 'unknown', tetherId: 'other' });
      office.ask('CancelRelease', 'ben', { commandId: 'nothing to cancel' });
    });
    office.at(12, () => campaignManager.setSlow(null));
    office.at(13, () => expect(office.ask('ReportAgentWork', 'ana', { commandId: 'behind' }).message).toMatch(/slow/));
    office.at(15, () => expect(office.ask('ReportAgentWork', 'ana').result).toBe('ignored'));
    await office.to(30);
    expect(office.results()).toEqual([
      '14 gone released',
      '14 unknown refused unknown-tether',
      '14 nothing to cancel refused',
    ]);
  });

  it('cancels later, too, and says so', async () => {
    const office = anOffice();
    office.campaignManager.start();
    office.hire('ana');
    office.at(20, () => office.ask('ReleaseAgent', 'ana', { when: 'after-work', commandId: 'release' }));
    office.at(21, () => office.campaignManager.setSlow(4_000));
    office.at(22, () => office.ask('CancelRelease', 'ana', { commandId: 'cancel' }));
    office.at(23, () => office.ask('ReleaseAgent', 'ana', { commandId: 'now' }));
    await office.to(100);
    expect(office.results()).toEqual(['26 cancel cancelled', '27 now refused talking']);
    expect(office.told('dial.started')).toHaveLength(2);
  });

  it('does not act on a command whose deadline passes meanwhile', async () => {
    const office = anOffice();
    office.campaignManager.start();
    office.hire('ana');
    office.at(5, () => office.campaignManager.setSlow(4_000));
    office.at(20, () =>
      office.ask('ReleaseAgent', 'ana', {
        commandId: 'late',
        when: 'after-work',
        deadline: office.clock.now() + 3_000,
      }),
    );
    await office.to(100);
    expect(office.results()).toEqual(['24 late refused talking']);
    expect(office.told('dial.started')).toHaveLength(2);
  });

  it('sends its events as much later, in order', async () => {
    const office = anOffice();
    office.campaignManager.start();
    office.hire('ana');
    office.at(5, () => office.campaignManager.setSlow(4_000));
    office.at(11.5, () => office.campaignManager.setSlow(null));
    office.at(12, () => office.ask('ReportAgentWork', 'ana'));
    await office.to(16);
    const late = office.requests.filter(({ events }) => events.some(({ type }) => type === 'AgentWork'));
    expect(late.map(({ t }) => t)).toEqual([1, 1, 15]);
    expect(office.eventsOf('AgentWork').map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });
});

it('does nothing any more once closed', async () => {
  const office = anOffice();
  office.campaignManager.start();
  office.hire('ana');
  await office.to(5);
  const before = office.requests.length;
  office.campaignManager.close();
  await office.to(200);
  expect(office.requests).toHaveLength(before);
  expect(office.told('dial.answered')).toEqual([]);
});
