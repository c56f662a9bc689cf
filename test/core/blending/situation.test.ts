import { situationOf } from '../../../core/blending/situation';
import { aView, caller, inbound, inFlight, limits, now, outbound, secondsAgo } from './blend-views';

const situation = (view: Parameters<typeof aView>[0]) => situationOf(aView(view), limits(), now);
/** Whatever order they come in. */
const bothWays = <A>(list: readonly A[], inOrder: (list: readonly A[]) => unknown): unknown[] => [
  inOrder(list),
  inOrder([...list].reverse()),
];
const ids = (agents: readonly { readonly agentId: string }[]) => agents.map(({ agentId }) => agentId).join();

describe('the view as the rules read it', () => {
  it('lists agents idle equally long by username, then by id', () => {
    const agents = [
      inbound('bo', { agentId: '1' }),
      inbound('ana', { agentId: '3' }),
      inbound('ana', { agentId: '2' }),
      inbound('cy', { agentId: '0', idleOnSideSince: secondsAgo(200) }),
    ];
    const listed = bothWays(agents, (idleInbound) => ids(situation({ idleInbound }).idleInbound));
    expect(listed).toEqual(['0,2,3,1', '0,2,3,1']);
  });

  it('lists agents on tethers by what they do, those idle or without one first', () => {
    const works = ['talking', null, 'reserved', 'idle', 'wrap-up', 'preview', 'dialling'] as const;
    const agents = works.map((work) => outbound(work ?? 'failed', { work, agentId: work ?? 'failed' }));
    const order = 'failed,idle,wrap-up,reserved,dialling,preview,talking';
    const listed = bothWays(agents, (some) => ids(situation({ outbound: some }).outbound));
    expect(listed).toEqual([order, order]);
  });

  it('lists moves by the time of their decision, then by id', () => {
    const moves = [
      inFlight('x', { moveId: 'm-3', agentId: '3', decidedAt: secondsAgo(9) }),
      inFlight('x', { moveId: 'm-2', agentId: '2' }),
      inFlight('x', { moveId: 'm-1', agentId: '1' }),
    ];
    const listed = bothWays(moves, (some) => ids(situation({ moves: some }).inFlight.inbound));
    expect(listed).toEqual(['3,1,2', '3,1,2']);
  });

  it('lists callers by priority, then by how long they wait, then by id', () => {
    const callers = [caller('c', 5, []), caller('b', 5, []), caller('a', 9, [], { priority: 2 }), caller('d', 6, [])];
    const listed = bothWays(callers, (some) =>
      situation({ callers: some })
        .waiting.map(({ callId }) => callId)
        .join(),
    );
    expect(listed).toEqual(['d,b,c,a', 'd,b,c,a']);
  });

  it('counts who is on the way out with the teams there, and who is on the way in still', () => {
    const campaigns = ['winback'];
    const moves = [inFlight('mo', { to: 'outbound', campaigns }), inFlight('al', { campaigns })];
    expect(situation({ moves, teams: [{ campaigns, agents: 3 }] }).teams).toEqual([{ campaigns, agents: 4 }]);
  });
});
