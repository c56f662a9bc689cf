import { makeEventBridgeClient } from '../../adapters/aws/clients';
import { EventBridgeFactBus } from '../../adapters/aws/fact-bus';
import { campaignEventSource } from '../campaign-events/contract';
import type { Needs } from '../shared/ports-from-environment';

export const factBusPort = (env: Needs<'BUS_NAME'>) => ({
  bus: new EventBridgeFactBus(makeEventBridgeClient(), { name: env.BUS_NAME, source: campaignEventSource }),
});
