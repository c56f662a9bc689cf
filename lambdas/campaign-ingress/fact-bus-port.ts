import { makeEventBridgeClient } from '../../adapters/aws/clients';
import { EventBridgeFactBus } from '../../adapters/aws/fact-bus';
import { campaignEventSource } from '../campaign-events/contract';
import type { NeededVariables } from '../shared/ports-from-environment';

export const factBusPort = (env: NeededVariables<'BUS_NAME'>) => ({
  bus: new EventBridgeFactBus(makeEventBridgeClient(), { name: env.BUS_NAME, source: campaignEventSource }),
});
