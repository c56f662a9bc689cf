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

const properties: z.ZodType<NumberToFlowProperties> = z.object({
  PhoneNumberId: z.string().min(1).max(500),
  InstanceId: z.string().min(1).max(500),
  ContactFlowId: z.string().min(1).max(500),
});

/** Points a phone number at a flow for CloudFormation. */
export const makeHandler =
  (ports: NumberToFlowPorts) =>
  (event: unknown): Promise<void> =>
    answerCustomResource(ports, event, (request) => point(ports.numbers, request));

/** The number is the resource: another number is another one, whose predecessor CloudFormation then deletes. */
async function point(numbers: NumberFlows, request: CustomResourceRequest): Promise<string> {
  const { PhoneNumberId, InstanceId, ContactFlowId } = readProperties(properties, request.ResourceProperties);
  if (request.RequestType === 'Delete') await numbers.dissociate(InstanceId, PhoneNumberId);
  else await numbers.associate(InstanceId, PhoneNumberId, ContactFlowId);
  return PhoneNumberId;
}

export const handler = lambdaHandler((tools) => {
  readEnvironment(environment);
  return makeHandler({ ...numberFlowsPort(), ...tools, putReply: putReplyOverHttp });
});
