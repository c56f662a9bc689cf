import type { ConnectOutlets } from '../connect/world';
import type { Conditions } from '../platform/conditions';

/**
 * Lets a run know which agent events were lost: conditions answer per stream, so the event under way when they are asked
 * is the one they decide on.
 */
export function observedDeliveries(
  conditions: Conditions,
  decided: (agentArn: string, lost: boolean) => void,
): { readonly conditions: Conditions; outlets(outlets: ConnectOutlets): ConnectOutlets } {
  let underWay: string | null = null;
  return {
    conditions: {
      hopDelayMs: (hop) => conditions.hopDelayMs(hop),
      kill: (functionName, call) => conditions.kill(functionName, call),
      refuses: (functionName, api) => conditions.refuses(functionName, api),
      clockSkewMs: (functionName) => conditions.clockSkewMs(functionName),
      duplicates: (queue) => conditions.duplicates(queue),
      indexStalenessMs: () => conditions.indexStalenessMs(),
      deliveries(stream) {
        const delays = conditions.deliveries(stream);
        if (stream === 'agent-events' && underWay !== null) decided(underWay, delays.length === 0);
        return delays;
      },
    },
    outlets: (outlets) => ({
      contactEvent: (detail) => outlets.contactEvent(detail),
      recordingStored: (recording) => outlets.recordingStored(recording),
      invokeFlowLambda: (functionArn, event, limit) => outlets.invokeFlowLambda(functionArn, event, limit),
      agentEvent(event) {
        underWay = String(event['AgentARN']);
        outlets.agentEvent(event);
        underWay = null;
      },
    }),
  };
}
