import { flowTypes } from '../document';
import {
  type ActionRule,
  anyError,
  fixedChoice,
  inboundTransferAndQueue,
  listOf,
  mapOf,
  number,
  object,
  text,
  whisperTypes,
} from './action-rule';

/** What is written on the contact, and what is made beside it. */
export const contactDataActions: readonly ActionRule[] = [
  {
    type: 'UpdateContactAttributes',
    required: { Attributes: mapOf(text), TargetContact: fixedChoice('Current', 'Related') },
    flowTypes,
    errors: anyError,
    source: 'CONNECT.md 1.3 [D; L PAC]',
  },
  {
    type: 'UpdateFlowAttributes',
    required: {
      FlowAttributes: mapOf(object({ required: { Value: text }, optional: { Type: fixedChoice('String') } })),
    },
    flowTypes,
    errors: anyError,
    source: 'CONNECT.md 1.2 [L PAC, VMX]',
  },
  {
    type: 'UpdateContactData',
    optional: { LanguageCode: text, Name: text, Description: text, CustomerId: text, WisdomSessionArn: text },
    open: true,
    flowTypes,
    errors: anyError,
    source: 'CONNECT.md 1.3 [L PAC: at least one]',
  },
  { type: 'TagContact', required: { Tags: mapOf(text, 6) }, flowTypes, errors: anyError, source: 'CONNECT.md 1.3 [D]' },
  {
    type: 'UntagContact',
    required: { TagKeys: listOf(text) },
    flowTypes,
    errors: anyError,
    source: 'CONNECT.md 1.2 [L PAC], 1.3',
  },
  {
    type: 'CreateTask',
    required: { Name: text },
    optional: {
      ContactFlowId: text,
      TaskTemplateId: text,
      Description: text,
      Attributes: mapOf(text),
      References: { kind: 'structure' },
      DelaySeconds: number(0, 518_400),
      ScheduledTime: text,
    },
    exactlyOne: [['ContactFlowId', 'TaskTemplateId']],
    atMostOne: [['DelaySeconds', 'ScheduledTime']],
    flowTypes,
    errors: anyError,
    source: 'CONNECT.md 1.3 [D]; the list of flow types there is open',
  },
  {
    type: 'CreateWisdomSession',
    required: { WisdomAssistantArn: text },
    flowTypes: [...inboundTransferAndQueue, ...whisperTypes],
    errors: anyError,
    source: 'CONNECT.md 1.3 [D]',
  },
];
