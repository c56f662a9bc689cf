import { isRecord } from '../actions/action';
import { setAttributes } from '../actions/contact-data';
import type { Centre, Contact } from '../centre';
import { sendContactEvent } from '../contact-events';
import { createContact } from '../ending';
import { runFlow } from '../flow-interpreter';
import {
  type ApiHandler,
  type ApiInput,
  checkInstance,
  contactField,
  invalidParameter,
  invalidRequest,
  notFound,
  optionalTextField,
  textField,
  textMapField,
} from './input';

/**
 * StartTaskContact through a flow. The flow runs after the call has been answered. A client token seen before gives the
 * contact it made then.
 */
export function startTaskContact(): ApiHandler {
  const byToken = new Map<string, string>();
  return (centre, input) => {
    checkInstance(centre, input);
    checkFields(input);
    const name = textField(input, 'Name', 512);
    const flowId = textField(input, 'ContactFlowId');
    const flow = centre.instance.flow(flowId);
    if (!flow) throw notFound(`there is no flow ${flowId}`);
    if (flow.type !== 'CONTACT_FLOW')
      throw invalidRequest(`flow ${flow.name} is of type ${flow.type}; CONTACT_FLOW would be right`);
    const token = optionalTextField(input, 'ClientToken');
    const made = token === null ? undefined : byToken.get(token);
    if (made !== undefined) return { ContactId: made };
    const related = input.RelatedContactId ? contactField(centre, input, 'RelatedContactId') : null;
    const contact = createContact(centre, {
      channel: 'TASK',
      initiationMethod: 'API',
      customer: null,
      system: null,
      relatedId: related?.id ?? null,
      name,
      description: optionalTextField(input, 'Description', 4096),
      attributes: new Map(),
    });
    if (!setAttributes(contact.chain, textMapField(input, 'Attributes'))) {
      centre.contacts.delete(contact.id);
      throw invalidRequest('the attributes of the task exceed 32 KB');
    }
    if (token !== null) byToken.set(token, contact.id);
    begin(centre, contact, () => runFlow(centre, contact, flow));
    return { ContactId: contact.id };
  };
}

/** References are for the agent to read, which nobody does here; everything else that is given must mean something. */
function checkFields(input: ApiInput): void {
  const simulated = [
    'InstanceId',
    'Name',
    'ContactFlowId',
    'ClientToken',
    'RelatedContactId',
    'Description',
    'Attributes',
    'References',
  ];
  const others = Object.keys(input).filter((name) => input[name] !== undefined && !simulated.includes(name));
  if (others.length > 0) {
    throw invalidRequest(
      `StartTaskContact with ${others.join(', ')} is not simulated; simulated are ${simulated.join(', ')}`,
    );
  }
  const references = input.References ?? {};
  const valid =
    isRecord(references) &&
    Object.values(references).every((entry) => isRecord(entry) && typeof entry.Type === 'string');
  if (!valid)
    throw invalidParameter(`References must be an object of {Type, Value}, got ${JSON.stringify(references)}`);
}

function begin(centre: Centre, contact: Contact, run: () => Promise<void>): void {
  sendContactEvent(centre, contact, 'INITIATED');
  sendContactEvent(centre, contact, 'CONNECTED_TO_SYSTEM');
  centre.scheduler.after(0, run);
}
