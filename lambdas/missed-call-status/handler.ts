import * as z from 'zod';
import { type AgentStatuses, findOrMakeStatus } from '../../core/deployment/find-or-make-status';
import { missedCallStatusName } from '../../core/vocabulary';
import {
  answerCustomResource,
  type CustomResourcePorts,
  type CustomResourceRequest,
  type CustomResourceResult,
  neverMade,
  readProperties,
} from '../shared/custom-resource';
import type { MissedCallStatusProperties } from './contract';

export interface MissedCallStatusPorts extends CustomResourcePorts {
  readonly statuses: AgentStatuses;
}

const properties: z.ZodType<MissedCallStatusProperties> = z.object({ InstanceId: z.string().min(1).max(500) });
const description = 'Set after a missed or declined call; choose Available to take calls again';

/** Finds or makes the status "Missed call" for CloudFormation. */
export const makeHandler =
  (ports: MissedCallStatusPorts) =>
  (event: unknown): Promise<void> =>
    answerCustomResource(ports, event, (request) => provide(ports.statuses, request));

/** Connect deletes no status, and agents may be in this one: deleting is nothing to do. */
async function provide(statuses: AgentStatuses, request: CustomResourceRequest): Promise<CustomResourceResult> {
  const { RequestType, PhysicalResourceId, ResourceProperties } = request;
  if (RequestType === 'Delete') return { id: PhysicalResourceId ?? neverMade };
  const { InstanceId } = readProperties(properties, ResourceProperties);
  return { id: await findOrMakeStatus(statuses, InstanceId, missedCallStatusName, description) };
}
