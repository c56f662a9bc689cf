import * as z from 'zod';
import {
  giveNumberBack,
  type NumberNote,
  type PointNumberPorts,
  pointNumber,
  repointNumber,
} from '../../core/deployment/point-number';
import {
  answerCustomResource,
  type CustomResourcePorts,
  type CustomResourceRequest,
  type CustomResourceResult,
  neverMade,
  readProperties,
} from '../shared/custom-resource';
import type { NumberToFlowAttributes, NumberToFlowProperties } from './contract';

export type NumberToFlowPorts = CustomResourcePorts & PointNumberPorts;

const id = z.string().min(1).max(500);
const properties: z.ZodType<NumberToFlowProperties> = z.object({
  PhoneNumberId: id,
  InstanceId: id,
  ContactFlowId: id,
  Region: id,
});
/** No other property is needed to give a number back: a stack that could not be deleted would be stuck. */
const ofDelete = z.object({ InstanceId: id, ContactFlowId: id.optional().catch(undefined) });
const former = z.object({ ContactFlowId: id });

/** Points a phone number at a flow for CloudFormation, and gives it back. */
export const makeHandler =
  (ports: NumberToFlowPorts) =>
  (event: unknown): Promise<void> =>
    answerCustomResource(ports, event, (request, madeSoFar) => point(ports, request, madeSoFar));

/** The number is the resource: another number is another one, whose predecessor CloudFormation then deletes. */
async function point(
  ports: NumberToFlowPorts,
  request: CustomResourceRequest,
  madeSoFar: (id: string) => void,
): Promise<CustomResourceResult> {
  const { RequestType, PhysicalResourceId, ResourceProperties, LogicalResourceId: owner = 'unnamed' } = request;
  if (RequestType === 'Delete') {
    const numberId = PhysicalResourceId ?? readProperties(properties, ResourceProperties).PhoneNumberId;
    const { InstanceId: instanceId, ContactFlowId } = readProperties(ofDelete, ResourceProperties);
    await giveNumberBack(ports, { owner, instanceId, numberId, flowId: ContactFlowId ?? null });
    return { id: numberId };
  }
  const asked = readProperties(properties, ResourceProperties);
  const { PhoneNumberId: numberId, InstanceId: instanceId, ContactFlowId: flowId } = asked;
  // From here on the number may lead to our flow, also when no answer of Connect's comes back: it is to be given back.
  if (PhysicalResourceId === undefined || PhysicalResourceId === neverMade) madeSoFar(numberId);
  const wanted = { owner, instanceId, numberId, flowId };
  const was =
    RequestType === 'Update' && PhysicalResourceId === numberId
      ? former.safeParse(request.OldResourceProperties)
      : null;
  const note = was?.success
    ? await repointNumber(ports, { ...wanted, formerFlowId: was.data.ContactFlowId })
    : await pointNumber(ports, wanted);
  return { id: numberId, attributes: { ...commandsFor(asked, note) } };
}

function commandsFor(asked: NumberToFlowProperties, { before }: NumberNote): NumberToFlowAttributes {
  const { Region, InstanceId, PhoneNumberId, ContactFlowId } = asked;
  const which = `--region ${Region} --instance-id ${InstanceId} --phone-number-id ${PhoneNumberId}`;
  const to = (flow: string) => `aws connect associate-phone-number-contact-flow ${which} --contact-flow-id ${flow}`;
  return {
    MoveBack: before === null ? `aws connect disassociate-phone-number-contact-flow ${which}` : to(before),
    MoveHere: to(ContactFlowId),
  };
}
