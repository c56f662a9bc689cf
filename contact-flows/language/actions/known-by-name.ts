/**
 * Action types that are documented, or seen in exports of the console, and of whose use nothing more is known here. With
 * those of the table of actions they are all 56 types of the developer guide's four pages, 2026-10 (DEV:contact-actions,
 * DEV:participant-actions, DEV:flow-control-actions, DEV:interactions; docs/amazon-connect.md#flow-actions), and some beyond.
 */
export const knownByName: readonly string[] = [
  // Contact actions
  'CreateCase',
  'GetCase',
  'ResumeContact',
  'StartOutboundChatContact',
  'UpdateCase',
  'UpdateContactMediaProcessing',
  // Flow control
  'CheckVoiceId',
  'StartVoiceIdStream',
  // Interactions
  'AssociateContactToCustomerProfile',
  'CreateCustomerProfile',
  'GetCalculatedAttributesForCustomerProfile',
  'GetCustomerProfile',
  'GetCustomerProfileObject',
  'UpdateCustomerProfile',
  // On pages of the administrator guide only, or in exports of the console (docs/amazon-connect.md#flow-actions)
  'AuthenticateParticipant',
  'CheckSegmentMembership',
  'CreateContact',
  'CreatePersistentContactAssociation',
  'EvaluateDataTableValues',
  'LoadContactContent',
  'RenderMessageTemplate',
  'RouteContactToAgent',
  'StartOutboundEmailContact',
];
