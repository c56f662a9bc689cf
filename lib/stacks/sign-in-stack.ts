import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SignInPool } from '../constructs/sign-in-pool';
import type { Deployment } from '../deployment';
import type { SignInPool as Settings } from '../environments/schema';

export interface SignInStackProps extends StackProps {
  readonly settings: Settings;
}

/**
 * The provider of those who have none. It depends on no other stack and none on it: what it has given is written into `agentPage`,
 * since an API's authorizer asks the issuer when it is made.
 */
export class SignInStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: SignInStackProps) {
    const { settings, ...stackProps } = props;
    super(scope, id, stackProps);
    const pool = new SignInPool(this, 'People', deployment, settings);
    new CfnOutput(this, 'Issuer', { value: pool.issuer, description: 'agentPage.issuer' });
    new CfnOutput(this, 'ClientId', { value: pool.clientId, description: 'agentPage.audience' });
    new CfnOutput(this, 'Origin', { value: pool.origin, description: 'One of pages.issuerOrigins' });
  }
}
