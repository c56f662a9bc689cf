import type { ActionRule } from './actions/action-rule';
import { contactDataActions } from './actions/contact-data';
import { controlActions } from './actions/control';
import { conversationActions } from './actions/conversation';
import { participantActions } from './actions/participant';
import { routingActions } from './actions/routing';

export type { ActionRule, ConditionsRule, ErrorsRule, FieldsRule, ValueRule } from './actions/action-rule';

/**
 * What is verified of every action that is known (docs/amazon-connect.md#flow-actions). A type that can be used in several ways
 * has several rows; the first whose `when` holds counts, and the last of them has none.
 */
export const actionRules: readonly ActionRule[] = [
  ...controlActions,
  ...conversationActions,
  ...routingActions,
  ...contactDataActions,
  ...participantActions,
];

/** Type names of the reference that the service refuses, with those it takes (docs/amazon-connect.md#names-the-service-takes). */
export const misnamedTypes: { readonly [documented: string]: string } = {
  UpdateRoutingCriteria: 'UpdateContactRoutingCriteria',
  UnTagContact: 'UntagContact',
};

const rows = new Map<string, readonly ActionRule[]>();
for (const rule of actionRules) rows.set(rule.type, [...(rows.get(rule.type) ?? []), rule]);

export const actionTypes: readonly string[] = [...rows.keys()];

/** The row that holds for an action of this type with these parameters; undefined for a type the table lacks. */
export function actionRule(type: string, parameters: { readonly [name: string]: unknown }): ActionRule | undefined {
  return rows.get(type)?.find(({ when }) => {
    if (when === undefined) return true;
    const value = Object.hasOwn(parameters, when.parameter) ? parameters[when.parameter] : undefined;
    return value !== undefined && (when.is?.includes(value) ?? true);
  });
}

/** True when an action of this type ends the flow. */
export function isTerminal(type: string): boolean {
  return rows.get(type)?.some((rule) => rule.terminal === true) ?? false;
}
