import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { type CustomerKey, type Deployment, stateRemoval } from '../deployment';
import type { CampaignManager } from '../environments/schema';

/** The keys that requests between us and the Campaign Manager are signed with. */
export class CampaignSecret extends Construct {
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    { secret, key }: Pick<CampaignManager, 'secret'> & { readonly key: CustomerKey },
  ) {
    super(scope, id);
    if (secret.owner === 'existing') {
      this.arn = secret.arn;
      return;
    }
    const made = new Secret(this, 'Secret', {
      // No name: one that is kept, or waits for its deletion, would stand in the way of the next deploy.
      description: 'Keys for requests to and from the Campaign Manager: current signs, current and previous verify',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'current',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: stateRemoval(deployment),
      ...(key ? { encryptionKey: key } : {}),
    });
    Validations.of(made).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The other side holds the same key: a person changes it together with them, and two keys are live meanwhile.',
    });
    this.arn = made.secretArn;
  }
}
