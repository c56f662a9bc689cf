import type { Scheduler } from '../../clock/scheduler';
import type { ConnectSetup } from '../../simulator/connect/connect-setup';
import type { ConnectOutlets } from '../../simulator/connect/world';
import type { Conditions } from '../../simulator/platform/conditions';
import type { ReportFailure } from '../aws/failure';
import { parseArn } from '../aws/identity';
import { type PlatformEvents, recordingStoredBy } from '../events/platform-events';
import type { Access } from '../iam/access';
import { errorOf, type Functions } from '../lambda/functions';
import type { ObjectStore } from '../objects/object-store';
import type { Streams } from '../streams/streams';

export interface OutletParts {
  readonly setup: ConnectSetup;
  /** Where agent events go; null when the template says nowhere. */
  readonly agentEventsStreamArn: string | null;
  readonly expectedContactEvents: readonly string[];
  readonly recordingsBucket: string;
  readonly scheduler: Scheduler;
  readonly conditions: Conditions;
  readonly streams: Streams;
  readonly objects: ObjectStore;
  readonly events: PlatformEvents;
  readonly functions: Functions;
  readonly access: Access;
  readonly report: ReportFailure;
}

/** Where the simulated Connect sends things: the stream, the bus, the bucket and the functions of the template. */
export function connectOutlets(parts: OutletParts): ConnectOutlets {
  const { setup, conditions, report } = parts;
  const { region, account } = parseArn(setup.instanceArn);
  const instance = { arn: setup.instanceArn, region, account };
  return {
    agentEvent(event) {
      if (parts.agentEventsStreamArn === null) {
        const message = `agent events of ${setup.instanceArn} go nowhere: no AWS::Connect::InstanceStorageConfig AGENT_EVENTS names a stream`;
        return report({ kind: 'deploy', message });
      }
      const stream = parts.streams.get(parts.agentEventsStreamArn);
      for (const delayMs of conditions.deliveries('agent-events')) {
        stream.put(String(event['AgentARN']), JSON.stringify(event), delayMs + conditions.hopDelayMs('kinesis'));
      }
    },
    contactEvent: (detail) => parts.events.contactEvent(detail, instance, parts.expectedContactEvents),
    recordingStored({ key, bytes, transcript }) {
      const object = {
        bucket: parts.recordingsBucket,
        key,
        body: Buffer.alloc(bytes),
        contentType: 'audio/wav',
        storedMs: parts.scheduler.now(),
        transcript,
      };
      parts.objects.put(object, recordingStoredBy);
    },
    // An invocation takes no simulated time here, so it never exceeds the limit a flow gives it.
    async invokeFlowLambda(functionArn, event) {
      const target = parts.functions.find(functionArn);
      const refuse = (message: string): never => {
        report({ kind: 'access-denied', message });
        throw new Error(message);
      };
      if (!target) return refuse(`a flow invokes ${functionArn}, which is not in the template`);
      const { name } = target.settings;
      if (!setup.lambdaAssociations.includes(functionArn))
        return refuse(
          `a flow invokes function ${name}, which is not associated with the instance ${setup.instanceArn}`,
        );
      const refusal = parts.access.refusalForService('connect.amazonaws.com', setup.instanceArn, 'a contact flow', {
        action: 'lambda:InvokeFunction',
        resource: target.settings.arn,
      });
      if (refusal !== null) throw new Error(refusal);
      const outcome = await target.invoke(event);
      if (outcome.kind === 'answered') return outcome.payload;
      const { errorType, errorMessage } = errorOf(outcome);
      throw new Error(`function ${name} failed: ${errorType}: ${errorMessage}`);
    },
  };
}
