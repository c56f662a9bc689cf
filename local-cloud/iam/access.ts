import { messageOf, type ReportFailure } from '../aws/failure';
import { parseArn } from '../aws/identity';
import { evaluate, type Principal } from './evaluate';
import type { Policy } from './policy';

/** One thing a call must be allowed to do. */
export interface Needed {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the call itself, such as `events:source`. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly trust: Policy;
  readonly policies: Policy[];
}

/** Who may do what: the roles of the template, and the policies that stand on resources. */
export class Access {
  readonly #roles = new Map<string, Role>();
  readonly #resourcePolicies = new Map<string, Policy[]>();
  readonly #managedPolicies = new Map<string, Policy>();

  constructor(private readonly report: ReportFailure) {}

  addRole(role: Role): void {
    this.#roles.set(role.arn, role);
  }

  /** The role of this ARN or name; throws a sentence when there is none. */
  role(arnOrName: string): Role {
    for (const role of this.#roles.values()) if (role.arn === arnOrName || role.name === arnOrName) return role;
    throw new Error(`there is no role ${arnOrName} in the template`);
  }

  addManagedPolicy(arn: string, policy: Policy): void {
    this.#managedPolicies.set(arn, policy);
  }

  /** A managed policy of the template, so that a role can name it. */
  managedPolicy(arn: string): Policy | undefined {
    return this.#managedPolicies.get(arn);
  }

  /** Adds a policy of a queue, bus, bucket or function. */
  addResourcePolicy(resourceArn: string, policy: Policy): void {
    const policies = this.#resourcePolicies.get(resourceArn);
    if (policies) policies.push(policy);
    else this.#resourcePolicies.set(resourceArn, [policy]);
  }

  /** Why the role may not, as a sentence that has also been reported; null when it may. `who` names the caller. */
  refusalForRole(roleArn: string, who: string, needed: Needed): string | null {
    const role = this.role(roleArn);
    const account = parseArn(role.arn).account;
    const principal: Principal = { kind: 'role', arn: role.arn, account };
    return this.#refusal(principal, role.policies, needed, `${who} (role ${role.name})`, {
      'aws:principalarn': [role.arn],
      'aws:principalaccount': [account],
      'aws:principalisawsservice': ['false'],
    });
  }

  /** The same for an AWS service acting for one of our resources, for example a rule that sends to a queue. */
  refusalForService(service: string, sourceArn: string, who: string, needed: Needed): string | null {
    return this.#refusal({ kind: 'service', name: service }, [], needed, `${who} (principal ${service})`, {
      'aws:sourcearn': [sourceArn],
      'aws:sourceaccount': [parseArn(sourceArn).account],
      'aws:principalisawsservice': ['true'],
      'aws:principalservicename': [service],
    });
  }

  /** Whether the role may, without reporting a refusal. */
  allows(roleArn: string, needed: Needed): boolean {
    const role = this.role(roleArn);
    const account = parseArn(role.arn).account;
    const context = this.#context(needed, { 'aws:principalarn': [role.arn], 'aws:principalaccount': [account] });
    const request = { principal: { kind: 'role', arn: role.arn, account } as const, ...needed, context };
    return evaluate(request, role.policies, this.#policiesOf(needed.resource)).allowed;
  }

  #refusal(
    principal: Principal,
    identityPolicies: readonly Policy[],
    needed: Needed,
    who: string,
    about: Readonly<Record<string, readonly string[]>>,
  ): string | null {
    const subject = `${who} may not perform ${needed.action} on ${needed.resource}`;
    let refusal: string;
    try {
      const context = this.#context(needed, about);
      const request = { principal, action: needed.action, resource: needed.resource, context };
      const verdict = evaluate(request, identityPolicies, this.#policiesOf(needed.resource));
      if (verdict.allowed) return null;
      const why =
        verdict.why === 'explicit-deny'
          ? `${verdict.policy} denies it`
          : principal.kind === 'role'
            ? 'no policy of the role allows it'
            : 'no policy of the resource allows it';
      refusal = `${subject}: ${why}`;
    } catch (error) {
      refusal = `${subject}, as it cannot be judged: ${messageOf(error)}`;
    }
    this.report({ kind: 'access-denied', message: refusal });
    return refusal;
  }

  #context(needed: Needed, about: Readonly<Record<string, readonly string[]>>): Map<string, readonly string[]> {
    const context = new Map<string, readonly string[]>(Object.entries(about));
    for (const [key, values] of Object.entries(needed.context ?? {})) context.set(key.toLowerCase(), values);
    // The loopback endpoint is plain HTTP; what it stands for is TLS.
    context.set('aws:securetransport', ['true']);
    if (needed.resource !== '*') {
      const { region, account } = parseArn(needed.resource);
      if (account) context.set('aws:resourceaccount', [account]);
      if (region) context.set('aws:requestedregion', [region]);
    }
    return context;
  }

  /** A bucket's policy also stands over its objects. */
  #policiesOf(resourceArn: string): readonly Policy[] {
    const own = this.#resourcePolicies.get(resourceArn) ?? [];
    if (!resourceArn.startsWith('arn:aws:s3:::')) return own;
    const bucketArn = resourceArn.split('/', 1)[0] ?? resourceArn;
    return bucketArn === resourceArn ? own : [...own, ...(this.#resourcePolicies.get(bucketArn) ?? [])];
  }
}
