import * as z from 'zod';
import type { NumberFlows } from '../../adapters/connect/number-flows';
import {
  answerCustomResource,
  type CustomResourcePorts,
  type CustomResourceRequest,
  putReplyOverHttp,
  readProperties,
} from '../shared/custom-resource';
import { readEnvironment } from '../shared/environment';
import { lambdaHandler } from '../shared/middleware';
import { numberFlowsPort } from '../shared/ports-from-environment';
import { environment, type NumberToFlowProperties } from './contract';

export interface NumberToFlowPorts extends CustomResourcePorts {
  readonly numbers: NumberFlows;
}

const id = z.string().min(1).max(500);
const properties: z.ZodType<NumberToFlowProperties> = z.object({
  PhoneNumberId: id,
  InstanceId: id,
  ContactFlowId: id,
});
/** Of a number that is taken off its flow no more is asked for: a stack that cannot be deleted is stuck. */
const ofDelete = z.object({ InstanceId: id });

/** Points a phone number at a flow for CloudFormation. */
export const makeHandler =
  (ports: NumberToFlowPorts) =>
  (event: unknown): Promise<void> =>
    answerCustomResource(ports, event, (request) => point(ports.numbers, request));

/** The number is the resource: another number is another one, whose predecessor CloudFormation then deletes. */
async function point(numbers: NumberFlows, request: CustomResourceRequest): Promise<string> {
  const { RequestType, PhysicalResourceId, ResourceProperties } = request;
  if (RequestType === 'Delete' && PhysicalResourceId !== undefined) {
    await numbers.dissociate(readProperties(ofDelete, ResourceProperties).InstanceId, PhysicalResourceId);
    return PhysicalResourceId;
  }
  const { PhoneNumberId, InstanceId, ContactFlowId } = readProperties(properties, ResourceProperties);
  if (RequestType === 'Delete') await numbers.dissociate(InstanceId, PhoneNumberId);
  else await numbers.associate(InstanceId, PhoneNumberId, ContactFlowId);
  return PhoneNumberId;
}

export const handler = lambdaHandler((tools) => {
  readEnvironment(environment);
  return makeHandler({ ...numberFlowsPort(), ...tools, putReply: putReplyOverHttp });
});
