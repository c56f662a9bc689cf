import * as z from 'zod';
import type { Declared } from '../aws/declared';
import { arnOf, generatedName, hex } from '../aws/identity';
import { awsManagedPolicy } from '../iam/managed-policies';
import { parsePolicy } from '../iam/policy';
import { noEffect, resourceType } from './resource-type';

const inline = z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: z.unknown() }));

const iamArn = ({ account }: Declared, resource: string): string =>
  arnOf({ service: 'iam', region: '', account, resource });

export const iamResources = {
  'AWS::IAM::Role': resourceType(
    {
      RoleName: z.string().optional(),
      AssumeRolePolicyDocument: z.unknown(),
      Policies: inline.optional(),
      ManagedPolicyArns: z.array(z.string()).optional(),
      Path: z.literal('/').optional(),
      Description: noEffect,
      MaxSessionDuration: noEffect,
      Tags: noEffect,
    },
    (properties, declared, platform) => {
      const { stackName, logicalId } = declared;
      const name = properties.RoleName ?? generatedName(stackName, logicalId, 64);
      const arn = iamArn(declared, `role/${name}`);
      const inlinePolicies = (properties.Policies ?? []).map(({ PolicyName, PolicyDocument }) =>
        parsePolicy(PolicyDocument, `policy ${PolicyName} of role ${name}`),
      );
      const managedPolicies = (properties.ManagedPolicyArns ?? []).map(
        (policyArn) => platform.access.managedPolicy(policyArn) ?? awsManagedPolicy(policyArn),
      );
      const trust = parsePolicy(properties.AssumeRolePolicyDocument, `trust policy of role ${name}`);
      platform.access.addRole({ name, arn, trust, policies: [...inlinePolicies, ...managedPolicies] });
      return { ref: name, attributes: { Arn: arn, RoleId: `AROA${hex(arn, 16).toUpperCase()}` } };
    },
  ),
  'AWS::IAM::Policy': resourceType(
    { PolicyName: z.string(), PolicyDocument: z.unknown(), Roles: z.array(z.string()) },
    (properties, { stackName }, { access }) => {
      const policy = parsePolicy(properties.PolicyDocument, `policy ${properties.PolicyName} of stack ${stackName}`);
      for (const role of properties.Roles) access.role(role).policies.push(policy);
      return { ref: properties.PolicyName };
    },
  ),
  'AWS::IAM::ManagedPolicy': resourceType(
    {
      ManagedPolicyName: z.string().optional(),
      PolicyDocument: z.unknown(),
      Roles: z.array(z.string()).optional(),
      Path: z.literal('/').optional(),
      Description: noEffect,
    },
    (properties, declared, platform) => {
      const { stackName, logicalId } = declared;
      const name = properties.ManagedPolicyName ?? generatedName(stackName, logicalId, 128);
      const arn = iamArn(declared, `policy/${name}`);
      const policy = parsePolicy(properties.PolicyDocument, `managed policy ${name}`);
      platform.access.addManagedPolicy(arn, policy);
      for (const role of properties.Roles ?? []) platform.access.role(role).policies.push(policy);
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
  ),
};
