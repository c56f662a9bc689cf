import { resultOf, type Told, wordsOf } from '../kit/command-line';
import type { Kit, Story } from '../kit/kit';
import type { TestAgent } from '../kit/test-agent';
import { patience } from '../kit/time';

/** A tether from its call to its end, with customers in between. */
export const tetherLife: Story = {
  name: 'a tether from call to end',
  rows: ['tether-progress', 'before-ready', 'work-on-request', 'dial-outcome', 'after-ended'],
  async play(kit) {
    const { findings, time } = kit;
    const agent = kit.agent('tether');
    await agent.takeTether();
    await time.sleep(patience.beforeReadyMs);
    if (!findings.failed('before-ready')) findings.holds('before-ready');

    await agent.tetherChanged('ready');
    const talking = await agent.until(['talking']);
    await isReported(kit, agent);
    const outcome = await kit.record.find(
      (event): event is Extract<typeof event, { type: 'DialOutcome' }> =>
        event.type === 'DialOutcome' && event.contact === talking.contact && event.campaign === talking.campaign,
      patience.customerMs,
    );
    findings.check('dial-outcome', outcome?.outcome === 'completed', () => {
      return `${talking.contact} was talked to, and ${outcome ? `DialOutcome said ${outcome.outcome}` : 'no DialOutcome came'}`;
    });
    await agent.until(['wrap-up', 'idle'], ({ seq }) => seq > talking.seq);
    await ends(kit, agent);
  },
};

async function isReported({ findings }: Kit, agent: TestAgent): Promise<void> {
  const before = agent.work?.seq ?? 0;
  const told = await agent.send('ReportAgentWork', {});
  const reported = await agent.find('AgentWork', ({ seq }) => seq > before, patience.promptMs);
  findings.check('work-on-request', reported !== null, () => {
    return `AgentWork was asked for, ${wordsOf(told)}, and none came within ${patience.promptMs / 1000} s`;
  });
}

async function ends({ findings }: Kit, agent: TestAgent): Promise<void> {
  const told = await agent.tetherChanged('ended');
  agent.close('after-ended');
  const answered = resultOf(told) === 'accepted';
  findings.check('after-ended', answered, () => `ended was told and ${wordsOf(told)}; accepted is expected`);
  const over = await agent.find('TetherProgress', ({ state }) => state === 'ended', patience.quietMs);
  findings.check('tether-progress', over !== null, () => {
    return `ended was told and no TetherProgress ended came within ${patience.quietMs / 1000} s`;
  });
  findings.check('tether-progress', inOrder(agent), () => 'dialling was not told before answered, or answered twice');
  await agent.staysClosed('after-ended');
}

/** Dialling, answered and ended of the agent's tether, once each and by the time they happened. */
const inOrder = (agent: TestAgent): boolean => {
  const states = agent.progress().map(({ state }) => state);
  return states.join(' ') === 'dialling answered ended';
};

export const notReady: Story = {
  name: 'not ready for a while',
  rows: ['after-not-ready'],
  async play(kit) {
    const { findings } = kit;
    const agent = kit.agent('not-ready');
    await agent.comeReady();
    await agent.until(['talking']);
    const told = await agent.tetherChanged('not-ready');
    agent.close('after-not-ready');
    const taken = resultOf(told) === 'accepted';
    findings.check('after-not-ready', taken, () => `not-ready was told and ${wordsOf(told)}; accepted is expected`);
    await agent.until(['idle']);
    await agent.staysClosed('after-not-ready');
    const { seq } = await agent.until(['idle']);
    await agent.tetherChanged('ready');
    const again = await agent.find(
      'AgentWork',
      (work) => work.seq > seq && work.state === 'talking',
      patience.customerMs,
    );
    findings.check(
      'after-not-ready',
      again !== null,
      () => 'ready was told again and the agent got no customer any more',
    );
    await agent.tetherChanged('ended');
  },
};

export const otherCampaigns: Story = {
  name: 'an agent whose campaigns change',
  rows: ['campaigns-changed'],
  async play(kit) {
    const { findings } = kit;
    const row = 'campaigns-changed';
    const agent = kit.agent('campaigns');
    await agent.comeReady();
    const talking = await agent.until(['talking']);
    const none = await agent.changesTo([]);
    agent.close(row);
    const says = (what: string, told: Told) => () => `${what} was told and ${wordsOf(told)}; accepted is expected`;
    findings.check(row, resultOf(none) === 'accepted', says('no campaign any more', none));
    await kit.time.sleep(patience.onTheWayMs);
    findings.check(row, agent.state === 'talking', () => {
      return `no campaign any more was told in a conversation, and a second later AgentWork said ${agent.state}`;
    });
    await agent.until(['wrap-up', 'idle'], ({ seq }) => seq > talking.seq);
    const { seq } = await agent.until(['idle']);
    await agent.staysClosed(row);
    const one = await agent.changesTo([kit.setup.campaign]);
    await agent.tetherChanged('ready');
    findings.check(row, resultOf(one) === 'accepted', says('a campaign again', one));
    const again = await agent.find(
      'AgentWork',
      (work) => work.seq > seq && work.state === 'talking',
      patience.customerMs,
    );
    findings.check(row, again !== null, () => 'a campaign was named again and the agent got none of its customers');
    const kept = agent.progress().every(({ state }) => state !== 'ended');
    findings.check(row, kept, () => 'the tether ended when other campaigns were named');
    await agent.tetherChanged('ended');
  },
};

export const eligibility: Story = {
  name: 'an agent of no campaign',
  rows: ['eligibility', 'work-after-ready'],
  async play(kit) {
    const agent = kit.agent('no-campaign', []);
    await agent.takeTether();
    const ready = await agent.tetherChanged('ready');
    agent.close('eligibility');
    const prompt = await agent.find('AgentWork', () => true, patience.promptMs);
    kit.findings.check('work-after-ready', prompt !== null, () => {
      return `ready was told, ${wordsOf(ready)}, and no AgentWork came within ${patience.promptMs / 1000} s`;
    });
    await agent.staysClosed('eligibility');
    await agent.tetherChanged('ended');
  },
};
