import { type ConditionContext, conditionHolds } from './conditions';
import type { Policy, Statement } from './policy';
import { wildcardMatches } from './wildcard';

export type Principal =
  | { readonly kind: 'role'; readonly arn: string; readonly account: string }
  | { readonly kind: 'service'; readonly name: string };

export interface AccessRequest {
  readonly principal: Principal;
  /** `dynamodb:GetItem` */
  readonly action: string;
  /** The ARN acted on, or `*` for an action without resources. */
  readonly resource: string;
  readonly context: ConditionContext;
}

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly why: 'explicit-deny' | 'no-allow'; readonly policy: string | null };

/** Identity policies of the caller and the policy of the resource, inside one account: any allow, and no deny. */
export function evaluate(
  request: AccessRequest,
  identityPolicies: readonly Policy[],
  resourcePolicies: readonly Policy[],
): Verdict {
  let allowed = false;
  for (const [policies, ofResource] of [
    [identityPolicies, false],
    [resourcePolicies, true],
  ] as const) {
    for (const policy of policies) {
      for (const statement of policy.statements) {
        if (!applies(statement, request, ofResource, policy.where)) continue;
        if (statement.effect === 'Deny') return { allowed: false, why: 'explicit-deny', policy: policy.where };
        allowed = true;
      }
    }
  }
  return allowed ? { allowed: true } : { allowed: false, why: 'no-allow', policy: null };
}

function applies(statement: Statement, request: AccessRequest, ofResource: boolean, where: string): boolean {
  if (ofResource && !principalMatches(statement, request.principal)) return false;
  if (statement.actions && !statement.actions.some((action) => wildcardMatches(action, request.action, true)))
    return false;
  if (statement.notActions?.some((action) => wildcardMatches(action, request.action, true))) return false;
  if (statement.resources && !statement.resources.some((resource) => wildcardMatches(resource, request.resource)))
    return false;
  if (statement.notResources?.some((resource) => wildcardMatches(resource, request.resource))) return false;
  try {
    return statement.conditions.every((condition) => conditionHolds(condition, request.context));
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function principalMatches(statement: Statement, principal: Principal): boolean {
  return (statement.principals ?? []).some(({ kind, value }) => {
    if (kind === '*' || (kind === 'AWS' && value === '*')) return true;
    if (principal.kind === 'service') return kind === 'Service' && value === principal.name;
    return (
      kind === 'AWS' &&
      (value === principal.arn || value === principal.account || value === `arn:aws:iam::${principal.account}:root`)
    );
  });
}
