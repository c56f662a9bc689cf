import type { CustomerResult } from '../../../core/agent/customer-record';
import { pageSnapshot } from '../../../core/agent-page/agent-page';
import { requestAboutCustomer } from '../../../core/agent-page/customer-request';
import type { WorkState } from '../../../core/campaign-contract/identifiers';
import { runCampaignCommand } from '../../../core/campaign-link/run-campaign-command';
import { takeCampaignEvent } from '../../../core/campaign-link/take-campaign-event';
import { anAgent, onTether } from '../../adapters/contract/builders';
import { world } from '../../lambdas/world';

export const allAbilities = ['hold-agents', 'end-customer', 'finish-work'];
export const nothingSaid: CustomerResult = { outcome: null, doNotCall: false, callBackAt: null };

/** Ann on her tether, told of by a Campaign Manager that has these abilities and the campaign renewals. */
export async function aCustomerDesk(abilities: readonly string[] = allAbilities) {
  const here = world();
  const { ports, commanded, posted } = here;
  await ports.agents.save(anAgent('ann', { idle: false, outbound: onTether('ann') }), null, { dropClaim: false });
  let events = 0;
  let seq = 1;
  const tell = async (event: object) => {
    events += 1;
    const told = { eventId: `e-${events}`, at: ports.clock.now(), ...event };
    await takeCampaignEvent(ports, told as Parameters<typeof takeCampaignEvent>[1]);
  };
  await tell({ type: 'Heartbeat', seq: 1, capabilities: abilities });
  await tell({
    ...{ type: 'CampaignWork', campaign: 'renewals', seq: 1, callsAvailable: 1, dialsInFlight: 0, agentsNeeded: 1 },
    ...{ priority: 1, outcomes: [{ outcome: 'sold', label: 'Renewed' }, { outcome: 'no' }] },
  });
  const desk = {
    ...here,
    tell,
    /** The next AgentWork, or the one with that number. */
    work: async (state: WorkState, contact: string | null = 'c-1', given: number = seq + 1) => {
      seq = Math.max(seq, given);
      const about = { agentId: 'ann', tetherId: 'tether-ann', campaign: contact && 'renewals', contact };
      await tell({ type: 'AgentWork', ...about, seq: given, state });
    },
    /** Takes what waits in the queue to the Campaign Manager there, in order; a command that is not answered stays. */
    deliver: async () => {
      for (let next = commanded.shift(); next !== undefined; next = commanded.shift()) {
        const { kind } = await runCampaignCommand(ports, next);
        if (kind === 'done') continue;
        commanded.unshift(next);
        return;
      }
    },
    snapshot: async () => pageSnapshot(ports, 'ann'),
    customer: async () => (await pageSnapshot(ports, 'ann'))?.customer ?? null,
    end: (customerId: string) => requestAboutCustomer(ports, 'ann', { what: 'end', customerId, result: null }),
    finish: (customerId: string, said: Partial<CustomerResult> = {}) =>
      requestAboutCustomer(ports, 'ann', { what: 'finish', customerId, result: { ...nothingSaid, ...said } }),
    outbound: async () => (await ports.agents.load('ann'))?.outbound,
  };
  posted.length = 0;
  return desk;
}

export type CustomerDesk = Awaited<ReturnType<typeof aCustomerDesk>>;
