import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnIntegrationAssociation, CfnPredefinedAttribute } from 'aws-cdk-lib/aws-connect';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ContactFlows } from '../constructs/contact-flows';
import { CustomerQueues } from '../constructs/customer-queues';
import { DirectoryParameters } from '../constructs/directory-parameters';
import { GroupRoutingProfiles } from '../constructs/group-routing-profiles';
import { MissedCallStatus } from '../constructs/missed-call-status';
import { PhoneNumbers } from '../constructs/phone-numbers';
import { accountOf, type CustomerKey, type Deployment } from '../deployment';
import { manualSteps } from '../manual-steps';

export interface ContactFlowsStackProps extends StackProps {
  readonly planOfferArn: string;
  readonly key: CustomerKey;
}

/** Everything inside the Connect instance: queues, profiles, flows, numbers, and the directory that names them. */
export class ContactFlowsStack extends Stack {
  constructor(scope: Construct, id: string, deployment: Deployment, props: ContactFlowsStackProps) {
    const { planOfferArn, key, ...stackProps } = props;
    super(scope, id, stackProps);
    const { environment } = deployment;
    const instanceArn = environment.instance.arn;

    const queues = new CustomerQueues(this, 'Queues', deployment);
    const profiles = new GroupRoutingProfiles(this, 'Profiles', deployment, queues);
    new CfnPredefinedAttribute(this, 'Hold', {
      instanceArn,
      // No user ever carries it: a step that requires it holds the call, one that excludes it takes anyone (DESIGN.md 4).
      name: 'ccb-hold',
      values: { stringList: ['hold'] },
    });
    const missedCall = new MissedCallStatus(this, 'MissedCall', deployment);

    const association = new CfnIntegrationAssociation(this, 'PlanOfferAssociation', {
      instanceId: instanceArn,
      integrationType: 'LAMBDA_FUNCTION',
      integrationArn: planOfferArn,
    });
    const permission = new CfnPermission(this, 'PlanOfferPermission', {
      action: 'lambda:InvokeFunction',
      functionName: planOfferArn,
      principal: 'connect.amazonaws.com',
      sourceArn: instanceArn,
      sourceAccount: accountOf(environment),
    });
    const flows = new ContactFlows(this, 'Flows', deployment, {
      queues,
      planOfferArn,
      after: [association, permission],
    });
    new PhoneNumbers(this, 'Numbers', deployment, flows, key);
    new DirectoryParameters(this, 'Directory', deployment, {
      missedCallStatusArn: missedCall.arn,
      voicemailTaskFlowArn: flows.voicemailTaskArn,
      queues,
      profiles,
    });

    new CfnOutput(this, 'VoicemailQueueArn', { value: queues.voicemailQueueArn });
    const steps = manualSteps(environment).map((step) => `\n - ${step}`);
    Annotations.of(this).addInfo(`To do by hand for ${environment.name} (docs/deploy.md):${steps.join('')}`);
  }
}
