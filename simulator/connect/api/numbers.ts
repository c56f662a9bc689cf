import { type ApiHandler, checkInstance, invalidParameter, notFound, textField } from './input';

/** AssociatePhoneNumberContactFlow: the flow a number leads to from now on. */
export const associatePhoneNumberContactFlow: ApiHandler = (centre, input) => {
  checkInstance(centre, input);
  const numberId = textField(input, 'PhoneNumberId');
  const number = centre.instance.number(numberId);
  if (!number) throw notFound(`there is no phone number ${numberId}`);
  const flowId = textField(input, 'ContactFlowId');
  const flow = centre.instance.flow(flowId);
  if (!flow) throw notFound(`there is no flow ${flowId}`);
  if (flow.type !== 'CONTACT_FLOW')
    throw invalidParameter(`flow ${flow.name} is of type ${flow.type}; CONTACT_FLOW would be right`);
  centre.numberFlows.set(number.id, flow);
  return {};
};
