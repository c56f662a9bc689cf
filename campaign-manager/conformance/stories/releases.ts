import type { CampaignEventOf } from '../../../core/campaign-contract/events';
import { reasonOf, resultOf, type Told, wordsOf } from '../kit/command-line';
import type { Kit, Story } from '../kit/kit';
import { OutOfReachError, type TestAgent } from '../kit/test-agent';
import { patience } from '../kit/time';

/** `released` at once, or `accepted` and ReleaseResult before the deadline of 10 s. */
const releaseWithinMs = 10_000;

/**
 * Idle and of the campaign: not-ready makes sure of the first. Told ready after that, a Campaign Manager that only says it
 * released the agent would use them.
 */
export const releaseIdle: Story = {
  name: 'the release of an idle agent',
  rows: ['release-idle', 'after-release'],
  async play(kit) {
    const { findings } = kit;
    const agent = kit.agent('idle');
    await agent.comeReady();
    await agent.until(['talking']);
    await agent.tetherChanged('not-ready');
    const idle = await agent.until(['idle']);
    const command = agent.command('ReleaseAgent', { moveId: agent.nextMove(), when: 'now', reason: 'conformance' });
    const told = await kit.line.send(command);
    const released = await cameBack(agent, told, command.commandId, releaseWithinMs);
    await kit.time.sleep(patience.onTheWayMs);
    if (!released && agent.works().some(({ seq, state }) => seq > idle.seq && state !== 'idle')) {
      throw new OutOfReachError('the agent did not stay idle after not-ready');
    }
    findings.check('release-idle', released, () => `an idle agent was asked for and ${wordsOf(told)}`);
    if (!released) return;
    await agent.tetherChanged('ready');
    agent.close('after-release');
    await agent.staysClosed('after-release');
    await agent.tetherChanged('ended');
  },
};

async function cameBack(agent: TestAgent, told: Told, commandId: string, withinMs: number): Promise<boolean> {
  if (resultOf(told) === 'released') return true;
  if (resultOf(told) !== 'accepted') return false;
  const result = await resultTold(agent, commandId, withinMs);
  return result?.result === 'released';
}

const resultTold = (
  agent: TestAgent,
  commandId: string,
  withinMs: number,
): Promise<CampaignEventOf<'ReleaseResult'> | null> =>
  agent.find('ReleaseResult', (result) => result.commandId === commandId, withinMs);

export const releaseBusy: Story = {
  name: 'the release of a busy agent',
  rows: ['release-busy', 'release-after-work'],
  async play(kit) {
    const { findings } = kit;
    const agent = kit.agent('busy');
    await agent.comeReady();
    const talking = await agent.until(['talking']);
    const told = await agent.release('now');
    const right = resultOf(told) === 'refused' && ['talking', 'wrap-up'].includes(reasonOf(told) ?? '');
    findings.check('release-busy', right, () => {
      return `an agent who talks was asked for now and ${wordsOf(told)}; refused (talking) is expected`;
    });
    if (resultOf(told) === 'released') return;
    const next = await agent.until(['talking'], ({ seq }) => seq > talking.seq);
    findings.check('release-busy', next.contact !== talking.contact, () => 'the agent talks to the same contact twice');

    const moveId = agent.nextMove();
    const command = agent.command('ReleaseAgent', { moveId, when: 'after-work', reason: 'conformance' });
    const later = await kit.line.send(command);
    findings.check('release-after-work', resultOf(later) === 'accepted', () => {
      return `an agent who talks was asked for after work and ${wordsOf(later)}; accepted is expected`;
    });
    if (resultOf(later) !== 'accepted') return;
    agent.close('release-after-work');
    const result = await resultTold(agent, command.commandId, patience.customerMs);
    const whole = result?.result === 'released' && result.moveId === moveId;
    findings.check('release-after-work', whole, () =>
      result
        ? `ReleaseResult said ${result.result} with moveId ${result.moveId}; released with ${moveId} is expected`
        : `no ReleaseResult came within ${patience.customerMs / 1000} s`,
    );
    await agent.staysClosed('release-after-work');
    await agent.tetherChanged('ended');
  },
};

export const cancelledRelease: Story = {
  name: 'a release taken back',
  rows: ['cancel-release'],
  async play(kit) {
    const { findings } = kit;
    const agent = kit.agent('cancelled');
    await agent.comeReady();
    const talking = await agent.until(['talking']);
    const moveId = agent.nextMove();
    const asked = agent.command('ReleaseAgent', { moveId, when: 'after-work', reason: 'conformance' });
    await kit.line.send(asked);
    const told = await agent.send('CancelRelease', { moveId, reason: 'conformance' });
    findings.check('cancel-release', resultOf(told) === 'accepted', () => {
      return `a release after work was taken back and ${wordsOf(told)}; accepted is expected`;
    });
    await worksOn(kit, 'cancel-release', agent, talking.seq);
    const released = await resultTold(agent, asked.commandId, 0);
    findings.check('cancel-release', released?.result !== 'released', () => {
      return 'a release that was taken back ended in ReleaseResult released';
    });
    const none = await agent.send('CancelRelease', { moveId: agent.nextMove(), reason: 'conformance' });
    findings.check('cancel-release', resultOf(none) === 'ignored', () => {
      return `a release nobody asked for was taken back and ${wordsOf(none)}; ignored is expected`;
    });
    await agent.tetherChanged('ended');
  },
};

/** The agent gets another customer after the one of `seq`. */
async function worksOn({ findings }: Kit, row: 'cancel-release' | 'break-taken-back', agent: TestAgent, seq: number) {
  const states = ['reserved', 'dialling', 'talking'];
  const gone = await agent.find(
    'AgentWork',
    (work) => work.seq > seq && ['wrap-up', 'idle'].includes(work.state),
    patience.customerMs,
  );
  const next =
    gone &&
    (await agent.find('AgentWork', (work) => work.seq > gone.seq && states.includes(work.state), patience.customerMs));
  findings.check(row, next !== null, () => 'the agent got no customer any more');
}

export const breaks: Story = {
  name: 'breaks',
  rows: ['break', 'break-taken-back'],
  async play(kit) {
    const { findings, line } = kit;
    const agent = kit.agent('break');
    await agent.comeReady();
    const talking = await agent.until(['talking']);
    await agent.tetherChanged('not-ready');
    await agent.send('ChangeAgentState', agent.wish('not-ready'));
    const back = await agent.send('ChangeAgentState', agent.wish('available'));
    await agent.tetherChanged('ready');
    findings.check('break-taken-back', resultOf(back) === 'accepted', () => {
      return `a wish for a break was taken back and ${wordsOf(back)}; accepted is expected`;
    });
    await worksOn(kit, 'break-taken-back', agent, talking.seq);

    for (const state of ['not-ready', 'logged-out'] as const) {
      if (state === 'logged-out') await agent.comeReady();
      await agent.until(['talking']);
      await agent.tetherChanged('not-ready');
      const wish = agent.command('ChangeAgentState', agent.wish(state));
      const told = await line.send(wish);
      agent.close('break');
      const done = await cameBack(agent, told, wish.commandId, patience.customerMs);
      findings.check('break', done, () => {
        return `${state} was told of an agent who talks, ${wordsOf(told)}, and ReleaseResult released did not come`;
      });
      await agent.staysClosed('break');
      await agent.tetherChanged('ended');
    }
  },
};
