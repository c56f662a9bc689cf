import type { Clock } from '../../core/clock';
import { type CommandExchange, SignedCampaignManager } from '../campaign-manager/signed-campaign-manager';

/**
 * A Campaign Manager in this process: signed requests in, its answers out, both of them exactly as over HTTPS. `receive`
 * throws a NoAnswerError to be out of reach. Nonces are counted, so that a run can be repeated.
 */
export function campaignManagerInProcess(
  receive: CommandExchange,
  ports: { readonly secrets: () => Promise<readonly string[]>; readonly clock: Clock },
): SignedCampaignManager {
  let sent = 0;
  const nonce = () => `command-${String(++sent).padStart(12, '0')}`;
  return new SignedCampaignManager(receive, { ...ports, path: '/commands', nonce });
}
