import { heartbeatLostMs } from '../campaign-contract/campaign';
import type { CampaignStore } from '../campaign-contract/ports';
import type { Clock } from '../clock';
import type { DecisionLog } from '../decisions/decision-log';

export interface WatchLinkPorts {
  readonly campaigns: Pick<CampaignStore, 'link'>;
  readonly clock: Clock;
  readonly decisions: DecisionLog;
}

/** Whether the Campaign Manager is there; said every minute while it is not. */
export async function watchLink(ports: WatchLinkPorts): Promise<void> {
  const link = await ports.campaigns.link();
  const now = ports.clock.now();
  if (link === null || now - link.lastHeartbeatAt <= heartbeatLostMs) return;
  const silentSeconds = Math.round((now - link.lastHeartbeatAt) / 1000);
  ports.decisions.record({
    type: 'campaign-link.lost',
    at: now,
    reason: `no heartbeat of the Campaign Manager for ${silentSeconds} s: no new tethers, those there are stay`,
    inputs: { silentSeconds },
  });
}
