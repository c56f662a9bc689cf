import type { PlannedMove } from '../../../../core/agent/planned-move';
import { onReleaseAnswer } from '../../../../core/agent/steps/answer-release';
import { beginMove } from '../../../../core/agent/steps/begin-move';
import { onMoveTimer } from '../../../../core/agent/steps/move-deadline';
import { releaseReplyMs } from '../../../../core/agent/steps/release';
import { anAgent, onTether, start } from '../../../adapters/contract/builders';

const planned: PlannedMove = {
  ...{ agentId: 'ann', username: 'ann', campaigns: [], to: 'inbound', rule: 'idle', callId: null, when: 'now' },
  ...{ because: { code: 'only-observed', figures: {} }, inputs: {} },
};
const earlier = start - 60_000;
const released = () => {
  const outbound = onTether('ann', { movedAt: [earlier] });
  return beginMove(anAgent('ann', { idle: false, outbound }), planned, 'm-1', 'sales', start).agent;
};

describe('the hourly cap', () => {
  it('counts a release from its decision, and one that came about', () => {
    expect(released().outbound.movedAt).toEqual([earlier, start]);
    const { outbound } = onReleaseAnswer(released(), { result: 'released' }, 'm-1', start + 1_000).agent;
    expect(outbound.movedAt).toEqual([earlier, start]);
  });

  it.each([
    ['was refused', onReleaseAnswer(released(), { result: 'refused', why: 'busy' }, 'm-1', start + 1_000)],
    ['was taken back', onReleaseAnswer(released(), { result: 'cancelled' }, 'm-1', start + 1_000)],
    ['was not answered', onMoveTimer(released(), 'm-1', start + releaseReplyMs)],
  ])('does not count a release that %s', (_, { agent }) => {
    expect(agent.outbound).toMatchObject({ move: null, movedAt: [earlier] });
  });
});
