import type { CampaignCommandOf } from '../../../core/campaign-contract/commands';
import type { AgentId, GroupId } from '../../../core/ids';
import { resultOf, wordsOf } from '../kit/command-line';
import type { Kit, Story } from '../kit/kit';
import { patience } from '../kit/time';

/** Longer than the story: what ends the hold is the next word about the group. */
const holdMs = 600_000;

/** A group of its own: whoever else comes on a tether is not held with it. */
export const held: Story = {
  name: 'agents held for callers',
  rows: ['hold', 'hold-over'],
  needs: 'hold-agents',
  async play(kit) {
    const { findings } = kit;
    const agent = kit.agent('held', undefined, 'conformance-hold');
    await agent.comeReady();
    const talking = await agent.until(['talking']);
    const told = await kit.line.send(holdOf(kit, agent.groupName, [agent.agentId], 1));
    findings.check('hold', resultOf(told) === 'accepted', () => {
      return `an agent was to be held and ${wordsOf(told)}; accepted is expected`;
    });
    agent.close('hold');
    const idle = await agent.find(
      'AgentWork',
      (work) => work.seq > talking.seq && work.state === 'idle',
      patience.customerMs,
    );
    findings.check('hold', idle !== null, () => 'an agent who was held did not become idle after their customer');
    await agent.staysClosed('hold');

    agent.reopen();
    const over = await kit.line.send(holdOf(kit, agent.groupName, [], 2));
    findings.check('hold-over', resultOf(over) === 'accepted', () => {
      return `an agent was to be held no longer and ${wordsOf(over)}; accepted is expected`;
    });
    const next = await agent.find(
      'AgentWork',
      (work) => work.seq > (idle?.seq ?? talking.seq) && ['reserved', 'dialling', 'talking'].includes(work.state),
      patience.customerMs,
    );
    findings.check('hold-over', next !== null, () => 'an agent who was held no longer got no customer any more');
    await agent.tetherChanged('ended');
  },
};

const holdOf = (
  { setup, time }: Kit,
  group: GroupId,
  agentIds: AgentId[],
  groupFence: number,
): CampaignCommandOf<'HoldAgents'> => {
  const until = Math.ceil(time.now()) + holdMs;
  const commandId = `hold:${setup.run}:${groupFence}`;
  // Counts up from one run to the next.
  const fence = Math.floor(time.now() / 1000) * 10 + groupFence;
  return {
    ...{ type: 'HoldAgents', commandId, groupFence: fence, deadline: until, group, agentIds, until },
    reason: 'conformance',
  };
};
