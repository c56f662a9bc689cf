import { DirectoryAbsentError } from '../../adapters/directory-errors';
import { makeHandler } from '../../lambdas/campaign-events/handler';
import { anAgent, onTether, start } from '../adapters/contract/builders';
import { fixture, world } from './world';

const heartbeat = fixture('campaign-event-heartbeat');
const fact = (detail: { readonly type: string }) => ({ ...heartbeat, 'detail-type': detail.type, detail });

function handling() {
  const here = world();
  return { ...here, handle: makeHandler(here.ports) };
}

describe('campaign-events', () => {
  it('notes that the Campaign Manager is alive, and counts the heartbeat', async () => {
    const { handle, ports, counted, looks } = handling();
    await handle(heartbeat);
    expect(await ports.campaigns.link()).toMatchObject({ lastHeartbeatAt: start + 30_000, seq: 1 });
    expect(counted).toEqual(['campaignHeartbeats']);
    expect(looks).toEqual([{ group: 'sales', manual: null }]);
  });

  it('notes what a campaign has to do', async () => {
    const { handle, ports, counted } = handling();
    const work = { callsAvailable: 40, dialsInFlight: 2, agentsNeeded: 8, priority: 1 };
    await handle(
      fact({ type: 'CampaignWork', ...{ eventId: 'e-2', at: start, campaign: 'renewals', seq: 1 }, ...work }),
    );
    expect(await ports.campaigns.load('renewals')).toMatchObject(work);
    expect(counted).toEqual([]);
  });

  it('notes what an agent does', async () => {
    const { handle, ports } = handling();
    await ports.agents.save(anAgent('u-ann', { outbound: onTether('u-ann') }), null, { dropClaim: false });
    const work = { tetherId: 'tether-u-ann', seq: 2, state: 'talking', campaign: 'renewals', contact: 'c-7' };
    await handle(fact({ type: 'AgentWork', ...{ eventId: 'e-3', at: start + 1_000, agentId: 'u-ann' }, ...work }));
    expect((await ports.agents.load('u-ann'))?.outbound.work).toMatchObject(work);
  });

  it.each([
    ['nothing', null, 'malformed'],
    ['no type', { detail: {} }, 'malformed'],
    ['a type nobody knows', { ...heartbeat, 'detail-type': 'CampaignPaused' }, 'unknown-type'],
    ['a fact with half its fields', fact({ type: 'AgentWork' }), 'malformed'],
  ])('counts %s and does not ask for it again', async (_, event, why) => {
    const { handle, ignored, counted } = handling();
    await expect(handle(event)).resolves.toBeUndefined();
    expect(ignored()).toEqual([why]);
    expect(counted).toEqual([]);
  });

  it('lets a fact go while nothing is deployed in the instance', async () => {
    const { ports, failed } = handling();
    const read = () => Promise.reject(new DirectoryAbsentError('/d', ['none']));
    await expect(makeHandler({ ...ports, directory: { read } })(heartbeat)).resolves.toBeUndefined();
    expect(failed).toEqual([expect.stringMatching(/^Heartbeat e-1 is let go: /)]);
  });

  it('fails when the records cannot be reached, so that the fact comes again', async () => {
    const { ports, counted } = handling();
    const link = () => Promise.reject(new Error('the table is away'));
    const handle = makeHandler({ ...ports, campaigns: Object.assign(Object.create(ports.campaigns), { link }) });
    await expect(handle(heartbeat)).rejects.toThrow('the table is away');
    expect(counted).toEqual([]);
  });
});
