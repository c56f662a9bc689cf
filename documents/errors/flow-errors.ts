import { entries } from './entry';

/** Of contact flows that a person brings; the rules they are judged by have names of their own, which stand in round brackets. */
export const flowErrors = entries({
  'flow.unreadable': {
    says: 'FILE: there is no such file; name a JSON file with a flow.',
    means: 'The file is not there, is no JSON in UTF-8, or holds no flow.',
    remedy: 'Export the flow again, or correct the path.',
  },
  'flow.other-type': {
    says: 'FILE: its type is CUSTOMER_QUEUE; the flow that takes callers is a CONTACT_FLOW',
    means: 'Connect has flows of several types, and each stands at one kind of place.',
    remedy: 'Name a flow of the type that the sentence asks for.',
  },
  'flow.refused': {
    says: 'FILE: "ACTION": sentence (rule; source)',
    means: 'Amazon Connect would refuse the flow. The name of the rule is in the table below.',
    remedy: 'Correct the action that is named, in the designer or in the file.',
  },
  'flow.token-unknown': {
    says: 'FILE: the token ${Token} is not bound; those of the flow are ...',
    means: 'A token in a flow stands for a value of the environment, and nothing gives this one a value.',
    remedy: 'Use one of those that are listed.',
  },
  'flow.not-simulated': {
    says: 'FILE: sentence of an action that cannot run here',
    means:
      'Connect takes the flow, and the simulated Connect does not know that action. It refuses it rather than pass over it.',
    remedy: 'Leave the action out for local runs.',
  },
});
